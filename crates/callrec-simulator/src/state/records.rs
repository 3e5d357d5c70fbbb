//! The accounts as tests read them.

use serde::Serialize;

use super::{CompanyState, CostCenter, Device, Group, RegistrationCode, User, UserStatus};

/// A user of an account, deleted ones too.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct UserRecord {
    /// `endUserId`: what cost centres use.
    pub end_user_id: u64,
    /// `thorUserId`
    pub thor_user_id: u64,
    /// As it was given.
    pub username: String,
    /// As it was given.
    pub email: String,
    /// First name.
    pub fname: String,
    /// Last name.
    pub lname: String,
    /// Two letters, or empty.
    pub home_country: String,
    /// Such as `en-US`, or empty.
    pub locale: String,
    /// Free text, or empty.
    pub department_code: String,
    /// Whether the user may log in to the portal.
    pub enable_portal_login: bool,
    /// `Active`, `Suspended` or `Deleted`.
    pub status: UserStatus,
    /// Whether a mail is sent on activation.
    pub notify_activate: bool,
    /// Whether a mail is sent on suspension.
    pub notify_suspend: bool,
    /// The id of the user's cost centre.
    pub cost_center: Option<u64>,
    /// The id of the user's group.
    pub group: Option<u64>,
    /// All of them, deactivated ones too.
    pub devices: Vec<DeviceRecord>,
    /// When it was created, RFC 3339.
    pub created: String,
    /// When it was last changed, RFC 3339.
    pub modified: String,
}

/// A device of a user.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct DeviceRecord {
    /// `deviceUuid`
    pub uuid: String,
    /// `manufacturer`
    pub manufacturer: String,
    /// `modelId`
    pub model: String,
    /// `platform`
    pub platform: String,
    /// Whether it has not been deactivated.
    pub registered: bool,
}

/// A cost centre.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct CostCenterRecord {
    /// The system's id.
    pub id: u64,
    /// The visible id.
    pub cost_id: String,
    /// Its name.
    pub name: String,
    /// The child company that it stands for.
    pub child_company: Option<String>,
    /// How many users it has, the deleted not counted.
    pub assigned: u64,
}

/// A group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct GroupRecord {
    /// Its id.
    pub id: u64,
    /// Its name.
    pub name: String,
    /// The id of its price plan.
    pub plan: u64,
    /// How many users it has, the deleted not counted.
    pub assigned: u64,
}

/// A registration code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct RegistrationCodeRecord {
    /// The system's id.
    pub id: String,
    /// The code.
    pub reg_code: String,
    /// The second code.
    pub reg_code2: String,
    /// How long, in units.
    pub duration: String,
    /// `Days` or `Months`.
    pub duration_unit: String,
    /// The last day of use, `MM/DD/YYYY`.
    pub max_activation_date: String,
    /// How often it was used.
    pub use_count: u64,
}

impl Serialize for UserStatus {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(match self {
            Self::Active => "Active",
            Self::Suspended => "Suspended",
            Self::Deleted => "Deleted",
        })
    }
}

impl UserRecord {
    pub(crate) fn of(user: &User) -> Self {
        Self {
            end_user_id: user.end_user_id,
            thor_user_id: user.thor_user_id,
            username: user.username.clone(),
            email: user.email.clone(),
            fname: user.fname.clone(),
            lname: user.lname.clone(),
            home_country: user.home_country.clone(),
            locale: user.locale.clone(),
            department_code: user.department_code.clone(),
            enable_portal_login: user.enable_portal_login,
            status: user.status,
            notify_activate: user.notifications.activate,
            notify_suspend: user.notifications.suspend,
            cost_center: user.cost_center,
            group: user.group,
            devices: user.devices.iter().map(DeviceRecord::of).collect(),
            created: user.created.to_string(),
            modified: user.modified.to_string(),
        }
    }
}

impl DeviceRecord {
    fn of(device: &Device) -> Self {
        Self {
            uuid: device.uuid.clone(),
            manufacturer: device.manufacturer.clone(),
            model: device.model.clone(),
            platform: device.platform.clone(),
            registered: device.registered,
        }
    }
}

impl CostCenterRecord {
    fn of(company: &CompanyState, center: &CostCenter) -> Self {
        Self {
            id: center.id,
            cost_id: center.cost_id.clone(),
            name: center.name.clone(),
            child_company: center.child_company.clone(),
            assigned: company.in_cost_center(center.id),
        }
    }
}

impl GroupRecord {
    fn of(company: &CompanyState, group: &Group) -> Self {
        Self {
            id: group.id,
            name: group.name.clone(),
            plan: group.plan,
            assigned: company.in_group(group.id),
        }
    }
}

impl RegistrationCodeRecord {
    fn of(code: &RegistrationCode) -> Self {
        Self {
            id: code.id.clone(),
            reg_code: code.reg_code.clone(),
            reg_code2: code.reg_code2.clone(),
            duration: code.duration.clone(),
            duration_unit: code.duration_unit.clone(),
            max_activation_date: code.max_activation_date.clone(),
            use_count: code.users.len() as u64,
        }
    }
}

impl CompanyState {
    /// All users there ever were, in the order of lists. A cost centre or group that is no more is none.
    pub(crate) fn user_records(&self) -> Vec<UserRecord> {
        let all = self.users.numbers(|_| true);
        all.map(|number| self.record_of(&self.users.at(number))).collect()
    }

    pub(crate) fn record_of(&self, user: &User) -> UserRecord {
        let record = UserRecord::of(user);
        UserRecord {
            cost_center: record.cost_center.filter(|id| self.cost_centers.contains_key(id)),
            group: record.group.filter(|id| self.groups.contains_key(id)),
            ..record
        }
    }

    pub(crate) fn cost_center_records(&self) -> Vec<CostCenterRecord> {
        self.cost_centers.values().map(|center| CostCenterRecord::of(self, center)).collect()
    }

    pub(crate) fn group_records(&self) -> Vec<GroupRecord> {
        self.groups.values().map(|group| GroupRecord::of(self, group)).collect()
    }

    pub(crate) fn code_records(&self) -> Vec<RegistrationCodeRecord> {
        self.codes.iter().map(RegistrationCodeRecord::of).collect()
    }
}
