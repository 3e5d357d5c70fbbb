//! The control endpoint's part that is about the billing feed and getcalls.

use std::sync::Arc;

use axum::{
    Router,
    body::Bytes,
    extract::{Query, State},
    http::StatusCode,
    response::Response,
    routing::get,
};
use serde::Deserialize;
use serde_json::json;

use super::{answer, refuse};
use crate::{Day, Error, Feed, FeedFilter, GetCalls, shared::Shared};

pub(super) fn routes() -> Router<Arc<Shared>> {
    Router::new()
        .route("/_simulator/feed", get(feed).post(change_feed))
        .route("/_simulator/get-calls", get(calls).post(change_calls))
}

/// `?login=&from_id=&date=&hour=&calls_only=true&services_only=true&rows=true`, all optional.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct FeedQuestion {
    login: Option<String>,
    from_id: Option<u64>,
    date: Option<String>,
    hour: Option<u8>,
    calls_only: bool,
    services_only: bool,
    /// Whether the rows themselves are wanted.
    rows: bool,
}

/// What is done, in this order. The account is the first where none is named.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct FeedChange {
    login: Option<String>,
    append: u64,
    append_late: u64,
    rerate: Vec<u64>,
    renumber: bool,
    restart_numbering: Option<u64>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct CallsQuestion {
    profile: Option<String>,
    first: Option<String>,
    /// The day after the last.
    end: Option<String>,
    /// Whether the records themselves are wanted.
    #[serde(default)]
    records: bool,
}

/// What is done, in this order. The profile is the first where none is named.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct CallsChange {
    profile: Option<String>,
    day: Option<String>,
    append: u32,
    hide: u32,
    today: Option<String>,
}

/// Answers with the value, or refuses with the reason.
fn respond(result: Result<serde_json::Value, String>) -> Response {
    result.map_or_else(|reason| refuse(StatusCode::BAD_REQUEST, &reason), |value| answer(&value))
}

fn text(error: impl std::fmt::Display) -> String {
    error.to_string()
}

fn named<'a>(shared: &'a Shared, login: Option<&str>) -> Result<Feed<'a>, String> {
    match login {
        None => Ok(Feed::new(&shared.feeds.all()[0])),
        Some(login) => shared.feeds.find(login).map(Feed::new).ok_or_else(|| {
            let logins: Vec<_> = shared.feeds.all().iter().map(|one| one.login.as_str()).collect();
            text(Error::invalid("account of the feed", login, logins.join(", ")))
        }),
    }
}

/// The accounts and the exact sums of the rows that are meant.
async fn feed(
    State(shared): State<Arc<Shared>>,
    question: Result<Query<FeedQuestion>, axum::extract::rejection::QueryRejection>,
) -> Response {
    let Query(question) = match question {
        Ok(question) => question,
        Err(rejection) => return refuse(StatusCode::BAD_REQUEST, &rejection.body_text()),
    };
    let summed = tokio::task::spawn_blocking(move || {
        let feed = named(&shared, question.login.as_deref())?;
        let date = question.date.as_deref().map(str::parse::<Day>).transpose().map_err(text)?;
        let filter = FeedFilter {
            from_id: question.from_id,
            date,
            hour: question.hour,
            calls_only: question.calls_only,
            services_only: question.services_only,
        };
        let logins: Vec<_> = shared.feeds.all().iter().map(|one| one.login.as_str()).collect();
        let rows = question.rows.then(|| feed.rows_where(&filter).collect::<Vec<_>>());
        Ok(json!({
            "logins": logins,
            "login": feed.login(),
            "totals": feed.totals_where(&filter),
            "rows": rows,
        }))
    });
    respond(summed.await.unwrap_or_else(|error| Err(text(error))))
}

async fn change_feed(State(shared): State<Arc<Shared>>, body: Bytes) -> Response {
    respond(changed_feed(&shared, &body))
}

fn changed_feed(shared: &Shared, body: &[u8]) -> Result<serde_json::Value, String> {
    let change: FeedChange = serde_json::from_slice(body).map_err(text)?;
    let feed = named(shared, change.login.as_deref())?;
    let appended = feed.append(change.append);
    let late = feed.append_late(change.append_late);
    for id in change.rerate {
        feed.rerate(id).map_err(text)?;
    }
    if change.renumber {
        feed.renumber();
    }
    if let Some(first_id) = change.restart_numbering {
        feed.restart_numbering(first_id);
    }
    Ok(json!({ "appended": appended, "late": late, "last_id": feed.last_id() }))
}

/// The profiles, the day that it is, and the exact sums of a window where one is asked for.
async fn calls(
    State(shared): State<Arc<Shared>>,
    question: Result<Query<CallsQuestion>, axum::extract::rejection::QueryRejection>,
) -> Response {
    let Query(question) = match question {
        Ok(question) => question,
        Err(rejection) => return refuse(StatusCode::BAD_REQUEST, &rejection.body_text()),
    };
    let summed = tokio::task::spawn_blocking(move || {
        let calls = GetCalls::new(&shared.reseller);
        let profiles = calls.profiles();
        let mut records = None;
        let totals = match (&question.first, &question.end) {
            (None, None) => None,
            (Some(first), Some(end)) => {
                let profile = question.profile.as_ref().unwrap_or(&profiles[0]);
                let (first, end) = (first.parse().map_err(text)?, end.parse().map_err(text)?);
                if question.records {
                    let facts = calls.records(profile, first, end).map_err(text)?;
                    records = Some(facts.collect::<Vec<_>>());
                }
                Some(calls.totals(profile, first, end).map_err(text)?)
            }
            _ => return Err("first and end belong together".to_owned()),
        };
        Ok(json!({
            "profiles": profiles,
            "foreign_profile": calls.foreign_profile(),
            "first_day": calls.first_day().to_string(),
            "today": calls.today().to_string(),
            "totals": totals,
            "records": records,
        }))
    });
    respond(summed.await.unwrap_or_else(|error| Err(text(error))))
}

async fn change_calls(State(shared): State<Arc<Shared>>, body: Bytes) -> Response {
    respond(changed_calls(&shared, &body))
}

fn changed_calls(shared: &Shared, body: &[u8]) -> Result<serde_json::Value, String> {
    let change: CallsChange = serde_json::from_slice(body).map_err(text)?;
    let calls = GetCalls::new(&shared.reseller);
    let profiles = calls.profiles();
    let profile = change.profile.as_ref().unwrap_or(&profiles[0]);
    if change.append > 0 || change.hide > 0 {
        let day: Day = change.day.ok_or("day is missing")?.parse().map_err(text)?;
        calls.append(profile, day, change.append).map_err(text)?;
        calls.hide(profile, day, change.hide).map_err(text)?;
    }
    if let Some(today) = change.today {
        calls.set_today(today.parse().map_err(text)?);
    }
    Ok(json!({ "today": calls.today().to_string() }))
}
