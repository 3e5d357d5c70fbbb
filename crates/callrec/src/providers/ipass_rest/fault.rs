//! What the provider's error codes and texts mean (SEED: the table "Possible Errors").

use crate::{Error, ErrorKind};

/// Not enough privileges.
const PRIVILEGES: &str = "1006";
/// One code for five meanings, told apart by their texts (reading B55).
const VALIDATION: &str = "2005";
/// The body was no XML that the service could read.
const INVALID_XML: &str = "2009";

/// What the service said in an error document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum RestFault {
    /// 1006: the key is wrong, or may not do that, or not for this company. The document does not tell
    /// them apart, so it is `Auth` with either status, 401 or 403 (reading B57).
    NotPrivileged,
    /// 2005, `Username must end with "@…"`.
    UsernameSuffix,
    /// 2005, `The username … contains multiple @ symbols.`
    UsernameAtSigns,
    /// 2005, `The email address … is unavailable.`: another user has it.
    EmailUnavailable,
    /// 2005, `User with username … not found in our system.`
    UserNotFound,
    /// 2005, `User with email … was not found.`
    EmailNotFound,
    /// 2009.
    InvalidXml,
    /// Another code or text: see [`Error::provider_code`] and [`Error::provider_message`].
    Other,
}

/// Statuses of a request that was understood and found wrong; this service answers its own errors with
/// 500 (reading B56).
const REFUSALS: [u16; 4] = [200, 400, 422, 500];
/// What an error text about a parameter of a report speaks of, in lower case (INF: none is printed).
const PARAMETERS: [&str; 4] = ["parameter", "parameters", "date", "month"];

/// Whether a read was refused because a parameter is missing or called otherwise (reading B49): its
/// text is about a parameter, and it has either a code that the document does not explain, or does for
/// documents, of which a read sends none, or no code and the status 400. Anything else has another
/// cause.
pub(super) fn refuses_parameters(error: &Error) -> bool {
    let (statuses, text) = match RestFault::of(error) {
        None => (&[400][..], error.detail()),
        Some(RestFault::Other | RestFault::InvalidXml) => {
            (&REFUSALS[..], error.provider_message().unwrap_or_default())
        }
        Some(_) => return false,
    };
    let mut words = text.split(|c: char| !c.is_ascii_alphanumeric());
    error.http_status().is_some_and(|status| statuses.contains(&status))
        && words.any(|word| PARAMETERS.iter().any(|about| about.eq_ignore_ascii_case(word)))
}

/// The five texts of 2005 by what begins and what ends them; between them stands a value. White space
/// is collapsed before and case does not matter (reading B60).
const TEXTS: [(&str, &str, RestFault); 5] = [
    ("username must end with", "", RestFault::UsernameSuffix),
    ("the username", "contains multiple @ symbols", RestFault::UsernameAtSigns),
    ("the email address", "is unavailable", RestFault::EmailUnavailable),
    ("user with username", "not found in our system", RestFault::UserNotFound),
    ("user with email", "was not found", RestFault::EmailNotFound),
];

impl RestFault {
    /// What the service said; `None` where it sent no error code.
    ///
    /// Also of an [`ErrorKind::Ambiguous`] error, of which it says what the last try was told.
    pub fn of(error: &Error) -> Option<Self> {
        // The text calls it a 5-digit code, the table has four (reading B55).
        let code = error.provider_code()?.trim_start_matches('0');
        Some(match code {
            PRIVILEGES => Self::NotPrivileged,
            INVALID_XML => Self::InvalidXml,
            VALIDATION => by_text(error.provider_message().unwrap_or_default()),
            _ => Self::Other,
        })
    }

    /// The name in snake case, as in `user_not_found`.
    pub fn name(self) -> &'static str {
        match self {
            Self::NotPrivileged => "not_privileged",
            Self::UsernameSuffix => "username_suffix",
            Self::UsernameAtSigns => "username_at_signs",
            Self::EmailUnavailable => "email_unavailable",
            Self::UserNotFound => "user_not_found",
            Self::EmailNotFound => "email_not_found",
            Self::InvalidXml => "invalid_xml",
            Self::Other => "other",
        }
    }

    /// The kind of error that this is, where it is known, and what to do.
    fn meaning(self) -> Option<(ErrorKind, &'static str)> {
        Some(match self {
            Self::NotPrivileged => {
                (ErrorKind::Auth, "check key and company: the service says this of both")
            }
            Self::UsernameSuffix => {
                (ErrorKind::Rejected, "end the user name in @ and the roaming realm of the account")
            }
            Self::UsernameAtSigns => (ErrorKind::Rejected, "give the user name with exactly one @"),
            Self::EmailUnavailable => {
                (ErrorKind::Rejected, "another user has this address: choose another one")
            }
            Self::UserNotFound => {
                (ErrorKind::NotFound, "check the user name; users that were deleted are not found")
            }
            Self::EmailNotFound => (ErrorKind::NotFound, "check the e-mail address"),
            Self::InvalidXml => {
                (ErrorKind::Rejected, "the service could not read the request: report it")
            }
            Self::Other => return None,
        })
    }
}

fn by_text(message: &str) -> RestFault {
    let message = message.split_whitespace().collect::<Vec<_>>().join(" ").to_ascii_lowercase();
    let said = |(begins, holds, _): &&(&str, &str, RestFault)| {
        message.strip_prefix(begins).is_some_and(|rest| rest.contains(holds))
    };
    TEXTS.iter().find(said).map_or(RestFault::Other, |(_, _, fault)| *fault)
}

/// The error with the kind that the provider's code means. What is ambiguous stays so.
pub(in crate::providers) fn classified(error: Error) -> Error {
    if error.kind() == ErrorKind::Ambiguous {
        return error;
    }
    let Some(fault) = RestFault::of(&error) else { return error };
    let Some((kind, hint)) = fault.meaning() else {
        return error.with_hint("ask the provider what its code and text mean");
    };
    // The provider's own words say more than its document as a line of text.
    let detail = match error.provider_message() {
        Some(message) => format!("the service answered: {message}"),
        None => error.detail().to_owned(),
    };
    error.into_kind(kind, detail).with_hint(hint).with_retryable(false)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(code: &str, message: &str) -> Error {
        Error::new(ErrorKind::Service, "x")
            .with_status(500)
            .with_provider_code(Some(code.to_owned()))
            .with_provider_message(Some(message.to_owned()))
    }

    /// The table of the document, its placeholders filled.
    #[test]
    fn the_table_of_the_document() {
        let cases = [
            (
                "1006",
                "You do not have sufficient privileges to perform this\naction.",
                RestFault::NotPrivileged,
                ErrorKind::Auth,
            ),
            (
                "2005",
                "Username must end with \"@acme.com\"",
                RestFault::UsernameSuffix,
                ErrorKind::Rejected,
            ),
            (
                "2005",
                "The username a@b@c contains\n  multiple @ symbols.",
                RestFault::UsernameAtSigns,
                ErrorKind::Rejected,
            ),
            (
                "2005",
                "The email address a@b is unavailable.",
                RestFault::EmailUnavailable,
                ErrorKind::Rejected,
            ),
            (
                "2005",
                "User with username a@b not found in our system.",
                RestFault::UserNotFound,
                ErrorKind::NotFound,
            ),
            (
                "2005",
                "User with email a@b was not\tfound.",
                RestFault::EmailNotFound,
                ErrorKind::NotFound,
            ),
            (
                "2009",
                "The input provided to the service is invalid xml.",
                RestFault::InvalidXml,
                ErrorKind::Rejected,
            ),
            (
                "02005",
                "User with email a was not found.",
                RestFault::EmailNotFound,
                ErrorKind::NotFound,
            ),
            ("2005", "Something new.", RestFault::Other, ErrorKind::Service),
            ("31337", "Something new.", RestFault::Other, ErrorKind::Service),
        ];
        for (code, message, fault, kind) in cases {
            let error = error(code, message);
            assert_eq!(RestFault::of(&error), Some(fault), "{message}");
            let classified = classified(error);
            assert_eq!(classified.kind(), kind, "{message}");
            assert_eq!(RestFault::of(&classified), Some(fault));
            assert_eq!(classified.provider_code(), Some(code));
        }
        assert_eq!(RestFault::of(&Error::new(ErrorKind::Service, "x")), None);
    }

    /// Reading B49.
    #[test]
    fn what_may_be_about_a_parameter() {
        let missing = "Required parameter month is missing.";
        assert!(refuses_parameters(&error("2005", missing)));
        assert!(refuses_parameters(&error("2009", missing)));
        assert!(refuses_parameters(&error("31337", "Invalid DATE").with_status(400)));
        let plain = |text: &str| Error::new(ErrorKind::Rejected, text).with_status(400);
        assert!(refuses_parameters(&plain("answered: 'month' is not present")));
        for other in [
            error("1006", missing),
            error("2009", "The input provided to the service is invalid xml."),
            error("2005", "Something new."),
            error("2005", "This cannot be updated."),
            plain("temporarily refused"),
            error("2005", "The email address date@month is unavailable."),
            error("31337", missing).with_status(403),
            Error::new(ErrorKind::Service, "x").with_status(500),
            Error::new(ErrorKind::NotFound, "x").with_status(404),
            Error::new(ErrorKind::Connect, "x"),
        ] {
            assert!(!refuses_parameters(&other), "{other}");
        }
    }

    #[test]
    fn a_status_of_401_says_more_than_the_code() {
        let refused = classified(error("1006", "").with_status(401));
        assert_eq!(refused.kind(), ErrorKind::Auth);
        let ambiguous =
            Error::new(ErrorKind::Ambiguous, "x").with_provider_code(Some("1006".into()));
        assert_eq!(classified(ambiguous).kind(), ErrorKind::Ambiguous);
    }
}
