//! What the provisioning systems speak of: users, cost centers, devices, registration codes, groups.
//! The answers as typed rows of the decoder's tables, the requests as builders, and what a write
//! gives.

mod answer;
mod columns;
mod cost_center;
mod day;
mod device;
mod group;
mod new_user;
mod outcome;
mod planned;
mod registration_code;
mod row;
mod user;
mod user_update;
mod username;
mod xml;

pub use cost_center::{CostCenter, CostCenterUpdate, NewCostCenter};
pub use device::Device;
pub use group::{Group, GroupPlan, NewGroup};
pub use new_user::NewUser;
pub use outcome::{Outcome, Reconciled};
pub use planned::PlannedRequest;
pub use registration_code::{
    DurationUnit, NewRegistrationCode, RegistrationCode, RegistrationCodeUpdate,
};
pub use row::Row;
pub use user::{SimpleUser, User};
pub use user_update::UserUpdate;

pub(super) use answer::{Answer, NO_OBJECT, object, root};

pub(super) use day::{shifted, us_date};
pub(super) use row::collect;
pub(super) use username::{Realm, home_country_warning};
pub(super) use xml::{Xml, XmlBody};
