//! What a write came to, shown.

use callrec::{Outcome, PlannedRequest, RegistrationCode, Secret, User};
use serde_json::{Value, json};

use crate::exit::Exit;
use crate::failure::Failure;
use crate::shown::{Object, ObjectOptions, WriteOptions};
use crate::{stderr, stdout};

/// Something that an answer holds.
pub(crate) trait Described {
    /// Adds its fields.
    fn describe(&self, object: Object) -> Object;
}

/// An object that is still empty.
pub(crate) fn start(options: ObjectOptions) -> Object {
    Object::new(&options)
}

/// Shows what was done, or would be.
pub(crate) fn show<T: Described>(
    outcome: &Outcome<T>,
    operation: &'static str,
    options: WriteOptions,
) -> Result<Exit, Failure> {
    for warning in &outcome.warnings {
        stderr::line(&format!("callrec: warning: {warning}"));
    }
    if let Some(planned) = &outcome.planned {
        return plan(planned, options);
    }
    let mut object = start(options.object).with("operation", operation).with("done", true);
    if outcome.already_gone {
        object = object.with("already_gone", true);
    }
    if let Some(value) = &outcome.value {
        object = value.describe(object);
    }
    object.with("message", outcome.message.clone()).print(&options.object)
}

/// Shows a request that was not sent.
fn plan(planned: &PlannedRequest, options: WriteOptions) -> Result<Exit, Failure> {
    if !options.object.json {
        stdout::print(&format!("not sent (--dry-run):\n{planned}\n"))?;
        return Ok(Exit::Done);
    }
    let pairs = |pairs: &[(String, String)]| {
        pairs.iter().map(|(name, value)| (name.clone(), json!(value))).collect::<Value>()
    };
    let planned = json!({
        "sent": false,
        "operation": planned.operation,
        "method": planned.method,
        "path": planned.path,
        "query": pairs(&planned.query),
        "headers": pairs(&planned.headers),
        "body": planned.body,
    });
    stdout::print(&format!("{planned}\n"))?;
    Ok(Exit::Done)
}

impl Described for () {
    fn describe(&self, object: Object) -> Object {
        object
    }
}

impl Described for User {
    fn describe(&self, object: Object) -> Object {
        let secret = |secret: &Option<Secret>| secret.as_ref().map(|text| text.expose().to_owned());
        object
            .with("username", self.username.as_str())
            .with("email", self.email.clone())
            .with("fname", self.fname.clone())
            .with("lname", self.lname.clone())
            .with("end_user_status", self.status.clone())
            .with("is_active", self.is_active)
            .with("end_user_id", self.end_user_id.clone())
            .with("thor_user_id", self.thor_user_id.clone())
            .with("proxy_user_id", self.proxy_user_id.clone())
            .with("auth_type", self.auth_type.clone())
            .with("company", self.company.clone())
            .with("department_code", self.department_code.clone())
            .with("home_country", self.home_country.clone())
            .with("locale", self.locale.clone())
            .with("enable_portal_login", self.enable_portal_login)
            .with("notify_activate", self.notify_activate)
            .with("notify_suspend", self.notify_suspend)
            .with("num_devices", self.num_devices)
            .with("num_active_devices", self.num_active_devices)
            .with("start_date", self.start_date.map(|day| day.to_string()))
            .secret("password", secret(&self.password).as_deref())
            .secret("aca_token", secret(&self.aca_token).as_deref())
            .secret(
                "self_service_activation_url",
                secret(&self.self_service_activation_url).as_deref(),
            )
            .with("extra", (!self.extra.is_empty()).then(|| json!(self.extra)))
    }
}

impl Described for RegistrationCode {
    fn describe(&self, object: Object) -> Object {
        object
            .with("reg_code", self.reg_code.as_str())
            .with("reg_code2", self.reg_code2.clone())
            .with("id", self.id.clone())
            .with("duration", self.duration)
            .with("duration_unit", self.duration_unit.clone())
            .with("use_count", self.use_count)
            .with("department_code", self.department_code.clone())
            .with("alt_id", self.alt_id.clone())
            .with("company_id", self.company_id.clone())
            .with("max_activation_date", self.max_activation_date.map(|day| day.to_string()))
            .with("extra", (!self.extra.is_empty()).then(|| json!(self.extra)))
    }
}
