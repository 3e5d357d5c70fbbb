//! User groups and their price plans.

use super::IpassRest;
use super::client::at;
use super::operation::{self, Operation};
use super::wire::Call;
use crate::providers::objects::{
    Group, GroupPlan, NewGroup, Outcome, Realm, Xml, XmlBody, no_object, not_empty,
};
use crate::{Error, ErrorKind, Reader, Result};

/// The element of a group (SEED).
const GROUP: &str = "group";
/// The `action` of a user who is put into a group; without users the same request renames (SEED,
/// reading B53).
const ASSIGN: &str = "assign";
/// The `action` of a user who is taken out of a group (SEED, reading B53).
const UNASSIGN: &str = "unassign";

impl IpassRest {
    /// All groups, as a table ([`Report::Groups`](crate::Report::Groups)).
    pub async fn list_groups(&self) -> Result<Reader> {
        self.read(Call::new(&operation::LIST_GROUPS)).await
    }

    /// The same as typed objects.
    pub async fn groups(&self) -> Result<Vec<Group>> {
        self.typed(&operation::LIST_GROUPS, self.list_groups().await?).await
    }

    /// All price plans of groups, as a table ([`Report::GroupPlans`](crate::Report::GroupPlans)).
    pub async fn list_group_plans(&self) -> Result<Reader> {
        self.read(Call::new(&operation::LIST_GROUP_PLANS)).await
    }

    /// The same as typed objects.
    pub async fn group_plans(&self) -> Result<Vec<GroupPlan>> {
        self.typed(&operation::LIST_GROUP_PLANS, self.list_group_plans().await?).await
    }

    /// Creates a group. Never sent twice: after `Ambiguous`, ask
    /// [`reconcile_create_group`](Self::reconcile_create_group).
    pub async fn create_group(&self, group: &NewGroup) -> Result<Outcome<()>> {
        let operation = &operation::CREATE_GROUP;
        let body = new_group(self.realm(), group).map_err(|error| at(operation, error))?;
        let key = self.key("new group", &group.name);
        let call = Call::new(operation).body(body).on(key);
        Ok(self.write(call, no_object(&[GROUP])).await?.created("group"))
    }

    /// Renames a group. Its members stay.
    pub async fn update_group(&self, id: &str, new_name: &str) -> Result<Outcome<()>> {
        let operation = &operation::UPDATE_GROUP;
        let no_members: &[&str] = &[];
        let body = group(self.realm(), id, new_name, None, no_members);
        let body = body.map_err(|error| at(operation, error))?;
        let call = Call::new(operation).body(body);
        self.write(call.on(self.key("group", id)), no_object(&[GROUP])).await
    }

    /// Puts users, by their names, into a group.
    ///
    /// Renaming and assigning are one request to the service, so the group's name as it is now is read
    /// first and sent along (reading B53). `NotFound` for a group that is not there; nothing is sent
    /// then.
    pub async fn assign_group_users<S: AsRef<str>>(
        &self,
        id: &str,
        usernames: &[S],
    ) -> Result<Outcome<()>> {
        self.group_members(&operation::ASSIGN_GROUP_USERS, id, ASSIGN, usernames).await
    }

    /// Takes users, by their names, out of a group; as
    /// [`assign_group_users`](Self::assign_group_users).
    pub async fn unassign_group_users<S: AsRef<str>>(
        &self,
        id: &str,
        usernames: &[S],
    ) -> Result<Outcome<()>> {
        self.group_members(&operation::UNASSIGN_GROUP_USERS, id, UNASSIGN, usernames).await
    }

    async fn group_members<S: AsRef<str>>(
        &self,
        operation: &'static Operation,
        id: &str,
        action: &'static str,
        usernames: &[S],
    ) -> Result<Outcome<()>> {
        let check = || {
            not_empty("the group's id", id)?;
            match usernames {
                [] => Err(Error::invalid_argument("no user is named")),
                names => {
                    names.iter().try_for_each(|name| self.realm().check_username(name.as_ref()))
                }
            }
        };
        check().map_err(|error| at(operation, error))?;
        let name = self.current_name(id).await;
        let name = name.map_err(|error| at(operation, error.with_operation(operation.name)))?;
        let body = group(self.realm(), id, &name, Some(action), usernames);
        let body = body.map_err(|error| at(operation, error))?;
        let call = Call::new(operation).body(body);
        self.write(call.on(self.key("group", id)), no_object(&[GROUP])).await
    }

    async fn current_name(&self, id: &str) -> Result<String> {
        let none = |what: &str| {
            let detail = format!("{what}, nothing was sent");
            Error::new(ErrorKind::NotFound, detail).with_hint("check the group's id")
        };
        let groups = self.groups().await?;
        let group = groups.into_iter().find(|group| group.id == id);
        let group = group.ok_or_else(|| none(&format!("no group has the id {id:?}")))?;
        group.name.ok_or_else(|| none(&format!("the name of the group {id:?} is not known")))
    }
}

fn new_group(realm: &Realm, group: &NewGroup) -> Result<XmlBody> {
    not_empty("name", &group.name)?;
    not_empty("groupPlanId", &group.group_plan_id)?;
    let mut xml = Xml::new(GROUP)?;
    xml.text("name", &group.name)?;
    xml.text("groupPlanId", &group.group_plan_id)?;
    if !group.users.is_empty() {
        xml.open("users")?;
        for username in &group.users {
            realm.check_username(username)?;
            xml.open("user")?;
            xml.text("userName", username)?;
            xml.close()?;
        }
        xml.close()?;
    }
    xml.finish()
}

fn group<S: AsRef<str>>(
    realm: &Realm,
    id: &str,
    name: &str,
    action: Option<&'static str>,
    usernames: &[S],
) -> Result<XmlBody> {
    not_empty("the group's id", id)?;
    not_empty("the group's name", name)?;
    let mut xml = Xml::new(GROUP)?;
    xml.text("id", id)?;
    xml.text("name", name)?;
    if let Some(action) = action {
        xml.open("users")?;
        for username in usernames {
            realm.check_username(username.as_ref())?;
            xml.open("user")?;
            xml.text("userName", username.as_ref())?;
            xml.text("action", action)?;
            xml.close()?;
        }
        xml.close()?;
    }
    xml.finish()
}
