//! What all requests of one simulator share.

use std::{
    sync::{Mutex, PoisonError, RwLock},
    time::Instant,
};

use axum::http::{HeaderMap, Method, Uri};

use crate::{
    Effect, Ledger, LoggedRequest, Operation, Plan, Switches, Verb,
    answer::{Answer, Lengths},
    billing_feed::{Account, Feeds},
    data::Accounts,
    getcalls::Reseller,
    head,
    incoming::Incoming,
    locked::locked,
    login::Credentials,
    plan::RunningPlan,
    session::{Ending, Sessions, token_of},
    state::{Beginning, State, UserStatus},
};

pub(crate) struct Shared {
    pub(crate) accounts: Accounts,
    pub(crate) credentials: Credentials,
    pub(crate) lengths: Lengths,
    pub(crate) feeds: Feeds,
    pub(crate) reseller: Reseller,
    /// What a request to the REST API must bring.
    pub(crate) rest_key: String,
    beginning: Beginning,
    state: Mutex<State>,
    switches: RwLock<Switches>,
    plan: Mutex<RunningPlan>,
    sessions: Mutex<Sessions>,
    ledger: Mutex<Ledger>,
    log: Mutex<Vec<LoggedRequest>>,
}

/// What a simulator is set up with.
pub(crate) struct Setting {
    pub(crate) accounts: Accounts,
    pub(crate) credentials: Credentials,
    pub(crate) rest_key: String,
    pub(crate) beginning: Beginning,
    pub(crate) feeds: Feeds,
    pub(crate) reseller: Reseller,
    pub(crate) switches: Switches,
    pub(crate) plan: Plan,
    pub(crate) sessions: Sessions,
}

impl Shared {
    pub(crate) fn new(setting: Setting) -> Self {
        let state = State::new(&setting.beginning, &setting.accounts);
        Self {
            accounts: setting.accounts,
            credentials: setting.credentials,
            lengths: Lengths::default(),
            feeds: setting.feeds,
            reseller: setting.reseller,
            rest_key: setting.rest_key,
            beginning: setting.beginning,
            state: Mutex::new(state),
            switches: RwLock::new(setting.switches),
            plan: Mutex::new(RunningPlan::new(setting.plan)),
            sessions: Mutex::new(setting.sessions),
            ledger: Mutex::default(),
            log: Mutex::default(),
        }
    }

    /// Looks at the accounts, or changes them: nobody else does meanwhile.
    pub(crate) fn with_state<R>(&self, work: impl FnOnce(&mut State) -> R) -> R {
        work(&mut locked(&self.state))
    }

    /// Makes the accounts of all systems what they were in the beginning.
    pub(crate) fn reset_state(&self) {
        self.feeds.all().iter().for_each(Account::reset);
        self.reseller.reset();
        *locked(&self.state) = State::new(&self.beginning, &self.accounts);
    }

    /// Deletes the first live user of the main company, without a request of anybody's.
    pub(crate) fn lose_first_user(&self) {
        let main = &self.accounts.main().id;
        self.with_state(|state| {
            let users = &state.company(main)?.users;
            let first = users.numbers(|facts| facts.status != UserStatus::Deleted).next()?;
            let username = users.at(first).username.clone();
            state.set_status(main, &username, UserStatus::Deleted).ok()
        });
    }

    pub(crate) fn realm(&self) -> &str {
        &self.beginning.realm
    }

    /// Writes down what a request has done. Called with the accounts held, so that the order of
    /// the effects is that of the changes.
    pub(crate) fn effect(
        &self,
        entry: usize,
        operation: Operation,
        company: &str,
        key: &str,
        done: &str,
    ) {
        self.with_ledger(|ledger| {
            let number = ledger.effects.len() as u64 + 1;
            ledger.effects.push(Effect {
                number,
                request: entry as u64 + 1,
                system: operation.system(),
                operation,
                company: company.to_owned(),
                key: key.to_owned(),
                done: done.to_owned(),
            });
        });
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

    /// Writes a request down, before anybody knows what it is: its place in the log.
    pub(crate) fn arrived(&self, method: &Method, uri: &Uri) -> usize {
        self.with_ledger(|ledger| ledger.requests += 1);
        let mut log = locked(&self.log);
        let entry = log.len();
        log.push(LoggedRequest::new(entry as u64 + 1, method, uri));
        entry
    }

    /// Writes down a request to a path that is none.
    pub(crate) fn arrived_at_none(&self, method: &Method, uri: &Uri) -> usize {
        let entry = self.arrived(method, uri);
        self.with_ledger(|ledger| ledger.unknown_requests += 1);
        entry
    }

    /// Writes down what a request turned out to be.
    pub(crate) fn is_known(&self, incoming: &Incoming, operation: Operation) {
        locked(&self.log)[incoming.entry].identify(incoming, Some(operation));
    }

    /// Writes down that a request to a known path is no operation.
    pub(crate) fn is_unknown(&self, incoming: &Incoming) {
        self.with_ledger(|ledger| ledger.unknown_requests += 1);
        locked(&self.log)[incoming.entry].identify(incoming, None);
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
