//! Custom reports: HTML (B48), and a zip of those of all child companies (B46).

use axum::http::StatusCode;

use super::{Call, Failure};
use crate::{
    answer::{Answer, Content},
    portal::{
        cdr::NO_DATA,
        child_custom_report::{archive, page, reports},
    },
    switches::NoData,
};

/// A company's own report of a month.
pub(super) fn of_company(call: &Call<'_>) -> Result<Answer, Failure> {
    let month = call.month()?;
    file_name(call)?;
    // Only one value is known of it, by example (B47).
    if call.optional("duration-type").is_some_and(|duration| duration != "monthly") {
        return Err(Failure::Parameter("duration-type"));
    }
    let page = match (page(call.shared, call.company, month), call.all_switches.no_data) {
        (Some(page), _) => page,
        (None, NoData::Text) => NO_DATA.to_owned(),
        (None, _) => String::new(),
    };
    Ok(Answer { is_report: true, ..Answer::html(StatusCode::OK, page) })
}

/// The reports of all child companies, each in a folder of its own.
pub(super) fn of_children(call: &Call<'_>) -> Result<Answer, Failure> {
    let month = call.month()?;
    let name = file_name(call)?;
    let accounts = &call.shared.accounts;
    let children: Vec<String> = if call.company.id == accounts.main().id {
        accounts.children().iter().map(|child| child.id.clone()).collect()
    } else {
        Vec::new()
    };
    let entries = reports(call.shared, &children, month, name);
    let content: Content = archive(entries, call.all_switches.archive);
    Ok(Answer::report("application/zip", content))
}

/// A plain name (fault G4): a client that sends a path would be wrong.
fn file_name<'a>(call: &'a Call<'_>) -> Result<&'a str, Failure> {
    let name = call.required("customReportFile")?;
    let is_plain = !name.starts_with('.') && !name.contains(['/', '\\', '"', '\0', '\r', '\n']);
    is_plain.then_some(name).ok_or(Failure::Parameter("customReportFile"))
}
