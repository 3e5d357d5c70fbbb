//! What the client classes have in common: one client of the core, until it is closed.

mod billing_feed;
mod builder;
mod connection;
mod getcalls;
mod hosted_users;
mod ipass_portal;
mod ipass_rest;
mod limits;

use std::sync::{Mutex, PoisonError};

use callrec::{ErrorKind, Provider, UnifyOptions, blocking};
use pyo3::prelude::*;

pub(crate) use billing_feed::{BillingFeed, unify as feed_account};
pub(crate) use connection::{delimiter, encoding, session_length_unit};
pub(crate) use getcalls::GetCalls;
pub(crate) use hosted_users::HostedUsers;
pub(crate) use ipass_portal::{IpassPortal, unify as portal_company};
pub(crate) use ipass_rest::IpassRest;
pub(crate) use limits::Limits;

use crate::document::Document;
use crate::error::{self, Place};
use crate::interrupt::Ear;
use crate::reader::Reader;
use crate::released::released;

/// A client of the core, which goes when it is closed, and with it connections, session and secrets.
pub(crate) struct Held<C> {
    client: Mutex<Option<C>>,
    provider: Provider,
    base_url: String,
}

impl<C: Clone + Send + Sync> Held<C> {
    /// A base URL that the core accepted holds no credentials and no query.
    fn new(provider: Provider, client: C, base_url: &str) -> Self {
        let base_url = base_url.trim().to_owned();
        Self { client: Mutex::new(Some(client)), provider, base_url }
    }

    /// Does `work` with the client, without the GIL and with an ear to Ctrl-C.
    fn call<T: Send>(
        &self,
        py: Python<'_>,
        work: impl FnOnce(&C) -> callrec::Result<T> + Send,
    ) -> PyResult<T> {
        let client = self.client(py)?;
        released(py, || Ear::Python.listening(|| work(&client))).map_err(|halt| halt.raise(py))
    }

    /// Opens a reader, whose unified records are made with `unify` unless said otherwise.
    fn read(
        &self,
        py: Python<'_>,
        unify: UnifyOptions,
        open: impl FnOnce(&C) -> callrec::Result<blocking::Reader> + Send,
    ) -> PyResult<Reader> {
        Ok(Reader::new(self.call(py, open)?, unify))
    }

    fn document(
        &self,
        py: Python<'_>,
        operation: &'static str,
        open: impl FnOnce(&C) -> callrec::Result<blocking::Document> + Send,
    ) -> PyResult<Document> {
        Ok(Document::new(self.call(py, open)?, self.at(operation)))
    }

    /// Another client made of this one.
    fn derive<D: Clone + Send + Sync>(
        &self,
        py: Python<'_>,
        provider: Provider,
        make: impl FnOnce(&C) -> callrec::Result<D> + Send,
    ) -> PyResult<Held<D>> {
        Ok(Held::new(provider, self.call(py, make)?, &self.base_url))
    }

    fn client(&self, py: Python<'_>) -> PyResult<C> {
        // Held for as long as a clone takes, and with the GIL: a fork cannot leave it locked.
        let client = self.client.lock().unwrap_or_else(PoisonError::into_inner).clone();
        client.ok_or_else(|| {
            let detail = format!("{}: the client was closed", self.provider);
            error::own(py, ErrorKind::Closed, &detail, "make a new one")
        })
    }

    fn close(&self) {
        let client = self.client.lock().unwrap_or_else(PoisonError::into_inner).take();
        drop(client);
    }

    fn at(&self, operation: &'static str) -> Place {
        Place { provider: self.provider, operation }
    }
}
