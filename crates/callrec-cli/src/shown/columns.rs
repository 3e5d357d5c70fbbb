//! Which columns of a table a person is shown: those that tell rows apart and fit a terminal. All of
//! them are in a file or in `--json`.

use callrec::Report;

/// The columns for people, in their order.
pub(super) fn for_people(report: Report) -> &'static [&'static str] {
    match report {
        Report::Users => &[
            "username",
            "email",
            "fname",
            "lname",
            "end_user_status",
            "home_country",
            "end_user_id",
        ],
        Report::SimpleUsers => &["end_user_id", "user_name", "first_name", "last_name"],
        Report::CostCenters => &["id", "cost_id", "name", "assigned_count", "modified_time"],
        Report::Devices => {
            &["device_uuid", "platform", "manufacturer", "model_id", "status", "enabled_on"]
        }
        Report::RegistrationCodes => &[
            "reg_code",
            "duration",
            "duration_unit",
            "use_count",
            "department_code",
            "max_activation_date",
        ],
        Report::Groups => &["id", "name", "group_plan_id", "assigned_count", "modified_date"],
        Report::GroupPlans => {
            &["id", "plan", "plan_description", "plan_type", "default_plan", "modified_time"]
        }
        Report::Companies => &["id", "name", "is_active"],
        Report::IpassNetworkUsers => {
            &["user_name", "user_domain", "network_user", "om_user", "ipc_user"]
        }
        Report::BillingFeed => {
            &["id", "started_at_local", "origin", "destination", "length_s", "charge", "type"]
        }
        Report::GetCalls => {
            &["type", "source", "destination", "call_start_local", "duration_s", "price_cents"]
        }
        _ => &[
            "transaction_id",
            "user_id",
            "gmt_time",
            "session_length_s",
            "net_billing_amount",
            "service_type",
        ],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_column_that_is_shown_exists_and_is_no_secret() {
        for report in Report::ALL {
            let schema = report.schema();
            for name in for_people(report) {
                let field = schema.field_with_name(name);
                let field = field.unwrap_or_else(|_| panic!("{report} has no column {name}"));
                assert!(!field.metadata().contains_key("callrec.secret"), "{report}: {name}");
            }
        }
    }
}
