//! Groups and their price plans.

use jiff::Timestamp;

use super::{
    Call, Failure, done, list,
    times::{Of, modified},
};
use crate::{
    Operation,
    answer::Answer,
    state::{Group, PLANS, Refusal},
    switches::rest::{GroupName, GroupUpdate},
    xml::{self, Element},
};

const ITEM: &str = "group";
/// Who changes groups, as the sample has it.
const EDITOR: &str = "symphony@ipass.com";

/// Which of the three operations an update is (B53): a rename has no users, an un-assignment
/// none to assign.
pub(super) fn which_update(body: &[u8]) -> Operation {
    let Ok(group) = xml::parse(body) else { return Operation::RestUpdateGroup };
    let Some(members) = group.child("users").filter(|users| !users.children.is_empty()) else {
        return Operation::RestUpdateGroup;
    };
    let unassigns = |user: &Element| user.text_of("action") == Some("unassign");
    if members.children_named("user").all(unassigns) {
        Operation::RestUnassignGroupUsers
    } else {
        Operation::RestAssignGroupUsers
    }
}

/// The wrapper is `groups` (SEED).
pub(super) fn list(call: &Call<'_>) -> Result<Answer, Failure> {
    let name = name_element(call);
    let entries = call.state(|company| {
        let groups = company.groups.values().map(|group| {
            Element::new(ITEM)
                .with_text("assignedCount", company.in_group(group.id).to_string())
                .with_text("groupPlanId", group.plan.to_string())
                .with_text("id", group.id.to_string())
                .with_text("modifiedBy", &group.modified_by)
                .with(modified(call, Of::Group, group.modified))
                .with_text(name, &group.name)
        });
        groups.collect()
    })?;
    Ok(list::ready(call, "groups", entries))
}

/// The wrapper is `groupPlans` (SEED).
pub(super) fn plans(call: &Call<'_>) -> Result<Answer, Failure> {
    let entries = PLANS.iter().map(|plan| {
        let time = plan.modified.parse().unwrap_or(Timestamp::UNIX_EPOCH);
        Element::new("groupPlan")
            .with_text("companyId", &call.company.id)
            .with_text("defaultPlan", if plan.is_default { "1" } else { "0" })
            .with_text("id", plan.id.to_string())
            .with_text("modifiedBy", EDITOR)
            .with(modified(call, Of::Plan, time))
            .with_text("plan", plan.plan)
            .with_text("planDescription", plan.description)
            .with_text("planType", plan.plan_type)
    });
    Ok(list::ready(call, "groupPlans", entries.collect()))
}

/// `groupPlanId` and `name` are REQUIRED; the group object may bring its users (SEED).
pub(super) fn create(call: &Call<'_>) -> Result<Answer, Failure> {
    let form = Form::read(call)?;
    let name = form.name.ok_or(Refusal::Missing("name"))?;
    let plan = form.plan.ok_or(Refusal::Missing("groupPlanId"))?;
    let plan = known_plan(&plan)?;
    call.shared.with_state(|state| {
        let (company, now) = state.writing(&call.company.id).ok_or(Failure::Privileges)?;
        if company.groups.values().any(|group| group.name == name) {
            return Err(Failure::Taken { what: "group", key: name });
        }
        let members = found(company, &form.members)?;
        let id = company.take_id();
        call.done(&name, "created");
        let group = Group { id, name, plan, modified_by: EDITOR.to_owned(), modified: now };
        company.groups.insert(id, group);
        put(call, company, id, members);
        Ok(())
    })?;
    Ok(done(call))
}

/// Renames, assigns and un-assigns: what the body holds (B53).
pub(super) fn update(call: &Call<'_>) -> Result<Answer, Failure> {
    let form = Form::read(call)?;
    let id = form.id.ok_or(Refusal::Missing("id"))?;
    let is_rename = call.operation == Operation::RestUpdateGroup;
    let needs_name = is_rename || call.switches.group_update == GroupUpdate::Strict;
    if needs_name && form.name.is_none() {
        return Err(Refusal::Missing("name").into());
    }
    let plan = form.plan.as_deref().map(known_plan).transpose()?;
    call.shared.with_state(|state| {
        let (company, now) = state.writing(&call.company.id).ok_or(Failure::Privileges)?;
        let number = id.parse().ok().filter(|id| company.groups.contains_key(id));
        let number: u64 = number.ok_or(Failure::NotFound { what: "Group", key: id })?;
        let is_taken = |name: &str| {
            company.groups.values().any(|group| group.id != number && group.name == name)
        };
        if let Some(name) = form.name.as_deref().filter(|name| is_taken(name)) {
            return Err(Failure::Taken { what: "group", key: name.to_owned() });
        }
        let members = found(company, &form.members)?;
        if let Some(group) = company.groups.get_mut(&number) {
            match form.name {
                Some(name) => group.name = name,
                None if call.switches.group_update == GroupUpdate::Overwrite => {
                    group.name.clear();
                }
                None => {}
            }
            group.plan = plan.unwrap_or(group.plan);
            group.modified = now;
        }
        if is_rename {
            call.done(&number.to_string(), "updated");
        }
        put(call, company, number, members);
        Ok(())
    })?;
    Ok(done(call))
}

fn known_plan(id: &str) -> Result<u64, Failure> {
    let found = PLANS.iter().map(|plan| plan.id).find(|plan| plan.to_string() == id);
    found.ok_or_else(|| Failure::NotFound { what: "Group plan", key: id.to_owned() })
}

/// The places of the members, and what becomes of each. All are there, or nothing is done (INF).
fn found(
    company: &crate::state::CompanyState,
    members: &[(String, bool)],
) -> Result<Vec<(u64, bool)>, Failure> {
    members
        .iter()
        .map(|(name, into)| {
            let user = company.users.by_name(name);
            let user = user.ok_or_else(|| Refusal::UserNotFound(name.clone()))?;
            Ok((user.number, *into))
        })
        .collect()
}

/// A user has at most one group (INF).
fn put(
    call: &Call<'_>,
    company: &mut crate::state::CompanyState,
    group: u64,
    members: Vec<(u64, bool)>,
) {
    for (number, into) in members {
        let user = company.change_user(number, |user| {
            if into {
                user.group = Some(group);
            } else if user.group == Some(group) {
                user.group = None;
            }
        });
        let what = if into { "assigned" } else { "unassigned" };
        call.done(&group.to_string(), &format!("{what} {}", user.username.to_lowercase()));
    }
}

/// How a group's name is written (B52).
fn name_element(call: &Call<'_>) -> &'static str {
    match call.switches.group_name {
        GroupName::Lower => "name",
        GroupName::Capital => "Name",
    }
}

/// A `group` of a request.
struct Form {
    id: Option<String>,
    name: Option<String>,
    plan: Option<String>,
    /// User names, and whether each is to be in the group.
    members: Vec<(String, bool)>,
}

impl Form {
    fn read(call: &Call<'_>) -> Result<Self, Failure> {
        let body = call.document(ITEM)?;
        let text = |name: &str| body.filled(name).map(str::to_owned);
        let capital = || text("Name").filter(|_| name_element(call) == "Name");
        let users = body.child("users").map(|users| users.children.as_slice()).unwrap_or_default();
        let members = users.iter().map(|user| {
            let into = match user.text_of("action") {
                None | Some("assign") => true,
                Some("unassign") => false,
                Some(_) => return None,
            };
            let name = user.filled("userName").filter(|_| user.name == "user")?;
            Some((name.to_owned(), into))
        });
        Ok(Self {
            id: text("id"),
            name: text("name").or_else(capital),
            plan: text("groupPlanId"),
            members: members.collect::<Option<_>>().ok_or(Failure::InvalidXml)?,
        })
    }
}
