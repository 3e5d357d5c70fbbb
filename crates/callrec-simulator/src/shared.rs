//! What all requests of one simulator share.

use std::{
    sync::{Mutex, PoisonError, RwLock},
    time::Instant,
};

use axum::http::{HeaderMap, Method, Uri};

use crate::{
    Ledger, LoggedRequest, Operation, Plan, Switches, Verb,
    answer::{Answer, Lengths},
    data::Accounts,
    head,
    locked::locked,
    login::Credentials,
    plan::RunningPlan,
    request_log::redacted,
    session::{Ending, Sessions, token_of},
};

pub(crate) struct Shared {
    pub(crate) accounts: Accounts,
    pub(crate) credentials: Credentials,
    pub(crate) lengths: Lengths,
    switches: RwLock<Switches>,
    plan: Mutex<RunningPlan>,
    sessions: Mutex<Sessions>,
    ledger: Mutex<Ledger>,
    log: Mutex<Vec<LoggedRequest>>,
}

impl Shared {
    pub(crate) fn new(
        accounts: Accounts,
        credentials: Credentials,
        switches: Switches,
        plan: Plan,
        sessions: Sessions,
    ) -> Self {
        Self {
            accounts,
            credentials,
            lengths: Lengths::default(),
            switches: RwLock::new(switches),
            plan: Mutex::new(RunningPlan::new(plan)),
            sessions: Mutex::new(sessions),
            ledger: Mutex::default(),
            log: Mutex::default(),
        }
    }

    pub(crate) fn switches(&self) -> Switches {
        self.switches.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub(crate) fn set_switches(&self, switches: Switches) {
        *self.switches.write().unwrap_or_else(PoisonError::into_inner) = switches;
    }

    pub(crate) fn set_plan(&self, plan: Plan) {
        *locked(&self.plan) = RunningPlan::new(plan);
    }

    pub(crate) fn plan_texts(&self) -> Vec<String> {
        locked(&self.plan).texts()
    }

    pub(crate) fn requests(&self) -> Vec<LoggedRequest> {
        locked(&self.log).clone()
    }

    pub(crate) fn ledger(&self) -> Ledger {
        locked(&self.ledger).clone()
    }

    pub(crate) fn with_ledger<R>(&self, change: impl FnOnce(&mut Ledger) -> R) -> R {
        change(&mut locked(&self.ledger))
    }

    /// Writes a request down: its place in the log.
    pub(crate) fn arrived(
        &self,
        method: &Method,
        uri: &Uri,
        operation: Option<Operation>,
    ) -> usize {
        self.with_ledger(|ledger| {
            ledger.requests += 1;
            ledger.unknown_requests += u64::from(operation.is_none());
        });
        let mut log = locked(&self.log);
        let entry = log.len();
        log.push(LoggedRequest {
            number: entry as u64 + 1,
            method: method.to_string(),
            path: uri.path().to_owned(),
            query: uri.query().map(redacted),
            operation,
            session: None,
            fault: None,
            status: None,
            bytes: 0,
            finished: false,
            ended: false,
        });
        entry
    }

    /// The fault that the request meets, written down.
    pub(crate) fn fault(&self, entry: usize, operation: Operation) -> Option<Verb> {
        let verb = locked(&self.plan).next(operation)?;
        let text = verb.to_string();
        self.with_ledger(|ledger| *ledger.faults_met.entry(text.clone()).or_default() += 1);
        locked(&self.log)[entry].fault = Some(text);
        Some(verb)
    }

    /// Gives out a session: the value of its `Set-Cookie`.
    pub(crate) fn issue_session(&self, entry: usize, logged_in: bool) -> String {
        let (number, cookie) = locked(&self.sessions).issue(logged_in, Instant::now());
        self.with_ledger(|ledger| ledger.sessions_issued += 1);
        locked(&self.log)[entry].session = Some(number);
        cookie
    }

    /// Uses the session of a request: whether it has one that is good.
    pub(crate) fn enter_session(&self, entry: usize, headers: &HeaderMap) -> bool {
        let Some(token) = token_of(headers) else { return false };
        let number = {
            let mut sessions = locked(&self.sessions);
            sessions.enter(&token, Instant::now(), &mut locked(&self.ledger))
        };
        locked(&self.log)[entry].session = number;
        number.is_some()
    }

    pub(crate) fn end_session(&self, headers: &HeaderMap) {
        if let Some(token) = token_of(headers) {
            locked(&self.sessions).end(&token, &mut locked(&self.ledger));
        }
    }

    pub(crate) fn end_all_sessions(&self) -> u64 {
        locked(&self.sessions).end_all(Ending::Asked, &mut locked(&self.ledger))
    }

    /// As a restart of the server does.
    pub(crate) fn forget_sessions(&self) {
        locked(&self.sessions).end_all(Ending::Plan, &mut locked(&self.ledger));
    }

    /// Writes down what the head of the answer says.
    pub(crate) fn answered(&self, entry: usize, answer: &Answer, verb: Option<&Verb>) {
        if !verb.is_some_and(head::keeps_back) {
            locked(&self.log)[entry].status = Some(answer.status.as_u16());
        }
        if answer.is_report {
            self.with_ledger(|ledger| ledger.downloads_begun += 1);
        }
    }

    /// Writes down how far the body came.
    pub(crate) fn delivered(&self, entry: usize, bytes: u64, finished: bool, is_report: bool) {
        if finished && is_report {
            self.with_ledger(|ledger| ledger.downloads_finished += 1);
        }
        let request = &mut locked(&self.log)[entry];
        (request.bytes, request.finished, request.ended) = (bytes, finished, true);
    }
}
