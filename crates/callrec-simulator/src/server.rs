//! The routes, and the way of a request: log, operation, fault, handler, delivery.

use std::{collections::HashMap, sync::Arc};

use axum::{
    Router,
    body::Body,
    extract::{ConnectInfo, Path, Request, State},
    http::{HeaderMap, StatusCode, header},
    response::Response,
    routing::{any, get},
};
use bytes::Bytes;

use crate::{
    Operation, System, Verb,
    answer::Answer,
    billing_feed, control,
    delivery::deliver,
    getcalls, hosted,
    incoming::Incoming,
    instead, login,
    portal::{self, pages},
    rest,
    routes::{self, Route},
    shared::Shared,
    wire::Connection,
};

pub(crate) fn router(shared: Arc<Shared>) -> Router {
    let mut router = Router::new();
    for route in routes::all() {
        let handler = move |State(shared): State<Arc<Shared>>,
                            ConnectInfo(connection): ConnectInfo<Connection>,
                            segments: Option<Path<HashMap<String, String>>>,
                            request: Request| async move {
            let segments = segments.map(|Path(segments)| segments).unwrap_or_default();
            serve(shared, connection, route, segments, request).await
        };
        router = router.route(route.path, any(handler));
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
    route: Route,
    segments: HashMap<String, String>,
    request: Request,
) -> Response {
    let (parts, body) = request.into_parts();
    let entry = shared.arrived(&parts.method, &parts.uri);
    // Read whatever is answered: an unread body would turn the end of the connection into a reset.
    let body = axum::body::to_bytes(body, route.most_body_bytes).await;
    let takes_gzip = takes_gzip(&parts.headers);
    let (whole, body) = match body {
        Ok(body) => (true, body),
        Err(_) => (false, Bytes::new()),
    };
    let incoming = Incoming {
        entry,
        method: parts.method,
        uri: parts.uri,
        headers: parts.headers,
        body,
        segments: segments.into_iter().collect(),
    };
    let operation = match (route.identify)(&shared, &incoming) {
        Ok(operation) => operation,
        Err(answer) => {
            shared.is_unknown(&incoming);
            return deliver(&shared, connection, entry, answer, None, takes_gzip).await;
        }
    };
    shared.is_known(&incoming, operation);
    let verb = shared.fault(entry, operation);
    if let Some(Verb::Delay(pause)) = verb {
        tokio::time::sleep(pause).await;
    }
    match verb {
        Some(Verb::ExpireSession) => shared.end_session(&incoming.headers),
        Some(Verb::Restart) => shared.forget_sessions(),
        Some(Verb::LoseFirstUser) => shared.lose_first_user(),
        Some(Verb::Renumber) => billing_feed::renumber(&shared, &incoming),
        Some(Verb::Rerate) => billing_feed::rerate(&shared, &incoming),
        _ => {}
    }
    let answer = match verb.as_ref().and_then(instead::answer) {
        Some(answer) => answer,
        None if !whole => {
            Answer::text(StatusCode::PAYLOAD_TOO_LARGE, "the body is too long or was cut off\n")
        }
        None => {
            let shared = Arc::clone(&shared);
            let handled =
                tokio::task::spawn_blocking(move || handle(&shared, operation, &incoming)).await;
            let answer =
                handled.unwrap_or_else(|error| std::panic::resume_unwind(error.into_panic()));
            if let Some(Verb::CommitThenDelay(pause)) = verb {
                tokio::time::sleep(pause).await;
            }
            verb.as_ref().and_then(instead::answer_afterwards).unwrap_or(answer)
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

fn handle(shared: &Shared, operation: Operation, incoming: &Incoming) -> Answer {
    match operation.system() {
        System::IpassPortal if operation == Operation::Login => login::login(shared, incoming),
        System::IpassPortal => portal::report(shared, operation, incoming),
        System::HostedUsers => hosted::answer(shared, operation, incoming),
        System::IpassRest => rest::answer(shared, operation, incoming),
        System::BillingFeed => billing_feed::answer(shared, operation, incoming),
        System::GetCalls => getcalls::answer(shared, operation, incoming),
    }
}

async fn login_page(
    State(shared): State<Arc<Shared>>,
    ConnectInfo(connection): ConnectInfo<Connection>,
    request: Request,
) -> Response {
    let entry = shared.arrived_at_none(request.method(), request.uri());
    deliver(&shared, connection, entry, Answer::html(StatusCode::OK, pages::LOGIN), None, false)
        .await
}

/// Paths that no system has are refused and written down: a client that asks for them is wrong.
async fn unknown(
    State(shared): State<Arc<Shared>>,
    ConnectInfo(connection): ConnectInfo<Connection>,
    request: Request<Body>,
) -> Response {
    let entry = shared.arrived_at_none(request.method(), request.uri());
    let status = if request.uri().path() == pages::LOGIN_PATH {
        StatusCode::METHOD_NOT_ALLOWED
    } else {
        StatusCode::NOT_FOUND
    };
    let answer = Answer::html(status, pages::error(status, "no system has such an operation"));
    deliver(&shared, connection, entry, answer, None, false).await
}
