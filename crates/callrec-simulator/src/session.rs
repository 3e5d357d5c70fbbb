//! Cookie sessions: they end on idleness (30 minutes, DOC), on use count, or on command.

use std::{
    collections::HashMap,
    hash::{BuildHasher, Hasher, RandomState},
    time::{Duration, Instant},
};

use crate::ledger::Ledger;

/// The cookie's name. The provider's is unknown; servlet containers use this one (INF).
pub(crate) const COOKIE: &str = "JSESSIONID";

/// Why a session ended.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Ending {
    Idle,
    Used,
    Plan,
    Asked,
}

#[derive(Debug)]
struct Session {
    /// Counted from 1; what the log shows instead of the cookie.
    number: u64,
    logged_in: bool,
    last_use: Instant,
    uses: u64,
}

/// The sessions of a simulator.
#[derive(Debug)]
pub(crate) struct Sessions {
    idle_timeout: Duration,
    max_uses: Option<u64>,
    issued: u64,
    alive: HashMap<String, Session>,
}

impl Sessions {
    pub(crate) fn new(idle_timeout: Duration, max_uses: Option<u64>) -> Self {
        Self { idle_timeout, max_uses, issued: 0, alive: HashMap::new() }
    }

    /// A new session: its number and the value of `Set-Cookie`.
    pub(crate) fn issue(&mut self, logged_in: bool, now: Instant) -> (u64, String) {
        self.issued += 1;
        let token = format!("{}{}", unguessable(), unguessable());
        let session = Session { number: self.issued, logged_in, last_use: now, uses: 0 };
        let cookie = format!("{COOKIE}={token}; Path=/; HttpOnly");
        self.alive.insert(token, session);
        (self.issued, cookie)
    }

    /// Uses a session once: its number when it is good for a report.
    pub(crate) fn enter(&mut self, token: &str, now: Instant, ledger: &mut Ledger) -> Option<u64> {
        let session = self.alive.get_mut(token)?;
        let ending = if now.duration_since(session.last_use) >= self.idle_timeout {
            Ending::Idle
        } else if self.max_uses.is_some_and(|most| session.uses >= most) {
            Ending::Used
        } else {
            session.last_use = now;
            session.uses += 1;
            return session.logged_in.then_some(session.number);
        };
        self.alive.remove(token);
        ledger.session_ended(ending, 1);
        None
    }

    /// Ends one session, if it is alive.
    pub(crate) fn end(&mut self, token: &str, ledger: &mut Ledger) {
        if self.alive.remove(token).is_some() {
            ledger.session_ended(Ending::Plan, 1);
        }
    }

    /// Ends all sessions: how many there were.
    pub(crate) fn end_all(&mut self, ending: Ending, ledger: &mut Ledger) -> u64 {
        let ended = self.alive.len() as u64;
        self.alive.clear();
        ledger.session_ended(ending, ended);
        ended
    }
}

/// The session's token out of `Cookie` headers.
pub(crate) fn token_of(headers: &axum::http::HeaderMap) -> Option<String> {
    headers
        .get_all(axum::http::header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(name, _)| *name == COOKIE)
        .map(|(_, token)| token.to_owned())
}

/// What every secret that a simulator makes up holds, and no other text: whoever tests a program
/// against it can look for this in all that the program prints and writes.
pub const SECRET_WORD: &str = "c4n4ry";

/// Different at every call and in every process: the standard library seeds its hash
/// keys from the system.
pub(crate) fn unguessable() -> String {
    format!("{SECRET_WORD}{:016x}", RandomState::new().build_hasher().finish())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn token(cookie: &str) -> &str {
        cookie.trim_start_matches("JSESSIONID=").split(';').next().unwrap()
    }

    #[test]
    fn idleness_counts_from_the_last_use() {
        let (start, timeout) = (Instant::now(), Duration::from_secs(1_800));
        let (mut sessions, mut ledger) = (Sessions::new(timeout, None), Ledger::default());
        let (number, cookie) = sessions.issue(true, start);
        let almost = timeout - Duration::from_secs(1);
        assert_eq!(sessions.enter(token(&cookie), start + almost, &mut ledger), Some(number));
        assert_eq!(sessions.enter(token(&cookie), start + 2 * almost, &mut ledger), Some(number));
        assert_eq!(sessions.enter(token(&cookie), start + 2 * almost + timeout, &mut ledger), None);
        assert_eq!(ledger.sessions_ended_idle, 1);
    }

    #[test]
    fn a_session_that_nobody_logged_in_to_is_good_for_nothing() {
        let now = Instant::now();
        let (mut sessions, mut ledger) = (Sessions::new(Duration::MAX, None), Ledger::default());
        let (_, cookie) = sessions.issue(false, now);
        assert_eq!(sessions.enter(token(&cookie), now, &mut ledger), None);
    }

    #[test]
    fn tokens_differ() {
        assert_ne!(unguessable(), unguessable());
    }
}
