//! Fetches call detail records from provider systems, typed and complete.
//!
//! A client ([`IpassPortal`], [`IpassRest`], [`HostedUsers`], [`BillingFeed`], [`GetCalls`]) fetches
//! a report and gives a [`Reader`] of Arrow record batches that decodes while the body is still
//! arriving. A reader ends cleanly only when the body was complete; anything else is an [`Error`]
//! after the rows that came before it. Reports that are not rows come as a [`Document`], many
//! reports at once as a [`FanOut`].
//!
//! The async clients live under [`providers`], the same clients for plain threads under
//! [`blocking`]. What the columns mean is said by [`Report`].
//!
//! ```no_run
//! # async fn run() -> callrec::Result<()> {
//! let portal = callrec::IpassPortal::builder().credentials("user@example.com", "secret").build()?;
//! let mut reader = portal.monthly_cdr("1025", "2026-09".parse()?).await?;
//! while let Some(batch) = reader.next_batch().await {
//!     println!("{} records", batch?.num_rows());
//! }
//! # Ok(()) }
//! ```

pub mod blocking;
mod document;
mod download;
mod error;
mod expect;
mod fan_out;
mod fork;
mod held;
mod http;
mod period;
mod proof;
pub mod providers;
mod reader;
mod regular_file;
mod secret;
mod summary;

pub use arrow_array::RecordBatch;
pub use arrow_schema::SchemaRef;
#[doc(hidden)]
pub use callrec_decode::shortened;
pub use callrec_decode::{
    Accounting, ByteSource, CallType, DecodeError, DecodeErrorKind, DecodeOptions, Delimiter,
    Direction, Doubt, DoubtReason, DstPolicy, Encoding, Kind, Limits, LocalTimeFault,
    ParallelError, ParallelOptions, ParallelReader, PricePolicy, Quarantined, Reason, Report,
    ReportDecoder, SessionLengthUnit, Stopped, System, Unifier, UnifyAccounting, UnifyError,
    UnifyOptions, UnknownReport, UnknownZone, Zone,
};

pub use document::{
    Document, DocumentKind, DocumentProgress, SavedDocument, UnpackLimits, UnpackedEntry, unpack,
    unpack_with_interrupt,
};
pub use error::{Error, ErrorKind, Result};
pub use fan_out::{FanOut, fan_out};
pub use http::Timeouts;
pub use period::{Day, Month};
pub use proof::Proof;
pub use providers::Provider;
pub use providers::billing_feed::{
    BillingFeed, BillingFeedBuilder, Covered, Cursor, FeedDialect, FeedFormat, FeedMethod,
};
pub use providers::getcalls::{GetCalls, GetCallsBuilder, GetCallsFormat, Window};
pub use providers::hosted_users::{HostedUsers, HostedUsersBuilder};
pub use providers::ipass_portal::{IpassPortal, IpassPortalBuilder, LoginMethod};
pub use providers::ipass_rest::{
    DailyParameter, IpassRest, IpassRestBuilder, Paging, RestFault, SearchOptions,
};
pub use providers::objects::{
    Company, CostCenter, CostCenterUpdate, Device, DurationUnit, Group, GroupPlan, NewCostCenter,
    NewGroup, NewRegistrationCode, NewUser, Outcome, PlannedRequest, Reconciled, RegistrationCode,
    RegistrationCodeUpdate, Row, SimpleUser, User, UserUpdate,
};
pub use reader::Reader;
pub use secret::Secret;
pub use summary::{Amount, ServiceTotal, Summary};
