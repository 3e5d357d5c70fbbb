//! Pages and searches.

use super::{ask, call, create, found, listed, named, refused, small, with};
use crate::wire::{Ending, encoded};

fn page(simulator: &callrec_simulator::Simulator, page: u64, limit: i64) -> Vec<String> {
    let list = ask(simulator, &format!("users?service=listAll&page={page}&limit={limit}"), "");
    list.column("username").into_iter().map(str::to_owned).collect()
}

#[test]
fn pages_are_stretches_of_the_whole() {
    let simulator = small().start().unwrap();
    let all = listed(&simulator, "listAll");
    assert_eq!(all.len(), 12);
    for size in [1, 5, 6, 12, 13, 1_000] {
        let pages = (1..).map(|n| page(&simulator, n, size)).take_while(|p| !p.is_empty());
        let pages: Vec<Vec<_>> = pages.collect();
        assert_eq!(pages.concat(), all, "{size}");
        assert_eq!(pages.len(), 12_usize.div_ceil(usize::try_from(size).unwrap()));
    }
    assert!(page(&simulator, 2, -1).is_empty());
    assert!(page(&simulator, u64::MAX, i64::MAX).is_empty());
    assert_eq!(simulator.users().iter().map(|u| u.username.clone()).collect::<Vec<_>>(), all);
}

#[test]
fn a_large_population_is_sent_whole_and_piece_by_piece() {
    let simulator = small().users(20_000).start().unwrap();
    let response = call(&simulator, "users?service=listAll&page=1&limit=-1", "");
    assert_eq!((response.status, response.ending), (200, Ending::Clean));
    let list = crate::xml::parse(response.text());
    let names: std::collections::HashSet<_> = list.column("username").into_iter().collect();
    assert_eq!((list.children.len(), names.len()), (20_000, 20_000));
    // The last of them is found by name, by address, by its id and in its page.
    let last = list.children.last().unwrap();
    let (username, email) = (last.text_of("username"), last.text_of("email"));
    assert_eq!(found(&simulator, username), [username]);
    assert_eq!(page(&simulator, 20_000, 1), [username]);
    ask(&simulator, &format!("devices?service=list&email={}", encoded(email)), "");
    let of_two = small().users(2).start().unwrap();
    assert_eq!(listed(&of_two, "listAll"), listed(&simulator, "listAll")[..2]);
}

#[test]
fn no_users_are_an_empty_list() {
    let simulator = small().users(0).start().unwrap();
    let list = ask(&simulator, "users?service=listAll&page=1&limit=20", "");
    assert_eq!((list.name.as_str(), list.children.len()), ("endUsers", 0));
    create(&simulator, "only");
    assert_eq!(listed(&simulator, "listAll"), ["only@example.com"]);
}

#[test]
fn active_users_are_listed_apart() {
    let simulator = small().users(200).start().unwrap();
    let active = listed(&simulator, "listActive");
    let all = listed(&simulator, "listAll");
    assert!(active.len() < all.len() && !active.is_empty());
    ask(&simulator, "users?service=suspend", &named(&active[0]));
    assert_eq!(listed(&simulator, "listActive"), active[1..]);
    assert_eq!(listed(&simulator, "listAll"), all);
    ask(&simulator, "users?service=delete-v2", &named(&active[1]));
    assert_eq!(listed(&simulator, "listActive"), active[2..]);
    assert!(!listed(&simulator, "listAll").contains(&active[1]));
}

#[test]
fn a_search_is_for_beginnings() {
    let simulator = small().users(0).start().unwrap();
    for name in ["anna", "annabel", "bob+1"] {
        create(&simulator, name);
    }
    assert_eq!(found(&simulator, "ANNA"), ["anna@example.com", "annabel@example.com"]);
    assert_eq!(found(&simulator, "anna@example.com"), ["anna@example.com"]);
    assert_eq!(found(&simulator, "anna@mail.example"), ["anna@example.com"]);
    assert_eq!(found(&simulator, "bob+1@"), ["bob+1@example.com"]);
    // A plus that is not encoded is a space (B6).
    let list = ask(&simulator, "users?service=search&searchCriteria=bob+1&page=1&limit=9", "");
    assert!(list.children.is_empty());
    assert_eq!(found(&simulator, "first").len(), 3);
    assert_eq!(found(&simulator, "").len(), 3);
    assert!(found(&simulator, "nna").is_empty());
    ask(&simulator, "users?service=delete-v2", &named("anna@example.com"));
    assert_eq!(found(&simulator, "anna"), ["annabel@example.com"]);
}

#[test]
fn a_search_by_date_holds_both_ends() {
    let simulator = small().users(50).start().unwrap();
    let day_of =
        |created: &str| format!("{}/{}/{}", &created[5..7], &created[8..10], &created[..4]);
    let users = simulator.users();
    let mut days: Vec<_> = users.iter().map(|user| user.created[..10].to_owned()).collect();
    days.sort();
    let (from, to) = (&days[10], &days[40]);
    let expected: Vec<_> = users
        .iter()
        .filter(|user| (from.as_str()..=to.as_str()).contains(&&user.created[..10]))
        .map(|user| user.username.clone())
        .collect();
    assert!(expected.len() >= 31 && expected.len() < 50);
    let search = |extra: &str| {
        let (from, to) = (encoded(&day_of(from)), encoded(&day_of(to)));
        let target = format!(
            "users?service=search&fromRegDate={from}&toRegDate={to}&page=1&limit=-1{extra}"
        );
        let list = ask(&simulator, &target, "");
        list.column("username").into_iter().map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(search(""), expected);
    assert!(search("&searchCriteria=user10000").len() < expected.len());
    // Slashes as printed, not encoded.
    let target = format!("users?service=search&fromRegDate={}&limit=-1", day_of(from));
    assert!(ask(&simulator, &target, "").children.len() >= expected.len());
}

#[test]
fn page_and_limit_by_switch() {
    let swapped = with(&["ipass_rest.paging=swapped"]);
    assert_eq!(page(&swapped, 5, 1).len(), 5);
    assert_eq!(page(&swapped, 5, 3).len(), 2);
    let ignored = with(&["ipass_rest.paging=page-ignored"]);
    assert_eq!(page(&ignored, 7, 5), page(&ignored, 1, 5));
    let strict = with(&["ipass_rest.minus_one_is_all=false"]);
    let target = "users?service=listAll&page=1&limit=-1";
    assert_eq!(refused(&strict, target, "").0, 400);
    let capped = with(&["ipass_rest.most_per_page=5"]);
    assert_eq!((page(&capped, 1, 100).len(), page(&capped, 3, 100).len()), (5, 2));
    assert_eq!(page(&capped, 1, -1).len(), 5);
    assert_eq!(page(&capped, 1, 3).len(), 3);
}

#[test]
fn search_by_switch() {
    let prefix_of_case = with(&["ipass_rest.search=prefix-of-case"]);
    create(&prefix_of_case, "anna");
    assert_eq!(found(&prefix_of_case, "anna").len(), 1);
    assert!(found(&prefix_of_case, "ANNA").is_empty());
    let exact = with(&["ipass_rest.search=exact"]);
    create(&exact, "anna");
    assert!(found(&exact, "anna").is_empty());
    assert_eq!(found(&exact, "ANNA@example.com"), ["anna@example.com"]);
    let count = |switch: &str| {
        let simulator = with(&[switch]);
        let created = simulator.users()[0].created.clone();
        let day = encoded(&format!("{}/{}/{}", &created[5..7], &created[8..10], &created[..4]));
        let target = format!("users?service=search&fromRegDate={day}&toRegDate={day}&limit=-1");
        ask(&simulator, &target, "").children.len()
    };
    assert!(count("ipass_rest.search_dates=inclusive") >= 1);
    for exclusive in ["from-exclusive", "to-exclusive", "exclusive"] {
        assert_eq!(count(&format!("ipass_rest.search_dates={exclusive}")), 0, "{exclusive}");
    }
}

#[test]
fn a_list_that_shifts_while_it_is_read() {
    let simulator = small().start().unwrap();
    let all = listed(&simulator, "listAll");
    let plan = callrec_simulator::Plan::parse(["list_users:2:lose-first-user"]).unwrap();
    simulator.plan(plan);
    let pages = [page(&simulator, 1, 5), page(&simulator, 2, 5), page(&simulator, 3, 5)];
    assert_eq!(pages[0], all[..5]);
    // The sixth has moved to the first page, which has been read.
    assert_eq!(pages[1..].concat(), all[6..]);
    assert!(simulator.ledger().effects.is_empty());
}
