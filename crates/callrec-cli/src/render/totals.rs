//! The totals of a CDR report by service type, and what must be said beside them.

use std::fmt::Write as _;

use callrec::{ServiceTotal, Summary};

use super::number::{count, decimal, grouped, hours, places};
use super::style::Style;
use super::table::{Align, Table};

/// Beside a service type whose amounts are cumulative.
const MARK: &str = "*";

/// The table, then what qualifies it.
pub(crate) fn by_service_type(title: &str, summary: &Summary, style: Style) -> String {
    let columns = [
        (title, Align::Left),
        ("records", Align::Right),
        ("session time", Align::Right),
        ("net billing amount", Align::Right),
        ("", Align::Left),
    ];
    let places = places(
        summary.by_service_type().map(|total| total.amount).chain(std::iter::once(summary.amount)),
    );
    let mut table = Table::new(style, columns);
    for total in summary.by_service_type() {
        table.row([
            name(total),
            grouped(i128::from(total.records)),
            hours(total.seconds),
            decimal(total.amount, places),
            if total.cumulative { MARK.to_owned() } else { String::new() },
        ]);
    }
    table.foot([
        "plain sum".to_owned(),
        grouped(i128::from(summary.records)),
        hours(summary.seconds),
        decimal(summary.amount, places),
        if summary.cap_records > 0 { MARK.to_owned() } else { String::new() },
    ]);
    let mut text = format!("{table}\n");
    for note in notes(summary) {
        let _ = writeln!(text, "{note}");
    }
    text
}

fn name(total: &ServiceTotal) -> String {
    total.service_type.clone().unwrap_or_else(|| "(none)".to_owned())
}

/// What a reader of the sum must know.
fn notes(summary: &Summary) -> Vec<String> {
    let mut notes = Vec::new();
    if summary.cap_records > 0 {
        notes.push(format!(
            "{MARK} The amounts of *_cap records are cumulative, so the plain sum of the file\n  \
             need not equal the invoice."
        ));
    }
    if summary.without_amount > 0 {
        notes.push(format!(
            "  {}.",
            count(
                summary.without_amount,
                "record has no amount and counts as 0",
                "records have no amount and count as 0"
            )
        ));
    }
    notes.push(
        "  Amounts are exact decimals; the provider's file does not name their currency."
            .to_owned(),
    );
    notes
}

/// The same for programs: amounts as strings with all six places.
pub(crate) fn as_json(summary: &Summary) -> serde_json::Value {
    let types: Vec<_> = summary
        .by_service_type()
        .map(|total| {
            serde_json::json!({
                "service_type": total.service_type,
                "records": total.records,
                "session_length_s": whole(total.seconds),
                "net_billing_amount": total.amount.to_string(),
                "cumulative": total.cumulative,
            })
        })
        .collect();
    serde_json::json!({
        "records": summary.records,
        "session_length_s": whole(summary.seconds),
        "net_billing_amount": summary.amount.to_string(),
        "without_amount": summary.without_amount,
        "cap_records": summary.cap_records,
        "by_service_type": types,
    })
}

/// A number, or null in the case of a sum beyond 64 bits, which JSON readers would round.
fn whole(seconds: i128) -> Option<i64> {
    i64::try_from(seconds).ok()
}
