//! Devices of a user.

use super::IpassRest;
use super::client::at;
use super::operation;
use super::wire::Call;
use crate::providers::objects::{Device, Outcome, Xml, XmlBody, no_object, not_empty};
use crate::{Reader, Result};

/// The query parameter that names the user.
const EMAIL: &str = "email";
/// The element of a device (SEED).
const DEVICE: &str = "device";

impl IpassRest {
    /// The devices that were activated with an e-mail address, whatever their status is, as a table
    /// ([`Report::Devices`](crate::Report::Devices)).
    pub async fn list_devices(&self, email: &str) -> Result<Reader> {
        let operation = &operation::LIST_DEVICES;
        not_empty(EMAIL, email).map_err(|error| at(operation, error))?;
        self.read(Call::new(operation).with(EMAIL, email)).await
    }

    /// The same as typed objects.
    pub async fn devices(&self, email: &str) -> Result<Vec<Device>> {
        self.typed(&operation::LIST_DEVICES, self.list_devices(email).await?).await
    }

    /// The devices whose status is `registered`: the document says of the list that it is one of
    /// active devices, and knows other statuses (reading B37).
    pub async fn active_devices(&self, email: &str) -> Result<Vec<Device>> {
        let mut devices = self.devices(email).await?;
        devices.retain(Device::is_registered);
        Ok(devices)
    }

    /// Deactivates a device; address and device must belong together (SEED).
    pub async fn deactivate_device(&self, email: &str, device_uuid: &str) -> Result<Outcome<()>> {
        let operation = &operation::DEACTIVATE_DEVICE;
        let body = device(email, device_uuid).map_err(|error| at(operation, error))?;
        let call = Call::new(operation).with(EMAIL, email).body(body);
        self.write(call.on(self.key("device", device_uuid)), no_object(&[DEVICE])).await
    }
}

fn device(email: &str, device_uuid: &str) -> Result<XmlBody> {
    not_empty(EMAIL, email)?;
    not_empty("deviceUuid", device_uuid)?;
    let mut xml = Xml::new(DEVICE)?;
    xml.text("deviceUuid", device_uuid)?;
    xml.finish()
}
