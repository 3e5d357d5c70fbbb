//! From operations to requests, and to what a dry run shows of them.

use super::operation::Operation;
use crate::Result;
use crate::http::{BaseUrl, Carries, Query, Request};
use crate::providers::objects::{PlannedRequest, XmlBody};
use crate::secret::Secret;

/// The header with the key (SEED).
const KEY_HEADER: &str = "x-ipass-key";
/// The header with the company's id (SEED); both go with every call (reading B8).
const COMPANY_HEADER: &str = "x-ipass-company-id";

/// Query parameters after `service`, in the order of the print.
pub(super) type Parameters = Vec<(&'static str, String)>;

/// Who asks.
#[derive(Clone)]
pub(super) struct Credentials {
    pub(super) key: Secret,
    pub(super) company: String,
}

/// All that makes a request of an operation.
#[derive(Clone)]
pub(super) struct Call {
    pub(super) operation: &'static Operation,
    pub(super) parameters: Parameters,
    pub(super) body: Option<XmlBody>,
    /// What an operation with effects acts on.
    pub(super) key: Option<String>,
}

impl Call {
    pub(super) fn new(operation: &'static Operation) -> Self {
        Self { operation, parameters: Vec::new(), body: None, key: None }
    }

    pub(super) fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.parameters.push((name, value.into()));
        self
    }

    pub(super) fn body(mut self, body: XmlBody) -> Self {
        self.body = Some(body);
        self
    }

    pub(super) fn on(mut self, key: String) -> Self {
        self.key = Some(key);
        self
    }

    /// The request: always a POST (reading B7), values encoded from parts (reading B6).
    pub(super) fn request(&self, base: &BaseUrl, who: &Credentials) -> Result<Request> {
        let Operation { path, service, class, .. } = *self.operation;
        let mut query = Query::default().with("service", service)?;
        for (name, value) in &self.parameters {
            query = query.with(name, value)?;
        }
        let target = base.target(&[path], &query)?;
        let request = match &self.body {
            Some(body) => Request::post_xml(class, target, body.sent.clone())
                .hiding(body.secrets.iter().cloned()),
            None => Request::post(class, target),
        };
        let request = request
            .with_secret_header(KEY_HEADER, &who.key)?
            .with_secret_header(COMPANY_HEADER, &Secret::new(who.company.as_str()))?
            .carrying(Carries::Key);
        Ok(match &self.key {
            Some(key) => request.on(key),
            None => request,
        })
    }

    /// The same for people.
    pub(super) fn planned(&self, base: &BaseUrl, who: &Credentials) -> Result<PlannedRequest> {
        let target = base.target(&[self.operation.path], &Query::default())?;
        let service = ("service".to_owned(), self.operation.service.to_owned());
        let others =
            self.parameters.iter().map(|(name, value)| ((*name).to_owned(), value.clone()));
        let mut headers = vec![
            (KEY_HEADER.to_owned(), "***".to_owned()),
            (COMPANY_HEADER.to_owned(), who.company.clone()),
        ];
        if self.body.is_some() {
            headers.push(("content-type".to_owned(), Request::XML.to_owned()));
        }
        Ok(PlannedRequest {
            operation: self.operation.full,
            method: "POST",
            path: target.url().path().to_owned(),
            query: std::iter::once(service).chain(others).collect(),
            headers,
            body: self.body.as_ref().map(|body| body.shown.clone()),
        })
    }
}
