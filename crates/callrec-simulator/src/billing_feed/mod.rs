//! The CAP billing feed: one account's rows from an id on, and its recordings.

mod account;
mod call_types;
mod cells;
mod clock;
mod facts;
mod feed;
mod layout;
mod numbering;
mod profile;
mod recording;
mod request;
mod row;
mod selection;
mod setup;
mod totals;

use std::sync::Arc;

use axum::http::{Method, StatusCode};

pub(crate) use account::Account;
pub use facts::{FeedRow, FeedRowKind};
pub use feed::{Feed, FeedFilter};
pub(crate) use setup::{FeedSetup, Feeds};
pub use totals::{FeedTotals, FeedTypeTotals};

use self::{
    account::Rows, layout::Layout, recording::Recording, request::FeedRequest, selection::Selection,
};
use crate::{
    Operation,
    answer::{Answer, Content},
    incoming::Incoming,
    portal::pages,
    routes::{Route, by_method},
    shared::Shared,
    switches::{FeedCursor, FeedOrder, FeedSwitches, WrongLogin, ZeroFromId},
};

/// The paths.
pub(crate) const ROUTES: &[Route] = &[
    Route::new("/billing/feed", |_, request| {
        by_method(request, &[Method::GET, Method::POST], Operation::Feed)
    }),
    Route::new(recording::PATH, |_, request| {
        by_method(request, &[Method::GET], Operation::Recording)
    }),
];

/// Answers a request.
pub(crate) fn answer(shared: &Shared, operation: Operation, request: &Incoming) -> Answer {
    match operation {
        Operation::Recording => recording(shared, request),
        _ => feed(shared, request),
    }
}

fn feed(shared: &Shared, request: &Incoming) -> Answer {
    let switches = shared.switches();
    let asked = match FeedRequest::read(request, switches.strict_parameters) {
        Ok(asked) => asked,
        Err((status, reason)) => return Answer::text(status, format!("{reason}\n")),
    };
    let behaviour = &switches.billing_feed;
    let Some(account) = shared.feeds.login(&asked.login, &asked.password) else {
        shared.with_ledger(|ledger| ledger.feed_logins_refused += 1);
        return wrong_login(behaviour.wrong_login);
    };
    let (filter, form) = match asked.options(behaviour.options) {
        Ok(options) => options,
        Err(reason) => return Answer::text(StatusCode::BAD_REQUEST, format!("{reason}\n")),
    };
    if behaviour.grows_by > 0 {
        account.change(|rows| rows.grow(behaviour.grows_by));
    }
    let from_the_beginning = filter.from_id.is_none_or(|id| id == 0);
    if from_the_beginning {
        shared.with_ledger(|ledger| ledger.feeds_from_the_beginning += 1);
    }
    let selection = select(account.rows(), filter, behaviour);
    let host = request.header("host").unwrap_or("127.0.0.1");
    let layout = Layout::new(&switches, form, &account.login, format!("http://{host}"));
    let content_type = form.content_type(&switches.csv_content_type).to_owned();
    let content = Content::made(move || Box::new(layout.chunks(&selection)));
    Answer::report(&content_type, content)
}

fn select(rows: Arc<Rows>, filter: FeedFilter, switches: &FeedSwitches) -> Selection {
    let from_the_beginning = filter.from_id.is_none_or(|id| id == 0);
    let all = from_the_beginning && switches.zero_fromid == ZeroFromId::AllRows;
    Selection {
        rows,
        // The page that never ends is the first one, over and over.
        filter: FeedFilter { from_id: filter.from_id.filter(|_| !switches.endless), ..filter },
        inclusive: switches.cursor == FeedCursor::Inclusive,
        limit: if all { 0 } else { switches.page_rows },
        shuffled: switches.order == FeedOrder::Shuffled,
    }
}

fn recording(shared: &Shared, request: &Incoming) -> Answer {
    let switches = shared.switches();
    if !switches.billing_feed.recording_allowed {
        return Answer::text(StatusCode::FORBIDDEN, "your address is not on the list\n");
    }
    let found = shared
        .feeds
        .find(request.segment("login"))
        .and_then(|account| Recording::find(account, request.segment("file")));
    match found {
        Some(recording) => {
            let content = Content::made(move || Box::new(recording.chunks()));
            Answer::report("audio/mpeg", content)
        }
        None => Answer::text(StatusCode::NOT_FOUND, "no such recording\n"),
    }
}

fn wrong_login(switch: WrongLogin) -> Answer {
    const TEXT: &str = "Invalid login or password\n";
    match switch {
        WrongLogin::Text => Answer::text(StatusCode::OK, TEXT),
        WrongLogin::Html => Answer::html(StatusCode::OK, pages::LOGIN),
        WrongLogin::Unauthorized => Answer::text(StatusCode::UNAUTHORIZED, TEXT),
    }
}

/// The fault `renumber`: every id of the request's account is another one.
pub(crate) fn renumber(shared: &Shared, request: &Incoming) {
    if let Some((account, _)) = addressed(shared, request) {
        account.change(Rows::renumber);
    }
}

/// The fault `rerate`: the row that the request names in `fromid` has another cost.
pub(crate) fn rerate(shared: &Shared, request: &Incoming) {
    if let Some((account, Some(id))) = addressed(shared, request) {
        account.change(|rows| rows.rerate(id));
    }
}

fn addressed<'a>(shared: &'a Shared, request: &Incoming) -> Option<(&'a Account, Option<u64>)> {
    let asked = FeedRequest::read(request, false).ok()?;
    let account = shared.feeds.login(&asked.login, &asked.password)?;
    Some((account, asked.options(false).ok().and_then(|(filter, _)| filter.from_id)))
}
