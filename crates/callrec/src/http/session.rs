//! One cookie session a client, shared by concurrent calls and renewed by one of them.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, PoisonError};
use std::time::{Duration, Instant};

use callrec_decode::Content;
use reqwest::header::LOCATION;
use tokio::sync::Mutex;

use super::cookie::Jar;
use super::{Body, HttpClient, NetworkClock, Request, status};
use crate::secret::Secret;
use crate::{Error, ErrorKind, Result};

/// Bytes of an error's body that are looked at.
pub(super) const ERROR_BODY_BYTES: usize = 4096;

/// Bytes of the page after a login, at most.
const MOST_WELCOME: usize = 4 << 20;

/// A session that was logged in or good for a request so lately has not run out (INF). Where a 403 is
/// known not to mean that, it costs at most one login in this time.
const SURELY_ALIVE: Duration = Duration::from_secs(60);

/// Logs in when needed, and keeps what the server gave.
#[derive(Debug)]
pub(crate) struct Session {
    login: Request,
    state: Mutex<State>,
    /// Whether a session of this client was ever good for a request.
    proven: AtomicBool,
    /// Whether a 403 stood after a login made because of it: here it also means "not for you".
    forbids: AtomicBool,
}

#[derive(Debug, Default)]
struct State {
    generation: u64,
    live: Option<Arc<Live>>,
    /// Credentials that were refused once are never sent again by this client (lock-out).
    refused: Option<Error>,
}

/// A session that was logged in; the default is none at all.
#[derive(Debug)]
pub(super) struct Live {
    generation: u64,
    pub(super) jar: Jar,
    /// When it was last known to be good: at its login, or by an answer.
    good: std::sync::Mutex<Instant>,
}

impl Default for Live {
    fn default() -> Self {
        Self::new(0, Jar::default())
    }
}

impl Live {
    fn new(generation: u64, jar: Jar) -> Self {
        Self { generation, jar, good: std::sync::Mutex::new(Instant::now()) }
    }

    fn is_surely_alive(&self) -> bool {
        self.good.lock().unwrap_or_else(PoisonError::into_inner).elapsed() < SURELY_ALIVE
    }
}

impl Session {
    /// A session that is opened by `login` at its first use.
    pub(crate) fn new(login: Request) -> Self {
        Self {
            login,
            state: Mutex::default(),
            proven: AtomicBool::new(false),
            forbids: AtomicBool::new(false),
        }
    }

    /// The session to use, logged in by the first caller while the others wait.
    pub(super) async fn current(
        &self,
        client: &HttpClient,
        clock: &mut NetworkClock,
    ) -> Result<Arc<Live>> {
        self.newer_than(0, client, clock).await
    }

    /// A session after `old`, which the server no longer takes: of the calls that find this out at
    /// once, one logs in.
    pub(super) async fn renewed(
        &self,
        old: &Live,
        client: &HttpClient,
        clock: &mut NetworkClock,
    ) -> Result<Arc<Live>> {
        self.newer_than(old.generation, client, clock).await
    }

    /// The cookies of the session that is open now.
    pub(super) async fn secrets(&self) -> Vec<Secret> {
        let state = self.state.lock().await;
        state.live.as_ref().map(|live| live.jar.values()).unwrap_or_default()
    }

    /// Says that a request of a session was answered as one that is logged in.
    pub(super) fn prove(&self, live: &Live) {
        self.proven.store(true, Ordering::Relaxed);
        *live.good.lock().unwrap_or_else(PoisonError::into_inner) = Instant::now();
    }

    /// Says that `error` stood after the login that was made because of such an error.
    pub(super) fn renewed_in_vain(&self, error: &Error) {
        if is_forbidden(error) {
            self.forbids.store(true, Ordering::Relaxed);
        }
    }

    /// Whether another login makes sense. Where none was ever good for a request, the second is the
    /// last: the credentials may be wrong and the server just does not say so at the login, or the
    /// user may see nothing of what was asked for.
    ///
    /// A 403 may say that the session is lost or that the user may not see this company. Once a fresh
    /// session met it too, it is believed to be the second as long as the session is surely alive:
    /// else each such company of a fan-out would cost a login.
    pub(super) fn may_renew(&self, old: &Live, lost: &Error) -> bool {
        if is_forbidden(lost) && self.forbids.load(Ordering::Relaxed) && old.is_surely_alive() {
            return false;
        }
        old.generation == 1 || self.proven.load(Ordering::Relaxed)
    }

    async fn newer_than(
        &self,
        generation: u64,
        client: &HttpClient,
        clock: &mut NetworkClock,
    ) -> Result<Arc<Live>> {
        let mut state = self.state.lock().await;
        if let Some(error) = &state.refused {
            return Err(error.clone());
        }
        if let Some(live) = state.live.as_ref().filter(|live| live.generation > generation) {
            return Ok(live.clone());
        }
        state.live = None;
        match self.log_in(client, clock).await {
            Ok(jar) => {
                state.generation += 1;
                let live = Arc::new(Live::new(state.generation, jar));
                state.live = Some(live.clone());
                tracing::debug!(generation = state.generation, "logged in");
                Ok(live)
            }
            Err(error) if error.kind() == ErrorKind::Auth => {
                let error = error.refused_for_good();
                state.refused = Some(error.clone());
                Err(error)
            }
            Err(error) => Err(error),
        }
    }

    /// Success is a cookie and no login form: the provider says to ignore the body (reading A14).
    async fn log_in(&self, client: &HttpClient, clock: &mut NetworkClock) -> Result<Jar> {
        let jar = Jar::default();
        let answered = client.send(&self.login, None, clock).await?;
        let cookies = jar.store(answered.headers(), self.login.target().url());
        let status = answered.status();
        if status.is_redirection() {
            let location = answered.headers().get(LOCATION).and_then(|to| to.to_str().ok());
            let inside = location.and_then(|to| self.login.target().same_origin(to));
            return match inside {
                Some(to) if cookies > 0 && !is_login(to.path()) => Ok(jar),
                Some(_) => Err(refused("the login leads back to a login page")),
                None => Err(Error::new(
                    ErrorKind::NotData,
                    "the login was answered with a redirect to another host, which is not followed",
                )
                .with_status(status.as_u16())),
            };
        }
        let headers = answered.headers().clone();
        let mut body = Body::new(answered)?;
        if status.is_client_error() || status.is_server_error() {
            let head = body.head(ERROR_BODY_BYTES, clock).await;
            if matches!(status.as_u16(), 401 | 403) {
                return Err(refused("the service refused the login").with_status(status.as_u16()));
            }
            let snippet = client.redactor().snippet(&head, &jar.values());
            let error = status::error(status, &headers, &head, snippet);
            // No company and no period is asked for yet.
            return Err(match error.kind() {
                ErrorKind::NotFound | ErrorKind::Rejected => error.with_hint("check the base URL"),
                _ => error,
            });
        }
        match body.sniff(clock).await? {
            Content::LoginPage | Content::AuthRequired => {
                Err(refused("the service refused the login"))
            }
            _ if cookies == 0 => Err(refused("the login gave no session cookie")),
            _ => {
                // To its end, so that a cut answer is not taken for a login and the connection can
                // serve the next request.
                body.whole(MOST_WELCOME, clock).await?;
                Ok(jar)
            }
        }
    }
}

/// Whether a path looks like the way to a login form.
pub(super) fn is_login(path: &str) -> bool {
    let path = path.to_ascii_lowercase();
    ["login", "signin", "sign-in", "logon", "sso"].iter().any(|word| path.contains(word))
}

fn is_forbidden(error: &Error) -> bool {
    error.http_status() == Some(403)
}

fn refused(detail: &str) -> Error {
    Error::new(ErrorKind::Auth, detail).with_operation("login")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::http::{BaseUrl, Class, Query};

    /// A session that has been quiet may have run out, whatever a 403 meant before.
    #[test]
    fn a_403_is_a_refusal_only_while_the_session_is_surely_alive() {
        let base = BaseUrl::parse("https://portal.example", false).expect("a base");
        let login = base.target(&["login"], &Query::default()).expect("a target");
        let session = Session::new(Request::get(Class::LogIn, login));
        let status = |status| Error::new(ErrorKind::Forbidden, "x").with_status(status);
        let long_ago = Instant::now().checked_sub(SURELY_ALIVE).expect("an uptime of a minute");
        let quiet = Live { good: std::sync::Mutex::new(long_ago), ..Live::default() };
        let live = Live::default();
        session.prove(&live);
        assert!(session.may_renew(&live, &status(403)), "nothing is known of a 403");
        session.renewed_in_vain(&status(401));
        assert!(session.may_renew(&live, &status(403)), "nothing is known of a 403");
        session.renewed_in_vain(&status(403));
        assert!(!session.may_renew(&live, &status(403)));
        assert!(session.may_renew(&live, &status(401)));
        assert!(session.may_renew(&quiet, &status(403)));
        session.prove(&quiet);
        assert!(!session.may_renew(&quiet, &status(403)));
    }
}
