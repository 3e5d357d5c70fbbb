//! Which cell of a row goes into which column: from the header, or from the count of cells.

use std::sync::Arc;

use super::profile::{Form, Profile};
use crate::report::names::folds_to;

/// Where the cells of every row go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Layout {
    /// Cells of a row.
    pub(crate) cells: usize,
    /// For each column of the report the cell that holds it.
    pub(crate) columns: Vec<Option<usize>>,
    /// Cells that no column takes, with their names.
    pub(crate) extra: Vec<(usize, Arc<str>)>,
    /// Name of the form of the report that has these headings, where it has several.
    pub(crate) form: Option<&'static str>,
}

/// Why a header is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum HeaderFault {
    /// No heading of this needed column.
    Missing(&'static str),
    /// Two headings that mean the same.
    Doubled(String),
}

impl Layout {
    /// A first row that is data: columns by position; `None` if the count of cells does not fit.
    pub(crate) fn by_position(profile: &Profile, cells: usize) -> Option<Self> {
        if !profile.bare_columns.contains(&cells) {
            return None;
        }
        if let [form, others @ ..] = profile.forms {
            // A single form may be mended to its number of cells.
            let by_count = profile.forms.iter().find(|form| form.headings.len() == cells);
            let form = by_count.or_else(|| others.is_empty().then_some(form))?;
            let headings: Vec<String> = form.headings.iter().map(|&text| text.to_owned()).collect();
            return Self::by_header(profile, &headings)?.ok();
        }
        Some(Self {
            cells,
            columns: (0..profile.columns.len()).map(|at| (at < cells).then_some(at)).collect(),
            extra: (profile.columns.len()..cells).map(|at| (at, unnamed(at))).collect(),
            form: None,
        })
    }

    /// A header: columns by name, from `positional_from` on also by position; `None` if the row is
    /// no header of this report.
    pub(crate) fn by_header(
        profile: &Profile,
        headings: &[String],
    ) -> Option<Result<Self, HeaderFault>> {
        let folded: Vec<String> = headings.iter().map(|heading| fold(heading)).collect();
        let named: Vec<Option<usize>> = folded.iter().map(|text| known(profile, text)).collect();
        let marks = named.iter().flatten().count();
        (marks >= profile.header_marks).then(|| Self::from_names(profile, headings, &folded, named))
    }

    fn from_names(
        profile: &Profile,
        headings: &[String],
        folded: &[String],
        named: Vec<Option<usize>>,
    ) -> Result<Self, HeaderFault> {
        let mut columns = vec![None; profile.columns.len()];
        for (cell, column) in named.iter().enumerate() {
            if let Some(column) = *column
                && columns[column].replace(cell).is_some()
            {
                return Err(HeaderFault::Doubled(headings[cell].clone()));
            }
        }
        let mut extra = Vec::new();
        for (cell, heading) in headings.iter().enumerate() {
            if named[cell].is_some() {
                continue;
            }
            if !folded[cell].is_empty() && folded[..cell].contains(&folded[cell]) {
                return Err(HeaderFault::Doubled(heading.clone()));
            }
            match columns.get_mut(cell) {
                Some(free @ None) if cell >= profile.positional_from => *free = Some(cell),
                _ if heading.trim().is_empty() => extra.push((cell, unnamed(cell))),
                _ => extra.push((cell, heading.as_str().into())),
            }
        }
        if let Some(&missing) = profile.needed.iter().find(|&&column| columns[column].is_none()) {
            return Err(HeaderFault::Missing(profile.columns[missing].name));
        }
        Ok(Self { cells: headings.len(), columns, extra, form: form(profile, folded) })
    }

    /// Name of the column that a cell goes into.
    pub(crate) fn name_of(&self, profile: &Profile, cell: usize) -> Option<String> {
        let column = self.columns.iter().position(|&at| at == Some(cell));
        let extra =
            || self.extra.iter().find(|(at, _)| *at == cell).map(|(_, name)| name.to_string());
        column.map(|column| profile.columns[column].name.to_owned()).or_else(extra)
    }
}

fn known(profile: &Profile, folded: &str) -> Option<usize> {
    profile.columns.iter().position(|spec| spec.names.contains(&folded))
}

/// The form with the most headings among these that no other form has; `None` where two are level.
fn form(profile: &Profile, folded: &[String]) -> Option<&'static str> {
    let has = |form: &Form, heading: &str| {
        form.headings.iter().any(|other| folds_to(other.as_bytes(), heading))
    };
    let own_headings = |form: &Form| {
        let others = |heading: &str| profile.forms.iter().filter(|form| has(form, heading)).count();
        let own = |heading: &&String| has(form, heading) && others(heading) == 1;
        folded.iter().filter(own).count()
    };
    let counts: Vec<usize> = profile.forms.iter().map(own_headings).collect();
    let most = counts.iter().copied().max().filter(|&most| most > 0)?;
    let mut best = profile.forms.iter().zip(&counts).filter(|(_, count)| **count == most);
    let (form, _) = best.next()?;
    if best.next().is_some() { None } else { form.name }
}

/// Case, space and punctuation do not matter in a heading; a control character makes it another.
fn fold(heading: &str) -> String {
    let kept = |c: &char| c.is_alphanumeric() || (c.is_control() && !c.is_whitespace());
    heading.chars().filter(kept).flat_map(char::to_lowercase).collect()
}

/// The name of a cell without a heading, counted from 1.
fn unnamed(cell: usize) -> Arc<str> {
    format!("column_{}", cell + 1).into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Report;

    const CDR: [&str; 14] = [
        "Transaction ID",
        "Billing Code",
        "User ID",
        "Authentication Domain",
        "Description",
        "GMT Time",
        "Local Time",
        "Session Length",
        "Billing Rate",
        "Net Billing Amount",
        "Access Type",
        "Service Type",
        "",
        "Data Used",
    ];

    fn header(headings: &[&str]) -> Option<Result<Layout, HeaderFault>> {
        let headings: Vec<String> = headings.iter().map(|text| text.to_string()).collect();
        Layout::by_header(Profile::of(Report::IpassCdr).unwrap(), &headings)
    }

    fn in_order() -> Vec<Option<usize>> {
        (0..14).map(Some).collect()
    }

    #[test]
    fn headings_in_any_dress() {
        let dressed = CDR.map(|text| text.to_uppercase().replace(' ', "_-"));
        let dressed: Vec<&str> = dressed.iter().map(String::as_str).collect();
        assert_eq!(header(&dressed).unwrap().unwrap().columns, in_order());
    }

    #[test]
    fn unknown_headings_from_seven_on_go_by_position() {
        let mut headings = CDR;
        headings[7] = "Duration";
        headings[10] = "Medium";
        let layout = header(&headings).unwrap().unwrap();
        assert_eq!((layout.columns, layout.extra), (in_order(), vec![]));
    }

    #[test]
    fn an_unknown_heading_does_not_take_a_column_that_another_claims() {
        let mut headings = CDR;
        headings.swap(7, 8);
        headings[8] = "Speed";
        headings[7] = "Session Length";
        let layout = header(&headings).unwrap().unwrap();
        assert_eq!(layout.columns[7], Some(7));
        assert_eq!(layout.columns[8], Some(8), "position 8 is free");
        headings[13] = "Billing Rate";
        let layout = header(&headings).unwrap().unwrap();
        assert_eq!(layout.columns[8], Some(13));
        assert_eq!(layout.extra, [(8, "Speed".into())]);
        assert_eq!(layout.columns[13], None);
    }

    #[test]
    fn moved_and_added_columns() {
        let mut headings = CDR.to_vec();
        headings.swap(0, 4);
        headings.push("Carrier");
        headings.push("");
        let layout = header(&headings).unwrap().unwrap();
        assert_eq!((layout.columns[0], layout.columns[4]), (Some(4), Some(0)));
        assert_eq!(layout.extra, [(14, "Carrier".into()), (15, "column_16".into())]);
        assert_eq!(layout.cells, 16);
    }

    #[test]
    fn an_unknown_heading_before_seven_is_extra() {
        let mut headings = CDR;
        headings[3] = "Realm";
        let layout = header(&headings).unwrap().unwrap();
        assert_eq!((layout.columns[3], layout.extra), (None, vec![(3, "Realm".into())]));
    }

    #[test]
    fn needed_and_doubled_headings() {
        for (cell, name) in [(0, "transaction_id"), (5, "gmt_time")] {
            let mut headings = CDR;
            headings[cell] = "Other";
            assert_eq!(header(&headings), Some(Err(HeaderFault::Missing(name))));
        }
        let without_amount: Vec<&str> = CDR[..9].to_vec();
        assert_eq!(header(&without_amount), Some(Err(HeaderFault::Missing("net_billing_amount"))));
        for (cell, heading) in [(1, "user id"), (3, "DESCRIPTION"), (12, "gmt-time")] {
            let mut headings = CDR;
            headings[cell] = heading;
            assert!(matches!(header(&headings), Some(Err(HeaderFault::Doubled(_)))), "{heading}");
        }
        let mut headings = CDR.to_vec();
        headings.extend(["Carrier", "carrier"]);
        assert_eq!(header(&headings), Some(Err(HeaderFault::Doubled("carrier".to_owned()))));
    }

    #[test]
    fn other_rows_are_no_header() {
        assert_eq!(header(&["User Name", "User Domain", "Network User?"]), None);
        assert_eq!(header(&["<html>"]), None);
    }

    #[test]
    fn bare_rows_of_thirteen_to_fifteen() {
        let profile = Profile::of(Report::IpassCdr).unwrap();
        assert_eq!(Layout::by_position(profile, 12), None);
        assert_eq!(Layout::by_position(profile, 16), None);
        assert_eq!(Layout::by_position(profile, 13).unwrap().columns[13], None);
        assert_eq!(Layout::by_position(profile, 14).unwrap().columns, in_order());
        assert_eq!(Layout::by_position(profile, 15).unwrap().extra, [(14, "column_15".into())]);
    }
}
