//! The REST API's client: against scripted servers, and against the simulator.

mod answers;
mod blocking;
mod dry_run;
mod effects;
mod faults;
mod lists;

mod requests;
mod secrets;
mod simulator;

use std::time::Duration;

use callrec::{Day, IpassRest, IpassRestBuilder, Month, NewUser};

use crate::server::{Request, Server, Step, ok};

/// Looks like nothing else, so that it can be searched for.
pub(crate) const KEY: &str = "c4n4ry-key";
pub(crate) const COMPANY: &str = "1001699";

/// A builder for `server` that does not dawdle.
pub(crate) fn builder(server: &Server) -> IpassRestBuilder {
    crate::trace::if_asked_for();
    IpassRest::builder()
        .base_url(format!("{}/v1", server.url()))
        .key(KEY)
        .company(COMPANY)
        .retry_pause(Duration::from_millis(1))
        .idle_timeout(Duration::from_secs(10))
}

pub(crate) fn rest(server: &Server) -> IpassRest {
    builder(server).build().expect("a client")
}

pub(crate) fn month() -> Month {
    "2016-08".parse().expect("a month")
}

pub(crate) fn day(text: &str) -> Day {
    text.parse().expect("a day")
}

/// A made-up user.
pub(crate) fn new_user() -> NewUser {
    NewUser::new("ann@qatest", "ann@example.com", "Ann", "Example")
}

/// The same with a change.
pub(crate) fn new_user_with(change: impl FnOnce(&mut NewUser)) -> NewUser {
    let mut user = new_user();
    change(&mut user);
    user
}

/// The answer about a user with all that is needed to change them.
pub(crate) fn end_user(name: &str) -> String {
    format!(
        "<endUser><email>{name}@example.com</email><fname>Ann</fname><lname>Example</lname>\
         <username>{name}@qatest</username><endUserId>12345</endUserId>\
         <endUserStatus>Active</endUserStatus><enablePortalLogin>false</enablePortalLogin>\
         <notifications><notification subscribe=\"true\"><type>Activate</type></notification>\
         <notification subscribe=\"false\"><type>Suspend</type></notification></notifications></endUser>"
    )
}

/// A list of users.
pub(crate) fn end_users(names: &[&str]) -> String {
    let users: String = names.iter().map(|name| end_user(name)).collect();
    format!("<endUsers>{users}</endUsers>")
}

/// The parameter of a query, decoded as far as these tests need it.
pub(crate) fn parameter(request: &Request, name: &str) -> Option<String> {
    let query = request.target.split_once('?')?.1;
    let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
    let value = pairs.into_iter().find(|(key, _)| *key == name)?.1;
    Some(value.replace("%40", "@").replace("%2F", "/").replace("%2B", "+").replace("%20", " "))
}

/// A server with one page for each number that it is asked for; empty pages behind the last one.
pub(crate) fn pages(pages: Vec<String>) -> impl Fn(&Request) -> Vec<Step> + Send + Sync {
    move |request: &Request| {
        let number: usize = parameter(request, "page").expect("a page").parse().expect("a number");
        let limit = parameter(request, "limit").expect("a limit");
        if (number, limit.as_str()) == (1, "1") {
            // What shows that page is the number: the first item alone.
            let first = pages.first().map(String::as_str).unwrap_or("<endUsers/>");
            let end = first.find("</endUser>").map(|at| at + "</endUser>".len());
            return ok(&end.map_or(first.to_owned(), |end| format!("{}</endUsers>", &first[..end])));
        }
        ok(pages.get(number - 1).map(String::as_str).unwrap_or("<endUsers/>"))
    }
}
