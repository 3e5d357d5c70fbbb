//! The retry table: by class and by what is known, what to do.

use super::{Class, Stage};
use crate::{Error, ErrorKind};

/// What a failure says about the request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Known {
    /// Nothing was sent.
    NotSent,
    /// It may have been carried out: no answer, or one that broke off.
    Unknown,
    /// The service failed (500, 502, 503, 504; of what has effects, whatever else is 5xx and does not
    /// say that it cannot do it) without a code of its own.
    Failed,
    /// The service did not take it and says: later (408, 425, 429).
    Busy,
    /// There is no such thing (404, 410).
    Missing,
    /// It was understood and refused, or can never work, or not now.
    Refused,
}

/// What to do about a failure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Decision {
    /// Send it again, within the limits and the budget.
    Again,
    /// Send it again, once.
    Once,
    /// The error is the result.
    Stand,
    /// Nobody knows whether it was carried out, and that is the result.
    Ambiguous,
    /// It is gone, which was wanted, if an earlier try may have deleted it; else as [`Self::Stand`].
    Gone,
}

use Decision::{Again, Ambiguous, Gone, Once, Stand};

/// In the order of [`Known`]: not sent, unknown, failed, busy, missing, refused.
const TABLE: [(Class, [Decision; 6]); 7] = [
    (Class::Read, [Again, Again, Again, Again, Stand, Stand]),
    (Class::LogIn, [Again, Again, Again, Again, Stand, Stand]),
    (Class::Set, [Again, Again, Again, Again, Stand, Stand]),
    (Class::Delete, [Again, Once, Once, Again, Gone, Stand]),
    (Class::Create, [Again, Ambiguous, Ambiguous, Stand, Stand, Stand]),
    (Class::Notify, [Again, Ambiguous, Ambiguous, Stand, Stand, Stand]),
    (Class::Refuse, [Stand, Stand, Stand, Stand, Stand, Stand]),
];

/// What the table says.
pub(super) fn decide(class: Class, known: Known) -> Decision {
    let row = TABLE.iter().find(|(of, _)| *of == class);
    row.map_or(Stand, |(_, decisions)| decisions[known as usize])
}

impl Known {
    /// What an error says, with the code of the provider before the status.
    pub(super) fn of(class: Class, error: &Error) -> Self {
        match error.stage() {
            Stage::NotSent if error.is_retryable() => Self::NotSent,
            Stage::NotSent | Stage::Held => Self::Refused,
            // An answer that is no data refuses a read for good; of a create it proves nothing.
            Stage::MaybeSent if class.has_effects() || error.is_retryable() => Self::Unknown,
            Stage::MaybeSent => Self::Refused,
            Stage::Answered => match error.http_status() {
                _ if error.provider_code().is_some() => Self::Refused,
                Some(404 | 410) => Self::Missing,
                Some(408 | 425 | 429) => Self::Busy,
                _ if error.is_retryable() => Self::Failed,
                // What is not supported was not done (501, 505). Any other failure, such as those
                // that proxies have numbers of their own for (520 to 527), proves nothing.
                Some(501 | 505) => Self::Refused,
                Some(500..) if class.has_effects() => Self::Failed,
                _ => Self::Refused,
            },
        }
    }
}

/// Whether an operation that failed so may have been carried out, be it only in part.
pub(super) fn may_be_done(class: Class, error: &Error) -> bool {
    class.has_effects() && matches!(Known::of(class, error), Known::Unknown | Known::Failed)
}

/// The error that stands: `Ambiguous` where this try or an earlier one may have been carried out.
pub(super) fn settled(class: Class, error: Error, unsure: Option<&Error>) -> Error {
    match unsure.is_some() || may_be_done(class, &error) {
        true => ambiguous(class, &error),
        false => error,
    }
}

fn ambiguous(class: Class, error: &Error) -> Error {
    let detail = format!("it is not known whether it was carried out: {}", error.detail());
    let ambiguous = Error::new(ErrorKind::Ambiguous, detail)
        .with_provider_code(error.provider_code().map(str::to_owned))
        .with_provider_message(error.provider_message().map(str::to_owned))
        .with_hint(class.ambiguous_hint());
    match error.http_status() {
        Some(status) => ambiguous.with_status(status),
        None => ambiguous,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CLASSES: [Class; 7] = [
        Class::Read,
        Class::LogIn,
        Class::Set,
        Class::Delete,
        Class::Create,
        Class::Notify,
        Class::Refuse,
    ];

    fn answered(status: u16, code: Option<&str>) -> Error {
        Error::new(ErrorKind::Service, "x")
            .with_stage(Stage::Answered)
            .with_status(status)
            .with_retryable(matches!(status, 408 | 425 | 429 | 500 | 502..=504) && code.is_none())
            .with_provider_code(code.map(str::to_owned))
    }

    #[test]
    fn every_class_has_its_row() {
        for (row, class) in TABLE.iter().zip(CLASSES) {
            assert_eq!(row.0, class);
        }
    }

    /// The two that must hold whatever else is changed in the table.
    #[test]
    fn what_may_have_happened_is_never_done_twice_and_what_is_refused_never_sent() {
        for known in [Known::Unknown, Known::Failed] {
            for class in [Class::Create, Class::Notify] {
                assert_eq!(decide(class, known), Ambiguous);
            }
        }
        for known in [Known::NotSent, Known::Unknown, Known::Failed, Known::Busy, Known::Missing] {
            assert_eq!(decide(Class::Refuse, known), Stand);
        }
        for class in CLASSES {
            assert_eq!(decide(class, Known::Refused), Stand);
        }
    }

    #[test]
    fn the_code_goes_before_the_status() {
        let cases = [
            (answered(500, Some("2005")), Known::Refused),
            (answered(403, Some("1006")), Known::Refused),
            (answered(400, Some("2009")), Known::Refused),
            (answered(500, None), Known::Failed),
            (answered(504, None), Known::Failed),
            (answered(429, None), Known::Busy),
            (answered(404, None), Known::Missing),
            (answered(501, None), Known::Refused),
            (answered(418, None), Known::Refused),
        ];
        for (error, known) in cases {
            assert_eq!(Known::of(Class::Read, &error), known, "{error}");
        }
    }

    /// A proxy's 524 comes when the service took too long, and may be done with it by then.
    #[test]
    fn a_failure_of_a_rare_number_leaves_what_has_effects_in_doubt() {
        for status in [506, 507, 508, 510, 511, 520, 522, 524, 527, 530, 599, 799] {
            let error = answered(status, None);
            for class in [Class::Set, Class::Delete, Class::Create, Class::Notify] {
                assert_eq!(Known::of(class, &error), Known::Failed, "{class:?} {status}");
                assert!(may_be_done(class, &error));
                let coded = answered(status, Some("2005"));
                assert_eq!(Known::of(class, &coded), Known::Refused, "{class:?} {status}");
            }
            for class in [Class::Read, Class::LogIn] {
                assert_eq!(Known::of(class, &error), Known::Refused, "{class:?} {status}");
            }
        }
        for status in [501, 505] {
            assert!(!may_be_done(Class::Create, &answered(status, None)), "{status}");
        }
    }

    #[test]
    fn without_an_answer_only_a_failed_connection_proves_something() {
        let refused = Error::new(ErrorKind::Connect, "refused").with_stage(Stage::NotSent);
        let tls = Error::new(ErrorKind::Tls, "untrusted").with_stage(Stage::NotSent);
        let closed = Error::new(ErrorKind::Transport, "closed before the message completed");
        for class in [Class::Read, Class::Create] {
            assert_eq!(Known::of(class, &refused), Known::NotSent);
            assert_eq!(Known::of(class, &tls), Known::Refused);
            assert_eq!(Known::of(class, &closed), Known::Unknown);
        }
        let page = Error::new(ErrorKind::NotData, "an HTML page");
        assert_eq!(Known::of(Class::Read, &page), Known::Refused);
        assert_eq!(Known::of(Class::Create, &page), Known::Unknown);
    }
}
