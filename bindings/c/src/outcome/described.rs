//! Objects of the provider as fields with names, for callers without its types.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::time::{SystemTime, UNIX_EPOCH};

use callrec::{CostCenter, Day, Group, RegistrationCode, Secret, User};

/// A name and its value.
pub(crate) struct Field {
    pub(crate) name: Cow<'static, str>,
    pub(crate) value: Option<Value>,
    pub(crate) is_secret: bool,
}

/// Secrets stay in memory that is wiped.
pub(crate) enum Value {
    Text(String),
    Secret(Secret),
}

impl Value {
    pub(crate) fn text(&self) -> &str {
        match self {
            Self::Text(text) => text,
            Self::Secret(secret) => secret.expose(),
        }
    }
}

/// What is told of an object field by field, under the names of its columns in lists.
pub(crate) trait Described {
    fn fields(self) -> Vec<Field>;
}

/// Operations whose answers hold no object.
impl Described for () {
    fn fields(self) -> Vec<Field> {
        Vec::new()
    }
}

fn text(name: &'static str, value: Option<String>) -> Field {
    Field { name: name.into(), value: value.map(Value::Text), is_secret: false }
}

fn flag(name: &'static str, value: Option<bool>) -> Field {
    text(name, value.map(|value| value.to_string()))
}

fn whole(name: &'static str, value: Option<i64>) -> Field {
    text(name, value.map(|value| value.to_string()))
}

fn day(name: &'static str, value: Option<Day>) -> Field {
    text(name, value.map(|value| value.to_string()))
}

fn instant(name: &'static str, value: Option<SystemTime>) -> Field {
    let micros = value.and_then(|value| {
        let since = value.duration_since(UNIX_EPOCH).map(|since| since.as_micros());
        let before = |early: std::time::SystemTimeError| early.duration().as_micros();
        match since {
            Ok(micros) => i64::try_from(micros).ok(),
            Err(early) => i64::try_from(before(early)).ok().map(|micros| -micros),
        }
    });
    text(name, micros.and_then(|micros| crate::time::text(micros, true).ok()))
}

fn secret(name: &'static str, value: Option<Secret>) -> Field {
    Field { name: name.into(), value: value.map(Value::Secret), is_secret: true }
}

fn with_extra(mut fields: Vec<Field>, extra: BTreeMap<String, String>) -> Vec<Field> {
    fields.extend(extra.into_iter().map(|(name, value)| Field {
        name: name.into(),
        value: Some(Value::Text(value)),
        is_secret: false,
    }));
    fields
}

impl Described for User {
    fn fields(self) -> Vec<Field> {
        let fields = vec![
            text("username", Some(self.username)),
            text("email", self.email),
            text("fname", self.fname),
            text("lname", self.lname),
            flag("is_active", self.is_active),
            text("end_user_status", self.status),
            text("thor_user_id", self.thor_user_id),
            text("end_user_id", self.end_user_id),
            text("proxy_user_id", self.proxy_user_id),
            text("auth_type", self.auth_type),
            text("company", self.company),
            text("department_code", self.department_code),
            text("home_country", self.home_country),
            text("locale", self.locale),
            flag("enable_portal_login", self.enable_portal_login),
            flag("notify_activate", self.notify_activate),
            flag("notify_suspend", self.notify_suspend),
            whole("num_devices", self.num_devices),
            whole("num_active_devices", self.num_active_devices),
            day("start_date", self.start_date),
            secret("password", self.password),
            secret("aca_token", self.aca_token),
            secret("self_service_activation_url", self.self_service_activation_url),
        ];
        with_extra(fields, self.extra)
    }
}

impl Described for CostCenter {
    fn fields(self) -> Vec<Field> {
        let fields = vec![
            text("id", Some(self.id)),
            text("cost_id", self.cost_id),
            text("name", self.name),
            text("child_company", self.child_company),
            whole("assigned_count", self.assigned_count),
            text("modified_by", self.modified_by),
            instant("modified_time", self.modified_time),
        ];
        with_extra(fields, self.extra)
    }
}

impl Described for Group {
    fn fields(self) -> Vec<Field> {
        let users = (!self.users.is_empty()).then(|| self.users.join(","));
        let fields = vec![
            text("id", Some(self.id)),
            text("name", self.name),
            text("group_plan_id", self.group_plan_id),
            whole("assigned_count", self.assigned_count),
            text("modified_by", self.modified_by),
            instant("modified_date", self.modified_date),
            text("users", users),
        ];
        with_extra(fields, self.extra)
    }
}

impl Described for RegistrationCode {
    fn fields(self) -> Vec<Field> {
        let fields = vec![
            text("reg_code", Some(self.reg_code)),
            text("reg_code2", self.reg_code2),
            text("id", self.id),
            whole("duration", self.duration),
            text("duration_unit", self.duration_unit),
            whole("use_count", self.use_count),
            text("department_code", self.department_code),
            text("alt_id", self.alt_id),
            text("company_id", self.company_id),
            day("max_activation_date", self.max_activation_date),
        ];
        with_extra(fields, self.extra)
    }
}

#[cfg(test)]
mod tests {
    use callrec::Report;

    use super::*;

    /// A field is named as the column of the list, so that a program needs one set of names.
    #[test]
    fn names_are_those_of_the_lists() {
        fn columns(report: Report) -> Vec<String> {
            let schema = report.schema();
            let names = schema.fields().iter().map(|field| field.name().clone());
            names.filter(|name| !name.starts_with('_')).collect()
        }
        let user = <User as callrec::Row>::rows(&one_user()).expect("rows").remove(0);
        let names: Vec<String> =
            user.fields().into_iter().map(|field| field.name.into_owned()).collect();
        assert_eq!(names, columns(Report::Users));
    }

    fn one_user() -> callrec::RecordBatch {
        let xml = b"<endUsers><endUser><username>a@b</username></endUser></endUsers>";
        let options = callrec::DecodeOptions::default();
        let reader = callrec::blocking::open_bytes(xml.to_vec(), Report::Users, options);
        reader.expect("a reader").next().expect("a batch").expect("rows")
    }
}
