//! quick-xml by events, into Arrow's builders: one reused cell a column, no text of its own a value.

use std::error::Error;
use std::fs::File;
use std::io::BufReader;

use quick_xml::Reader;
use quick_xml::events::Event;

use super::columns::Columns;
use super::tables::USERS;
use crate::measure::READ;
use crate::sums::Sums;

/// The place of an element in [`USERS`].
fn place(element: &str) -> Option<usize> {
    Some(match element {
        "authType" => 0,
        "company" => 1,
        "email" => 2,
        "fname" => 3,
        "isActive" => 4,
        "lname" => 5,
        "thorUserId" => 6,
        "username" => 7,
        "enablePortalLogin" => 8,
        "endUserId" => 9,
        "endUserStatus" => 10,
        "homeCountry" => 11,
        "locale" => 12,
        "numDevices" => 15,
        "numActiveDevices" => 16,
        "startDate" => 17,
        _ => return None,
    })
}

/// Reads the list of users.
pub(super) fn users(path: &str) -> Result<Sums, Box<dyn Error>> {
    let mut reader = Reader::from_reader(BufReader::with_capacity(READ, File::open(path)?));
    let mut event = Vec::new();
    let mut columns = Columns::new(USERS);
    let mut cells = vec![String::new(); USERS.len()];
    let mut text = String::new();
    let mut subscribe = String::new();
    loop {
        event.clear();
        match reader.read_event_into(&mut event)? {
            Event::Start(start) => {
                text.clear();
                if start.name().as_ref() == "notification"
                    && let Some(attribute) = start.try_get_attribute("subscribe")?
                {
                    subscribe.clear();
                    subscribe.push_str(&attribute.value);
                }
            }
            Event::Text(part) => text.push_str(&part.xml10_content()),
            Event::GeneralRef(name) => match &*name.into_inner() {
                "amp" => text.push('&'),
                "lt" => text.push('<'),
                "gt" => text.push('>'),
                other => return Err(format!("&{other}; is not in the input").into()),
            },
            Event::End(end) => {
                let name = end.name();
                match (name.as_ref(), place(name.as_ref())) {
                    (_, Some(place)) => cells[place].push_str(text.trim()),
                    ("type", _) => {
                        cells[if text == "Suspend" { 14 } else { 13 }].push_str(&subscribe);
                    }
                    ("endUser", _) => {
                        for (column, cell) in cells.iter_mut().enumerate() {
                            columns.push(column, (!cell.is_empty()).then_some(cell))?;
                            cell.clear();
                        }
                        columns.end_row()?;
                    }
                    _ => {}
                }
                text.clear();
            }
            Event::Eof => return columns.finish(),
            _ => {}
        }
    }
}
