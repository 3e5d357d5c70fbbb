//! The three layouts of the feed (OBS).

use super::{
    cells::{Cells, Form},
    clock::Instant,
    layout::Layout,
    row::{CUSTOMERS, Kind, Party, Row, SMART_CODES},
};
use crate::{
    data::text::push_micros,
    switches::{Dollar, FeedProfile, MonthlyDate},
};

const AU: [&str; 18] = [
    "ID",
    "BillingGroup",
    "Origin",
    "Destination",
    "ZonePrefix",
    "AZonePrefix",
    "ShortCauseDesc",
    "ThirdNumber",
    "Date",
    "Time",
    "DateTime",
    "NetworkSeconds",
    "Charge",
    "SmartCode",
    "SmartCodeDescription",
    "Type",
    "SubType",
    "MP3",
];

const NZ: [&str; 17] = [
    "ID",
    "Billing Group",
    "Origin Number",
    "Destination Number",
    "Description",
    "Status",
    "Terminated",
    "Date",
    "Time",
    "Date/Time",
    "Call Length (seconds)",
    "Call Cost (NZD)",
    "Smartcode",
    "Smartcode Description",
    "Type",
    "SubType",
    "MP3",
];

const MONTHLY: [&str; 14] = [
    "ID",
    "Account_Code",
    "Origin",
    "Destination",
    "Date",
    "Time",
    "Seconds",
    "Charge",
    "BillDate",
    "Billing_Group",
    "zone_prefix",
    "azone_prefix",
    "MainType",
    "SubType",
];

/// A time without a day, as spreadsheets write it (OBS).
const NO_DAY: &str = "1/01/1900";
const NO_DAY_NAMED: &str = "01/Jan/1900";

impl FeedProfile {
    pub(super) fn headings(self) -> &'static [&'static str] {
        match self {
            Self::Au => &AU,
            Self::Nz => &NZ,
            Self::Monthly => &MONTHLY,
        }
    }
}

/// The header row, without its line end.
pub(super) fn push_header(out: &mut Vec<u8>, profile: FeedProfile, form: Form) {
    let headings = profile.headings();
    let mut cells = Cells::begin(out, form, headings, false);
    for heading in headings {
        cells.plain(heading);
    }
    cells.end();
}

/// A row, without its line end; `recording` is what stands under `MP3`.
pub(super) fn push_row(
    out: &mut Vec<u8>,
    layout: &Layout,
    id: u64,
    row: &Row,
    recording: Option<String>,
) {
    let headings = layout.profile.headings();
    let quote_empty = layout.profile == FeedProfile::Nz;
    let mut cells = Cells::begin(out, layout.form, headings, quote_empty);
    cells.plain(&id.to_string());
    let columns = Columns { layout, row, recording };
    match (layout.profile, row.kind) {
        (_, Kind::Pointer) => (1..headings.len()).for_each(|_| cells.plain("")),
        (FeedProfile::Au, _) => columns.au(&mut cells),
        (FeedProfile::Nz, _) => columns.nz(&mut cells),
        (FeedProfile::Monthly, _) => columns.monthly(&mut cells),
    }
    cells.end();
}

struct Columns<'a> {
    layout: &'a Layout,
    row: &'a Row,
    recording: Option<String>,
}

impl Columns<'_> {
    fn au(&self, cells: &mut Cells<'_>) {
        let (row, at) = (self.row, Instant::of(self.row.started_s));
        let (group, _) = CUSTOMERS[row.customer];
        cells.text(group);
        self.numbers(cells);
        cells.text(prefix(row.destination));
        cells.text(prefix(row.origin));
        cells.text(row.status);
        cells.text(&number(row.third));
        cells.plain(&at.iso_date());
        // Charges have a day and no time.
        let time = if self.is_call() { at.time() } else { String::new() };
        cells.plain(&time);
        cells.plain(&format!("{} {}", at.iso_date(), at.time()));
        self.measures(cells);
        self.smart_code(cells);
        self.types(cells);
        cells.text(self.recording.as_deref().unwrap_or("0"));
    }

    fn nz(&self, cells: &mut Cells<'_>) {
        let (row, at) = (self.row, Instant::of(self.row.started_s));
        let (group, name) = CUSTOMERS[row.customer];
        let (date, time) = (at.slashed_date(), at.twelve_hours(self.layout.clock));
        let midnight = Instant::of(0).twelve_hours(self.layout.clock);
        cells.text(group);
        self.numbers(cells);
        cells.text(match row.kind {
            Kind::Service(product) => product,
            _ => name,
        });
        cells.text(row.status);
        cells.text(&number(row.third));
        cells.plain(&format!("{date} {midnight}"));
        cells.plain(&format!("{NO_DAY} {time}"));
        cells.plain(&format!("{date} {time}"));
        self.measures(cells);
        self.smart_code(cells);
        self.types(cells);
        cells.text(self.recording.as_deref().unwrap_or("0"));
    }

    fn monthly(&self, cells: &mut Cells<'_>) {
        let (row, at) = (self.row, Instant::of(self.row.started_s));
        let (group, _) = CUSTOMERS[row.customer];
        cells.text(&self.layout.account);
        self.numbers(cells);
        let (date, time) = (at.named_date(), at.time());
        match self.layout.monthly_date {
            MonthlyDate::WithTime => {
                cells.plain(&format!("{date} {time}"));
                cells.plain(&time);
            }
            MonthlyDate::Midnight => {
                cells.plain(&format!("{date} 00:00:00"));
                cells.plain(&format!("{NO_DAY_NAMED} {time}"));
            }
        }
        self.measures(cells);
        // Bills are made on the first day of the month (INF).
        let billed = Instant { date: at.date.first_of_month(), ..Instant::of(0) };
        cells.plain(&format!("{} 00:00:00", billed.named_date()));
        cells.text(group);
        cells.text(prefix(row.destination));
        cells.text(prefix(row.origin));
        self.types(cells);
    }

    fn is_call(&self) -> bool {
        matches!(self.row.kind, Kind::Call(_))
    }

    fn numbers(&self, cells: &mut Cells<'_>) {
        cells.text(&number(self.row.origin));
        cells.text(&number(self.row.destination));
    }

    /// Seconds and cost.
    fn measures(&self, cells: &mut Cells<'_>) {
        cells.plain(&self.row.length_s.to_string());
        let marked = match self.layout.dollar {
            Dollar::None => false,
            Dollar::Some => self.row.marked,
            Dollar::All => true,
        };
        let mut cost = Vec::new();
        // `$` before the sign would be another number: `-$5`.
        let magnitude = self.row.charge_micros.saturating_abs();
        if self.row.charge_micros < 0 {
            cost.push(b'-');
        }
        if marked {
            cost.push(b'$');
        }
        push_micros(&mut cost, magnitude, 0);
        cells.plain(&String::from_utf8_lossy(&cost));
    }

    fn smart_code(&self, cells: &mut Cells<'_>) {
        let (code, description) = match (self.row.smart_code, self.row.kind) {
            (Some(index), _) => SMART_CODES[index],
            // The AU layout has no other place for what the charge is for.
            (None, Kind::Service(product)) if self.layout.profile == FeedProfile::Au => {
                ("", product)
            }
            _ => ("", ""),
        };
        cells.text(code);
        cells.text(description);
    }

    fn types(&self, cells: &mut Cells<'_>) {
        let (main, sub) = match self.row.kind {
            Kind::Call(call_type) => (call_type.main, call_type.sub),
            _ => ("", ""),
        };
        cells.text(main);
        cells.text(sub);
    }
}

pub(super) fn number(party: Party) -> String {
    match party {
        Party::Number(prefix, last) => format!("{prefix}{last:04}"),
        Party::Restricted => "restricted".to_owned(),
        Party::Nobody => String::new(),
    }
}

fn prefix(party: Party) -> &'static str {
    match party {
        Party::Number(prefix, _) => prefix,
        Party::Restricted | Party::Nobody => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Switches, billing_feed::call_types::CALL_TYPES};

    /// The observed row, with this crate's synthetic name and numbers where the row has its own.
    #[test]
    fn an_nz_row_is_written_as_observed() {
        let call_type = CALL_TYPES.iter().find(|one| (one.main, one.sub) == ("S", "2T"));
        let row = Row {
            kind: Kind::Call(call_type.unwrap()),
            customer: 0,
            origin: Party::Number("644974", 590),
            destination: Party::Number("649974", 4530),
            third: Party::Nobody,
            status: "Ok",
            started_s: 1_251_716_230,
            length_s: 142,
            charge_micros: 0,
            smart_code: None,
            recorded: false,
            marked: false,
        };
        let mut switches = Switches::default();
        switches.billing_feed.profile = FeedProfile::Nz;
        let layout = Layout::new(&switches, Form::CSV, "049740590", String::new());
        let mut out = Vec::new();
        push_row(&mut out, &layout, 1_000_000, &row, None);
        assert_eq!(
            String::from_utf8(out).unwrap(),
            "1000000,61255501000,6449740590,6499744530,EXAMPLE TRAVEL,Ok,\"\",31/08/2009 12:00:00 a.m.,\
             1/01/1900 10:57:10 a.m.,31/08/2009 10:57:10 a.m.,142,0,\"\",\"\",S,2T,0"
        );
    }
}
