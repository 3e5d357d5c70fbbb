//! The custom report of all child companies: a zip with a folder a company (DOC). What is in
//! the folders is unstated; the REST API's custom reports are HTML (B48), so these are as well.

use axum::http::header;

use super::{Inquiry, cdr::NO_DATA, xml::push_escaped};
use crate::{
    answer::{Answer, Content},
    data::{CdrKind, Company, Month, Period},
    shared::Shared,
    switches::{Archive, NoData},
    zip::{Bent, Data, Entry, Zip, bent},
};

/// Without an ending the name of a report gets this one.
const ENDING: &str = ".html";

pub(super) fn answer(inquiry: &Inquiry<'_>) -> Result<Answer, String> {
    inquiry.only(&["month", "filename", "User-Agent"])?;
    let month = inquiry.required("month")?;
    let month: Month = month.parse().map_err(|_| "month must be YYYY-MM".to_owned())?;
    let name = inquiry.required("filename")?;
    if name.is_empty() || name.starts_with('.') || name.contains(['/', '\\', '"', '\0', '\r', '\n'])
    {
        return Err("filename must be the plain name of a file".to_owned());
    }
    let accounts = &inquiry.shared.accounts;
    let is_main = inquiry.company.id == accounts.main().id;
    let children: Vec<String> = if is_main {
        accounts.children().iter().map(|child| child.id.clone()).collect()
    } else {
        Vec::new()
    };
    let entries = reports(inquiry.shared, &children, month, name);
    let content = match inquiry.switches.no_data {
        NoData::ZeroBytes if entries.is_empty() => Content::Ready("".into()),
        NoData::Text if entries.is_empty() => Content::Ready(NO_DATA.into()),
        _ => archive(entries, inquiry.switches.archive),
    };
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let disposition = format!("attachment; filename=\"{stem}.zip\"");
    Ok(Answer::report("application/zip", content)
        .with_header(header::CONTENT_DISPOSITION, disposition))
}

/// The archive of the entries, bent as the switch has it.
pub(crate) fn archive(entries: Vec<Entry>, archive: Archive) -> Content {
    Content::made(move || {
        Box::new(Zip::new(bent(archive, entries.clone().into_iter()), Bent::of(archive)))
    })
}

/// A report of each company that has sessions in the month, as `ID/NAME.html`.
pub(crate) fn reports(
    shared: &Shared,
    companies: &[String],
    month: Month,
    name: &str,
) -> Vec<Entry> {
    let name = if name.contains('.') { name.to_owned() } else { format!("{name}{ENDING}") };
    let found = companies.iter().filter_map(|id| shared.accounts.find(id));
    found
        .filter_map(|company| {
            let page = page(shared, company, month)?;
            let name = format!("{}/{name}", company.id);
            Some(Entry { name, data: Data::Bytes(page.into_bytes()), is_link: false })
        })
        .collect()
}

/// Sums by service type; none for a month without sessions.
pub(crate) fn page(shared: &Shared, company: &Company, month: Month) -> Option<String> {
    let file = shared.accounts.cdr_file(company, CdrKind::Regular, Period::Month(month));
    if file.is_empty() {
        return None;
    }
    let totals = file.totals();
    let mut name = Vec::new();
    push_escaped(&mut name, &company.name);
    let name = String::from_utf8_lossy(&name);
    let mut rows = String::new();
    for (service, sums) in &totals.by_service_type {
        let amount = decimal(sums.net_billing_amount_micros);
        rows += &format!("<tr><td>{service}</td><td>{}</td><td>{amount}</td></tr>\n", sums.rows);
    }
    let amount = decimal(totals.net_billing_amount_micros);
    Some(format!(
        "<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\"><title>Custom report {month}</title></head>\n\
         <body><h1>{name}</h1><p>Company {}, {month}</p>\n\
         <table><tr><th>Service Type</th><th>Sessions</th><th>Net Billing Amount</th></tr>\n{rows}\
         <tr><th>Total</th><th>{}</th><th>{amount}</th></tr></table></body></html>\n",
        company.id, totals.rows
    ))
}

/// Two digits behind the point, and more where they are needed.
fn decimal(micros: i128) -> String {
    let (sign, magnitude) = (if micros < 0 { "-" } else { "" }, micros.unsigned_abs());
    let text = format!("{sign}{}.{:06}", magnitude / 1_000_000, magnitude % 1_000_000);
    let needed = text.trim_end_matches('0').len().max(text.len() - 4);
    text[..needed].to_owned()
}
