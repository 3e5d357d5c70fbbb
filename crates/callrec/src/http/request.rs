//! A request that can be sent again, with the class that says whether it may be.

use std::fmt;

use reqwest::Method;

use super::url::Target;
use super::{Class, Stage};
use crate::secret::Secret;
use crate::{Error, ErrorKind, Result};

/// A request that can be sent again.
#[derive(Clone)]
pub(crate) struct Request {
    pub(super) method: Method,
    target: Target,
    form: Option<Secret>,
    class: Class,
    /// What the operation acts on, for those with effects.
    key: Option<String>,
}

impl Request {
    pub(crate) fn get(class: Class, target: Target) -> Self {
        Self { method: Method::GET, target, form: None, class, key: None }
    }

    /// A POST of a form, already encoded.
    pub(crate) fn post_form(class: Class, target: Target, form: Secret) -> Self {
        Self { method: Method::POST, target, form: Some(form), class, key: None }
    }

    /// Names what the operation acts on, as in `user 17`: it is then not sent again after a later
    /// operation on the same.
    #[cfg_attr(not(test), expect(dead_code, reason = "the portal has no operation with effects"))]
    pub(crate) fn on(mut self, key: impl Into<String>) -> Self {
        self.key = Some(key.into());
        self
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

    pub(super) fn form(&self) -> Option<&Secret> {
        self.form.as_ref()
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
