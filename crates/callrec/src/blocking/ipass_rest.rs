//! The REST API's client for plain threads.

use super::caller::Caller;
use super::{Document, Reader};
use crate::{
    CostCenter, CostCenterUpdate, Day, Device, Group, GroupPlan, IpassRestBuilder, Month,
    NewCostCenter, NewGroup, NewRegistrationCode, NewUser, Outcome, Provider, Reconciled,
    RegistrationCode, RegistrationCodeUpdate, Result, SearchOptions, SimpleUser, User, UserUpdate,
};

/// A client of the iPass REST API for plain threads: [`crate::IpassRest`], blocking.
///
/// Cheap to clone; may be used by many threads at once. A call that is cancelled may have been carried
/// out.
#[derive(Clone, Debug)]
pub struct IpassRest {
    caller: Caller<crate::IpassRest>,
    company: String,
}

impl IpassRest {
    /// The operations by their names in snake case, in the order of the document.
    pub const OPERATIONS: [&'static str; 35] = crate::IpassRest::OPERATIONS;

    /// The same builder as the async client's; end it with
    /// [`build_blocking`](IpassRestBuilder::build_blocking).
    pub fn builder() -> IpassRestBuilder {
        crate::IpassRest::builder()
    }

    pub(crate) fn new(inner: crate::IpassRest) -> Result<Self> {
        let company = inner.company().to_owned();
        Ok(Self { caller: Caller::new(inner, Provider::IpassRest)?, company })
    }

    /// The same client, whose calls and readers ask `ask` on the waiting thread, at least every
    /// 100 ms, whether to stop: true ends the call with `Cancelled` and closes its connection.
    #[must_use]
    pub fn with_interrupt(&self, ask: impl Fn() -> bool + Send + Sync + 'static) -> Self {
        Self { caller: self.caller.with_interrupt(ask), company: self.company.clone() }
    }

    /// See [`crate::IpassRest::with_company`]; `Forked` in a child of `fork`.
    pub fn with_company(&self, id: &str) -> Result<Self> {
        let derived = self.caller.derive(Provider::IpassRest, |rest| rest.with_company(id))?;
        Ok(Self { caller: derived, company: id.to_owned() })
    }

    /// See [`crate::IpassRest::company`].
    pub fn company(&self) -> &str {
        &self.company
    }

    /// See [`crate::IpassRest::dry_run`]; `Forked` in a child of `fork`.
    pub fn dry_run(&self) -> Result<Self> {
        let derived = self.caller.derive(Provider::IpassRest, |rest| Ok(rest.dry_run()))?;
        Ok(Self { caller: derived, company: self.company.clone() })
    }

    /// See [`crate::IpassRest::list_users`].
    pub fn list_users(&self) -> Result<Reader> {
        self.caller.read("list_users", |rest| async move { rest.list_users().await })
    }

    /// See [`crate::IpassRest::users`].
    pub fn users(&self) -> Result<Vec<User>> {
        self.caller.call("list_users", |rest| async move { rest.users().await })
    }

    /// See [`crate::IpassRest::list_active_users`].
    pub fn list_active_users(&self) -> Result<Reader> {
        self.caller.read("list_active_users", |rest| async move { rest.list_active_users().await })
    }

    /// See [`crate::IpassRest::active_users`].
    pub fn active_users(&self) -> Result<Vec<User>> {
        self.caller.call("list_active_users", |rest| async move { rest.active_users().await })
    }

    /// See [`crate::IpassRest::search_users`].
    pub fn search_users(&self, criteria: &str, options: &SearchOptions) -> Result<Reader> {
        let criteria = criteria.to_owned();
        let options = *options;
        self.caller.read("search_users", |rest| async move {
            rest.search_users(&criteria, &options).await
        })
    }

    /// See [`crate::IpassRest::users_matching`].
    pub fn users_matching(&self, criteria: &str, options: &SearchOptions) -> Result<Vec<User>> {
        let criteria = criteria.to_owned();
        let options = *options;
        self.caller.call("search_users", |rest| async move {
            rest.users_matching(&criteria, &options).await
        })
    }

    /// See [`crate::IpassRest::find_user`].
    pub fn find_user(&self, username: &str) -> Result<Option<User>> {
        let username = username.to_owned();
        self.caller.call("search_users", |rest| async move { rest.find_user(&username).await })
    }

    /// See [`crate::IpassRest::find_user_by_email`].
    pub fn find_user_by_email(&self, email: &str) -> Result<Option<User>> {
        let email = email.to_owned();
        self.caller
            .call("search_users", |rest| async move { rest.find_user_by_email(&email).await })
    }

    /// See [`crate::IpassRest::create_user`].
    pub fn create_user(&self, user: &NewUser) -> Result<Outcome<User>> {
        let user = user.clone();
        self.caller.write("create_user", |rest| async move { rest.create_user(&user).await })
    }

    /// See [`crate::IpassRest::update_user`].
    pub fn update_user(&self, update: &UserUpdate) -> Result<Outcome<User>> {
        let update = update.clone();
        self.caller.write("update_user", |rest| async move { rest.update_user(&update).await })
    }

    /// See [`crate::IpassRest::suspend_user`].
    pub fn suspend_user(&self, username: &str) -> Result<Outcome<User>> {
        let username = username.to_owned();
        self.caller.write("suspend_user", |rest| async move { rest.suspend_user(&username).await })
    }

    /// See [`crate::IpassRest::activate_user`].
    pub fn activate_user(&self, username: &str) -> Result<Outcome<User>> {
        let username = username.to_owned();
        self.caller
            .write("activate_user", |rest| async move { rest.activate_user(&username).await })
    }

    /// See [`crate::IpassRest::delete_user`].
    pub fn delete_user(&self, username: &str) -> Result<Outcome<User>> {
        let username = username.to_owned();
        self.caller.write("delete_user", |rest| async move { rest.delete_user(&username).await })
    }

    /// See [`crate::IpassRest::resend_activation`].
    pub fn resend_activation(&self, username: &str) -> Result<Outcome<()>> {
        let username = username.to_owned();
        self.caller.write("resend_activation", |rest| async move {
            rest.resend_activation(&username).await
        })
    }

    /// See [`crate::IpassRest::list_cost_centers`].
    pub fn list_cost_centers(&self) -> Result<Reader> {
        self.caller.read("list_cost_centers", |rest| async move { rest.list_cost_centers().await })
    }

    /// See [`crate::IpassRest::cost_centers`].
    pub fn cost_centers(&self) -> Result<Vec<CostCenter>> {
        self.caller.call("list_cost_centers", |rest| async move { rest.cost_centers().await })
    }

    /// See [`crate::IpassRest::create_cost_center`].
    pub fn create_cost_center(&self, center: &NewCostCenter) -> Result<Outcome<()>> {
        let center = center.clone();
        self.caller.write("create_cost_center", |rest| async move {
            rest.create_cost_center(&center).await
        })
    }

    /// See [`crate::IpassRest::update_cost_center`].
    pub fn update_cost_center(&self, center: &CostCenterUpdate) -> Result<Outcome<()>> {
        let center = center.clone();
        self.caller.write("update_cost_center", |rest| async move {
            rest.update_cost_center(&center).await
        })
    }

    /// See [`crate::IpassRest::delete_cost_center`].
    pub fn delete_cost_center(&self, id: &str) -> Result<Outcome<()>> {
        let id = id.to_owned();
        self.caller
            .write("delete_cost_center", |rest| async move { rest.delete_cost_center(&id).await })
    }

    /// See [`crate::IpassRest::list_cost_center_users`].
    pub fn list_cost_center_users(&self, id: &str) -> Result<Reader> {
        let id = id.to_owned();
        self.caller.read("list_cost_center_users", |rest| async move {
            rest.list_cost_center_users(&id).await
        })
    }

    /// See [`crate::IpassRest::cost_center_users`].
    pub fn cost_center_users(&self, id: &str) -> Result<Vec<SimpleUser>> {
        let id = id.to_owned();
        self.caller
            .call("list_cost_center_users", |rest| async move { rest.cost_center_users(&id).await })
    }

    /// See [`crate::IpassRest::assign_cost_center_users`].
    pub fn assign_cost_center_users<S: AsRef<str>>(
        &self,
        id: &str,
        end_user_ids: &[S],
    ) -> Result<Outcome<()>> {
        let id = id.to_owned();
        let end_user_ids = owned(end_user_ids);
        self.caller.write("assign_cost_center_users", |rest| async move {
            rest.assign_cost_center_users(&id, &end_user_ids).await
        })
    }

    /// See [`crate::IpassRest::unassign_cost_center_users`].
    pub fn unassign_cost_center_users<S: AsRef<str>>(
        &self,
        id: &str,
        end_user_ids: &[S],
    ) -> Result<Outcome<()>> {
        let id = id.to_owned();
        let end_user_ids = owned(end_user_ids);
        self.caller.write("unassign_cost_center_users", |rest| async move {
            rest.unassign_cost_center_users(&id, &end_user_ids).await
        })
    }

    /// See [`crate::IpassRest::list_devices`].
    pub fn list_devices(&self, email: &str) -> Result<Reader> {
        let email = email.to_owned();
        self.caller.read("list_devices", |rest| async move { rest.list_devices(&email).await })
    }

    /// See [`crate::IpassRest::devices`].
    pub fn devices(&self, email: &str) -> Result<Vec<Device>> {
        let email = email.to_owned();
        self.caller.call("list_devices", |rest| async move { rest.devices(&email).await })
    }

    /// See [`crate::IpassRest::active_devices`].
    pub fn active_devices(&self, email: &str) -> Result<Vec<Device>> {
        let email = email.to_owned();
        self.caller.call("list_devices", |rest| async move { rest.active_devices(&email).await })
    }

    /// See [`crate::IpassRest::deactivate_device`].
    pub fn deactivate_device(&self, email: &str, device_uuid: &str) -> Result<Outcome<()>> {
        let email = email.to_owned();
        let device_uuid = device_uuid.to_owned();
        self.caller.write("deactivate_device", |rest| async move {
            rest.deactivate_device(&email, &device_uuid).await
        })
    }

    /// See [`crate::IpassRest::list_used_registration_codes`].
    pub fn list_used_registration_codes(&self) -> Result<Reader> {
        self.caller.read("list_used_registration_codes", |rest| async move {
            rest.list_used_registration_codes().await
        })
    }

    /// See [`crate::IpassRest::used_registration_codes`].
    pub fn used_registration_codes(&self) -> Result<Vec<RegistrationCode>> {
        self.caller.call("list_used_registration_codes", |rest| async move {
            rest.used_registration_codes().await
        })
    }

    /// See [`crate::IpassRest::search_registration_codes`].
    pub fn search_registration_codes(&self, criteria: &str) -> Result<Reader> {
        let criteria = criteria.to_owned();
        self.caller.read("search_registration_codes", |rest| async move {
            rest.search_registration_codes(&criteria).await
        })
    }

    /// See [`crate::IpassRest::registration_codes_matching`].
    pub fn registration_codes_matching(&self, criteria: &str) -> Result<Vec<RegistrationCode>> {
        let criteria = criteria.to_owned();
        self.caller.call("search_registration_codes", |rest| async move {
            rest.registration_codes_matching(&criteria).await
        })
    }

    /// See [`crate::IpassRest::create_registration_code`].
    pub fn create_registration_code(
        &self,
        code: &NewRegistrationCode,
    ) -> Result<Outcome<RegistrationCode>> {
        let code = code.clone();
        self.caller.write("create_registration_code", |rest| async move {
            rest.create_registration_code(&code).await
        })
    }

    /// See [`crate::IpassRest::update_registration_code`].
    pub fn update_registration_code(
        &self,
        update: &RegistrationCodeUpdate,
    ) -> Result<Outcome<RegistrationCode>> {
        let update = update.clone();
        self.caller.write("update_registration_code", |rest| async move {
            rest.update_registration_code(&update).await
        })
    }

    /// See [`crate::IpassRest::list_groups`].
    pub fn list_groups(&self) -> Result<Reader> {
        self.caller.read("list_groups", |rest| async move { rest.list_groups().await })
    }

    /// See [`crate::IpassRest::groups`].
    pub fn groups(&self) -> Result<Vec<Group>> {
        self.caller.call("list_groups", |rest| async move { rest.groups().await })
    }

    /// See [`crate::IpassRest::list_group_plans`].
    pub fn list_group_plans(&self) -> Result<Reader> {
        self.caller.read("list_group_plans", |rest| async move { rest.list_group_plans().await })
    }

    /// See [`crate::IpassRest::group_plans`].
    pub fn group_plans(&self) -> Result<Vec<GroupPlan>> {
        self.caller.call("list_group_plans", |rest| async move { rest.group_plans().await })
    }

    /// See [`crate::IpassRest::create_group`].
    pub fn create_group(&self, group: &NewGroup) -> Result<Outcome<()>> {
        let group = group.clone();
        self.caller.write("create_group", |rest| async move { rest.create_group(&group).await })
    }

    /// See [`crate::IpassRest::update_group`].
    pub fn update_group(&self, id: &str, new_name: &str) -> Result<Outcome<()>> {
        let id = id.to_owned();
        let new_name = new_name.to_owned();
        self.caller
            .write("update_group", |rest| async move { rest.update_group(&id, &new_name).await })
    }

    /// See [`crate::IpassRest::assign_group_users`].
    pub fn assign_group_users<S: AsRef<str>>(
        &self,
        id: &str,
        usernames: &[S],
    ) -> Result<Outcome<()>> {
        let id = id.to_owned();
        let usernames = owned(usernames);
        self.caller.write("assign_group_users", |rest| async move {
            rest.assign_group_users(&id, &usernames).await
        })
    }

    /// See [`crate::IpassRest::unassign_group_users`].
    pub fn unassign_group_users<S: AsRef<str>>(
        &self,
        id: &str,
        usernames: &[S],
    ) -> Result<Outcome<()>> {
        let id = id.to_owned();
        let usernames = owned(usernames);
        self.caller.write("unassign_group_users", |rest| async move {
            rest.unassign_group_users(&id, &usernames).await
        })
    }

    /// See [`crate::IpassRest::monthly_cdr`].
    pub fn monthly_cdr(&self, month: Month) -> Result<Reader> {
        self.caller.read("monthly_cdr", |rest| async move { rest.monthly_cdr(month).await })
    }

    /// See [`crate::IpassRest::monthly_adjustment_cdr`].
    pub fn monthly_adjustment_cdr(&self, month: Month) -> Result<Reader> {
        self.caller.read("monthly_adjustment_cdr", |rest| async move {
            rest.monthly_adjustment_cdr(month).await
        })
    }

    /// See [`crate::IpassRest::daily_cdr`].
    pub fn daily_cdr(&self, day: Day) -> Result<Reader> {
        self.caller.read("daily_cdr", |rest| async move { rest.daily_cdr(day).await })
    }

    /// See [`crate::IpassRest::daily_adjustment_cdr`].
    pub fn daily_adjustment_cdr(&self, day: Day) -> Result<Reader> {
        self.caller.read("daily_adjustment_cdr", |rest| async move {
            rest.daily_adjustment_cdr(day).await
        })
    }

    /// See [`crate::IpassRest::network_users`].
    pub fn network_users(&self, month: Month) -> Result<Reader> {
        self.caller.read("network_users", |rest| async move { rest.network_users(month).await })
    }

    /// See [`crate::IpassRest::custom_report`].
    pub fn custom_report(
        &self,
        month: Month,
        file: &str,
        duration: Option<&str>,
    ) -> Result<Document> {
        let file = file.to_owned();
        let duration = duration.map(str::to_owned);
        self.caller.document("custom_report", |rest| async move {
            rest.custom_report(month, &file, duration.as_deref()).await
        })
    }

    /// See [`crate::IpassRest::child_custom_report`].
    pub fn child_custom_report(&self, month: Month, file: &str) -> Result<Document> {
        let file = file.to_owned();
        self.caller.document("child_custom_report", |rest| async move {
            rest.child_custom_report(month, &file).await
        })
    }

    /// See [`crate::IpassRest::reconcile_create_user`].
    pub fn reconcile_create_user(&self, user: &NewUser) -> Result<Reconciled<User>> {
        let user = user.clone();
        self.caller
            .call("create_user", |rest| async move { rest.reconcile_create_user(&user).await })
    }

    /// See [`crate::IpassRest::reconcile_suspend_user`].
    pub fn reconcile_suspend_user(&self, username: &str) -> Result<Reconciled<User>> {
        let username = username.to_owned();
        self.caller.call("suspend_user", |rest| async move {
            rest.reconcile_suspend_user(&username).await
        })
    }

    /// See [`crate::IpassRest::reconcile_activate_user`].
    pub fn reconcile_activate_user(&self, username: &str) -> Result<Reconciled<User>> {
        let username = username.to_owned();
        self.caller.call("activate_user", |rest| async move {
            rest.reconcile_activate_user(&username).await
        })
    }

    /// See [`crate::IpassRest::reconcile_delete_user`].
    pub fn reconcile_delete_user(&self, username: &str) -> Result<Reconciled<()>> {
        let username = username.to_owned();
        self.caller
            .call("delete_user", |rest| async move { rest.reconcile_delete_user(&username).await })
    }

    /// See [`crate::IpassRest::reconcile_create_cost_center`].
    pub fn reconcile_create_cost_center(
        &self,
        center: &NewCostCenter,
    ) -> Result<Reconciled<CostCenter>> {
        let center = center.clone();
        self.caller.call("create_cost_center", |rest| async move {
            rest.reconcile_create_cost_center(&center).await
        })
    }

    /// See [`crate::IpassRest::reconcile_delete_cost_center`].
    pub fn reconcile_delete_cost_center(&self, id: &str) -> Result<Reconciled<()>> {
        let id = id.to_owned();
        self.caller.call("delete_cost_center", |rest| async move {
            rest.reconcile_delete_cost_center(&id).await
        })
    }

    /// See [`crate::IpassRest::reconcile_create_registration_code`].
    pub fn reconcile_create_registration_code(
        &self,
        code: &NewRegistrationCode,
    ) -> Result<Reconciled<RegistrationCode>> {
        let code = code.clone();
        self.caller.call("create_registration_code", |rest| async move {
            rest.reconcile_create_registration_code(&code).await
        })
    }

    /// See [`crate::IpassRest::reconcile_create_group`].
    pub fn reconcile_create_group(&self, group: &NewGroup) -> Result<Reconciled<Group>> {
        let group = group.clone();
        self.caller
            .call("create_group", |rest| async move { rest.reconcile_create_group(&group).await })
    }
}

fn owned<S: AsRef<str>>(texts: &[S]) -> Vec<String> {
    texts.iter().map(|text| text.as_ref().to_owned()).collect()
}
