//! After `Ambiguous`: what a look at the service says about an operation.
//!
//! Only reads. `NotDone` says that there is no trace of it now; a request that is still on its way may
//! yet arrive.

use super::IpassRest;
use super::client::at;
use super::operation;
use crate::Result;
use crate::providers::objects::{
    CostCenter, Group, NewCostCenter, NewGroup, NewRegistrationCode, NewUser, Reconciled,
    RegistrationCode, User,
};

impl IpassRest {
    /// Whether a user was created: one of exactly this name with the same e-mail address and names.
    pub async fn reconcile_create_user(&self, user: &NewUser) -> Result<Reconciled<User>> {
        let found = self.find_user(&user.username).await;
        let found = found.map_err(|error| at(&operation::CREATE_USER, error))?;
        let Some(found) = found else { return Ok(Reconciled::NotDone) };
        let agrees = |said: &Option<String>, sent: &str| {
            said.as_ref().is_none_or(|said| said.trim().eq_ignore_ascii_case(sent.trim()))
        };
        for (what, said, sent) in [
            ("e-mail address", &found.email, &user.email),
            ("first name", &found.fname, &user.fname),
            ("last name", &found.lname, &user.lname),
        ] {
            if !agrees(said, sent) {
                let why = format!("a user of that name is there with another {what}");
                return Ok(Reconciled::Unclear(why));
            }
        }
        Ok(Reconciled::Done(found))
    }

    /// Whether a user was suspended.
    pub async fn reconcile_suspend_user(&self, username: &str) -> Result<Reconciled<User>> {
        self.has_state(username, User::is_suspended).await
    }

    /// Whether a user was activated.
    pub async fn reconcile_activate_user(&self, username: &str) -> Result<Reconciled<User>> {
        self.has_state(username, |user| user.is_enabled() == Some(true)).await
    }

    /// Whether a user was deleted: no one of this name is found any more. The document also says that
    /// a user who was deleted is called suspended (reading B15), so that is unclear.
    pub async fn reconcile_delete_user(&self, username: &str) -> Result<Reconciled<()>> {
        Ok(match self.find_user(username).await? {
            None => Reconciled::Done(()),
            Some(user) if user.is_suspended() => {
                Reconciled::Unclear("the user is there, suspended or deleted".to_owned())
            }
            Some(_) => Reconciled::NotDone,
        })
    }

    /// Whether a cost center was created: one of exactly this `costId` with the same name.
    pub async fn reconcile_create_cost_center(
        &self,
        center: &NewCostCenter,
    ) -> Result<Reconciled<CostCenter>> {
        let mut found = self.cost_centers().await?;
        found.retain(|other| other.cost_id.as_ref() == Some(&center.cost_id));
        Ok(only(found, "cost centers of that costId", |found| {
            found.name.as_ref() == Some(&center.name)
                && found.child_company.as_ref().is_none_or(|company| {
                    center.child_company.as_ref().is_none_or(|sent| sent == company)
                })
        }))
    }

    /// Whether a cost center was deleted: no one has this id any more.
    pub async fn reconcile_delete_cost_center(&self, id: &str) -> Result<Reconciled<()>> {
        let is_there = self.cost_centers().await?.iter().any(|center| center.id == id);
        Ok(if is_there { Reconciled::NotDone } else { Reconciled::Done(()) })
    }

    /// Whether a registration code was created: one of exactly this code with the same second code
    /// and duration.
    pub async fn reconcile_create_registration_code(
        &self,
        code: &NewRegistrationCode,
    ) -> Result<Reconciled<RegistrationCode>> {
        let mut found = self.registration_codes_matching(&code.reg_code).await?;
        found.retain(|other| other.reg_code == code.reg_code);
        Ok(only(found, "registration codes of that name", |found| {
            found.reg_code2.as_ref().is_none_or(|second| *second == code.reg_code2)
                && found.duration.is_none_or(|duration| duration == i64::from(code.duration))
        }))
    }

    /// Whether a group was created: one of exactly this name with the same plan. Names need not be
    /// unique: two of them are unclear.
    pub async fn reconcile_create_group(&self, group: &NewGroup) -> Result<Reconciled<Group>> {
        let mut found = self.groups().await?;
        found.retain(|other| other.name.as_ref() == Some(&group.name));
        Ok(only(found, "groups of that name", |found| {
            found.group_plan_id.as_ref().is_none_or(|plan| *plan == group.group_plan_id)
        }))
    }

    async fn has_state(
        &self,
        username: &str,
        is_in_it: impl Fn(&User) -> bool,
    ) -> Result<Reconciled<User>> {
        Ok(match self.find_user(username).await? {
            None => Reconciled::Unclear("no user of that name is found".to_owned()),
            Some(user) if is_in_it(&user) => Reconciled::Done(user),
            Some(_) => Reconciled::NotDone,
        })
    }
}

/// The one that was found, where it is the only one and agrees with what was sent.
fn only<T>(mut found: Vec<T>, what: &str, agrees: impl Fn(&T) -> bool) -> Reconciled<T> {
    match (found.pop(), found.len()) {
        (None, _) => Reconciled::NotDone,
        (Some(one), 0) if agrees(&one) => Reconciled::Done(one),
        (Some(_), 0) => Reconciled::Unclear(format!("there are {what}, with other values")),
        (Some(_), more) => Reconciled::Unclear(format!("there are {} {what}", more + 1)),
    }
}
