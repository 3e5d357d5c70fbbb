//! The child companies, in the XML of the document's sample.

use super::{
    Inquiry,
    xml::{DECLARATION, push_element},
};
use crate::{
    answer::{Answer, Content},
    data::Company,
    switches::IsActive,
};

pub(super) fn answer(inquiry: &Inquiry<'_>) -> Result<Answer, String> {
    // The document shows no parameter at all here (A17).
    inquiry.only(&["User-Agent"])?;
    let accounts = &inquiry.shared.accounts;
    let children = if inquiry.company.id == accounts.main().id { accounts.children() } else { &[] };
    let body = xml(children, inquiry.switches.is_active);
    Ok(Answer::report("application/xml", Content::Ready(body.into())))
}

fn xml(children: &[Company], is_active: IsActive) -> Vec<u8> {
    let mut out = Vec::from(DECLARATION);
    out.extend_from_slice(b"<companies>\n");
    for child in children {
        let active = match (is_active, child.is_active) {
            (IsActive::TrueFalse, true) => "true",
            (IsActive::TrueFalse, false) => "false",
            (IsActive::OneZero, true) => "1",
            (IsActive::OneZero, false) => "0",
        };
        out.extend_from_slice(b"  <company>\n");
        push_element(&mut out, 4, "id", &child.id);
        push_element(&mut out, 4, "name", &child.name);
        push_element(&mut out, 4, "isActive", active);
        out.extend_from_slice(b"  </company>\n");
    }
    out.extend_from_slice(b"</companies>\n");
    out
}
