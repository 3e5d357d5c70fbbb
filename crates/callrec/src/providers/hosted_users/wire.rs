//! From operations to requests, and to what a dry run shows of them.

use super::operation::{Operation, PATH_AFTER, PATH_BEFORE, USER_NAME};
use crate::http::{BaseUrl, Class, Query, Request};
use crate::providers::objects::{
    NewUser, Part, PlannedRequest, USERNAME, UserUpdate, Xml, XmlBody, new_user as user_document,
    user_update as update_document,
};
use crate::{Error, Result};

/// The query parameter of that name, as the script of the document sends it (reading C4).
const USER_AGENT: &str = "User-Agent";
/// The elements of a user in the order of the print (SEED).
const ORDER: &[Part] = &[
    Part::FirstName,
    Part::LastName,
    Part::Email,
    Part::HomeCountry,
    Part::Username,
    Part::Password,
    Part::PortalLogin,
    Part::Department,
    Part::Notifications,
];

/// All that makes a request of an operation.
pub(super) struct Call<'a> {
    pub(super) operation: &'static Operation,
    pub(super) company: &'a str,
    /// Of the user who is retrieved.
    pub(super) user_name: Option<&'a str>,
    pub(super) body: Option<XmlBody>,
}

impl Call<'_> {
    /// The request; each value is encoded from its parts (readings C3, C5).
    pub(super) fn request(&self, base: &BaseUrl, user_agent: &str) -> Result<Request> {
        let mut query = Query::default();
        for (name, value) in self.query(user_agent) {
            query = query.with(name, value)?;
        }
        let class = self.operation.class;
        Ok(match &self.body {
            Some(body) => {
                Request::post_xml(class, base.target(&self.path(), &query)?, body.sent.clone())
                    .hiding(body.secrets.iter().cloned())
            }
            // With the slash at its end, as printed.
            None if class == Class::Read => {
                Request::get(class, base.target(&self.path(), &query)?.with_slash())
            }
            None => Request::post(class, base.target(&self.path(), &query)?),
        })
    }

    /// The same for people.
    pub(super) fn planned(&self, base: &BaseUrl, user_agent: &str) -> Result<PlannedRequest> {
        let target = base.target(&self.path(), &Query::default())?;
        let query = self.query(user_agent).into_iter();
        Ok(PlannedRequest {
            operation: self.operation.full,
            method: "POST",
            path: target.url().path().to_owned(),
            query: query.map(|(name, value)| (name.to_owned(), value.to_owned())).collect(),
            headers: vec![
                ("cookie".to_owned(), "***".to_owned()),
                ("content-type".to_owned(), Request::XML.to_owned()),
            ],
            body: self.body.as_ref().map(|body| body.shown.clone()),
        })
    }

    fn path(&self) -> Vec<&str> {
        let mut path = PATH_BEFORE.to_vec();
        path.push(self.company);
        path.extend(PATH_AFTER);
        path
    }

    fn query<'b>(&'b self, user_agent: &'b str) -> Vec<(&'static str, &'b str)> {
        let mut query = Vec::new();
        if !user_agent.is_empty() {
            query.push((USER_AGENT, user_agent));
        }
        query.push(("action", self.operation.action));
        query.extend(self.user_name.map(|name| (USER_NAME, name)));
        query
    }
}

pub(super) fn new_user(user: &NewUser) -> Result<XmlBody> {
    refuse_other_fields(user.locale.is_some(), user.device_limit.is_some())?;
    user_document(ORDER, user)
}

pub(super) fn user_update(user: &UserUpdate) -> Result<XmlBody> {
    refuse_other_fields(user.locale.is_some(), user.device_limit.is_some())?;
    update_document(ORDER, user)
}

/// All three are sent: which of them are needed is not said (reading C14).
pub(super) fn suspension(company: &str, username: &str, email: Option<&str>) -> Result<XmlBody> {
    let mut xml = Xml::declared("statusChangeRequest")?;
    xml.open("endUserCredential")?;
    xml.text("companyId", company)?;
    xml.text(USERNAME, username)?;
    xml.optional("email", email)?;
    xml.finish()
}

fn refuse_other_fields(locale: bool, device_limit: bool) -> Result<()> {
    let field = match (locale, device_limit) {
        (true, _) => "locale",
        (_, true) => "device limit",
        _ => return Ok(()),
    };
    Err(Error::invalid_argument(format!("this API knows no {field} of a user"))
        .with_hint("leave it out, or use the REST API"))
}
