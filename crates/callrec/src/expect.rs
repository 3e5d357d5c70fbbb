//! Whether what a body turned out to be is what the report needs.

use callrec_decode::{Content, Report};

use crate::{Error, ErrorKind, Result};

/// What to do with a body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Expected {
    /// Decode it.
    Records,
    /// Read it to the end: it stands for a period without records.
    Nothing,
}

/// Judges content against a report; `NotData` for another type.
pub(crate) fn judge(report: Report, content: Content) -> Result<Expected> {
    let found = match content {
        // An empty answer of this service is a failure, not a period without calls (reading E7).
        Content::Empty if report == Report::GetCalls => "nothing",
        Content::NoData if report == Report::GetCalls => "the text \"no data\"",
        Content::Empty | Content::NoData => return Ok(Expected::Nothing),
        Content::Csv | Content::Xml => return Ok(Expected::Records),
        Content::Json if matches!(report, Report::BillingFeed | Report::GetCalls) => {
            return Ok(Expected::Records);
        }
        Content::Json => "JSON",
        Content::LoginPage => "a login page",
        Content::HtmlPage => "an HTML page",
        Content::AuthRequired => "the text that authorization is required",
        Content::ServiceError => "an error document",
        Content::Gzip => "gzip data",
        Content::Zip => "a zip archive",
        _ => "data of no known type",
    };
    let detail = format!("{found} came instead of {report}");
    Err(Error::new(ErrorKind::NotData, detail).with_line(1).with_offset(0))
}
