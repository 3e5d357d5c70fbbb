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
    Operation, Verb, answer::Answer, control, delivery::deliver, login, portal, portal::pages,
    shared::Shared, wire::Connection,
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
    if verb == Some(Verb::ExpireSession) {
        shared.end_session(&parts.headers);
    }
    let answer = match (verb.as_ref().and_then(instead), form) {
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
    deliver(&shared, connection, entry, answer, verb).await
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

/// The answer of a fault that keeps the request from being handled.
fn instead(verb: &Verb) -> Option<Answer> {
    let status =
        |status: u16| StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    Some(match verb {
        Verb::Return { status: code, retry_after } => {
            let answer =
                Answer::text(status(*code), "temporarily refused by the simulator's plan\n");
            match retry_after {
                Some(value) => answer.with_header(header::RETRY_AFTER, value),
                None => answer,
            }
        }
        Verb::ReturnHtml { status: code } => Answer::html(
            status(*code),
            pages::error(status(*code), "refused by the simulator's plan"),
        ),
        Verb::Redirect { location } => {
            Answer::text(StatusCode::FOUND, "").with_header(header::LOCATION, location)
        }
        Verb::HtmlLogin => Answer::html(StatusCode::OK, pages::LOGIN),
        Verb::AuthText => Answer::text(StatusCode::OK, pages::AUTHORIZATION_REQUIRED),
        Verb::WrongContent => Answer::html(StatusCode::OK, pages::MAINTENANCE),
        _ => return None,
    })
}

async fn login_page(
    State(shared): State<Arc<Shared>>,
    ConnectInfo(connection): ConnectInfo<Connection>,
    request: Request,
) -> Response {
    let entry = shared.arrived(request.method(), request.uri(), None);
    deliver(&shared, connection, entry, Answer::html(StatusCode::OK, pages::LOGIN), None).await
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
    deliver(&shared, connection, entry, answer, None).await
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
