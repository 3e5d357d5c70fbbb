//! Hosted user provisioning: three calls on the portal, behind its login. The users are those of
//! the REST API.

mod document;

use std::sync::Arc;

use axum::http::{Method, StatusCode, header};

use crate::{
    Operation, Switches,
    answer::Answer,
    data::Company,
    incoming::Incoming,
    parameters::Parameters,
    portal::{self, pages},
    rest::Failure,
    routes::{Route, wrong_method},
    shared::Shared,
    state::{Refusal, Rules, User, UserForm, UserStatus},
    switches::{
        hosted::{HostedErrors, OmittedNotifications, RetrieveReturns},
        rest::PasswordPolicy,
    },
    xml::{self, Element, Style},
};
use document::end_user;

/// The document prints the path with a slash at its end for one call and without for the others;
/// both are there for all (C5).
pub(crate) const ROUTES: &[Route] = &[
    Route::new("/moservices/rest/api/ipass/{company}/mo/endUser", identify),
    Route::new("/moservices/rest/api/ipass/{company}/mo/endUser/", identify),
];

/// DOC of sister calls.
const CONTENT_TYPE: &str = "text/xml; charset=utf-8";

/// What a query may hold.
const NAMES: [&str; 4] = ["User-Agent", "action", "id", "uname"];

fn identify(shared: &Shared, request: &Incoming) -> Result<Operation, Answer> {
    let switches = shared.switches().hosted_users;
    let query = request.query().unwrap_or_default();
    let operation = match query.get("action").unwrap_or_default() {
        "createOrUpdate" => Operation::HostedCreateOrUpdateUser,
        "suspendNow" => Operation::HostedSuspendUser,
        "suspend" if switches.suspend_by_id => Operation::HostedSuspendUser,
        "retrieve" => Operation::HostedRetrieveUser,
        other => {
            let status = StatusCode::NOT_FOUND;
            return Err(Answer::html(status, pages::error(status, &format!("no action {other}"))));
        }
    };
    let reads = operation == Operation::HostedRetrieveUser && request.method == Method::GET;
    (reads || request.method == Method::POST).then_some(operation).ok_or_else(wrong_method)
}

/// Answers a request.
pub(crate) fn answer(shared: &Shared, operation: Operation, request: &Incoming) -> Answer {
    let switches = shared.switches();
    if !shared.enter_session(request.entry, &request.headers) {
        return portal::without_session(&switches);
    }
    let Some(company) = portal::entitled(shared, &switches, request.segment("company")) else {
        return portal::unentitled(&switches);
    };
    let call = Call { shared, switches: &switches, operation, company, request };
    let answered = call.parameters().and_then(|parameters| match operation {
        Operation::HostedCreateOrUpdateUser => call.create_or_update(),
        Operation::HostedSuspendUser => call.suspend(&parameters),
        _ => call.retrieve(&parameters),
    });
    let root = match answered {
        Ok(root) => root,
        Err(failure) => return told(&failure, &switches),
    };
    Answer::new(StatusCode::OK, CONTENT_TYPE, Style { padding: false }.document(&root))
}

/// No format of errors is stated (C17).
fn told(failure: &Failure, switches: &Switches) -> Answer {
    let answer = failure.answer(&switches.ipass_rest);
    let page = |status| pages::error(status, "The request could not be processed.");
    match switches.hosted_users.errors {
        HostedErrors::Xml => answer,
        HostedErrors::Html => Answer::html(answer.status, page(answer.status)),
        HostedErrors::HtmlWithOk => Answer::html(StatusCode::OK, page(answer.status)),
    }
}

/// A call with a good session, for a company of the user's own.
struct Call<'a> {
    shared: &'a Shared,
    switches: &'a Switches,
    operation: Operation,
    company: &'a Company,
    request: &'a Incoming,
}

impl Call<'_> {
    fn parameters(&self) -> Result<Parameters, Failure> {
        let query = self.request.query().map_err(|_| Failure::Parameter("action"))?;
        if self.switches.strict_parameters {
            query.check_names(&NAMES).map_err(|_| Failure::Parameter("action"))?;
        }
        if self.switches.hosted_users.user_agent && query.get("User-Agent") != Some("apiuser") {
            return Err(Failure::Parameter("User-Agent"));
        }
        Ok(query)
    }

    /// One who is there is updated, else one is created: the caller cannot know which (C13).
    fn create_or_update(&self) -> Result<Element, Failure> {
        let form = UserForm::read(&self.body("endUser")?).map_err(|_| Failure::InvalidXml)?;
        let username = form.username.clone().ok_or(Refusal::Missing("username"))?;
        let user = self.shared.with_state(|state| {
            let company = &self.company.id;
            let is_there = state.find_user(company, &username).is_ok();
            let (user, done) = if is_there {
                (state.update_user(company, form, self.rules())?, "updated")
            } else {
                (state.create_user(company, form, self.rules())?, "created")
            };
            self.done(&user, done);
            Ok::<_, Refusal>(user)
        })?;
        Ok(end_user(&user, &self.company.id, &self.switches.hosted_users, false))
    }

    fn suspend(&self, parameters: &Parameters) -> Result<Element, Failure> {
        let username = if parameters.get("action") == Some("suspend") {
            let id = parameters.get("id").and_then(|id| id.parse().ok());
            let id: u64 = id.ok_or(Failure::Parameter("id"))?;
            self.user_of_id(id)?.username.clone()
        } else {
            self.credential()?
        };
        let user = self.shared.with_state(|state| {
            let suspended = state.set_status(&self.company.id, &username, UserStatus::Suspended)?;
            self.done(&suspended, "suspended");
            Ok::<_, Refusal>(suspended)
        })?;
        Ok(end_user(&user, &self.company.id, &self.switches.hosted_users, false))
    }

    /// The username of a `statusChangeRequest`. Company and address, where they are there, must
    /// be the user's own (C14: which of the three is needed is unsaid).
    fn credential(&self) -> Result<String, Failure> {
        let body = self.body("statusChangeRequest")?;
        let credential = body.child("endUserCredential").ok_or(Failure::InvalidXml)?;
        let username = credential.filled("username").ok_or(Refusal::Missing("username"))?;
        let company = credential.filled("companyId").or_else(|| credential.filled("companyid"));
        if company.is_some_and(|company| company != self.company.id) {
            return Err(Failure::Privileges);
        }
        let user = self.shared.with_state(|state| state.find_user(&self.company.id, username))?;
        match credential.filled("email") {
            Some(email) if !email.eq_ignore_ascii_case(&user.email) => {
                Err(Failure::EmailNotFound(email.to_owned()))
            }
            _ => Ok(username.to_owned()),
        }
    }

    fn user_of_id(&self, id: u64) -> Result<Arc<User>, Failure> {
        let found =
            self.shared.with_state(|state| state.company(&self.company.id)?.users.by_id(id));
        found.ok_or(Failure::NotFound { what: "User with id", key: id.to_string() })
    }

    fn retrieve(&self, parameters: &Parameters) -> Result<Element, Failure> {
        let username = parameters.get("uname").filter(|name| !name.is_empty());
        let username = username.ok_or(Failure::Parameter("uname"))?;
        let user = self.shared.with_state(|state| {
            let asked = state.find_user(&self.company.id, username)?;
            let another = || {
                let users = &state.company(&self.company.id)?.users;
                let mut live = users.numbers(|facts| facts.status != UserStatus::Deleted);
                live.find(|&number| number != asked.number).map(|number| users.at(number))
            };
            Ok::<_, Refusal>(match self.switches.hosted_users.retrieve_returns {
                RetrieveReturns::Asked => asked,
                RetrieveReturns::Another => another().unwrap_or(asked),
            })
        })?;
        Ok(end_user(&user, &self.company.id, &self.switches.hosted_users, true))
    }

    /// The document of the body (C15: its `Content-Type` is unsaid).
    fn body(&self, root: &str) -> Result<Element, Failure> {
        let content_type = self.request.header(header::CONTENT_TYPE.as_str()).unwrap_or_default();
        let kind = content_type.split(';').next().unwrap_or_default().trim().to_lowercase();
        let is_xml = ["text/xml", "application/xml"].contains(&kind.as_str());
        if !is_xml && !self.switches.hosted_users.any_content_type {
            return Err(Failure::InvalidXml);
        }
        xml::parse(&self.request.body)
            .ok()
            .filter(|element| element.name == root)
            .ok_or(Failure::InvalidXml)
    }

    fn rules(&self) -> Rules {
        let switches = &self.switches.hosted_users;
        Rules {
            usernames: switches.username_rules,
            deleted_names_are_free: self.switches.ipass_rest.deleted_names_are_free,
            passwords: switches.password_policy == PasswordPolicy::User,
            omission_subscribes: switches.omitted_notifications == OmittedNotifications::Subscribe,
        }
    }

    fn done(&self, user: &User, done: &str) {
        let key = user.username.to_lowercase();
        self.shared.effect(self.request.entry, self.operation, &self.company.id, &key, done);
    }
}
