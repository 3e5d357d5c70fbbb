//! Calls of the operations by their names, each on something that is there for it.

use callrec::{
    CostCenterUpdate, DurationUnit, NewCostCenter, NewGroup, NewRegistrationCode, NewUser,
    RegistrationCodeUpdate, SearchOptions, UserUpdate,
};
use callrec_simulator::Operation;

use super::clients::Clients;
use super::gave::Gave;
use super::world::World;

pub(super) const MONTH: &str = "2026-09";

impl World<'_> {
    /// Calls the operation once.
    pub(crate) async fn call(&self, clients: &Clients<'_>) -> Gave {
        use Operation as O;
        let portal = || clients.portal();
        let rest = || clients.rest();
        let hosted = || clients.hosted();
        let (name, id) = (self.user.username.as_str(), self.id.as_str());
        let user_id = self.user.end_user_id.to_string();
        let company = self.simulator.company();
        let month = || MONTH.parse().expect("a month");
        let day = || self.day.parse().expect("a day");
        match self.operation {
            O::Login => Gave::done(portal().login().await),
            O::MonthlyCdr => Gave::read(portal().monthly_cdr(company, month()).await).await,
            O::DailyCdr => Gave::read(portal().daily_cdr(company, day()).await).await,
            O::MonthlyAdjustmentCdr => {
                Gave::read(portal().monthly_adjustment_cdr(company, month()).await).await
            }
            O::DailyAdjustmentCdr => {
                Gave::read(portal().daily_adjustment_cdr(company, day()).await).await
            }
            O::NetworkUsers => Gave::read(portal().network_users(company, month()).await).await,
            O::NetworkUsersCsv => {
                Gave::read(portal().network_users_csv(company, month()).await).await
            }
            O::ChildCompanies => Gave::read(portal().child_companies(company).await).await,
            O::ChildCustomReport => {
                let opened = portal().child_custom_report(company, month(), "Report").await;
                Gave::document(opened).await
            }
            O::RestCreateUser => Gave::written(rest().create_user(&self.new_user()).await),
            O::RestUpdateUser => Gave::written(rest().update_user(&update(name)).await),
            O::RestSuspendUser => Gave::written(rest().suspend_user(name).await),
            O::RestActivateUser => Gave::written(rest().activate_user(name).await),
            O::RestDeleteUser => Gave::written(rest().delete_user(name).await),
            O::RestResendActivation => Gave::written(rest().resend_activation(name).await),
            O::RestSearchUsers => {
                Gave::read(rest().search_users(name, &SearchOptions::default()).await).await
            }
            O::RestListUsers => Gave::read(rest().list_users().await).await,
            O::RestListActiveUsers => Gave::read(rest().list_active_users().await).await,
            O::RestListCostCenters => Gave::read(rest().list_cost_centers().await).await,
            O::RestCreateCostCenter => {
                let center = NewCostCenter::new("labs", "Labs");
                Gave::written(rest().create_cost_center(&center).await)
            }
            O::RestUpdateCostCenter => {
                let update = CostCenterUpdate::new(id, "labs", "Laboratories");
                Gave::written(rest().update_cost_center(&update).await)
            }
            O::RestDeleteCostCenter => Gave::written(rest().delete_cost_center(id).await),
            O::RestListCostCenterUsers => Gave::read(rest().list_cost_center_users(id).await).await,
            O::RestAssignCostCenterUsers => {
                Gave::written(rest().assign_cost_center_users(id, &[user_id]).await)
            }
            O::RestUnassignCostCenterUsers => {
                Gave::written(rest().unassign_cost_center_users(id, &[user_id]).await)
            }
            O::RestListDevices => Gave::read(rest().list_devices(&self.user.email).await).await,
            O::RestDeactivateDevice => {
                Gave::written(rest().deactivate_device(&self.user.email, id).await)
            }
            O::RestCreateRegistrationCode => {
                Gave::written(rest().create_registration_code(&code()).await)
            }
            O::RestUpdateRegistrationCode => {
                let update = RegistrationCodeUpdate::new(id).duration(3);
                Gave::written(rest().update_registration_code(&update).await)
            }
            O::RestListUsedRegistrationCodes => {
                Gave::read(rest().list_used_registration_codes().await).await
            }
            O::RestSearchRegistrationCodes => {
                Gave::read(rest().search_registration_codes("labs").await).await
            }
            O::RestCustomReport => {
                let file = "CustomReport.html";
                Gave::document(rest().custom_report(month(), file, Some("monthly")).await).await
            }
            O::RestChildCustomReport => {
                Gave::document(rest().child_custom_report(month(), "CDRReport.html").await).await
            }
            O::RestMonthlyCdr => Gave::read(rest().monthly_cdr(month()).await).await,
            O::RestMonthlyAdjustmentCdr => {
                Gave::read(rest().monthly_adjustment_cdr(month()).await).await
            }
            O::RestDailyCdr => Gave::read(rest().daily_cdr(day()).await).await,
            O::RestDailyAdjustmentCdr => Gave::read(rest().daily_adjustment_cdr(day()).await).await,
            O::RestNetworkUsers => Gave::read(rest().network_users(month()).await).await,
            O::RestListGroups => Gave::read(rest().list_groups().await).await,
            O::RestListGroupPlans => Gave::read(rest().list_group_plans().await).await,
            O::RestCreateGroup => {
                let group = NewGroup::new("Explorers", &self.plan);
                Gave::written(rest().create_group(&group).await)
            }
            O::RestUpdateGroup => Gave::written(rest().update_group(id, "Navigators").await),
            O::RestAssignGroupUsers => Gave::written(rest().assign_group_users(id, &[name]).await),
            O::RestUnassignGroupUsers => {
                Gave::written(rest().unassign_group_users(id, &[name]).await)
            }
            O::HostedCreateOrUpdateUser => {
                Gave::written(hosted().create_user(company, &self.new_user()).await)
            }
            O::HostedSuspendUser => Gave::written(hosted().suspend_user(company, name).await),
            O::HostedRetrieveUser => match hosted().retrieve_user(company, name).await {
                Ok(user) => {
                    let user = user.map(|user| user.username.into_bytes());
                    Gave { bytes: user.unwrap_or_default(), ..Gave::default() }
                }
                Err(error) => Gave::failed(error),
            },
            O::Feed => Gave::read(clients.feed().first_page().await).await,
            O::Recording => {
                let address = format!("{}{}", clients.base_url(), self.recording);
                Gave::document(clients.feed().recording(&address).await).await
            }
            O::GetCalls => {
                let (start, end) = (self.window.0.parse(), self.window.1.parse());
                let (start, end) = (start.expect("a day"), end.expect("a day"));
                let profile = self.simulator.get_calls_profile();
                Gave::read(clients.calls().get_calls(profile, start, end).await).await
            }
            other => panic!("no call for {other}"),
        }
    }

    fn new_user(&self) -> NewUser {
        let name = format!("new.one@{}", self.simulator.realm());
        NewUser::new(name, "new.one@example.org", "New", "One").password("c4n4ry-Pw-1")
    }
}

fn update(name: &str) -> UserUpdate {
    // With all that the service wants to hear, so that the client need not look first.
    UserUpdate::new(name)
        .lname("B")
        .enable_portal_login(true)
        .notify_activate(true)
        .notify_suspend(true)
}

pub(super) fn code() -> NewRegistrationCode {
    let last = "2031-10-31".parse().expect("a day");
    NewRegistrationCode::new("labs-1", "labs-1b", 2, DurationUnit::Months, last)
}
