//! Exact sums of a period: what a client's own sums must come to.

use std::collections::BTreeMap;

use serde::Serialize;

use super::users::NetworkUser;

/// The sums of one CDR file.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Totals {
    /// Data rows.
    pub rows: u64,
    /// Sum of Session Length, in the column's own unit.
    pub session_length_s: u64,
    /// Sum of Net Billing Amount in millionths; rows without an amount count as nothing.
    pub net_billing_amount_micros: i128,
    /// Rows whose Net Billing Amount is absent.
    pub absent_amounts: u64,
    /// The same by Service Type.
    pub by_service_type: BTreeMap<String, ServiceTotals>,
}

/// The sums of one Service Type in a file.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct ServiceTotals {
    /// Data rows.
    pub rows: u64,
    /// Sum of Net Billing Amount in millionths.
    pub net_billing_amount_micros: i128,
}

/// The counts of one network and client user report.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct UserTotals {
    /// Users listed.
    pub users: u64,
    /// `Network User?` Yes.
    pub network_users: u64,
    /// `OM User?` Yes.
    pub om_users: u64,
    /// `iPC User?` Yes.
    pub ipc_users: u64,
}

impl Totals {
    pub(crate) fn add(&mut self, service: &str, length_s: u64, amount_micros: Option<i64>) {
        let amount = i128::from(amount_micros.unwrap_or(0));
        self.rows += 1;
        self.session_length_s += length_s;
        self.net_billing_amount_micros += amount;
        self.absent_amounts += u64::from(amount_micros.is_none());
        if !self.by_service_type.contains_key(service) {
            self.by_service_type.insert(service.to_owned(), ServiceTotals::default());
        }
        if let Some(by_service) = self.by_service_type.get_mut(service) {
            by_service.rows += 1;
            by_service.net_billing_amount_micros += amount;
        }
    }
}

impl UserTotals {
    pub(crate) fn of(users: &[NetworkUser]) -> Self {
        let count = |holds: fn(&NetworkUser) -> bool| {
            users.iter().filter(|user| holds(user)).count() as u64
        };
        Self {
            users: users.len() as u64,
            network_users: count(|user| user.network_user),
            om_users: count(|user| user.om_user),
            ipc_users: count(|user| user.ipc_user),
        }
    }
}
