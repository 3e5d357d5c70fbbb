//! The routes, and the way of a request: log, fault, handler, delivery.

use std::sync::Arc;

use axum::{
    Router,
    body::Body,
    extract::{ConnectInfo, Path, Request, State},
    http::{HeaderMap, Method, StatusCode, Uri, header},
    response::Response,
    routing::{MethodFilter, get, on},
};

use crate::{
    Operation, Verb, answer::Answer, control, delivery::deliver, instead, login, portal,
    portal::pages, shared::Shared, wire::Connection,
};

/// No login is longer.
const MOST_FORM_BYTES: usize = 64 * 1024;

pub(crate) fn router(shared: Arc<Shared>) -> Router {
    let mut router = Router::new();
    for operation in Operation::ALL {
        let methods = match operation {
            Operation::Login => MethodFilter::GET.or(MethodFilter::POST),
            _ => MethodFilter::GET,
        };
        let handler = move |State(shared): State<Arc<Shared>>,
                            ConnectInfo(connection): ConnectInfo<Connection>,
                            company: Option<Path<String>>,
                            request: Request| async move {
            let company = company.map(|Path(company)| company).unwrap_or_default();
            serve(shared, connection, operation, company, request).await
        };
        router = router.route(operation.path(), on(methods, handler).fallback(unknown));
    }
    router
        .route(pages::LOGIN_PATH, get(login_page).fallback(unknown))
        .merge(control::routes())
        .fallback(unknown)
        .with_state(shared)
}

async fn serve(
    shared: Arc<Shared>,
    connection: Connection,
    operation: Operation,
    company: String,
    request: Request,
) -> Response {
    let (parts, body) = request.into_parts();
    let entry = shared.arrived(&parts.method, &parts.uri, Some(operation));
    let verb = shared.fault(entry, operation);
    // Read whatever is answered: an unread form would turn the end of the connection into a reset.
    let form = axum::body::to_bytes(body, MOST_FORM_BYTES).await;
    if let Some(Verb::Delay(pause)) = verb {
        tokio::time::sleep(pause).await;
    }
    match verb {
        Some(Verb::ExpireSession) => shared.end_session(&parts.headers),
        Some(Verb::Restart) => shared.forget_sessions(),
        _ => {}
    }
    let takes_gzip = takes_gzip(&parts.headers);
    let answer = match (verb.as_ref().and_then(instead::answer), form) {
        (Some(answer), _) => answer,
        (None, Err(_)) => Answer::text(StatusCode::PAYLOAD_TOO_LARGE, "the form is too long\n"),
        (None, Ok(form)) => {
            let shared = Arc::clone(&shared);
            let handled = tokio::task::spawn_blocking(move || {
                handle(
                    &shared,
                    entry,
                    operation,
                    &company,
                    &parts.method,
                    &parts.uri,
                    &parts.headers,
                    &form,
                )
            });
            handled.await.unwrap_or_else(|error| std::panic::resume_unwind(error.into_panic()))
        }
    };
    deliver(&shared, connection, entry, answer, verb, takes_gzip).await
}

/// A weight of zero is a refusal; the others say nothing to a server that has one coding.
fn takes_gzip(headers: &HeaderMap) -> bool {
    let lists =
        headers.get_all(header::ACCEPT_ENCODING).iter().filter_map(|list| list.to_str().ok());
    lists.flat_map(|list| list.split(',')).any(|item| {
        let (coding, weight) = item.split_once(';').unwrap_or((item, "q=1"));
        let weight = weight.trim().trim_start_matches("q=").parse::<f32>().unwrap_or(0.0);
        weight > 0.0
            && ["gzip", "x-gzip", "*"].contains(&coding.trim().to_ascii_lowercase().as_str())
    })
}

#[expect(clippy::too_many_arguments, reason = "the parts of one request")]
fn handle(
    shared: &Shared,
    entry: usize,
    operation: Operation,
    company: &str,
    method: &Method,
    uri: &Uri,
    headers: &HeaderMap,
    form: &[u8],
) -> Answer {
    match operation {
        Operation::Login => login::login(shared, entry, method, uri, headers, form),
        _ => portal::report(shared, entry, operation, company, uri, headers),
    }
}

async fn login_page(
    State(shared): State<Arc<Shared>>,
    ConnectInfo(connection): ConnectInfo<Connection>,
    request: Request,
) -> Response {
    let entry = shared.arrived(request.method(), request.uri(), None);
    deliver(&shared, connection, entry, Answer::html(StatusCode::OK, pages::LOGIN), None, false)
        .await
}

/// Paths and methods that the portal does not have are refused and written down: a client
/// that asks for them is wrong.
async fn unknown(
    State(shared): State<Arc<Shared>>,
    ConnectInfo(connection): ConnectInfo<Connection>,
    request: Request<Body>,
) -> Response {
    let entry = shared.arrived(request.method(), request.uri(), None);
    let known = Operation::ALL.iter().any(|operation| fits(operation.path(), request.uri().path()));
    let status = if known { StatusCode::METHOD_NOT_ALLOWED } else { StatusCode::NOT_FOUND };
    let answer = Answer::html(status, pages::error(status, "the portal has no such operation"));
    deliver(&shared, connection, entry, answer, None, false).await
}

fn fits(pattern: &str, path: &str) -> bool {
    let (mut pattern, mut path) = (pattern.split('/'), path.split('/'));
    loop {
        match (pattern.next(), path.next()) {
            (None, None) => return true,
            (Some("{company}"), Some(_)) => {}
            (Some(expected), Some(actual)) if expected == actual => {}
            _ => return false,
        }
    }
}
