//! The errors, as the document's table prints them; and by named readings where it is silent.

use axum::http::StatusCode;

use super::CONTENT_TYPE;
use crate::{
    answer::Answer,
    portal::pages,
    state::Refusal,
    switches::{RestSwitches, rest::ErrorCodes},
    xml::{Element, Style},
};

/// Why a call failed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Failure {
    /// Key or company missing or wrong (B57).
    Privileges,
    /// The body is no document, or not the one that it should be.
    InvalidXml,
    /// What the document has texts for, and its like.
    Refused(Refusal),
    /// No user has this address.
    EmailNotFound(String),
    /// What is not there: a cost centre, a group, a plan, a device, a code, a user's id (INF).
    NotFound { what: &'static str, key: String },
    /// What is there already: a cost centre, a group, a code (INF).
    Taken { what: &'static str, key: String },
    /// A parameter is missing or none of its kind (INF).
    Parameter(&'static str),
    /// The path or its `service=` is none.
    NoSuchService(String),
}

/// INF: where the document is silent about what is missing or wrong in a request, it is answered
/// like a body that is no document.
const SILENT_CODE: u32 = 2009;

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl Failure {
    pub(crate) fn answer(&self, switches: &RestSwitches) -> Answer {
        let refused =
            StatusCode::from_u16(switches.refusal_status).unwrap_or(StatusCode::FORBIDDEN);
        let invalid = StatusCode::from_u16(switches.validation_status)
            .unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let (status, code, text) = match self {
            Self::Privileges => (
                refused,
                1006,
                "You do not have sufficient privileges to perform this action.".to_owned(),
            ),
            Self::InvalidXml => (
                StatusCode::BAD_REQUEST,
                2009,
                "The input provided to the service is invalid xml.".to_owned(),
            ),
            Self::Refused(refusal) => return refused_by_state(refusal, invalid, switches),
            Self::EmailNotFound(email) => {
                (invalid, 2005, format!("User with email {email} was not found."))
            }
            Self::NotFound { what, key } => {
                (invalid, 2005, format!("{what} {key} not found in our system."))
            }
            Self::Taken { what, key } => {
                (invalid, 2005, format!("The {what} {key} is unavailable."))
            }
            Self::Parameter(name) => (
                StatusCode::BAD_REQUEST,
                SILENT_CODE,
                format!("The parameter {name} is missing or invalid."),
            ),
            Self::NoSuchService(name) => {
                let status = StatusCode::NOT_FOUND;
                return Answer::html(status, pages::error(status, &format!("no service {name}")));
            }
        };
        error(status, code, &text, switches)
    }
}

fn refused_by_state(refusal: &Refusal, status: StatusCode, switches: &RestSwitches) -> Answer {
    let text = match refusal {
        Refusal::Realm(realm) => format!("Username must end with \"@{realm}\""),
        Refusal::ManyAts(name) => format!("The username {name} contains multiple @ symbols."),
        Refusal::EmailTaken(email) => format!("The email address {email} is unavailable."),
        Refusal::UserNotFound(name) => {
            format!("User with username {name} not found in our system.")
        }
        // INF: the table has no text for it; this is made after that of addresses.
        Refusal::UsernameTaken(name) => format!("The username {name} is unavailable."),
        Refusal::CodeNotFound(code) => {
            format!("Registration code {code} not found in our system.")
        }
        Refusal::Missing(name) => {
            let text = format!("The element {name} is missing.");
            return error(StatusCode::BAD_REQUEST, SILENT_CODE, &text, switches);
        }
    };
    error(status, 2005, &text, switches)
}

fn error(status: StatusCode, code: u32, text: &str, switches: &RestSwitches) -> Answer {
    let code = match switches.error_codes {
        ErrorCodes::FourDigits => code.to_string(),
        ErrorCodes::FiveDigits => format!("{code:05}"),
    };
    let text = if switches.broken_messages { broken(text) } else { text.to_owned() };
    let root = Element::new("error").with_text("errorCode", code).with_text("errorMessage", text);
    let style = Style { padding: switches.padding };
    Answer::new(status, CONTENT_TYPE, style.document(&root))
}

/// The last blank becomes a line end, as in the sample: "perform this\naction." (B60).
fn broken(text: &str) -> String {
    text.rsplit_once(' ').map_or_else(|| text.to_owned(), |(head, tail)| format!("{head}\n{tail}"))
}
