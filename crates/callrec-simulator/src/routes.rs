//! Which paths there are, and which operation a request is. Several operations may share a
//! path: then the query, the method or the body tells them apart.

use axum::http::{Method, StatusCode};

use crate::{
    Operation,
    answer::Answer,
    billing_feed, getcalls, hosted,
    incoming::Incoming,
    portal::{self, pages},
    rest,
    shared::Shared,
};

/// One path and what is to be found there.
#[derive(Clone, Copy)]
pub(crate) struct Route {
    /// In axum's notation; `{company}` is one segment.
    pub(crate) path: &'static str,
    /// The operation of a request, or the answer to one that is none.
    pub(crate) identify: Identify,
    /// Longer bodies are refused (413).
    pub(crate) most_body_bytes: usize,
}

type Identify = fn(&Shared, &Incoming) -> Result<Operation, Answer>;

/// No login is longer.
const MOST_FORM_BYTES: usize = 64 * 1024;

impl Route {
    /// A path that takes forms at most.
    pub(crate) const fn new(path: &'static str, identify: Identify) -> Self {
        Self { path, identify, most_body_bytes: MOST_FORM_BYTES }
    }

    /// The same with bodies of another length.
    pub(crate) const fn with_bodies_of(self, most_body_bytes: usize) -> Self {
        Self { most_body_bytes, ..self }
    }
}

/// Every route of the five systems.
pub(crate) fn all() -> impl Iterator<Item = Route> {
    let systems =
        [portal::ROUTES, hosted::ROUTES, rest::ROUTES, billing_feed::ROUTES, getcalls::ROUTES];
    systems.into_iter().flatten().copied()
}

/// The operation, where the method is among those that it takes.
pub(crate) fn by_method(
    request: &Incoming,
    methods: &[Method],
    operation: Operation,
) -> Result<Operation, Answer> {
    methods.contains(&request.method).then_some(operation).ok_or_else(wrong_method)
}

/// The answer to a method that a path does not take.
pub(crate) fn wrong_method() -> Answer {
    let status = StatusCode::METHOD_NOT_ALLOWED;
    Answer::html(status, pages::error(status, "the path does not take this method"))
}
