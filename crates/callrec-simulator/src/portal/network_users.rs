//! The network and client user reports: XML with a count summary, and CSV (A5).

use super::{
    Inquiry,
    cdr::NO_DATA,
    xml::{DECLARATION, push_element},
};
use crate::{
    answer::{Answer, Content},
    data::{Company, Month, NetworkUser, UserTotals, text::push_quoted},
    shared::Shared,
    switches::{NetworkUsersForm, NoData, Switches},
};

/// SEED
const HEADINGS: [&str; 5] = ["User Name", "User Domain", "Network User?", "OM User?", "iPC User?"];

pub(super) fn answer(inquiry: &Inquiry<'_>) -> Result<Answer, String> {
    let month = inquiry.month()?;
    Ok(report(inquiry.shared, inquiry.switches, inquiry.company, month))
}

pub(super) fn answer_csv(inquiry: &Inquiry<'_>) -> Result<Answer, String> {
    let month = inquiry.month()?;
    Ok(report_in_csv(inquiry.shared, inquiry.switches, inquiry.company, month))
}

/// The report of a company and a month, as the switch has it; the same for every system.
pub(crate) fn report(
    shared: &Shared,
    switches: &Switches,
    company: &Company,
    month: Month,
) -> Answer {
    match switches.network_users {
        NetworkUsersForm::Csv => report_in_csv(shared, switches, company, month),
        NetworkUsersForm::Xml => {
            let users = shared.accounts.network_users(company, month);
            respond(switches, "application/xml", &users, xml)
        }
    }
}

fn report_in_csv(shared: &Shared, switches: &Switches, company: &Company, month: Month) -> Answer {
    let layout = switches.layout();
    let users = shared.accounts.network_users(company, month);
    respond(switches, &switches.csv_content_type, &users, |users| {
        let mut out = Vec::new();
        if layout.byte_order_mark {
            out.extend_from_slice("\u{feff}".as_bytes());
        }
        push_line(&mut out, HEADINGS, layout.line_end());
        for user in users {
            let cells = [
                user.user_name.as_str(),
                &user.user_domain,
                yes_no(user.network_user),
                yes_no(user.om_user),
                yes_no(user.ipc_user),
            ];
            push_line(&mut out, cells, layout.line_end());
        }
        out
    })
}

fn respond(
    switches: &Switches,
    content_type: &str,
    users: &[NetworkUser],
    write: impl FnOnce(&[NetworkUser]) -> Vec<u8>,
) -> Answer {
    let body = match switches.no_data {
        NoData::ZeroBytes if users.is_empty() => Vec::new(),
        NoData::Text if users.is_empty() => NO_DATA.into(),
        _ => write(users),
    };
    Answer::report(content_type, Content::Ready(body.into()))
}

/// OBS: every cell quoted, `"segoma1","btworld.net","No","Yes","No"`.
fn push_line(out: &mut Vec<u8>, cells: [&str; 5], line_end: &[u8]) {
    for (index, cell) in cells.into_iter().enumerate() {
        if index > 0 {
            out.push(b',');
        }
        push_quoted(out, cell);
    }
    out.extend_from_slice(line_end);
}

/// The names of the elements are INF: it is known only that there is XML with a summary
/// of counts.
fn xml(users: &[NetworkUser]) -> Vec<u8> {
    let totals = UserTotals::of(users);
    let mut out = Vec::from(DECLARATION);
    out.extend_from_slice(b"<networkAndClientUsers>\n  <summary>\n");
    for (name, count) in [
        ("count", totals.users),
        ("networkUserCount", totals.network_users),
        ("omUserCount", totals.om_users),
        ("ipcUserCount", totals.ipc_users),
    ] {
        push_element(&mut out, 4, name, &count.to_string());
    }
    out.extend_from_slice(b"  </summary>\n  <users>\n");
    for user in users {
        out.extend_from_slice(b"    <user>\n");
        push_element(&mut out, 6, "userName", &user.user_name);
        push_element(&mut out, 6, "userDomain", &user.user_domain);
        push_element(&mut out, 6, "networkUser", yes_no(user.network_user));
        push_element(&mut out, 6, "omUser", yes_no(user.om_user));
        push_element(&mut out, 6, "ipcUser", yes_no(user.ipc_user));
        out.extend_from_slice(b"    </user>\n");
    }
    out.extend_from_slice(b"  </users>\n</networkAndClientUsers>\n");
    out
}

fn yes_no(yes: bool) -> &'static str {
    if yes { "Yes" } else { "No" }
}
