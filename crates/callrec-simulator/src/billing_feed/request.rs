//! The parameters of a request for the feed, by GET (SEED) or as a form (DOC of a cousin, D10).

use axum::http::{Method, StatusCode, header};

use super::{FeedFilter, cells::Form};
use crate::{incoming::Incoming, parameters::Parameters};

/// SEED: the first three. DOC of a cousin: the others.
const NAMES: [&str; 8] =
    ["login", "password", "fromid", "format", "date", "hour", "callsonly", "servicesonly"];

/// What was asked.
pub(super) struct FeedRequest {
    pub(super) login: String,
    pub(super) password: String,
    parameters: Parameters,
}

impl FeedRequest {
    /// # Errors
    /// The status and one sentence.
    pub(super) fn read(request: &Incoming, strict: bool) -> Result<Self, (StatusCode, String)> {
        let refuse = |reason: String| (StatusCode::BAD_REQUEST, reason);
        let query = request.query().map_err(refuse)?;
        let parameters = if request.method == Method::POST {
            if strict {
                // Credentials beside the form would be in a URL all the same.
                query.check_names(&[]).map_err(refuse)?;
            }
            form(request)?
        } else {
            query
        };
        if strict {
            parameters.check_names(&NAMES).map_err(refuse)?;
        }
        let value = |name| parameters.get(name).unwrap_or_default().to_owned();
        Ok(Self { login: value("login"), password: value("password"), parameters })
    }

    /// Rows and form; `understood` is whether the server knows the cousin's options.
    ///
    /// # Errors
    /// One sentence: which value is not of its form.
    pub(super) fn options(&self, understood: bool) -> Result<(FeedFilter, Form), String> {
        let mut filter = FeedFilter::default();
        if let Some(id) = self.value("fromid") {
            let id = id.parse().map_err(|_| "fromid must be a whole number".to_owned())?;
            filter.from_id = Some(id);
        }
        if !understood {
            return Ok((filter, Form::CSV));
        }
        if let Some(date) = self.value("date") {
            let date = date.parse().map_err(|_| "date must be YYYY-MM-DD".to_owned())?;
            filter.date = Some(date);
        }
        if let Some(hour) = self.value("hour") {
            let hour = hour.parse().ok().filter(|hour| *hour < 24);
            filter.hour = Some(hour.ok_or("hour must be 0 to 23")?);
        }
        filter.calls_only = self.flag("callsonly")?;
        filter.services_only = self.flag("servicesonly")?;
        let form = match self.value("format") {
            None => Form::CSV,
            Some(name) => Form::named(name).ok_or("format must be csv, txt, pipe or json")?,
        };
        Ok((filter, form))
    }

    /// An empty parameter is as good as none.
    fn value(&self, name: &str) -> Option<&str> {
        self.parameters.get(name).filter(|value| !value.is_empty())
    }

    fn flag(&self, name: &str) -> Result<bool, String> {
        match self.value(name) {
            None | Some("0") => Ok(false),
            Some("1") => Ok(true),
            Some(_) => Err(format!("{name} must be 0 or 1")),
        }
    }
}

fn form(request: &Incoming) -> Result<Parameters, (StatusCode, String)> {
    let content_type = request.header(header::CONTENT_TYPE.as_str()).unwrap_or_default();
    let content_type = content_type.split(';').next().unwrap_or_default().trim();
    if !content_type.eq_ignore_ascii_case("application/x-www-form-urlencoded") {
        return Err((StatusCode::UNSUPPORTED_MEDIA_TYPE, "the feed takes a form".to_owned()));
    }
    let text = str::from_utf8(&request.body)
        .map_err(|_| (StatusCode::BAD_REQUEST, "the form is not UTF-8".to_owned()))?;
    Parameters::parse(text).map_err(|reason| (StatusCode::BAD_REQUEST, reason))
}
