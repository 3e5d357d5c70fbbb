//! The accounts' users, cost centres, groups and codes, for tests in every language. The company
//! is the main one where none is named.

use std::{collections::HashMap, sync::Arc};

use axum::{
    Router,
    body::Bytes,
    extract::{Query, State},
    http::StatusCode,
    response::Response,
    routing::{get, post},
};
use serde::{Deserialize, de::DeserializeOwned};
use serde_json::{Value, json};

use super::{answer, refuse};
use crate::{
    shared::Shared,
    state::{self, CompanyState},
};

pub(super) fn routes() -> Router<Arc<Shared>> {
    Router::new()
        .route("/_simulator/users", get(users))
        .route("/_simulator/cost-centers", get(cost_centers))
        .route("/_simulator/groups", get(groups))
        .route("/_simulator/registration-codes", get(codes))
        .route("/_simulator/registration-codes/use", post(use_code))
        .route("/_simulator/devices", post(add_device))
        .route("/_simulator/reset", post(reset))
}

/// Which company's, and for users which one's.
type Parameters = Query<HashMap<String, String>>;

async fn users(State(shared): State<Arc<Shared>>, Query(parameters): Parameters) -> Response {
    let name = parameters.get("username").map(|name| name.to_lowercase());
    of_company(shared, parameters, move |company| {
        let wanted = |username: &str| name.as_ref().is_none_or(|name| *name == username);
        let records = company.user_records().into_iter();
        json!(records.filter(|user| wanted(&user.username.to_lowercase())).collect::<Vec<_>>())
    })
    .await
}

async fn cost_centers(
    State(shared): State<Arc<Shared>>,
    Query(parameters): Parameters,
) -> Response {
    of_company(shared, parameters, |company| json!(company.cost_center_records())).await
}

async fn groups(State(shared): State<Arc<Shared>>, Query(parameters): Parameters) -> Response {
    of_company(shared, parameters, |company| json!(company.group_records())).await
}

async fn codes(State(shared): State<Arc<Shared>>, Query(parameters): Parameters) -> Response {
    of_company(shared, parameters, |company| json!(company.code_records())).await
}

async fn of_company(
    shared: Arc<Shared>,
    parameters: HashMap<String, String>,
    look: impl FnOnce(&CompanyState) -> Value + Send + 'static,
) -> Response {
    let looked = tokio::task::spawn_blocking(move || {
        let company = parameters.get("company").unwrap_or(&shared.accounts.main().id);
        // The copy is cheap, and nobody waits while all users are written out.
        let company = shared.with_state(|state| state.company(company).cloned());
        company.map(|company| look(&company))
    });
    match looked.await {
        Ok(Some(value)) => answer(&value),
        Ok(None) => refuse(StatusCode::BAD_REQUEST, "company is none of the account's"),
        Err(_) => refuse(StatusCode::INTERNAL_SERVER_ERROR, "the account could not be read"),
    }
}

/// `{"username": "…", "manufacturer": "LGE", "model": "Nexus 5", "platform": "Android"}`
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DeviceForm {
    username: String,
    manufacturer: String,
    model: String,
    platform: String,
    company: Option<String>,
}

/// Registers a device, as the activation of an app does.
async fn add_device(State(shared): State<Arc<Shared>>, body: Bytes) -> Response {
    done(&shared, &body, |state, main, form: DeviceForm| {
        let company = form.company.as_deref().unwrap_or(main);
        let about = [form.manufacturer.as_str(), &form.model, &form.platform];
        let uuid = state.add_device(company, &form.username, about).ok()?;
        Some(json!({ "uuid": uuid }))
    })
}

/// `{"reg_code": "…", "username": "…"}`
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct UseForm {
    reg_code: String,
    username: String,
    company: Option<String>,
}

/// Lets a user register with a code.
async fn use_code(State(shared): State<Arc<Shared>>, body: Bytes) -> Response {
    done(&shared, &body, |state, main, form: UseForm| {
        let company = form.company.as_deref().unwrap_or(main);
        state.use_registration_code(company, &form.reg_code, &form.username).ok()?;
        Some(json!({ "used": form.reg_code }))
    })
}

fn done<F: DeserializeOwned>(
    shared: &Shared,
    body: &[u8],
    work: impl FnOnce(&mut state::State, &str, F) -> Option<Value>,
) -> Response {
    let form: F = match serde_json::from_slice(body) {
        Ok(form) => form,
        Err(error) => return refuse(StatusCode::BAD_REQUEST, &error.to_string()),
    };
    let main = &shared.accounts.main().id;
    match shared.with_state(|state| work(state, main, form)) {
        Some(value) => answer(&value),
        None => refuse(StatusCode::BAD_REQUEST, "the account has no such user or code"),
    }
}

/// The accounts of all systems are again what they were in the beginning.
async fn reset(State(shared): State<Arc<Shared>>) -> Response {
    shared.reset_state();
    answer(&json!({ "reset": true }))
}
