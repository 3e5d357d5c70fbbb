//! Lists of the REST API. Names of items and columns are SEED; names of the wrapping elements, where
//! `root_holds` guesses at them, are INF (reading B26).

use super::{Column, Layout, Source, date, flag, instant, key, list, text, whole};
use crate::Report;
use crate::column::Kind;

/// What `PaginatedEndUserSearchResult` states of the page itself (SEED). `totalResults` counts all
/// pages and is no count of the document.
const COUNTS: &[&str] = &["resultsthispage"];

const fn list_of(
    report: Report,
    root_holds: &'static str,
    items: &'static [&'static str],
    columns: &'static [Column],
) -> Layout {
    Layout {
        report,
        root_holds,
        items,
        item_may_be_root: true,
        marks: &[],
        counts: COUNTS,
        columns,
    }
}

const fn token(name: &'static str, names: &'static [&'static str]) -> Column {
    Column { name, kind: Kind::Text, source: Source::Token(names) }
}

const fn subscription(name: &'static str, kind: &'static str) -> Column {
    Column { name, kind: Kind::Boolean, source: Source::Subscription(kind) }
}

pub(super) static USERS: Layout = list_of(
    Report::Users,
    "user",
    &["enduser"],
    &[
        key("username", &["username"]),
        text("email", &["email"]),
        text("fname", &["fname"]),
        text("lname", &["lname"]),
        flag("is_active", &["isactive"]),
        list("end_user_status", &["enduserstatus"]),
        text("thor_user_id", &["thoruserid"]),
        text("end_user_id", &["enduserid"]),
        text("proxy_user_id", &["proxyuserid"]),
        list("auth_type", &["authtype"]),
        text("company", &["company"]),
        text("department_code", &["departmentcode"]),
        list("home_country", &["homecountry"]),
        list("locale", &["locale"]),
        flag("enable_portal_login", &["enableportallogin"]),
        subscription("notify_activate", "activate"),
        subscription("notify_suspend", "suspend"),
        whole("num_devices", &["numdevices"]),
        whole("num_active_devices", &["numactivedevices"]),
        date("start_date", &["startdate"]),
        text("password", &["password"]),
        token("aca_token", &["acatoken"]),
        token("self_service_activation_url", &["selfserviceactivationurl"]),
    ],
);

/// Reading B33: a type of its own.
pub(super) static SIMPLE_USERS: Layout = list_of(
    Report::SimpleUsers,
    "user",
    &["simpleenduser"],
    &[
        key("end_user_id", &["enduserid"]),
        text("first_name", &["firstname"]),
        text("last_name", &["lastname"]),
        text("user_name", &["username"]),
    ],
);

pub(super) static COST_CENTERS: Layout = list_of(
    Report::CostCenters,
    "costcent",
    &["costcenter", "costcentre"],
    &[
        key("id", &["id", "costcenterid"]),
        text("cost_id", &["costid"]),
        text("name", &["name"]),
        text("child_company", &["childcompany"]),
        whole("assigned_count", &["assignedcount"]),
        text("modified_by", &["modifiedby"]),
        instant("modified_time", &["modifiedtime", "modifieddate"]),
    ],
);

pub(super) static DEVICES: Layout = list_of(
    Report::Devices,
    "device",
    &["device"],
    &[
        key("device_uuid", &["deviceuuid"]),
        instant("enabled_on", &["enabledon"]),
        text("manufacturer", &["manufacturer"]),
        text("model_id", &["modelid"]),
        list("platform", &["platform"]),
        list("status", &["status"]),
    ],
);

pub(super) static REGISTRATION_CODES: Layout = list_of(
    Report::RegistrationCodes,
    "registrationcode",
    &["registrationcode"],
    &[
        key("reg_code", &["regcode"]),
        text("reg_code2", &["regcode2"]),
        text("id", &["id"]),
        whole("duration", &["duration"]),
        list("duration_unit", &["durationunit"]),
        whole("use_count", &["usecount"]),
        text("department_code", &["departmentcode"]),
        text("alt_id", &["altid"]),
        text("company_id", &["companyid"]),
        date("max_activation_date", &["maxactivationdate"]),
    ],
);

pub(super) static GROUPS: Layout = list_of(
    Report::Groups,
    "group",
    &["group"],
    &[
        key("id", &["id"]),
        text("name", &["name"]),
        text("group_plan_id", &["groupplanid"]),
        whole("assigned_count", &["assignedcount"]),
        text("modified_by", &["modifiedby"]),
        instant("modified_date", &["modifieddate", "modifiedtime"]),
        Column { name: "users", kind: Kind::Text, source: Source::Members },
    ],
);

pub(super) static GROUP_PLANS: Layout = list_of(
    Report::GroupPlans,
    "groupplan",
    &["groupplan"],
    &[
        key("id", &["id"]),
        text("company_id", &["companyid"]),
        flag("default_plan", &["defaultplan"]),
        text("modified_by", &["modifiedby"]),
        instant("modified_time", &["modifiedtime", "modifieddate"]),
        text("plan", &["plan"]),
        text("plan_description", &["plandescription"]),
        list("plan_type", &["plantype"]),
    ],
);
