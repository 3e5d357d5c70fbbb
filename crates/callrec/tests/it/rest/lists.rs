//! Lists in pages: where they end, and what is not believed to be an end (readings B22 to B25).

use callrec::{ErrorKind, Paging, Reader, SearchOptions};

use super::{builder, day, end_user, end_users, pages, parameter, rest};
use crate::fixture::{Read, read};
use crate::server::{Request, Server, ok};

const FIVE: [&str; 5] = ["a", "b", "c", "d", "e"];

async fn list(server: &Server, limit: u32) -> Read {
    let rest = builder(server).page_limit(limit).build().expect("a client");
    read(rest.list_users().await.expect("opened")).await
}

fn names(read: &Read) -> String {
    let short = |name: &String| name.trim_end_matches("@qatest").to_owned();
    read.ids.iter().map(short).collect::<Vec<_>>().concat()
}

fn asked(server: &Server) -> Vec<String> {
    let of = |request: &Request, name| parameter(request, name).expect(name);
    server
        .requests()
        .iter()
        .map(|request| format!("{}/{}", of(request, "page"), of(request, "limit")))
        .collect()
}

#[tokio::test]
async fn pages_are_read_until_an_empty_one() {
    let server = Server::answering(pages(FIVE.chunks(2).map(end_users).collect()));
    let read = list(&server, 2).await;
    assert_eq!(names(&read), "abcde");
    assert!(read.error.is_none());
    assert_eq!(read.accounting.accepted, 5);
    assert_eq!(read.proof, Some(callrec::Proof::Framed));
    assert_eq!(asked(&server), ["1/2", "2/2", "3/2", "4/2"]);
}

/// A short page in the middle is not the end.
#[tokio::test]
async fn a_short_page_is_followed_by_another_request() {
    let server = Server::answering(pages(vec![
        end_users(&["a"]),
        end_users(&["b", "c"]),
        end_users(&["d"]),
    ]));
    let read = list(&server, 2).await;
    assert_eq!(names(&read), "abcd");
    assert_eq!(asked(&server), ["1/2", "1/1", "2/2", "3/2", "4/2"]);
}

/// A list that grew at its beginning between two pages: what comes again is left out and counted.
#[tokio::test]
async fn what_came_before_is_left_out() {
    let server = Server::answering(pages(vec![
        end_users(&["a", "b", "c"]),
        end_users(&["c", "d", "a"]),
        end_users(&["e"]),
    ]));
    let read = list(&server, 3).await;
    assert_eq!(names(&read), "abcde");
    assert_eq!((read.accounting.read, read.accounting.duplicate), (7, 2));
    assert!(read.accounting.balanced());
}

/// Some services answer with their last page for ever: after a short one that is the end.
#[tokio::test]
async fn a_short_page_that_repeats_is_the_end() {
    let server = Server::answering(|request| {
        let page = parameter(request, "page").expect("a page");
        ok(&if page == "1" { end_users(&["a", "b"]) } else { end_users(&["c"]) })
    });
    let read = list(&server, 2).await;
    assert_eq!((names(&read).as_str(), read.error.is_none()), ("abc", true));
    assert_eq!(asked(&server), ["1/2", "2/2", "3/2"]);
}

/// Of a full one nobody knows what is behind it.
#[tokio::test]
async fn a_full_page_that_repeats_is_no_progress() {
    let server = Server::answering(|_| ok(&end_users(&["a", "b"])));
    let read = list(&server, 2).await;
    assert_eq!(names(&read), "ab");
    let error = read.error.expect("stuck");
    assert_eq!(error.kind(), ErrorKind::NoProgress, "{error}");
    assert_eq!(error.operation(), Some("list_users"));
    assert_eq!(read.proof, None);
    assert_eq!(asked(&server).len(), 2);
}

/// Full pages of old names in other orders do not go on for ever either.
#[tokio::test]
async fn full_pages_without_anything_new_are_no_progress() {
    let server = Server::answering(|request| {
        let page: usize = parameter(request, "page").expect("a page").parse().expect("a number");
        let names = ["a", "b", "c"];
        ok(&end_users(&[names[page % 3], names[(page + 1) % 3]]))
    });
    let read = list(&server, 2).await;
    assert_eq!(read.ids.len(), 3);
    assert_eq!(read.error.expect("stuck").kind(), ErrorKind::NoProgress);
    assert!(asked(&server).len() < 10);
}

/// A service that gives fewer items than it is asked for: pages as large as its largest are full, so
/// one that brings nothing new is not the end.
#[tokio::test]
async fn pages_that_are_capped_by_the_service_are_not_short() {
    let server = Server::answering(pages(vec![
        end_users(&["a", "b"]),
        end_users(&["b", "a"]),
        end_users(&["a", "b"]),
        end_users(&["c", "d"]),
        end_users(&["d"]),
        end_users(&["e"]),
    ]));
    let read = list(&server, 20).await;
    assert_eq!((names(&read).as_str(), read.error.is_none()), ("abcde", true), "{:?}", read.error);
    assert_eq!(read.accounting.duplicate, 5);
}

/// Beyond its end a service may begin again with other pages: two short ones without news are the end.
#[tokio::test]
async fn short_pages_without_anything_new_end_the_list() {
    let server = Server::answering(|request| {
        let page = parameter(request, "page").expect("a page");
        ok(&match page.as_str() {
            "1" => end_users(&["a", "b", "c"]),
            "2" => end_users(&["d"]),
            "3" | "5" => end_users(&["a", "b"]),
            _ => end_users(&["c", "d"]),
        })
    });
    let read = list(&server, 3).await;
    assert_eq!((names(&read).as_str(), read.error.is_none()), ("abcd", true), "{:?}", read.error);
    assert_eq!(asked(&server), ["1/3", "2/3", "3/3", "4/3"]);
}

/// A service that ignores the limit gives all at once, and again.
#[tokio::test]
async fn a_list_without_pages_ends() {
    let server = Server::answering(|_| ok(&end_users(&FIVE)));
    let read = list(&server, 2).await;
    assert_eq!((names(&read).as_str(), read.error.is_none()), ("abcde", true));
}

/// A list of `FIVE` that takes the parameters one way or the other.
fn service(page_is_size: bool) -> impl Fn(&Request) -> Vec<crate::server::Step> + Send + Sync {
    move |request: &Request| {
        let of =
            |name| parameter(request, name).expect("there").parse::<usize>().expect("a number");
        let (number, size) =
            if page_is_size { (of("limit"), of("page")) } else { (of("page"), of("limit")) };
        ok(&end_users(FIVE.chunks(size).nth(number - 1).unwrap_or_default()))
    }
}

/// Reading B22: the other meaning of the parameters would look like a short or an empty list.
#[tokio::test]
async fn swapped_parameters_are_found_out() {
    for limit in [2, 4, 20] {
        let server = Server::answering(service(true));
        let read = list(&server, limit).await;
        let error = read.error.unwrap_or_else(|| panic!("{limit}: {:?}", read.ids));
        assert_eq!(error.kind(), ErrorKind::NoProgress, "{error}");
        assert!(error.hint().contains("paging"), "{error}");

        let other = builder(&server).page_limit(limit).paging(Paging::PageIsSize);
        let other = other.build().expect("a client");
        let read = crate::fixture::read(other.list_users().await.expect("opened")).await;
        assert_eq!((names(&read).as_str(), read.error.is_none()), ("abcde", true));
        assert_eq!(list(&Server::answering(service(false)), limit).await.ids.len(), 5);
    }
}

/// Which meaning it is, is asked once a client, and not at all where a full page has shown it.
#[tokio::test]
async fn the_meaning_of_the_parameters_is_asked_once() {
    let server = Server::answering(service(false));
    let rest = rest(&server);
    for _ in 0..2 {
        assert_eq!(rest.users().await.expect("listed").len(), 5);
    }
    assert_eq!(asked(&server), ["1/20", "1/1", "2/20", "1/20", "2/20"]);
}

#[tokio::test]
async fn an_empty_list_is_no_error() {
    let server = Server::answering(|_| ok("<endUsers/>"));
    let rest = rest(&server);
    assert!(rest.users().await.expect("none").is_empty());
    assert!(rest.find_user("a@b").await.expect("none").is_none());
}

/// An error on a later page comes after the rows before it.
#[tokio::test]
async fn a_page_that_fails_ends_the_list_with_an_error() {
    let server = Server::answering(|request| match parameter(request, "page").as_deref() {
        Some("1") => ok(&end_users(&["a", "b"])),
        _ => ok("<endUsers><endUser>"),
    });
    let rest = builder(&server).page_limit(2).tries(1).build().expect("a client");
    let read = read(rest.list_users().await.expect("opened")).await;
    assert_eq!(names(&read), "ab");
    assert_eq!(read.error.expect("cut").kind(), ErrorKind::Truncated);
}

/// Reading B24: the service matches beginnings, in any field.
#[tokio::test]
async fn one_user_is_found_exactly() {
    let server = Server::answering(|_| ok(&end_users(&["ann", "anna", "Ann"])));
    let rest = rest(&server);
    let found = rest.find_user("ann@qatest").await.expect("searched").expect("found");
    assert_eq!(found.username, "ann@qatest");
    assert!(rest.find_user("an@qatest").await.expect("searched").is_none());
    // Nobody says that the service tells names apart by their case.
    let found = rest.find_user("ANNA@QATEST").await.expect("searched").expect("found");
    assert_eq!(found.username, "anna@qatest");
    let error = rest.find_user("ANN@qatest").await.expect_err("two");
    assert_eq!(error.kind(), ErrorKind::Decode, "{error}");
    let found = rest.find_user_by_email("ann@example.com").await.expect("searched");
    assert_eq!(found.expect("found").username, "ann@qatest");
    let found = rest.find_user_by_email("ANNA@example.com").await.expect("searched");
    assert_eq!(found.expect("found").username, "anna@qatest");
    let error = rest.find_user_by_email("ANN@example.com").await.expect_err("two");
    assert_eq!(error.kind(), ErrorKind::Decode, "{error}");
}

/// Reading B25: a day more is asked for at either end, and left out again.
#[tokio::test]
async fn windows_are_exact() {
    let user = |name: &str, day: &str| {
        end_user(name).replace("</endUser>", &format!("<startDate>{day}</startDate></endUser>"))
    };
    let body = format!(
        "<endUsers>{}{}{}{}{}</endUsers>",
        user("a", "01/31/2017"),
        user("b", "02/01/2017"),
        user("c", "02/28/2017"),
        user("d", "03/01/2017"),
        user("e", "some day"),
    );
    let server = Server::answering(pages(vec![body]));
    let rest = rest(&server);
    let window = SearchOptions::default().registered_from(day("2017-02-01"));
    let window = window.registered_to(day("2017-02-28"));
    let reader: Reader = rest.search_users("", &window).await.expect("opened");
    let read = read(reader).await;
    assert_eq!(names(&read), "bce");
    assert_eq!((read.accounting.read, read.accounting.accepted), (5, 3));
    assert_eq!(read.accounting.duplicate, 2, "those outside of the window are counted");
    assert!(read.accounting.balanced());
    assert_eq!(rest.users_matching("", &window).await.expect("found").len(), 3);
}
