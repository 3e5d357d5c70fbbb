//! What a report looks like in XML.

mod portal;
mod rest;

use crate::Report;
use crate::column::Kind;

/// The names of one report's elements; every name is folded (see [`super::name::is`]).
#[derive(Debug)]
pub(super) struct Layout {
    pub(super) report: Report,
    /// A root whose name holds this text may be empty; any other root must hold at least one item.
    pub(super) root_holds: &'static str,
    /// Names of the element that is a record.
    pub(super) items: &'static [&'static str],
    /// Whether a root of such a name is the one record of the document.
    pub(super) item_may_be_root: bool,
    /// A child or attribute of one of these names makes its element a record, whatever it is called.
    pub(super) marks: &'static [&'static str],
    /// Names of an element or attribute that states how many records the document holds.
    pub(super) counts: &'static [&'static str],
    /// In the schema's order; the first is the key and must not be null.
    pub(super) columns: &'static [Column],
}

#[derive(Debug)]
pub(super) struct Column {
    /// As in the schema.
    pub(super) name: &'static str,
    pub(super) kind: Kind,
    pub(super) source: Source,
}

/// Where a column's value stands in the record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Source {
    /// A child or attribute: the first of these names that is there.
    Named(&'static [&'static str]),
    /// The same, and all white space in it is taken out (reading B9).
    Token(&'static [&'static str]),
    /// Attribute `subscribe` of the `notification` whose `type` this is (reading B13).
    Subscription(&'static str),
    /// `users/user/userName`, all of them, as a JSON array.
    Members,
}

impl Column {
    /// Names of the children and attributes that the value may stand in.
    pub(super) fn names(&self) -> &'static [&'static str] {
        match self.source {
            Source::Named(names) | Source::Token(names) => names,
            Source::Subscription(_) | Source::Members => &[],
        }
    }

    /// A date or instant of another form than the column's is kept in `_extra`, the column is null
    /// (readings B31 and C12); any other value that cannot be read sets the record aside.
    pub(super) fn keeps_raw(&self) -> bool {
        matches!(self.kind, Kind::IsoInstant | Kind::UsDate)
    }
}

impl Layout {
    /// The layout of the report; `None` for a report that is not known to come as XML.
    pub(super) fn of(report: Report) -> Option<&'static Self> {
        Some(match report {
            Report::Companies => &portal::COMPANIES,
            Report::IpassNetworkUsers => &portal::NETWORK_USERS,
            Report::Users => &rest::USERS,
            Report::SimpleUsers => &rest::SIMPLE_USERS,
            Report::CostCenters => &rest::COST_CENTERS,
            Report::Devices => &rest::DEVICES,
            Report::RegistrationCodes => &rest::REGISTRATION_CODES,
            Report::Groups => &rest::GROUPS,
            Report::GroupPlans => &rest::GROUP_PLANS,
            Report::IpassCdr | Report::BillingFeed | Report::GetCalls => return None,
        })
    }

    /// The folded names of the key.
    pub(super) fn key(&self) -> &'static str {
        self.columns[0].names()[0]
    }
}

const fn column(name: &'static str, kind: Kind, names: &'static [&'static str]) -> Column {
    Column { name, kind, source: Source::Named(names) }
}

const fn key(name: &'static str, names: &'static [&'static str]) -> Column {
    column(name, Kind::Key, names)
}

const fn text(name: &'static str, names: &'static [&'static str]) -> Column {
    column(name, Kind::Text, names)
}

const fn flag(name: &'static str, names: &'static [&'static str]) -> Column {
    column(name, Kind::Boolean, names)
}

const fn whole(name: &'static str, names: &'static [&'static str]) -> Column {
    column(name, Kind::Integer, names)
}

const fn list(name: &'static str, names: &'static [&'static str]) -> Column {
    column(name, Kind::Dictionary, names)
}

const fn instant(name: &'static str, names: &'static [&'static str]) -> Column {
    column(name, Kind::IsoInstant, names)
}

const fn date(name: &'static str, names: &'static [&'static str]) -> Column {
    column(name, Kind::UsDate, names)
}

#[cfg(test)]
mod tests {
    use super::*;
    use arrow_schema::DataType;

    #[test]
    fn columns_are_those_of_the_schema() {
        for report in Report::ALL {
            let Some(layout) = Layout::of(report) else { continue };
            assert_eq!(layout.report, report);
            let schema = report.schema();
            let names: Vec<_> = schema.fields().iter().map(|field| field.name().as_str()).collect();
            let columns: Vec<_> = layout.columns.iter().map(|column| column.name).collect();
            assert_eq!(names[..names.len() - 4], columns);
            assert_eq!(layout.columns[0].kind, Kind::Key);
            for (column, field) in layout.columns.iter().zip(schema.fields()) {
                let fits = match column.kind {
                    Kind::Key | Kind::Text => *field.data_type() == DataType::Utf8,
                    Kind::Boolean => *field.data_type() == DataType::Boolean,
                    Kind::Integer => *field.data_type() == DataType::Int64,
                    Kind::Dictionary => matches!(field.data_type(), DataType::Dictionary(..)),
                    Kind::IsoInstant => {
                        matches!(field.data_type(), DataType::Timestamp(_, Some(_)))
                    }
                    Kind::UsDate => *field.data_type() == DataType::Date32,
                    other => panic!("{other:?} is not used in XML"),
                };
                assert!(fits, "{report} {}", column.name);
            }
        }
    }

    #[test]
    fn no_name_belongs_to_two_columns() {
        for layout in Report::ALL.into_iter().filter_map(Layout::of) {
            let mut names: Vec<_> =
                layout.columns.iter().flat_map(|column| column.names()).collect();
            let count = names.len();
            names.sort();
            names.dedup();
            assert_eq!(names.len(), count, "{}", layout.report);
        }
    }
}
