//! Opens a body within a session: logged in before, renewed once when the server has forgotten it.

use std::sync::Arc;

use callrec_decode::Content;
use reqwest::StatusCode;
use reqwest::header::LOCATION;

use super::client::Answered;
use super::session::{ERROR_BODY_BYTES, Live, Session, is_login};
use super::{Body, HttpClient, NetworkClock, Request, Stage, status};
use crate::{Error, ErrorKind, Result};

/// A report's request with all it takes to send it, again if need be.
#[derive(Clone)]
pub(crate) struct Fetch {
    pub(crate) client: Arc<HttpClient>,
    /// None where each request carries its own credentials: nothing is then renewed.
    pub(crate) session: Option<Arc<Session>>,
    pub(crate) request: Request,
}

/// A body that was looked at and is worth reading.
#[derive(Debug)]
pub(crate) struct Opened {
    pub(crate) body: Body,
    pub(crate) content: Content,
}

/// What an answer means to the session.
enum Answer {
    Opened(Opened),
    /// The session may have ended; the error stands if a new one makes no difference.
    SessionLost(Error),
}

impl Fetch {
    /// Sends the request; after a lost session logs in and sends the same request once more.
    pub(crate) async fn open(&self, clock: &mut NetworkClock) -> Result<Opened> {
        self.request.check_class()?;
        let Some(session) = &self.session else {
            return self.open_without_session(clock).await;
        };
        let live = session.current(&self.client, clock).await.map_err(not_sent)?;
        let lost = match self.send(&live, clock).await? {
            Answer::Opened(opened) => return Ok(opened),
            Answer::SessionLost(error) => error,
        };
        if !session.may_renew(&live, &lost) {
            return Err(lost);
        }
        tracing::debug!(kind = %lost.kind(), "the session is lost");
        let live = session.renewed(&live, &self.client, clock).await.map_err(not_sent)?;
        match self.send(&live, clock).await? {
            Answer::Opened(opened) => Ok(opened),
            Answer::SessionLost(error) => {
                session.renewed_in_vain(&error);
                Err(error)
            }
        }
    }

    /// Sends the request with the credentials that it carries, unless they are known to be wrong.
    async fn open_without_session(&self, clock: &mut NetworkClock) -> Result<Opened> {
        let (carried, carries) = (self.client.carried(), self.request.carries());
        let _turn = carried.pass(carries, clock).await?;
        let error = match self.send(&Live::default(), clock).await {
            Ok(Answer::Opened(opened)) => {
                carried.taken(carries);
                return Ok(opened);
            }
            Ok(Answer::SessionLost(error)) | Err(error) => error,
        };
        Err(carried.refused(carries, error))
    }

    /// Logs in if need be, without sending the request.
    pub(crate) async fn log_in(
        client: &HttpClient,
        session: &Session,
        clock: &mut NetworkClock,
    ) -> Result<()> {
        session.current(client, clock).await.map(drop)
    }

    async fn send(&self, live: &Live, clock: &mut NetworkClock) -> Result<Answer> {
        let url = self.request.target().url();
        let answered = self.client.send(&self.request, live.jar.header(url), clock).await?;
        live.jar.store(answered.headers(), url);
        let status = answered.status();
        if status.is_redirection() {
            return self.redirected(&answered);
        }
        let has_effects = self.request.class().has_effects();
        let taken = matches!(status, StatusCode::OK | StatusCode::NO_CONTENT)
            || (has_effects && status.is_success());
        if !taken {
            return self.failed(live, answered, clock).await;
        }
        let mut body = Body::new(answered)?;
        let content = body.sniff(clock).await?;
        let lost = match content {
            Content::LoginPage => {
                Error::new(ErrorKind::Auth, "a login page came instead of the report")
            }
            Content::AuthRequired => {
                Error::new(ErrorKind::Auth, "the service answered that authorization is required")
            }
            // After an operation with effects this page proves nothing.
            Content::HtmlPage if has_effects => {
                let detail = "an HTML page came instead of an answer";
                return Err(Error::new(ErrorKind::NotData, detail).with_status(status.as_u16()));
            }
            Content::HtmlPage if !self.request.takes_pages() => {
                Error::new(ErrorKind::NotData, "an HTML page came instead of the report")
            }
            Content::ServiceError => {
                let head = body.head(ERROR_BODY_BYTES, clock).await;
                let snippet = self.snippet(&head, live).unwrap_or_default();
                return Err(Error::new(
                    ErrorKind::Service,
                    format!("an error came instead of the report: {snippet}"),
                )
                .with_stage(Stage::Answered)
                .with_status(status.as_u16())
                .with_provider_code(status::provider_code(&head))
                .with_provider_message(self.message(&head, live))
                .with_retryable(false));
            }
            _ => {
                if let Some(session) = &self.session {
                    session.prove(live);
                }
                return Ok(Answer::Opened(Opened { body, content }));
            }
        };
        Ok(Answer::SessionLost(lost.with_status(status.as_u16())))
    }

    /// A redirect is never followed: within the origin it may lead to the login, else it is wrong.
    fn redirected(&self, answered: &Answered) -> Result<Answer> {
        let status = answered.status().as_u16();
        let location = answered.headers().get(LOCATION).and_then(|to| to.to_str().ok());
        match location.and_then(|to| self.request.target().same_origin(to)) {
            Some(to) if is_login(to.path()) => Ok(Answer::SessionLost(
                Error::new(ErrorKind::Auth, "the service asks for a login").with_status(status),
            )),
            Some(_) => Err(Error::new(
                ErrorKind::NotData,
                "a redirect came instead of the report and is not followed",
            )
            .with_status(status)),
            None => Err(Error::new(
                ErrorKind::NotData,
                "a redirect to another host came instead of the report and is not followed",
            )
            .with_status(status)),
        }
    }

    async fn failed(
        &self,
        live: &Live,
        answered: Answered,
        clock: &mut NetworkClock,
    ) -> Result<Answer> {
        let status = answered.status();
        let headers = answered.headers().clone();
        let head = match Body::new(answered) {
            Ok(mut body) => body.head(ERROR_BODY_BYTES, clock).await,
            Err(_) => Vec::new(),
        };
        let snippet = self.snippet(&head, live);
        let error = if status.is_success() {
            let detail = format!("{} came instead of the report", status.as_u16());
            Error::new(ErrorKind::NotData, detail).with_status(status.as_u16())
        } else {
            status::error(status, &headers, &head, snippet)
        };
        let error = error.with_provider_message(self.message(&head, live));
        let refused = matches!(status, StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN);
        // A code of the provider's own says that the request was understood and refused.
        if refused && error.provider_code().is_none() {
            Ok(Answer::SessionLost(error))
        } else {
            Err(error)
        }
    }

    /// What may be shown of the body of an error.
    fn snippet(&self, body: &[u8], live: &Live) -> Option<String> {
        let mut secrets = live.jar.values();
        secrets.extend_from_slice(self.request.hidden());
        self.client.redactor().snippet(body, &secrets)
    }

    /// The provider's own text in it.
    fn message(&self, body: &[u8], live: &Live) -> Option<String> {
        self.snippet(status::provider_message(body)?.as_bytes(), live)
    }
}

/// A login that failed proves that the request itself was not sent.
fn not_sent(error: Error) -> Error {
    if error.stage() == Stage::Held { error } else { error.with_stage(Stage::NotSent) }
}
