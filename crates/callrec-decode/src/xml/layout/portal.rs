//! Reports of the Open Mobile portal.

use super::{Layout, flag, key, text};
use crate::Report;

/// Names of an element or attribute that states how many records there are (DOC that there is a
/// count; its name is INF).
const COUNTS: &[&str] = &["count", "total", "totalcount"];

/// SEED: `companies/company{id,name,isActive}`.
pub(super) static COMPANIES: Layout = Layout {
    report: Report::Companies,
    root_holds: "compan",
    items: &["company"],
    item_may_be_root: false,
    marks: &[],
    counts: COUNTS,
    columns: &[key("id", &["id"]), text("name", &["name"]), flag("is_active", &["isactive"])],
};

/// DOC: the answer is XML and holds a count summary. Every name here is INF, made from the column
/// names of the CSV form (SEED): reading A5.
pub(super) static NETWORK_USERS: Layout = Layout {
    report: Report::IpassNetworkUsers,
    root_holds: "user",
    items: &["user", "networkandclientuser", "networkclientuser", "clientuser", "record", "row"],
    item_may_be_root: false,
    marks: &["username", "userdomain"],
    counts: COUNTS,
    columns: &[
        key("user_name", &["username", "name"]),
        text("user_domain", &["userdomain", "domain"]),
        flag("network_user", &["networkuser", "isnetworkuser"]),
        flag("om_user", &["omuser", "isomuser", "openmobileuser"]),
        flag("ipc_user", &["ipcuser", "isipcuser", "ipassconnectuser"]),
    ],
};
