//! The feed's operations and the parameters of its URL, as the document and its cousins print them.

/// The feed's name in errors.
pub(super) const FEED: &str = "feed";
/// Call recordings: another address, given by the row.
pub(super) const RECORDING: &str = "recording";

/// SEED.
pub(super) const PATH: &[&str] = &["billing", "feed"];
/// SEED.
pub(super) const LOGIN: &str = "login";
/// SEED.
pub(super) const PASSWORD: &str = "password";
/// SEED: "from which id you wish to fetch rows (including that ID)".
pub(super) const FROM_ID: &str = "fromid";
/// "All CDR records" (SEED, reading D5).
pub(super) const FROM_THE_BEGINNING: u64 = 0;

/// DOC of a cousin, off unless asked for.
pub(super) const FORMAT: &str = "format";
/// DOC of a cousin; `YYYY-MM-DD` is INF.
pub(super) const DATE: &str = "date";
/// DOC of a cousin; 0 to 23 is INF.
pub(super) const HOUR: &str = "hour";
/// DOC of a cousin.
pub(super) const CALLS_ONLY: &str = "callsonly";
/// DOC of a cousin.
pub(super) const SERVICES_ONLY: &str = "servicesonly";
/// What switches a parameter of a cousin on (DOC).
pub(super) const ON: &str = "1";

/// "The mechanism to retrieve Call Records is the same" (SEED): a recording at the feed's own origin
/// is asked for with login and password, as the feed is (INF). No other host ever gets them.
pub(super) const RECORDINGS_TAKE_CREDENTIALS: bool = true;
