//! The control endpoint under `/_simulator/`, so that tests in every language can plan
//! faults and read what happened. Never part of the portal's log.

mod billing;

mod users;

use std::{collections::HashMap, sync::Arc};

use axum::{
    Router,
    body::Bytes,
    extract::{ConnectInfo, Query, Request, State},
    http::{StatusCode, header},
    middleware::{Next, from_fn},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::{Operation, Plan, UserTotals, shared::Shared, totals, wire::Connection};

pub(crate) fn routes() -> Router<Arc<Shared>> {
    Router::new()
        .route("/_simulator/", get(about))
        .route("/_simulator/plan", get(plan).post(set_plan))
        .route("/_simulator/switches", get(switches).post(set_switches))
        .route("/_simulator/requests", get(requests))
        .route("/_simulator/ledger", get(ledger))
        .route("/_simulator/totals", get(sums))
        .route("/_simulator/expire-sessions", post(expire_sessions))
        .merge(users::routes())
        .merge(billing::routes())
        .layer(from_fn(loopback_only))
}

/// The simulator listens on loopback only; this holds should that ever change.
async fn loopback_only(
    ConnectInfo(connection): ConnectInfo<Connection>,
    request: Request,
    next: Next,
) -> Response {
    if connection.peer.ip().is_loopback() {
        next.run(request).await
    } else {
        refuse(StatusCode::FORBIDDEN, "only from this machine")
    }
}

async fn about(State(shared): State<Arc<Shared>>) -> Response {
    let accounts = &shared.accounts;
    answer(&json!({
        "company": accounts.main().id,
        "children": accounts.children().iter().map(|child| &child.id).collect::<Vec<_>>(),
        "realm": shared.realm(),
        "first_month": accounts.first_month().to_string(),
        "last_month": accounts.last_month().to_string(),
    }))
}

/// `{"faults": ["monthly_cdr:2:reset-after-257B"]}`
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct PlanForm {
    faults: Vec<String>,
}

async fn plan(State(shared): State<Arc<Shared>>) -> Response {
    answer(&json!({ "faults": shared.plan_texts() }))
}

/// Replaces the plan; the counts begin anew.
async fn set_plan(State(shared): State<Arc<Shared>>, body: Bytes) -> Response {
    let form: PlanForm = match serde_json::from_slice(&body) {
        Ok(form) => form,
        Err(error) => return refuse(StatusCode::BAD_REQUEST, &error.to_string()),
    };
    match Plan::parse(&form.faults) {
        Ok(parsed) => shared.set_plan(parsed),
        Err(error) => return refuse(StatusCode::BAD_REQUEST, &error.to_string()),
    }
    plan(State(shared)).await
}

async fn switches(State(shared): State<Arc<Shared>>) -> Response {
    answer(&json!(shared.switches()))
}

/// Changes the switches that the object names.
async fn set_switches(State(shared): State<Arc<Shared>>, body: String) -> Response {
    match shared.switches().changed_by_json(&body) {
        Ok(changed) => shared.set_switches(changed),
        Err(error) => return refuse(StatusCode::BAD_REQUEST, &error.to_string()),
    }
    switches(State(shared)).await
}

async fn requests(State(shared): State<Arc<Shared>>) -> Response {
    answer(&json!(shared.requests()))
}

async fn ledger(State(shared): State<Arc<Shared>>) -> Response {
    answer(&json!(shared.ledger()))
}

async fn expire_sessions(State(shared): State<Arc<Shared>>) -> Response {
    answer(&json!({ "expired": shared.end_all_sessions() }))
}

/// `?company=&kind=monthly_cdr&period=2026-09`; the main company when none is named.
async fn sums(
    State(shared): State<Arc<Shared>>,
    Query(parameters): Query<HashMap<String, String>>,
) -> Response {
    let summed = tokio::task::spawn_blocking(move || -> Result<Value, String> {
        let parameter =
            |name: &str| parameters.get(name).ok_or_else(|| format!("{name} is missing"));
        let company = parameters.get("company").unwrap_or(&shared.accounts.main().id);
        let kind: Operation =
            parameter("kind")?.parse().map_err(|error: crate::Error| error.to_string())?;
        let period = parameter("period")?;
        if kind == Operation::NetworkUsers || kind == Operation::NetworkUsersCsv {
            let users = totals::users(&shared.accounts, company, period);
            return users
                .map(|users| json!(UserTotals::of(&users)))
                .map_err(|error| error.to_string());
        }
        let totals = totals::of_cdr(&shared.accounts, company, kind, period);
        totals.map(|totals| json!(totals)).map_err(|error| error.to_string())
    });
    match summed.await {
        Ok(Ok(value)) => answer(&value),
        Ok(Err(reason)) => refuse(StatusCode::BAD_REQUEST, &reason),
        Err(_) => refuse(StatusCode::INTERNAL_SERVER_ERROR, "the totals could not be summed"),
    }
}

fn answer(value: &Value) -> Response {
    ([(header::CONTENT_TYPE, "application/json")], format!("{value}\n")).into_response()
}

fn refuse(status: StatusCode, reason: &str) -> Response {
    (status, answer(&json!({ "error": reason }))).into_response()
}
