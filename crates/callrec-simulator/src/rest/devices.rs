//! Devices.

use super::{Call, Failure, list, times::to_the_millisecond};
use crate::{
    answer::{Answer, Content},
    state::{Device, Refusal, User},
    switches::rest::{DevicesListed, Malformed},
    xml::Element,
};

const ITEM: &str = "device";

/// The devices of the user with an address.
pub(super) fn list(call: &Call<'_>) -> Result<Answer, Failure> {
    let email = call.required("email")?;
    let user = call
        .state(|company| company.users.by_email(email))?
        .ok_or_else(|| Failure::EmailNotFound(email.to_owned()))?;
    let listed = user
        .devices
        .iter()
        .filter(|device| call.switches.devices == DevicesListed::All || user.shows_active(device));
    let entries = listed.map(|device| element(&user, device)).collect();
    let mut answer = list::ready(call, &list::wrapper(call, ITEM), entries);
    let spoilt = [Malformed::Status, Malformed::Everything];
    if let Content::Ready(body) = &answer.content
        && spoilt.contains(&call.switches.malformed)
    {
        // B36: as the sample is printed.
        let body = String::from_utf8_lossy(body);
        let body = body.replace("<status>", "<<status>").replace("</status>", "</status> >");
        answer.content = Content::Ready(body.into());
    }
    Ok(answer)
}

fn element(user: &User, device: &Device) -> Element {
    let status = match (device.registered, user.shows_active(device)) {
        (false, _) => "unregistered",
        (true, true) => "registered",
        (true, false) => "suspended",
    };
    Element::new(ITEM)
        .with_text("deviceUuid", &device.uuid)
        .with_text("enabledOn", to_the_millisecond(device.enabled_on))
        .with_text("manufacturer", &device.manufacturer)
        .with_text("modelId", &device.model)
        .with_text("platform", &device.platform)
        .with_text("status", status)
}

/// Address and uuid must match (SEED). The answer has no body: `200 OK` (B62).
pub(super) fn deactivate(call: &Call<'_>) -> Result<Answer, Failure> {
    let email = call.required("email")?;
    let body = call.document(ITEM)?;
    let uuid = body.filled("deviceUuid").ok_or(Refusal::Missing("deviceUuid"))?;
    call.shared.with_state(|state| {
        let (company, _) = state.writing(&call.company.id).ok_or(Failure::Privileges)?;
        let user = company
            .users
            .by_email(email)
            .ok_or_else(|| Failure::EmailNotFound(email.to_owned()))?;
        let place = user
            .devices
            .iter()
            .position(|device| device.uuid == uuid)
            .ok_or_else(|| Failure::NotFound { what: "Device", key: uuid.to_owned() })?;
        company.change_user(user.number, |user| user.devices[place].registered = false);
        call.done(uuid, "deactivated");
        Ok::<_, Failure>(())
    })?;
    Ok(super::empty())
}
