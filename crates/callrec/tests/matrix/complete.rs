//! No operation is forgotten: each of `tests/operations.toml` has its cases of every kind of fault,
//! with the end that its class wants.

use crate::case::Case;
use crate::family;
use crate::listed::{self, Class, Listed};
use crate::service;

/// What a case says about its operation, of either form.
#[derive(Debug)]
struct Seen {
    operation: String,
    /// Verbs that befall the operation itself.
    verbs: Vec<String>,
    ends_well: bool,
    error: Option<String>,
    /// Requests of the operation, where the case counts them.
    requests: Option<usize>,
    /// Writes in the ledger.
    effects: usize,
}

/// The part of a fault that says what happens, where it happens to `operation`.
fn verbs(operation: &str, faults: &[String]) -> Vec<String> {
    let of = |fault: &String| {
        let mut parts = fault.splitn(3, ':');
        (parts.next()? == operation).then_some(())?;
        parts.nth(1).map(str::to_owned)
    };
    faults.iter().filter_map(of).collect()
}

fn of_the_portal(case: &Case) -> Seen {
    let error = case.result.as_ref().and_then(|result| result.error.clone());
    let requests = case.requests.as_ref();
    let own =
        |requests: &Vec<String>| requests.iter().filter(|one| **one == case.operation).count();
    Seen {
        operation: format!("ipass_portal.{}", case.operation),
        verbs: verbs(&case.operation, &case.faults),
        ends_well: case.result.is_some() && error.is_none(),
        error,
        requests: requests.map(own),
        effects: 0,
    }
}

fn of_a_service(case: &service::case::Case) -> Seen {
    Seen {
        operation: case.operation.clone(),
        verbs: verbs(&case.operation, &case.faults),
        ends_well: case.result.ending.is_some(),
        error: case.result.error.clone(),
        requests: Some(case.requests),
        effects: case.effects,
    }
}

/// A kind of fault, whether a case is of it, and whether the case ends as the class wants.
type Kind = (&'static str, fn(&str) -> bool, fn(&Seen, Class) -> bool);

const CUTS: [&str; 4] = ["reset-after-", "fin-after-", "cut-chunked-after-", "fin-in-head-after-"];

const KINDS: [Kind; 6] = [
    ("the service fails", |verb| verb.starts_with("return-5"), passes_or_is_told),
    ("a reset before the answer", |verb| verb == "reset", passes_or_is_told),
    ("a reset after the deed", |verb| verb == "commit-then-reset", happens_as_often_as_it_may),
    (
        // One that has no body is cut in its head.
        "an answer that is cut",
        |verb| CUTS.iter().any(|cut| verb.starts_with(cut)),
        |_, _| true,
    ),
    (
        "a refusal",
        |verb| ["return-401", "return-403", "html-login", "auth-text"].contains(&verb),
        |_, _| true,
    ),
    (
        "429 with Retry-After",
        |verb| verb.starts_with("return-429="),
        |seen, _| seen.error.as_deref().is_some_and(|error| error.contains("rate_limited")),
    ),
];

/// What may be sent again ends well; of the rest the caller hears that nobody knows.
fn passes_or_is_told(seen: &Seen, class: Class) -> bool {
    match class {
        Class::Create | Class::Notify => {
            seen.error.as_deref() == Some("ambiguous") && seen.requests == Some(1)
        }
        Class::Read | Class::Login | Class::Set | Class::Delete => seen.ends_well,
    }
}

/// By the ledger: once what is created, sent out or deleted; what is set, at the most each time.
fn happens_as_often_as_it_may(seen: &Seen, class: Class) -> bool {
    match class {
        Class::Create | Class::Notify => seen.effects == 1 && seen.requests == Some(1),
        Class::Delete => seen.effects == 1,
        Class::Set => seen.effects >= 1 && Some(seen.effects) <= seen.requests,
        Class::Read | Class::Login => true,
    }
}

#[test]
fn every_operation_has_cases_of_every_kind() {
    let mut seen = Vec::new();
    for file in crate::FILES {
        seen.extend(family::cases::<Case>(file).iter().map(of_the_portal));
    }
    for file in crate::SERVICES {
        seen.extend(service::cases(file).iter().map(of_a_service));
    }
    let mut missing = Vec::new();
    for listed in listed::all() {
        let name = listed.full_name();
        let of_it: Vec<&Seen> = seen.iter().filter(|seen| seen.operation == name).collect();
        for (kind, is, ends) in KINDS {
            // What has no effects may do without the deed.
            if kind == "a reset after the deed" && !Listed::has_effects(&listed) {
                continue;
            }
            let fits =
                |seen: &&&Seen| seen.verbs.iter().any(|verb| is(verb)) && ends(seen, listed.class);
            if of_it.iter().find(fits).is_none() {
                missing.push(format!("{name}: {kind}"));
            }
        }
    }
    assert!(missing.is_empty(), "no case of:\n{}", missing.join("\n"));
}
