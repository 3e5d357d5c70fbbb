//! The effects that requests had: what a test compares, beside the answers.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::session::Ending;

/// Counts since the start of the simulator.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Ledger {
    /// Requests to the portal, not to the control endpoint.
    pub requests: u64,
    /// Requests to a path or with a method that the portal does not have.
    pub unknown_requests: u64,
    /// Logins that were accepted.
    pub logins: u64,
    /// Logins that were refused, a fault's refusals not counted.
    pub failed_logins: u64,
    /// Refused logins in a row by user name in lower case: what a lock-out would count.
    pub failed_logins_in_a_row: BTreeMap<String, u32>,
    /// Sessions given out, those that nobody is logged in to among them.
    pub sessions_issued: u64,
    /// Sessions that ended by idleness, noticed at their next use.
    pub sessions_ended_idle: u64,
    /// Sessions that ended by their number of uses, noticed at their next use.
    pub sessions_ended_used: u64,
    /// Sessions that ended by the plan.
    pub sessions_ended_by_plan: u64,
    /// Sessions that ended by `expire_all_sessions` or its control endpoint.
    pub sessions_ended_by_request: u64,
    /// Reports whose body was begun.
    pub downloads_begun: u64,
    /// Reports whose body went out to its last byte.
    pub downloads_finished: u64,
    /// Faults met, by the text form of their verb.
    pub faults_met: BTreeMap<String, u64>,
}

impl Ledger {
    pub(crate) fn session_ended(&mut self, ending: Ending, count: u64) {
        let counter = match ending {
            Ending::Idle => &mut self.sessions_ended_idle,
            Ending::Used => &mut self.sessions_ended_used,
            Ending::Plan => &mut self.sessions_ended_by_plan,
            Ending::Asked => &mut self.sessions_ended_by_request,
        };
        *counter += count;
    }
}
