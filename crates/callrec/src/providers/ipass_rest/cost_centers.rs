//! Cost centers and who is assigned to them.

use super::IpassRest;
use super::client::at;
use super::operation::{self, Operation};
use super::paging::CODES_A_PAGE;
use super::search::SearchOptions;
use super::wire::Call;
use crate::providers::objects::{
    CostCenter, CostCenterUpdate, NewCostCenter, Outcome, SimpleUser, Xml, XmlBody, no_object,
    not_empty,
};
use crate::{Error, Reader, Result};

/// The query parameter that names a cost center: its system `id`, not its `costId` (INF, reading B28).
const COST_CENTER_ID: &str = "costCenterId";
/// The element of a cost center (SEED).
const COST_CENTER: &str = "costcenter";
/// Users to be assigned or un-assigned; lower case as printed here and nowhere else (SEED, reading
/// B34).
const END_USERS: &str = "endusers";
/// Of them, those to be assigned (SEED, reading B34).
const ASSIGNED_LIST: &str = "assignedList";
/// Of them, those to be un-assigned (SEED, reading B34).
const UNASSIGNED_LIST: &str = "unAssignedList";
/// One of them (SEED, reading B34).
const ENTRY: &str = "enduser";
/// By what a user is named there (SEED, reading B58).
const END_USER_ID: &str = "endUserId";
/// What an answer to these writes may be about.
const OWN: &[&str] = &[COST_CENTER, END_USERS];

impl IpassRest {
    /// All cost centers, as a table ([`Report::CostCenters`](crate::Report::CostCenters)).
    pub async fn list_cost_centers(&self) -> Result<Reader> {
        self.read(Call::new(&operation::LIST_COST_CENTERS)).await
    }

    /// The same as typed objects.
    pub async fn cost_centers(&self) -> Result<Vec<CostCenter>> {
        self.typed(&operation::LIST_COST_CENTERS, self.list_cost_centers().await?).await
    }

    /// Creates a cost center. Never sent twice: after `Ambiguous`, ask
    /// [`reconcile_create_cost_center`](Self::reconcile_create_cost_center).
    pub async fn create_cost_center(&self, center: &NewCostCenter) -> Result<Outcome<()>> {
        let operation = &operation::CREATE_COST_CENTER;
        let body = new_cost_center(center).map_err(|error| at(operation, error))?;
        let key = self.key("new cost center", &center.cost_id);
        let outcome = self.write(Call::new(operation).body(body).on(key), no_object(OWN)).await?;
        Ok(outcome.created("cost center"))
    }

    /// Changes a cost center to what `center` says.
    pub async fn update_cost_center(&self, center: &CostCenterUpdate) -> Result<Outcome<()>> {
        let operation = &operation::UPDATE_COST_CENTER;
        let body = cost_center_update(center).map_err(|error| at(operation, error))?;
        let key = self.key("cost center", &center.id);
        self.write(Call::new(operation).body(body).on(key), no_object(OWN)).await
    }

    /// Deletes a cost center, by the provider's id of it.
    pub async fn delete_cost_center(&self, id: &str) -> Result<Outcome<()>> {
        let operation = &operation::DELETE_COST_CENTER;
        not_empty("the cost center's id", id).map_err(|error| at(operation, error))?;
        let call = Call::new(operation).with(COST_CENTER_ID, id);
        self.write(call.on(self.key("cost center", id)), no_object(OWN)).await
    }

    /// The users of a cost center, as a table ([`Report::SimpleUsers`](crate::Report::SimpleUsers)).
    pub async fn list_cost_center_users(&self, id: &str) -> Result<Reader> {
        let operation = &operation::LIST_COST_CENTER_USERS;
        not_empty("the cost center's id", id).map_err(|error| at(operation, error))?;
        let call = Call::new(operation).with(COST_CENTER_ID, id);
        self.read_pages(call, CODES_A_PAGE, SearchOptions::default()).await
    }

    /// The same as typed objects.
    pub async fn cost_center_users(&self, id: &str) -> Result<Vec<SimpleUser>> {
        let users = self.list_cost_center_users(id).await?;
        self.typed(&operation::LIST_COST_CENTER_USERS, users).await
    }

    /// Assigns users, by their `endUserId`, to a cost center. The URL is not printed in the document
    /// but made like that of un-assigning (INF, reading B4).
    pub async fn assign_cost_center_users<S: AsRef<str>>(
        &self,
        id: &str,
        end_user_ids: &[S],
    ) -> Result<Outcome<()>> {
        let operation = &operation::ASSIGN_COST_CENTER_USERS;
        self.members(operation, id, ASSIGNED_LIST, end_user_ids).await
    }

    /// Takes users, by their `endUserId`, out of a cost center.
    pub async fn unassign_cost_center_users<S: AsRef<str>>(
        &self,
        id: &str,
        end_user_ids: &[S],
    ) -> Result<Outcome<()>> {
        let operation = &operation::UNASSIGN_COST_CENTER_USERS;
        self.members(operation, id, UNASSIGNED_LIST, end_user_ids).await
    }

    async fn members<S: AsRef<str>>(
        &self,
        operation: &'static Operation,
        id: &str,
        list: &'static str,
        end_user_ids: &[S],
    ) -> Result<Outcome<()>> {
        let body = members(id, list, end_user_ids).map_err(|error| at(operation, error))?;
        let call = Call::new(operation).with(COST_CENTER_ID, id).body(body);
        self.write(call.on(self.key("cost center", id)), no_object(OWN)).await
    }
}

fn new_cost_center(center: &NewCostCenter) -> Result<XmlBody> {
    not_empty("costId", &center.cost_id)?;
    not_empty("name", &center.name)?;
    let mut xml = Xml::new(COST_CENTER)?;
    xml.text("costId", &center.cost_id)?;
    xml.text("name", &center.name)?;
    xml.optional("childCompany", center.child_company.as_deref())?;
    xml.finish()
}

fn cost_center_update(center: &CostCenterUpdate) -> Result<XmlBody> {
    for (name, value) in [("id", &center.id), ("costId", &center.cost_id), ("name", &center.name)] {
        not_empty(name, value)?;
    }
    let mut xml = Xml::new(COST_CENTER)?;
    xml.text("id", &center.id)?;
    xml.text("costId", &center.cost_id)?;
    xml.text("name", &center.name)?;
    xml.optional("childCompany", center.child_company.as_deref())?;
    xml.finish()
}

fn members<S: AsRef<str>>(id: &str, list: &'static str, end_user_ids: &[S]) -> Result<XmlBody> {
    not_empty("the cost center's id", id)?;
    if end_user_ids.is_empty() {
        return Err(Error::invalid_argument("no user is named"));
    }
    let mut xml = Xml::new(END_USERS)?;
    xml.open(list)?;
    for end_user_id in end_user_ids {
        not_empty(END_USER_ID, end_user_id.as_ref())?;
        xml.open(ENTRY)?;
        xml.text(END_USER_ID, end_user_id.as_ref())?;
        xml.close()?;
    }
    xml.finish()
}
