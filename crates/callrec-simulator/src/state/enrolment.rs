//! What users do themselves: register with a code, activate a device.

use super::{Device, State, device::uuid, provisioning::Refusal, user::UserStatus};
use crate::data::prng::key;

impl State {
    /// Registers a device of a user: its uuid.
    pub(crate) fn add_device(
        &mut self,
        company: &str,
        username: &str,
        [manufacturer, model, platform]: [&str; 3],
    ) -> Result<String, Refusal> {
        let user = self.find_user(company, username)?;
        let Some((state, now)) = self.writing(company) else {
            return Err(Refusal::UserNotFound(username.to_owned()));
        };
        let uuid = uuid(key(user.end_user_id, 0x6e65_7700 + user.devices.len() as u64));
        let device = Device {
            uuid: uuid.clone(),
            enabled_on: now,
            manufacturer: manufacturer.to_owned(),
            model: model.to_owned(),
            platform: platform.to_owned(),
            registered: true,
        };
        state.change_user(user.number, |user| user.devices.push(device));
        Ok(uuid)
    }

    /// Lets a user register with a code; it makes a suspended user active again.
    pub(crate) fn use_registration_code(
        &mut self,
        company: &str,
        reg_code: &str,
        username: &str,
    ) -> Result<(), Refusal> {
        let user = self.find_user(company, username)?;
        let Some((state, now)) = self.writing(company) else {
            return Err(Refusal::UserNotFound(username.to_owned()));
        };
        let code = state.codes.iter_mut().find(|code| code.reg_code == reg_code);
        let code = code.ok_or_else(|| Refusal::CodeNotFound(reg_code.to_owned()))?;
        code.users.push(user.number);
        state.change_user(user.number, |user| {
            (user.by_code, user.status, user.modified) = (true, UserStatus::Active, now);
        });
        Ok(())
    }
}
