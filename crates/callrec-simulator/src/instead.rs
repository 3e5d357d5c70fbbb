//! The answers of faults that keep a request from being handled.

use axum::http::{StatusCode, header};
use jiff::{SignedDuration, Timestamp};

use crate::{Verb, answer::Answer, portal::pages};

/// What goes out instead of the clean answer, if anything.
pub(crate) fn answer(verb: &Verb) -> Option<Answer> {
    Some(match verb {
        Verb::Return { status: code, retry_after } => {
            let answer = refusal(*code);
            match retry_after {
                Some(value) => answer.with_header(header::RETRY_AFTER, value),
                None => answer,
            }
        }
        Verb::ReturnIn { status: code, seconds, clock } => {
            let now = Timestamp::now() + SignedDuration::from_secs(i64::from(*clock));
            let until = now + SignedDuration::from_secs(i64::from(*seconds));
            refusal(*code)
                .with_header(header::DATE, http_date(now))
                .with_header(header::RETRY_AFTER, http_date(until))
        }
        Verb::ReturnHtml { status: code } => Answer::html(
            status(*code),
            pages::error(status(*code), "refused by the simulator's plan"),
        ),
        Verb::ReturnCode { status: code, code: of_provider } => {
            Answer::new(status(*code), "application/xml", pages::error_document(of_provider))
        }
        Verb::Redirect { status: code, location } => {
            Answer::text(status(*code), "").with_header(header::LOCATION, location)
        }
        Verb::HtmlLogin => Answer::html(StatusCode::OK, pages::LOGIN),
        Verb::MetaRefresh => Answer::html(StatusCode::OK, pages::REFRESH),
        Verb::AuthText => Answer::text(StatusCode::OK, pages::AUTHORIZATION_REQUIRED),
        Verb::WrongContent => Answer::html(StatusCode::OK, pages::MAINTENANCE),
        Verb::Body(text) => Answer::text(StatusCode::OK, text.as_str()),
        // Never seen: the connection ends before it.
        Verb::Reset | Verb::Close | Verb::Restart => Answer::text(StatusCode::OK, ""),
        _ => return None,
    })
}

/// What goes out instead of the clean answer once all is done, if anything.
pub(crate) fn answer_afterwards(verb: &Verb) -> Option<Answer> {
    match *verb {
        Verb::CommitThen { status: code, html: false } => Some(refusal(code)),
        Verb::CommitThen { status: code, html: true } => Some(Answer::html(
            status(code),
            pages::error(status(code), "said by the simulator's plan, after the deed"),
        )),
        _ => None,
    }
}

fn refusal(code: u16) -> Answer {
    let text = match code {
        // These have no body by the rules of HTTP.
        204 | 205 | 304 => "",
        _ => "temporarily refused by the simulator's plan\n",
    };
    Answer::text(status(code), text)
}

fn status(code: u16) -> StatusCode {
    StatusCode::from_u16(code).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
}

/// RFC 9110, 5.6.7.
fn http_date(time: Timestamp) -> String {
    time.strftime("%a, %d %b %Y %H:%M:%S GMT").to_string()
}
