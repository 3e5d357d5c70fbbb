//! Lists of users, and the search.

use std::sync::Arc;

use jiff::{civil::Date, tz::TimeZone};

use super::{
    Call, Failure, list,
    paging::Page,
    user_document::{Column, end_user},
};
use crate::{
    answer::Answer,
    state::{User, UserStatus, Users},
    switches::rest::{Deleted, Search, SearchDates},
};

/// The item of the lists.
const ITEM: &str = "endUser";

/// Active and suspended users; never the deleted (SEED), but by switch (B15).
pub(super) fn all(call: &Call<'_>) -> Result<Answer, Failure> {
    let page = Page::required(call)?;
    let with_deleted = call.switches.deleted == Deleted::ListedAsSuspended;
    let (users, numbers) = call.state(|company| {
        let users = Arc::clone(&company.users);
        let shown = users.numbers(|facts| with_deleted || facts.status != UserStatus::Deleted);
        let numbers = page.of(shown);
        (users, numbers)
    })?;
    Ok(answer(call, users, numbers))
}

/// Active users.
pub(super) fn active(call: &Call<'_>) -> Result<Answer, Failure> {
    let page = Page::required(call)?;
    let (users, numbers) = call.state(|company| {
        let users = Arc::clone(&company.users);
        let numbers = page.of(users.numbers(|facts| facts.status == UserStatus::Active));
        (users, numbers)
    })?;
    Ok(answer(call, users, numbers))
}

/// By the beginning of names and addresses (B24), and by the day of registration (B25).
pub(super) fn search(call: &Call<'_>) -> Result<Answer, Failure> {
    let page = Page::optional(call)?;
    let criteria = call.optional("searchCriteria").unwrap_or_default();
    let (from, to) = (date(call, "fromRegDate")?, date(call, "toRegDate")?);
    let (from, to) = match call.switches.search_dates {
        SearchDates::Inclusive => (from, to),
        SearchDates::FromExclusive => (after(from), to),
        SearchDates::ToExclusive => (from, before(to)),
        SearchDates::Exclusive => (after(from), before(to)),
    };
    let fits = |user: &User| {
        let day = TimeZone::UTC.to_datetime(user.created).date();
        from.is_none_or(|from| day >= from)
            && to.is_none_or(|to| day <= to)
            && matches(user, criteria, call.switches.search)
    };
    // The account is not held while it is searched: that may take long.
    let users = call.state(|company| Arc::clone(&company.users))?;
    let live = users.numbers(|facts| facts.status != UserStatus::Deleted);
    let numbers = page.of(live.filter(|&number| fits(&users.at(number))));
    Ok(answer(call, users, numbers))
}

fn matches(user: &User, criteria: &str, search: Search) -> bool {
    let wanted = criteria.to_lowercase();
    [&user.fname, &user.lname, &user.email, &user.username].into_iter().any(|field| match search {
        Search::Prefix => field.to_lowercase().starts_with(&wanted),
        Search::PrefixOfCase => field.starts_with(criteria),
        Search::Exact => wanted.is_empty() || field.to_lowercase() == wanted,
    })
}

/// `MM/DD/YYYY` (SEED).
fn date(call: &Call<'_>, name: &'static str) -> Result<Option<Date>, Failure> {
    let Some(text) = call.optional(name) else { return Ok(None) };
    let is_of_form = text.len() == 10
        && text.bytes().enumerate().all(|(at, byte)| match at {
            2 | 5 => byte == b'/',
            _ => byte.is_ascii_digit(),
        });
    let parsed = is_of_form.then(|| Date::strptime("%m/%d/%Y", text).ok()).flatten();
    parsed.map(Some).ok_or(Failure::Parameter(name))
}

fn after(day: Option<Date>) -> Option<Date> {
    day.map(|day| day.tomorrow().unwrap_or(day))
}

fn before(day: Option<Date>) -> Option<Date> {
    day.map(|day| day.yesterday().unwrap_or(day))
}

fn answer(call: &Call<'_>, users: Arc<Users>, numbers: Vec<u64>) -> Answer {
    let (company, switches) = (call.company.id.clone(), call.switches.clone());
    let around = list::Around::wrapper(&list::wrapper(call, ITEM));
    list::streamed(call, around, numbers, move |&number| {
        end_user(&users.at(number), &company, Column::List, &switches)
    })
}
