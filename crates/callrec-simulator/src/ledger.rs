//! The effects that requests had: what a test compares, beside the answers.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::{Operation, System, session::Ending};

/// Counts since the start of the simulator.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Ledger {
    /// Requests to the systems, not to the control endpoint.
    pub requests: u64,
    /// Requests to a path, with a method or for a `service=` that no system has.
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
    /// Requests for the feed whose login was wrong.
    pub feed_logins_refused: u64,
    /// Requests for the feed without `fromid`, or with one of 0, whose login was right.
    pub feeds_from_the_beginning: u64,
    /// Requests for `getcalls` that failed one of its checks, the credentials among them.
    pub get_calls_refused: u64,
    /// Reports whose body was begun.
    pub downloads_begun: u64,
    /// Reports whose body went out to its last byte.
    pub downloads_finished: u64,
    /// Faults met, by the text form of their verb.
    pub faults_met: BTreeMap<String, u64>,
    /// What writes have done, in the order in which it was done.
    pub effects: Vec<Effect>,
    /// Requests to the URL that the REST document prints for reports of child companies by
    /// mistake (B46): `registrationcode?service=update` with a month or a file, or without a
    /// body. A client that sends one would change data.
    pub dangerous_requests: u64,
    /// What the service took but a client should not have sent.
    pub warnings: Vec<String>,
}

/// One thing that a write has done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Effect {
    /// Counted from 1.
    pub number: u64,
    /// The number of the request in the log.
    pub request: u64,
    /// The system that was asked.
    pub system: System,
    /// What was asked for.
    pub operation: Operation,
    /// The company.
    pub company: String,
    /// What it was done to: a username in lower case, the visible id of a cost centre or (for its
    /// users and its end) the system's, the id of a group or (at its beginning) its name, a
    /// registration code, the uuid of a device.
    pub key: String,
    /// What was done: `created`, `updated`, `suspended`, `activated`, `deleted`, `mail sent`,
    /// `assigned USER`, `unassigned USER`, `deactivated`.
    pub done: String,
}

impl Ledger {
    /// What an operation has done.
    pub fn effects_of(&self, operation: Operation) -> Vec<&Effect> {
        self.effects.iter().filter(|effect| effect.operation == operation).collect()
    }

    /// What has been done to a key.
    pub fn effects_on(&self, key: &str) -> Vec<&Effect> {
        self.effects.iter().filter(|effect| effect.key == key).collect()
    }

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
