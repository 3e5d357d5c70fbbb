//! Columns of the lists of the iPass REST API: users, cost centers, devices, registration codes,
//! groups and group plans.
//!
//! Ids are text, like those of companies: they are opaque and go back into requests.

use std::collections::HashMap;

use arrow_schema::{DataType, Field, TimeUnit};

use super::provenance::open_list;

/// Metadata of a field whose values must never be shown: a log, a debug view or a table for people
/// prints something else in their place.
const SECRET: (&str, &str) = ("callrec.secret", "true");

pub(super) fn users() -> Vec<Field> {
    vec![
        key("username"),
        text("email"),
        text("fname"),
        text("lname"),
        flag("is_active"),
        list("end_user_status"),
        text("thor_user_id"),
        text("end_user_id"),
        text("proxy_user_id"),
        list("auth_type"),
        text("company"),
        text("department_code"),
        list("home_country"),
        list("locale"),
        flag("enable_portal_login"),
        flag("notify_activate"),
        flag("notify_suspend"),
        whole("num_devices"),
        whole("num_active_devices"),
        date("start_date"),
        secret("password"),
        secret("aca_token"),
        secret("self_service_activation_url"),
    ]
}

pub(super) fn simple_users() -> Vec<Field> {
    vec![key("end_user_id"), text("first_name"), text("last_name"), text("user_name")]
}

pub(super) fn cost_centers() -> Vec<Field> {
    vec![
        key("id"),
        text("cost_id"),
        text("name"),
        text("child_company"),
        whole("assigned_count"),
        text("modified_by"),
        instant("modified_time"),
    ]
}

pub(super) fn devices() -> Vec<Field> {
    vec![
        key("device_uuid"),
        instant("enabled_on"),
        text("manufacturer"),
        text("model_id"),
        list("platform"),
        list("status"),
    ]
}

pub(super) fn registration_codes() -> Vec<Field> {
    vec![
        key("reg_code"),
        text("reg_code2"),
        text("id"),
        whole("duration"),
        list("duration_unit"),
        whole("use_count"),
        text("department_code"),
        text("alt_id"),
        text("company_id"),
        date("max_activation_date"),
    ]
}

pub(super) fn groups() -> Vec<Field> {
    vec![
        key("id"),
        text("name"),
        text("group_plan_id"),
        whole("assigned_count"),
        text("modified_by"),
        instant("modified_date"),
        text("users"),
    ]
}

pub(super) fn group_plans() -> Vec<Field> {
    vec![
        key("id"),
        text("company_id"),
        flag("default_plan"),
        text("modified_by"),
        instant("modified_time"),
        text("plan"),
        text("plan_description"),
        list("plan_type"),
    ]
}

fn key(name: &str) -> Field {
    Field::new(name, DataType::Utf8, false)
}

fn text(name: &str) -> Field {
    Field::new(name, DataType::Utf8, true)
}

fn secret(name: &str) -> Field {
    let (key, value) = SECRET;
    text(name).with_metadata(HashMap::from([(key.to_owned(), value.to_owned())]))
}

fn list(name: &str) -> Field {
    Field::new(name, open_list(), true)
}

fn flag(name: &str) -> Field {
    Field::new(name, DataType::Boolean, true)
}

fn whole(name: &str) -> Field {
    Field::new(name, DataType::Int64, true)
}

fn instant(name: &str) -> Field {
    Field::new(name, DataType::Timestamp(TimeUnit::Microsecond, Some("UTC".into())), true)
}

fn date(name: &str) -> Field {
    Field::new(name, DataType::Date32, true)
}

#[cfg(test)]
mod tests {
    use crate::Report;

    #[test]
    fn secrets_are_marked() {
        for report in Report::ALL {
            let schema = report.schema();
            let marked = schema.fields().iter().filter(|field| {
                field.metadata().get("callrec.secret").is_some_and(|value| value == "true")
            });
            let names: Vec<_> = marked.map(|field| field.name().as_str()).collect();
            let expected: &[&str] = match report {
                Report::Users => &["password", "aca_token", "self_service_activation_url"],
                _ => &[],
            };
            assert_eq!(names, expected, "{report}");
        }
    }
}
