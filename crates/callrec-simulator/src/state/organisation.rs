//! Cost centres, groups, and the plans of groups.

use jiff::Timestamp;

/// A cost centre.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct CostCenter {
    pub(crate) id: u64,
    /// The visible id.
    pub(crate) cost_id: String,
    pub(crate) name: String,
    pub(crate) child_company: Option<String>,
    pub(crate) modified_by: String,
    pub(crate) modified: Timestamp,
}

/// A group of users.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Group {
    pub(crate) id: u64,
    pub(crate) name: String,
    pub(crate) plan: u64,
    pub(crate) modified_by: String,
    pub(crate) modified: Timestamp,
}

/// A price plan of groups.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Plan {
    pub(crate) id: u64,
    pub(crate) is_default: bool,
    pub(crate) plan: &'static str,
    pub(crate) description: &'static str,
    pub(crate) plan_type: &'static str,
    /// As in the sample.
    pub(crate) modified: &'static str,
}

/// The two plans of the document's sample (SEED).
pub(crate) const PLANS: [Plan; 2] = [
    Plan {
        id: 1,
        is_default: true,
        plan: "FLAT_RATE_ULTD_LPT",
        description: "Unlimited Laptop Plan",
        plan_type: "NON_PREMIUM",
        modified: "2016-02-02T07:10:14Z",
    },
    Plan {
        id: 5,
        is_default: false,
        plan: "FLAT_RATE_ULTD_SPT",
        description: "Unlimited Smart Phone Plan",
        plan_type: "NON_PREMIUM",
        modified: "2016-02-03T01:04:30Z",
    },
];
