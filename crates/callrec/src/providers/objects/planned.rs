//! A request of a dry run: what would have been sent.

use std::fmt;

/// A request as it would have been sent, its secrets shown as `***`.
///
/// `Display` is for people: the request line, its headers and its body.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct PlannedRequest {
    /// System and operation, as in `ipass_rest.create_user`.
    pub operation: &'static str,
    /// The HTTP method.
    pub method: &'static str,
    /// Absolute, that of the base URL included, percent-encoded.
    pub path: String,
    /// Names and values of the query, not encoded.
    pub query: Vec<(String, String)>,
    /// The headers that belong to the operation.
    pub headers: Vec<(String, String)>,
    /// The XML document, where there is one.
    pub body: Option<String>,
}

impl fmt::Display for PlannedRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.method, self.path)?;
        for (index, (name, value)) in self.query.iter().enumerate() {
            write!(f, "{}{name}={value}", if index == 0 { '?' } else { '&' })?;
        }
        for (name, value) in &self.headers {
            write!(f, "\n{name}: {value}")?;
        }
        match &self.body {
            Some(body) => write!(f, "\n\n{body}"),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_reads_like_a_request() {
        let request = PlannedRequest {
            operation: "ipass_rest.delete_user",
            method: "POST",
            path: "/v1/users".to_owned(),
            query: vec![("service".to_owned(), "delete-v2".to_owned())],
            headers: vec![("x-ipass-key".to_owned(), "***".to_owned())],
            body: Some("<endUser></endUser>".to_owned()),
        };
        assert_eq!(
            request.to_string(),
            "POST /v1/users?service=delete-v2\nx-ipass-key: ***\n\n<endUser></endUser>"
        );
    }
}
