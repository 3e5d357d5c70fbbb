//! From a profile and a window to a request.

use super::config::GetCallsFormat;
use super::operation as op;
use super::window::Window;
use crate::http::{BaseUrl, Carries, Class, Query, Request};
use crate::providers::objects::not_empty;
use crate::secret::Secret;
use crate::{Day, Result};

/// What all requests share.
pub(super) struct Wire {
    pub(super) base_url: BaseUrl,
    pub(super) username: String,
    pub(super) password: Secret,
    pub(super) format: GetCallsFormat,
}

impl Wire {
    /// `…/PROFILE/START/END/FORMAT`. The end goes with the format always: without it the format would
    /// stand in the end's place (reading E2). The day after the last is asked for as the end, so that
    /// an exclusive server sends the last day too (reading E5).
    pub(super) fn window(&self, profile: &str, window: Window) -> Result<Request> {
        let (start, end) = (window.start().to_string(), window.end().to_string());
        self.request(profile, &[&start, &end, self.format.name()])
    }

    /// `…/PROFILE/START`: to the current date (SEED), in the default format.
    pub(super) fn since(&self, profile: &str, start: Day) -> Result<Request> {
        self.request(profile, &[&start.to_string()])
    }

    fn request(&self, profile: &str, rest: &[&str]) -> Result<Request> {
        not_empty("the profile", profile)?;
        let segments = [op::PATH, &[profile], rest].concat();
        let query = Query::default()
            .with(op::USERNAME, &self.username)?
            .with(op::PASSWORD, self.password.expose())?;
        let target = self.base_url.target(&segments, &query)?;
        Ok(Request::get(Class::Read, target).carrying(Carries::Password))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wire(format: GetCallsFormat) -> Wire {
        Wire {
            base_url: BaseUrl::parse("https://voip.example", false).expect("a base URL"),
            username: "a user@example.com".to_owned(),
            password: Secret::new("h+u&sh"),
            format,
        }
    }

    fn url(request: &Request) -> String {
        format!("{}?{}", request.target().url(), request.target().query())
    }

    /// As the document prints it, every value encoded.
    #[test]
    fn urls_of_windows() {
        let (start, end) = (Day::new(2021, 6, 29), Day::new(2021, 7, 1));
        let (start, end) = (start.expect("a day"), end.expect("a day"));
        let window = Window::split(start, end).expect("windows")[0];
        for (format, name) in [(GetCallsFormat::Json, "json"), (GetCallsFormat::Csv, "csv")] {
            let request = wire(format).window("12 34", window).expect("a request");
            assert_eq!(
                url(&request),
                format!(
                    "https://voip.example/cdrs/getcalls/12%2034/2021-06-29/2021-07-01/{name}\
                     ?username=a%20user%40example.com&password=h%2Bu%26sh"
                )
            );
            assert!(!format!("{request:?}").contains("h+u"));
        }
        let request = wire(GetCallsFormat::Json).since("1234", start).expect("a request");
        assert!(url(&request).starts_with("https://voip.example/cdrs/getcalls/1234/2021-06-29?"));
    }

    #[test]
    fn a_profile_is_one_segment() {
        let start = Day::new(2021, 6, 29).expect("a day");
        for profile in ["", ".", "..", "a\nb"] {
            assert!(wire(GetCallsFormat::Json).since(profile, start).is_err(), "{profile:?}");
        }
        let request = wire(GetCallsFormat::Json).since("1/2", start).expect("a request");
        assert!(url(&request).contains("/1%2F2/"));
    }
}
