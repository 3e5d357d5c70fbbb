//! The iPass REST API, version 1.5.
//!
//! All calls are `POST /v1/RESOURCE?service=NAME`; answers are XML, reports apart.

mod call;
mod cost_centers;
mod custom_reports;
mod devices;
mod error;
mod groups;
mod list;
mod paging;
mod registration_codes;
mod reports;
mod service;
mod times;
mod user_document;
mod user_lists;
mod users;

use axum::http::StatusCode;

use crate::{
    Operation,
    answer::Answer,
    incoming::Incoming,
    routes::Route,
    shared::Shared,
    xml::{Element, Style},
};
use call::Call;
pub(crate) use error::Failure;
pub(crate) use times::{american_date, to_the_millisecond};
pub(crate) use user_document::{notifications, status, truth};

/// Some ten thousand users to assign at once.
const MOST_BODY_BYTES: usize = 4 * 1024 * 1024;

/// The paths.
pub(crate) const ROUTES: &[Route] =
    &[Route::new("/v1/{resource}", service::identify).with_bodies_of(MOST_BODY_BYTES)];

/// Answers of documents.
pub(crate) const CONTENT_TYPE: &str = "application/xml;charset=UTF-8";

/// Answers a request.
pub(crate) fn answer(shared: &Shared, operation: Operation, request: &Incoming) -> Answer {
    let switches = shared.switches();
    let answered =
        Call::begin(shared, &switches, operation, request).and_then(|call| match operation {
            Operation::RestCreateUser => users::create(&call),
            Operation::RestUpdateUser => users::update(&call),
            Operation::RestSuspendUser => users::suspend(&call),
            Operation::RestActivateUser => users::activate(&call),
            Operation::RestDeleteUser => users::delete(&call),
            Operation::RestResendActivation => users::resend(&call),
            Operation::RestSearchUsers => user_lists::search(&call),
            Operation::RestListUsers => user_lists::all(&call),
            Operation::RestListActiveUsers => user_lists::active(&call),
            Operation::RestListCostCenters => cost_centers::list(&call),
            Operation::RestCreateCostCenter => cost_centers::create(&call),
            Operation::RestUpdateCostCenter => cost_centers::update(&call),
            Operation::RestDeleteCostCenter => cost_centers::delete(&call),
            Operation::RestListCostCenterUsers => cost_centers::users(&call),
            Operation::RestAssignCostCenterUsers => cost_centers::assign(&call),
            Operation::RestUnassignCostCenterUsers => cost_centers::unassign(&call),
            Operation::RestListDevices => devices::list(&call),
            Operation::RestDeactivateDevice => devices::deactivate(&call),
            Operation::RestCreateRegistrationCode => registration_codes::create(&call),
            Operation::RestUpdateRegistrationCode => registration_codes::update(&call),
            Operation::RestListUsedRegistrationCodes => registration_codes::used(&call),
            Operation::RestSearchRegistrationCodes => registration_codes::search(&call),
            Operation::RestCustomReport => custom_reports::of_company(&call),
            Operation::RestChildCustomReport => custom_reports::of_children(&call),
            Operation::RestMonthlyCdr
            | Operation::RestMonthlyAdjustmentCdr
            | Operation::RestDailyCdr
            | Operation::RestDailyAdjustmentCdr => reports::cdr(&call),
            Operation::RestNetworkUsers => reports::network_users(&call),
            Operation::RestListGroups => groups::list(&call),
            Operation::RestListGroupPlans => groups::plans(&call),
            Operation::RestCreateGroup => groups::create(&call),
            Operation::RestUpdateGroup
            | Operation::RestAssignGroupUsers
            | Operation::RestUnassignGroupUsers => groups::update(&call),
            other => Err(Failure::NoSuchService(other.full_name())),
        });
    answered.unwrap_or_else(|failure| failure.answer(&switches.ipass_rest))
}

/// A document with a status of 200.
fn document(call: &Call<'_>, root: &Element) -> Answer {
    let style = Style { padding: call.switches.padding };
    Answer::new(StatusCode::OK, CONTENT_TYPE, style.document(root))
}

/// `200 OK` and nothing else.
fn empty() -> Answer {
    Answer::new(StatusCode::OK, CONTENT_TYPE, "")
}

/// SEED
const DONE: &str = "Operation completed successfully";

/// The answer of most writes.
fn done(call: &Call<'_>) -> Answer {
    document(call, &Element::of_text("message", DONE))
}
