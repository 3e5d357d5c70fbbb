//! What the systems speak of beside records: companies, users, cost centers, devices, registration codes, groups.
//! The answers as typed rows of the decoder's tables, the requests as builders, and what a write
//! gives.

mod answer;
mod columns;
mod company;
mod cost_center;
mod day;
mod device;
mod given;
mod group;
mod new_user;
mod outcome;
mod planned;
mod registration_code;
mod row;
mod user;
mod user_body;
mod user_update;
mod username;
mod xml;

pub use company::Company;
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

pub(super) use answer::{about, is_no_document, no_object, object, root};
pub(super) use given::not_empty;
pub(super) use user_body::{END_USER, Part, USERNAME, new_user, user_update};

pub(super) use day::{shifted, us_date};
pub(super) use outcome::shown;
pub(super) use row::collect;
pub(super) use username::{Realm, home_country_warning};
pub(super) use xml::{Xml, XmlBody};
