//! One user of an account.

use jiff::Timestamp;

use super::device::Device;

/// What became of a user.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum UserStatus {
    /// May roam.
    Active,
    /// May not; still listed.
    Suspended,
    /// Kept for billing alone: not listed, not found (B15).
    Deleted,
}

/// Which mails a user gets; both, where a request does not say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Notifications {
    pub(crate) activate: bool,
    pub(crate) suspend: bool,
}

impl Default for Notifications {
    fn default() -> Self {
        Self { activate: true, suspend: true }
    }
}

/// A user of a company.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct User {
    /// The place in the order of lists.
    pub(crate) number: u64,
    pub(crate) end_user_id: u64,
    pub(crate) thor_user_id: u64,
    pub(crate) username: String,
    pub(crate) email: String,
    pub(crate) fname: String,
    pub(crate) lname: String,
    pub(crate) home_country: String,
    pub(crate) locale: String,
    pub(crate) department_code: String,
    pub(crate) enable_portal_login: bool,
    /// As it was sent (B19).
    pub(crate) device_limit: Option<String>,
    pub(crate) notifications: Notifications,
    pub(crate) status: UserStatus,
    /// Whether a registration code brought the user.
    pub(crate) by_code: bool,
    pub(crate) cost_center: Option<u64>,
    pub(crate) group: Option<u64>,
    pub(crate) devices: Vec<Device>,
    pub(crate) created: Timestamp,
    pub(crate) modified: Timestamp,
    /// As numbers, as hosted user provisioning shows them (C18).
    pub(crate) created_by: u64,
    pub(crate) modified_by: u64,
    /// How often there was something to activate: each has a token of its own.
    pub(crate) activations: u64,
}

impl User {
    pub(crate) fn is_live(&self) -> bool {
        self.status != UserStatus::Deleted
    }

    pub(crate) fn active_devices(&self) -> usize {
        self.devices.iter().filter(|device| self.shows_active(device)).count()
    }

    /// A suspended user's devices are suspended with it (B37).
    pub(crate) fn shows_active(&self, device: &Device) -> bool {
        device.registered && self.status == UserStatus::Active
    }
}
