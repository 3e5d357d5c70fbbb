//! The switches of the iPass REST API.

use serde::{Deserialize, Serialize};

/// How the iPass REST API behaves, where its document contradicts itself or is silent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[non_exhaustive]
pub struct RestSwitches {
    /// Whether `/users?service=list` is `listAll` (B1: the summary says so, the details do not).
    pub list_alias: bool,
    /// Whether `/costCenters` and the like are found (B2).
    pub case_insensitive_paths: bool,
    /// Whether `/costcenters?service=remove` deletes (B3).
    pub remove_alias: bool,
    /// Whether reads may be asked for by GET (B7; OBS for search).
    pub get_reads: bool,
    /// Whether `x-ipass-company-id` must be there (B8).
    pub company_header: CompanyHeader,
    /// Whether the key is good for child companies as well (INF).
    pub child_companies: bool,
    /// The status of a refusal with 1006 (B57): 403 or 401.
    pub refusal_status: u16,
    /// The status of a refusal with 2005 (B56): 500 (SEED), or 400 or 422, what "conventional HTTP
    /// response codes" would be.
    pub validation_status: u16,
    /// How error codes are written (B55: "5-digit", but the table has four).
    pub error_codes: ErrorCodes,
    /// Whether long error messages are broken over a line, as the sample is (B60).
    pub broken_messages: bool,
    /// Whether a new username needs the realm as its suffix and a single `@` (B10).
    pub username_rules: bool,
    /// What a new user without `enablePortalLogin` is (B14).
    pub portal_login: PortalLogin,
    /// Who makes passwords (SEED: an account is set to either).
    pub password_policy: PasswordPolicy,
    /// Whether deleted users are listed (B15).
    pub deleted: Deleted,
    /// Whether the name and the address of a deleted user may be had again (B15, INF).
    pub deleted_names_are_free: bool,
    /// Whether the answer to a create has `thorUserId` and `endUserId` (B16: the text says so, the
    /// matrix does not).
    pub create_ids: bool,
    /// Whether it has `acaToken` and `selfServiceActivationUrl` (B16, OBS).
    pub create_activation_url: bool,
    /// Whether `acaToken` is broken over a line, as in the sample (B9).
    pub broken_tokens: bool,
    /// What a delete answers (B17).
    pub delete_answer: DeleteAnswer,
    /// Whether answers hold every field of the user object, not those of the matrix alone (B16).
    pub every_field: bool,
    /// Whether objects hold elements that no document names (B19, B61).
    pub unknown_elements: bool,
    /// Whether texts have blanks around them (B18).
    pub padding: bool,
    /// The element around a list (B26: never shown for users, devices, cost centres and
    /// registration codes).
    pub wrappers: Wrappers,
    /// Which malformed sample of the document is answered as it is printed (B27, B35, B36).
    pub malformed: Malformed,
    /// What `page` and `limit` mean (B22).
    pub paging: Paging,
    /// Whether `limit=-1` brings everything in one page (B23).
    pub minus_one_is_all: bool,
    /// Pages are never longer, whatever `limit` says (INF; fault H7); 0: no bound.
    pub most_per_page: u64,
    /// What a search compares (B24).
    pub search: Search,
    /// Which ends of a search by date belong to it (B25: "after", "up until").
    pub search_dates: SearchDates,
    /// What `costCenterId` names (B28).
    pub cost_center_key: CostCenterKey,
    /// Whether `modifiedTime` of cost centres has no year, as in the sample (B31).
    pub yearless_times: bool,
    /// Which devices are listed (B37).
    pub devices: DevicesListed,
    /// What an update of a registration code answers (B41).
    pub code_update_answer: CodeUpdateAnswer,
    /// Under which name the daily reports take their date (B49).
    pub daily_parameter: DailyParameter,
    /// How a group's name is written (B52).
    pub group_name: GroupName,
    /// What an update of a group does with what is not there (B53).
    pub group_update: GroupUpdate,
    /// How the time of the last change is named and written (B54).
    pub modified: Modified,
}

/// See [`RestSwitches::company_header`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum CompanyHeader {
    /// 403 with 1006 without it (status INF).
    Required,
    /// The key's own company without it.
    Optional,
}

/// See [`RestSwitches::error_codes`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum ErrorCodes {
    /// `2005`
    FourDigits,
    /// `02005`
    FiveDigits,
}

/// See [`RestSwitches::portal_login`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum PortalLogin {
    /// `false`, with a warning in the ledger (the 2021 mode).
    Optional,
    /// Refused: the table says REQUIRED.
    Required,
}

/// See [`RestSwitches::password_policy`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum PasswordPolicy {
    /// The service makes them: `password` may be omitted.
    System,
    /// A new user must bring one.
    User,
}

/// See [`RestSwitches::deleted`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Deleted {
    /// Neither listed nor found.
    Hidden,
    /// Still listed, as Suspended; nothing else finds them.
    ListedAsSuspended,
}

/// See [`RestSwitches::delete_answer`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum DeleteAnswer {
    /// An `endUser` with the username (the matrix).
    UsernameOnly,
    /// The "updated user object": its `endUserStatus` says Suspended (B15).
    UserObject,
    /// The `message` of other writes.
    Message,
    /// Nothing.
    Empty,
}

/// See [`RestSwitches::wrappers`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Wrappers {
    /// `endUsers`, `devices`, `costcenters`, `registrationCodeBeans`
    Plural,
    /// `list`
    List,
    /// `endUserList`, `deviceList`, …
    WithList,
    /// `collection`
    Collection,
}

/// See [`RestSwitches::malformed`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Malformed {
    /// All answers are well-formed.
    Nothing,
    /// `<assignedCount>5</email>/assignedCount>` in lists of cost centres (B27).
    AssignedCount,
    /// `<<status>registered</status> >` in lists of devices (B36).
    Status,
    /// No `</message>` after un-assigning users (B35).
    Message,
    /// All three.
    Everything,
}

/// See [`RestSwitches::paging`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Paging {
    /// `page` is the page's number from 1, `limit` its length.
    PageAndLimit,
    /// The reverse, as three of the five tables say.
    Swapped,
    /// Whatever `page` is: the first page (fault H6).
    PageIgnored,
}

/// See [`RestSwitches::search`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Search {
    /// The beginning of first name, last name, address and username, in any case.
    Prefix,
    /// The same, but capitals matter.
    PrefixOfCase,
    /// The whole of one of them, in any case.
    Exact,
}

/// See [`RestSwitches::search_dates`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum SearchDates {
    /// Both.
    Inclusive,
    /// The first day does not.
    FromExclusive,
    /// The last day does not.
    ToExclusive,
    /// Neither.
    Exclusive,
}

/// See [`RestSwitches::cost_center_key`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum CostCenterKey {
    /// The system's id or the visible one.
    Either,
    /// The system's id.
    Id,
    /// The visible id.
    CostId,
}

/// See [`RestSwitches::devices`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum DevicesListed {
    /// All, with their status.
    All,
    /// Registered ones only.
    Active,
}

/// See [`RestSwitches::code_update_answer`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum CodeUpdateAnswer {
    /// The registration code object.
    Object,
    /// The `message` of other writes.
    Message,
    /// Nothing.
    Empty,
}

/// See [`RestSwitches::daily_parameter`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum DailyParameter {
    /// `date` or `month`, with a full date.
    Either,
    /// `date` only, as the table has it.
    Date,
    /// `month` only, as the URL has it.
    Month,
}

/// See [`RestSwitches::group_name`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum GroupName {
    /// `name` (the samples).
    Lower,
    /// `Name` (the table); `name` is read all the same.
    Capital,
}

/// See [`RestSwitches::group_update`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum GroupUpdate {
    /// It stays; only a rename needs `name`.
    Partial,
    /// Refused where `name` is missing.
    Strict,
    /// It is emptied: a missing `name` makes the name empty.
    Overwrite,
}

/// See [`RestSwitches::modified`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Modified {
    /// `modifiedDate` of groups, `modifiedTime` elsewhere; groups and plans at `+05:30`, cost
    /// centres at `Z`.
    AsPrinted,
    /// `modifiedTime` everywhere, at `Z`.
    Time,
    /// `modifiedDate` everywhere, at `+05:30`.
    Date,
}

impl Default for RestSwitches {
    fn default() -> Self {
        Self {
            list_alias: false,
            case_insensitive_paths: false,
            remove_alias: false,
            get_reads: false,
            company_header: CompanyHeader::Required,
            child_companies: true,
            refusal_status: 403,
            validation_status: 500,
            error_codes: ErrorCodes::FourDigits,
            broken_messages: false,
            username_rules: true,
            portal_login: PortalLogin::Optional,
            password_policy: PasswordPolicy::System,
            deleted: Deleted::Hidden,
            deleted_names_are_free: true,
            create_ids: true,
            create_activation_url: true,
            broken_tokens: false,
            delete_answer: DeleteAnswer::UsernameOnly,
            every_field: false,
            unknown_elements: false,
            padding: false,
            wrappers: Wrappers::Plural,
            malformed: Malformed::Nothing,
            paging: Paging::PageAndLimit,
            minus_one_is_all: true,
            most_per_page: 0,
            search: Search::Prefix,
            search_dates: SearchDates::Inclusive,
            cost_center_key: CostCenterKey::Either,
            yearless_times: false,
            devices: DevicesListed::All,
            code_update_answer: CodeUpdateAnswer::Object,
            daily_parameter: DailyParameter::Either,
            group_name: GroupName::Lower,
            group_update: GroupUpdate::Partial,
            modified: Modified::AsPrinted,
        }
    }
}

impl RestSwitches {
    /// Why they cannot be, if they cannot.
    pub(super) fn fault(&self) -> Option<&'static str> {
        if ![401, 403].contains(&self.refusal_status) {
            return Some("an ipass_rest.refusal_status of 403 or 401");
        }
        if ![400, 422, 500].contains(&self.validation_status) {
            return Some("an ipass_rest.validation_status of 500, 400 or 422");
        }
        None
    }
}
