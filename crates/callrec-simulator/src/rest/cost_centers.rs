//! Cost centres.

use super::{
    Call, Failure, done, list,
    paging::Page,
    times::{Of, modified},
};
use crate::{
    answer::{Answer, Content},
    state::{CompanyState, CostCenter, Refusal, UserStatus},
    switches::rest::{CostCenterKey, Malformed},
    xml::Element,
};

/// The item of the list.
const ITEM: &str = "costcenter";
/// What errors call them.
const WHAT: &str = "Cost center";

pub(super) fn list(call: &Call<'_>) -> Result<Answer, Failure> {
    let entries = call.state(|company| {
        company.cost_centers.values().map(|center| element(call, company, center)).collect()
    })?;
    let mut answer = list::ready(call, &list::wrapper(call, ITEM), entries);
    let spoilt = [Malformed::AssignedCount, Malformed::Everything];
    if let Content::Ready(body) = &answer.content
        && spoilt.contains(&call.switches.malformed)
    {
        // B27: as the sample is printed.
        let body = String::from_utf8_lossy(body);
        let body = body.replace("</assignedCount>", "</email>/assignedCount>");
        answer.content = Content::Ready(body.into());
    }
    Ok(answer)
}

fn element(call: &Call<'_>, company: &CompanyState, center: &CostCenter) -> Element {
    let element = Element::new(ITEM)
        .with_text("assignedCount", company.in_cost_center(center.id).to_string())
        .with_text("costid", &center.cost_id)
        .with_text("id", center.id.to_string())
        .with_text("modifiedBy", &center.modified_by)
        .with(modified(call, Of::CostCenter, center.modified))
        .with_text("name", &center.name);
    match &center.child_company {
        Some(child) => element.with_text("childCompany", child),
        None => element,
    }
}

/// `costId` and `name` are REQUIRED (SEED).
pub(super) fn create(call: &Call<'_>) -> Result<Answer, Failure> {
    let form = Form::read(call)?;
    let name = form.name.ok_or(Refusal::Missing("name"))?;
    let cost_id = form.cost_id.ok_or(Refusal::Missing("costId"))?;
    call.shared.with_state(|state| {
        let (company, now) = state.writing(&call.company.id).ok_or(Failure::Privileges)?;
        if of_cost_id(company, &cost_id).is_some() {
            return Err(Failure::Taken { what: "cost center", key: cost_id });
        }
        let id = company.take_id();
        call.done(&cost_id, "created");
        let center = CostCenter {
            id,
            cost_id,
            name,
            child_company: form.child_company,
            modified_by: "iPass".to_owned(),
            modified: now,
        };
        company.cost_centers.insert(id, center);
        Ok(())
    })?;
    Ok(done(call))
}

/// By `id` where that is there, else by `costId` (B30). What is not there stays as it is.
pub(super) fn update(call: &Call<'_>) -> Result<Answer, Failure> {
    let form = Form::read(call)?;
    let cost_id = form.cost_id.ok_or(Refusal::Missing("costId"))?;
    call.shared.with_state(|state| {
        let (company, now) = state.writing(&call.company.id).ok_or(Failure::Privileges)?;
        let holder = of_cost_id(company, &cost_id);
        let id = match &form.id {
            Some(id) => id.parse().ok().filter(|id| company.cost_centers.contains_key(id)),
            None => holder,
        };
        let named = form.id.as_ref().unwrap_or(&cost_id);
        let id = id.ok_or_else(|| not_found(named))?;
        if holder.is_some_and(|holder| holder != id) {
            return Err(Failure::Taken { what: "cost center", key: cost_id });
        }
        call.done(&cost_id, "updated");
        if let Some(center) = company.cost_centers.get_mut(&id) {
            center.cost_id = cost_id;
            center.modified = now;
            if let Some(name) = form.name {
                center.name = name;
            }
            if form.child_company.is_some() {
                center.child_company = form.child_company;
            }
        }
        Ok(())
    })?;
    Ok(done(call))
}

/// Its users have no cost centre any more (INF).
pub(super) fn delete(call: &Call<'_>) -> Result<Answer, Failure> {
    let key = call.required("costCenterId")?;
    call.shared.with_state(|state| {
        let (company, _) = state.writing(&call.company.id).ok_or(Failure::Privileges)?;
        let id = find(call, company, key)?;
        company.cost_centers.remove(&id);
        call.done(&id.to_string(), "deleted");
        Ok::<_, Failure>(())
    })?;
    Ok(done(call))
}

/// `PaginatedEndUserSearchResult` with names of its own for what users have (B33).
pub(super) fn users(call: &Call<'_>) -> Result<Answer, Failure> {
    let key = call.required("costCenterId")?;
    let page = Page::required(call)?;
    let (id, users, numbers, total) = call.state(|company| {
        let id = find(call, company, key)?;
        let of_it = || {
            company.users.numbers(|facts| {
                facts.status != UserStatus::Deleted && facts.cost_center == Some(id)
            })
        };
        let numbers = page.of(of_it());
        Ok::<_, Failure>((id, std::sync::Arc::clone(&company.users), numbers, of_it().count()))
    })??;
    let size = page.size.unwrap_or(total as u64);
    let root = Element::new("PaginatedEndUserSearchResult")
        .with_text("pageNumber", page.number.to_string())
        .with_text("pageSize", size.to_string())
        // Unexplained (B33): any number will do.
        .with_text("paginationSessionId", (id % 1_000).to_string())
        .with_text("resultsThisPage", numbers.len().to_string())
        .with_text("totalResults", total.to_string());
    let around = list::Around::wrapper_in(call, &root, "endUsers");
    Ok(list::streamed(call, around, numbers, move |&number| {
        let user = users.at(number);
        Element::new("simpleEndUser")
            .with_text("endUserId", user.end_user_id.to_string())
            .with_text("firstName", &user.fname)
            .with_text("lastName", &user.lname)
            .with_text("userName", &user.username)
    }))
}

pub(super) fn assign(call: &Call<'_>) -> Result<Answer, Failure> {
    put_users(call, "assignedList", true)?;
    Ok(done(call))
}

pub(super) fn unassign(call: &Call<'_>) -> Result<Answer, Failure> {
    put_users(call, "unAssignedList", false)?;
    if [Malformed::Message, Malformed::Everything].contains(&call.switches.malformed) {
        // B35: as the sample is printed.
        let body = format!("<message> {} ", super::DONE);
        return Ok(Answer::new(axum::http::StatusCode::OK, super::CONTENT_TYPE, body));
    }
    Ok(done(call))
}

/// Puts users into a cost centre or takes them out of it: all of them, or none where one of them
/// is not there (INF). A user has at most one cost centre (INF).
fn put_users(call: &Call<'_>, list: &str, into: bool) -> Result<(), Failure> {
    let key = call.required("costCenterId")?;
    let body = call.document("endusers")?;
    let ids: Vec<String> = body
        .child(list)
        .ok_or(Failure::InvalidXml)?
        .children_named("enduser")
        .map(|user| user.filled("endUserId").map(str::to_owned))
        .collect::<Option<_>>()
        .ok_or(Failure::InvalidXml)?;
    call.shared.with_state(|state| {
        let (company, _) = state.writing(&call.company.id).ok_or(Failure::Privileges)?;
        let center = find(call, company, key)?;
        let find_user = |id: &String| {
            let found = id.parse().ok().and_then(|id| company.users.by_id(id));
            found.ok_or_else(|| Failure::NotFound { what: "User with id", key: id.clone() })
        };
        let users = ids.iter().map(find_user).collect::<Result<Vec<_>, _>>()?;
        for user in users {
            let name = user.username.to_lowercase();
            let what = if into { "assigned" } else { "unassigned" };
            company.change_user(user.number, |user| {
                if into {
                    user.cost_center = Some(center);
                } else if user.cost_center == Some(center) {
                    user.cost_center = None;
                }
            });
            call.done(&center.to_string(), &format!("{what} {name}"));
        }
        Ok(())
    })
}

/// What `costCenterId` names (B28).
fn find(call: &Call<'_>, company: &CompanyState, key: &str) -> Result<u64, Failure> {
    let by_id = || key.parse().ok().filter(|id| company.cost_centers.contains_key(id));
    let found = match call.switches.cost_center_key {
        CostCenterKey::Id => by_id(),
        CostCenterKey::CostId => of_cost_id(company, key),
        CostCenterKey::Either => by_id().or_else(|| of_cost_id(company, key)),
    };
    found.ok_or_else(|| not_found(key))
}

fn of_cost_id(company: &CompanyState, cost_id: &str) -> Option<u64> {
    company.cost_centers.values().find(|center| center.cost_id == cost_id).map(|center| center.id)
}

fn not_found(key: &str) -> Failure {
    Failure::NotFound { what: WHAT, key: key.to_owned() }
}

/// A `costcenter` of a request.
struct Form {
    id: Option<String>,
    cost_id: Option<String>,
    name: Option<String>,
    child_company: Option<String>,
}

impl Form {
    fn read(call: &Call<'_>) -> Result<Self, Failure> {
        let body = call.document(ITEM)?;
        let text = |name: &str| body.filled(name).map(str::to_owned);
        Ok(Self {
            id: text("id"),
            // The table and the sample write it differently (B28).
            cost_id: text("costId").or_else(|| text("costid")),
            name: text("name"),
            child_company: text("childCompany"),
        })
    }
}
