//! The objects' values in the order of their tables.

use std::collections::BTreeMap;

use callrec::{Company, CostCenter, Group, RegistrationCode, Report, Secret, User};

use super::Cell::{Day, Flag, Instant, Text, Whole};
use super::{Cell, Described};

type Cells = (Vec<Cell>, BTreeMap<String, String>);

fn secret(secret: Option<Secret>) -> Cell {
    Text(secret.map(|secret| secret.expose().to_owned()))
}

impl Described for User {
    const REPORT: Report = Report::Users;

    fn cells(self) -> Cells {
        let cells = vec![
            Text(Some(self.username)),
            Text(self.email),
            Text(self.fname),
            Text(self.lname),
            Flag(self.is_active),
            Text(self.status),
            Text(self.thor_user_id),
            Text(self.end_user_id),
            Text(self.proxy_user_id),
            Text(self.auth_type),
            Text(self.company),
            Text(self.department_code),
            Text(self.home_country),
            Text(self.locale),
            Flag(self.enable_portal_login),
            Flag(self.notify_activate),
            Flag(self.notify_suspend),
            Whole(self.num_devices),
            Whole(self.num_active_devices),
            Day(self.start_date),
            secret(self.password),
            secret(self.aca_token),
            secret(self.self_service_activation_url),
        ];
        (cells, self.extra)
    }
}

impl Described for Company {
    const REPORT: Report = Report::Companies;

    fn cells(self) -> Cells {
        (vec![Text(Some(self.id)), Text(self.name), Flag(self.is_active)], BTreeMap::new())
    }
}

impl Described for CostCenter {
    const REPORT: Report = Report::CostCenters;

    fn cells(self) -> Cells {
        let cells = vec![
            Text(Some(self.id)),
            Text(self.cost_id),
            Text(self.name),
            Text(self.child_company),
            Whole(self.assigned_count),
            Text(self.modified_by),
            Instant(self.modified_time),
        ];
        (cells, self.extra)
    }
}

impl Described for RegistrationCode {
    const REPORT: Report = Report::RegistrationCodes;

    fn cells(self) -> Cells {
        let cells = vec![
            Text(Some(self.reg_code)),
            Text(self.reg_code2),
            Text(self.id),
            Whole(self.duration),
            Text(self.duration_unit),
            Whole(self.use_count),
            Text(self.department_code),
            Text(self.alt_id),
            Text(self.company_id),
            Day(self.max_activation_date),
        ];
        (cells, self.extra)
    }
}

impl Described for Group {
    const REPORT: Report = Report::Groups;

    fn cells(self) -> Cells {
        let members = serde_json::Value::from(self.users);
        let members = members.as_array().is_some_and(|list| !list.is_empty()).then_some(members);
        let cells = vec![
            Text(Some(self.id)),
            Text(self.name),
            Text(self.group_plan_id),
            Whole(self.assigned_count),
            Text(self.modified_by),
            Instant(self.modified_date),
            Text(members.map(|members| members.to_string())),
        ];
        (cells, self.extra)
    }
}
