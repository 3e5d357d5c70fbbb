//! A request that can be sent again, with the class that says whether it may be.

use std::fmt;

use reqwest::Method;
use reqwest::header::{HeaderName, HeaderValue};

use super::url::Target;
use super::{Carries, Class, Stage};
use crate::secret::Secret;
use crate::{Error, ErrorKind, Result};

/// A request that can be sent again.
#[derive(Clone)]
pub(crate) struct Request {
    pub(super) method: Method,
    target: Target,
    content: Option<Content>,
    headers: Vec<(HeaderName, HeaderValue)>,
    class: Class,
    /// What the operation acts on, for those with effects.
    key: Option<String>,
    /// Whether an HTML page may be the answer itself.
    takes_pages: bool,
    /// Which credentials of the client go with it.
    carries: Carries,
    /// Secrets of its content, to be taken out of what the server says about it.
    hidden: Vec<Secret>,
}

/// What a request carries. It may hold a password, so all of it is kept as one.
#[derive(Clone)]
pub(super) struct Content {
    pub(super) media_type: &'static str,
    pub(super) text: Secret,
}

impl Request {
    /// The media type of [`post_xml`](Self::post_xml).
    pub(crate) const XML: &'static str = "text/xml; charset=utf-8";

    pub(crate) fn get(class: Class, target: Target) -> Self {
        Self::new(Method::GET, class, target, None)
    }

    /// A POST with nothing in it: `Content-Length: 0`.
    pub(crate) fn post(class: Class, target: Target) -> Self {
        Self::new(Method::POST, class, target, None)
    }

    /// A POST of a form, already encoded.
    pub(crate) fn post_form(class: Class, target: Target, form: Secret) -> Self {
        let media_type = "application/x-www-form-urlencoded";
        Self::new(Method::POST, class, target, Some(Content { media_type, text: form }))
    }

    /// A POST of an XML document in UTF-8.
    pub(crate) fn post_xml(class: Class, target: Target, document: Secret) -> Self {
        let content = Content { media_type: Self::XML, text: document };
        Self::new(Method::POST, class, target, Some(content))
    }

    fn new(method: Method, class: Class, target: Target, content: Option<Content>) -> Self {
        Self {
            method,
            target,
            content,
            headers: Vec::new(),
            class,
            key: None,
            takes_pages: false,
            carries: Carries::Nothing,
            hidden: Vec::new(),
        }
    }

    /// Adds a header whose value is a secret: it is never shown, and goes to no other origin since no
    /// redirect is followed.
    ///
    /// `InvalidArgument` for a value that no header can hold (CR, LF, NUL).
    pub(crate) fn with_secret_header(mut self, name: &'static str, value: &Secret) -> Result<Self> {
        let mut value = HeaderValue::from_maybe_shared(value.to_bytes()).map_err(|_| {
            Error::invalid_argument(format!("{name} holds a character that no header can hold"))
        })?;
        value.set_sensitive(true);
        self.headers.push((HeaderName::from_static(name), value));
        Ok(self)
    }

    /// Says which credentials of the client go with it: once they are refused, no request with them
    /// is sent by that client.
    pub(crate) fn carrying(mut self, carries: Carries) -> Self {
        self.carries = carries;
        self
    }

    pub(super) fn carries(&self) -> Carries {
        self.carries
    }

    /// Names what the operation acts on, as in `user 17`: it is then not sent again after a later
    /// operation on the same.
    pub(crate) fn on(mut self, key: impl Into<String>) -> Self {
        self.key = Some(key.into());
        self
    }

    /// Keeps these secrets of its content out of texts that the server sends back.
    pub(crate) fn hiding(mut self, secrets: impl IntoIterator<Item = Secret>) -> Self {
        self.hidden.extend(secrets);
        self
    }

    pub(super) fn hidden(&self) -> &[Secret] {
        &self.hidden
    }

    /// Takes an HTML page for the answer. A page that asks for a login is still none.
    pub(crate) fn taking_pages(mut self) -> Self {
        self.takes_pages = true;
        self
    }

    pub(super) fn takes_pages(&self) -> bool {
        self.takes_pages
    }

    pub(crate) fn target(&self) -> &Target {
        &self.target
    }

    pub(crate) fn class(&self) -> Class {
        self.class
    }

    /// Refuses what must never be sent.
    pub(super) fn check_class(&self) -> Result<()> {
        if self.class != Class::Refuse {
            return Ok(());
        }
        let detail = "the documented URL would change data and is never sent";
        Err(Error::new(ErrorKind::Unsupported, detail).with_stage(Stage::NotSent))
    }

    pub(super) fn content(&self) -> Option<&Content> {
        self.content.as_ref()
    }

    pub(super) fn headers(&self) -> &[(HeaderName, HeaderValue)] {
        &self.headers
    }

    pub(super) fn key(&self) -> Option<&str> {
        self.key.as_deref()
    }
}

impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {:?} ({:?})", self.method, self.target, self.class)
    }
}
