//! The kinds of report and their schemas.

pub(crate) mod billing_feed;
mod companies;
pub(crate) mod getcalls;
mod ipass_cdr;
mod ipass_network_users;
pub(crate) mod names;
pub(crate) mod provenance;
mod rest;

use std::collections::HashMap;
use std::fmt;
use std::str::FromStr;
use std::sync::{Arc, LazyLock};

use arrow_schema::{Field, Schema, SchemaRef};

use crate::quoted::shortened;

/// A kind of report: one name, one schema.
///
/// The last four columns are the same in every report and come from callrec, not from the provider:
///
/// | column | Arrow type | null | meaning |
/// |---|---|---|---|
/// | `_line` | UInt64 | never | physical line of the record's start, from 1; a header is line 1 |
/// | `_offset` | UInt64 | never | byte of the record's start in the input, from 0, a byte order mark included |
/// | `_repair` | Dictionary(Int16, Utf8) | usually | name of the rule that mended the record |
/// | `_extra` | Map(Utf8, Utf8) | when empty | what the schema has no column for, under the provider's own names, in input order; a cell that is null leaves no entry |
///
/// The schema's metadata holds the report's name under `callrec.report`.
///
/// In the tables of the variants, *mark* says where the column is known from: SEED, the provider's
/// API document; DOC, another page of the provider; OBS, seen in code that runs against the live
/// service; INF, inferred here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Report {
    /// Call detail records of the iPass portal and REST API: monthly, daily and adjustment files alike.
    ///
    /// | column | Arrow type | null | unit, meaning | mark |
    /// |---|---|---|---|---|
    /// | `transaction_id` | Utf8 | never | unique in the provider's system; comes again in an adjustment | DOC |
    /// | `billing_code` | Utf8 | maybe | internal to the provider | DOC |
    /// | `user_id` | Utf8 | maybe | login name | DOC |
    /// | `auth_domain` | Utf8 | maybe | domain of the login, may be over-qualified | DOC |
    /// | `description` | Utf8 | maybe | country, city and venue; holds commas | DOC |
    /// | `gmt_time` | Timestamp(µs, UTC) | maybe | when the transaction stopped; decides the month | DOC |
    /// | `local_time` | Timestamp(µs), no zone | maybe | the same at the place of use, as printed | DOC, its format INF |
    /// | `session_length_s` | Int64 | maybe | seconds, see [`SessionLengthUnit`](crate::SessionLengthUnit) | OBS, the unit INF |
    /// | `billing_rate` | Decimal128(18, 6) | maybe | account currency, which the file does not name | OBS |
    /// | `net_billing_amount` | Decimal128(18, 6) | maybe | account currency; negative in corrections; cumulative under `daily_usage_cap` | DOC |
    /// | `access_type` | Dictionary(Int16, Utf8) | maybe | open list | OBS |
    /// | `service_type` | Dictionary(Int16, Utf8) | maybe | open list, such as `daily_usage` | DOC |
    /// | `reserved` | Utf8 | maybe | the thirteenth column, whose meaning is unknown | OBS |
    /// | `data_used` | Decimal128(18, 6) | maybe | unit not stated | OBS |
    IpassCdr,
    /// Network and client users of an iPass company in a month.
    ///
    /// | column | Arrow type | null | unit, meaning | mark |
    /// |---|---|---|---|---|
    /// | `user_name` | Utf8 | never | login name without its domain | SEED |
    /// | `user_domain` | Utf8 | maybe | domain of the login | SEED |
    /// | `network_user` | Boolean | maybe | used the network in the month | SEED |
    /// | `om_user` | Boolean | maybe | used an Open Mobile client in the month | SEED |
    /// | `ipc_user` | Boolean | maybe | used an iPassConnect client in the month | SEED |
    IpassNetworkUsers,
    /// Companies: the children of an iPass account.
    ///
    /// | column | Arrow type | null | unit, meaning | mark |
    /// |---|---|---|---|---|
    /// | `id` | Utf8 | never | opaque; goes into the URLs of reports | SEED |
    /// | `name` | Utf8 | maybe | display name | SEED |
    /// | `is_active` | Boolean | maybe | whether the account is active | SEED |
    Companies,
    /// Call records of a cloud PBX from its billing feed; the union of its three profiles, columns that
    /// a profile lacks are null. The readings of dates and lengths are those of the profiles' rows.
    ///
    /// | column | Arrow type | null | unit, meaning | mark |
    /// |---|---|---|---|---|
    /// | `id` | UInt64 | never | the cursor of the feed | SEED |
    /// | `billing_group` | Utf8 | maybe | as printed | OBS |
    /// | `origin` | Utf8 | maybe | number or `restricted` | OBS |
    /// | `destination` | Utf8 | maybe | number | OBS |
    /// | `description` | Utf8 | maybe | as printed | OBS |
    /// | `status` | Utf8 | maybe | how the call ended, such as `Ok` | OBS, AU's heading INF |
    /// | `terminated` | Utf8 | maybe | as printed | OBS |
    /// | `zone_prefix` | Utf8 | maybe | as printed | OBS |
    /// | `azone_prefix` | Utf8 | maybe | as printed | OBS |
    /// | `third_number` | Utf8 | maybe | number | OBS |
    /// | `local_date` | Date32 | maybe | date as printed, no zone; a time printed with it is not kept | OBS |
    /// | `local_time` | Time64(µs) | maybe | time of day as printed, no zone; a date printed with it is not kept | OBS |
    /// | `started_at_local` | Timestamp(µs), no zone | maybe | date and time as printed | OBS |
    /// | `length_s` | Int64 | maybe | seconds; null in rows that are no calls | OBS |
    /// | `charge` | Decimal128(18, 6) | maybe | the account's currency | OBS |
    /// | `smart_code` | Utf8 | maybe | as printed | OBS |
    /// | `smart_code_description` | Utf8 | maybe | as printed | OBS |
    /// | `type` | Dictionary(Int16, Utf8) | maybe | open list; says something only with `subtype` | SEED |
    /// | `subtype` | Dictionary(Int16, Utf8) | maybe | open list | SEED |
    /// | `recording` | Utf8 | maybe | `0`, or where the recording is | OBS, its meaning INF |
    /// | `bill_date` | Timestamp(µs), no zone | maybe | date of billing, printed with a time | OBS |
    BillingFeed,
    /// Call records of a profile (customer number) of a VoIP reseller.
    ///
    /// For types that are no calls, `source` is a user name, `destination` a product, `destination_name`
    /// its description and `call_start_local` the date of billing.
    ///
    /// | column | Arrow type | null | unit, meaning | mark |
    /// |---|---|---|---|---|
    /// | `type` | Dictionary(Int16, Utf8) | never | open list, such as `CALLOUT` | SEED |
    /// | `source` | Utf8 | maybe | who called, `+` kept | SEED |
    /// | `destination` | Utf8 | maybe | number that was dialled, `+` kept | SEED |
    /// | `destination_name` | Utf8 | maybe | country that was called | SEED |
    /// | `call_start_local` | Timestamp(µs), no zone | maybe | start of the call as printed; a date alone is its midnight | SEED, no zone stated |
    /// | `call_end_local` | Timestamp(µs), no zone | maybe | end of the call; no sample has it | SEED |
    /// | `duration_s` | Int64 | maybe | seconds | SEED, the unit INF |
    /// | `pbx_extension` | Utf8 | maybe | extension in the PBX | SEED |
    /// | `quantity` | Decimal128(18, 6) | maybe | quantity billed | SEED |
    /// | `price_cents` | Decimal128(18, 6) | maybe | euro cents for each of `quantity`, as printed | SEED |
    /// | `invoice` | Utf8 | maybe | number of the invoice or report; `N/A` is null, and then in `_extra` under `invoice` | SEED |
    GetCalls,
    /// Users of an iPass company, from the lists and searches of the REST API (`endUser`).
    ///
    /// | column | Arrow type | null | unit, meaning | mark |
    /// |---|---|---|---|---|
    /// | `username` | Utf8 | never | login with the roaming realm; unique within the account | SEED |
    /// | `email` | Utf8 | maybe | unique in the service | SEED |
    /// | `fname`, `lname` | Utf8 | maybe | first and last name | SEED |
    /// | `is_active` | Boolean | maybe | 1 is active; `end_user_status` is what to trust | SEED |
    /// | `end_user_status` | Dictionary(Int16, Utf8) | maybe | `Active` or `Suspended` | SEED |
    /// | `thor_user_id`, `end_user_id`, `proxy_user_id` | Utf8 | maybe | the provider's own ids | SEED |
    /// | `auth_type` | Dictionary(Int16, Utf8) | maybe | `HostedAuth` | SEED |
    /// | `company` | Utf8 | maybe | id of the company | SEED |
    /// | `department_code` | Utf8 | maybe | department or cost center, free text | SEED |
    /// | `home_country` | Dictionary(Int16, Utf8) | maybe | two letters of ISO 3166 | SEED |
    /// | `locale` | Dictionary(Int16, Utf8) | maybe | such as `en-US` | SEED |
    /// | `enable_portal_login` | Boolean | maybe | may sign in to the portal | SEED |
    /// | `notify_activate`, `notify_suspend` | Boolean | maybe | whether an e-mail is sent then: attribute `subscribe` of the `notification` of that type | SEED |
    /// | `num_devices`, `num_active_devices` | Int64 | maybe | count | SEED |
    /// | `start_date` | Date32 | maybe | when the user was created; `MM/DD/YYYY` | SEED, its form DOC |
    /// | `password` | Utf8, **secret** | usually | of requests; an answer should not hold it | SEED |
    /// | `aca_token` | Utf8, **secret** | maybe | activation token, white space taken out | SEED |
    /// | `self_service_activation_url` | Utf8, **secret** | maybe | holds the token and the password, white space taken out | SEED |
    ///
    /// A column is marked secret by the metadata `callrec.secret` = `true` of its field.
    Users,
    /// Users of an iPass cost center, from the REST API's `PaginatedEndUserSearchResult` (`simpleEndUser`).
    ///
    /// | column | Arrow type | null | unit, meaning | mark |
    /// |---|---|---|---|---|
    /// | `end_user_id` | Utf8 | never | the provider's id of the user | SEED |
    /// | `first_name`, `last_name` | Utf8 | maybe | | SEED |
    /// | `user_name` | Utf8 | maybe | login with the realm | SEED |
    SimpleUsers,
    /// Cost centers of an iPass company, from the REST API (`costcenter`).
    ///
    /// | column | Arrow type | null | unit, meaning | mark |
    /// |---|---|---|---|---|
    /// | `id` | Utf8 | never | the provider's id; goes into requests as `costCenterId` | SEED |
    /// | `cost_id` | Utf8 | maybe | id for people; `costid`, `costId` or `COST_ID` | SEED |
    /// | `name` | Utf8 | maybe | | SEED |
    /// | `child_company` | Utf8 | maybe | id of the child company it stands for | SEED |
    /// | `assigned_count` | Int64 | maybe | users assigned to it | SEED |
    /// | `modified_by` | Utf8 | maybe | name or number of the one who changed it last | SEED |
    /// | `modified_time` | Timestamp(µs, UTC) | maybe | when; null where the year is missing, the text is then in `_extra` | SEED |
    CostCenters,
    /// Devices of a user, from the REST API (`device`).
    ///
    /// | column | Arrow type | null | unit, meaning | mark |
    /// |---|---|---|---|---|
    /// | `device_uuid` | Utf8 | never | opaque, made at the installation | SEED |
    /// | `enabled_on` | Timestamp(µs, UTC) | maybe | when it was activated | SEED |
    /// | `manufacturer`, `model_id` | Utf8 | maybe | as collected at the activation | SEED |
    /// | `platform` | Dictionary(Int16, Utf8) | maybe | such as `Android` | SEED |
    /// | `status` | Dictionary(Int16, Utf8) | maybe | `registered`, `suspended` or `unregistered` | SEED |
    Devices,
    /// Registration codes of an iPass company, from the REST API (`registrationCode`).
    ///
    /// | column | Arrow type | null | unit, meaning | mark |
    /// |---|---|---|---|---|
    /// | `reg_code` | Utf8 | never | the code | SEED |
    /// | `reg_code2` | Utf8 | maybe | opaque | SEED |
    /// | `id` | Utf8 | maybe | the provider's id | SEED |
    /// | `duration` | Int64 | maybe | how long the service lasts, in `duration_unit` | SEED |
    /// | `duration_unit` | Dictionary(Int16, Utf8) | maybe | `Days` or `Months` | SEED |
    /// | `use_count` | Int64 | maybe | how often it was used | SEED |
    /// | `department_code`, `alt_id` | Utf8 | maybe | free | SEED |
    /// | `company_id` | Utf8 | maybe | | SEED |
    /// | `max_activation_date` | Date32 | maybe | last day to register; `MM/DD/YYYY` | SEED |
    RegistrationCodes,
    /// User groups of an iPass company, from the REST API (`group`).
    ///
    /// | column | Arrow type | null | unit, meaning | mark |
    /// |---|---|---|---|---|
    /// | `id` | Utf8 | never | the provider's id | SEED |
    /// | `name` | Utf8 | maybe | | SEED |
    /// | `group_plan_id` | Utf8 | maybe | the `id` of its group plan | SEED |
    /// | `assigned_count` | Int64 | maybe | users in it | SEED |
    /// | `modified_by` | Utf8 | maybe | who changed it last | SEED |
    /// | `modified_date` | Timestamp(µs, UTC) | maybe | when | SEED |
    /// | `users` | Utf8 | maybe | JSON array of the members' user names, in the document's order; null where there is none | SEED |
    Groups,
    /// Price plans of groups, from the REST API (`groupPlan`).
    ///
    /// | column | Arrow type | null | unit, meaning | mark |
    /// |---|---|---|---|---|
    /// | `id` | Utf8 | never | what a group's `group_plan_id` names | SEED |
    /// | `company_id` | Utf8 | maybe | | SEED |
    /// | `default_plan` | Boolean | maybe | 1 is the default | SEED |
    /// | `modified_by` | Utf8 | maybe | who changed it last | SEED |
    /// | `modified_time` | Timestamp(µs, UTC) | maybe | when | SEED |
    /// | `plan` | Utf8 | maybe | its code, such as `FLAT_RATE_ULTD_LPT` | SEED |
    /// | `plan_description` | Utf8 | maybe | for people | SEED |
    /// | `plan_type` | Dictionary(Int16, Utf8) | maybe | such as `NON_PREMIUM` | SEED |
    GroupPlans,
}

impl Report {
    /// Every report.
    pub const ALL: [Report; 12] = [
        Report::IpassCdr,
        Report::IpassNetworkUsers,
        Report::Companies,
        Report::BillingFeed,
        Report::GetCalls,
        Report::Users,
        Report::SimpleUsers,
        Report::CostCenters,
        Report::Devices,
        Report::RegistrationCodes,
        Report::Groups,
        Report::GroupPlans,
    ];

    /// The table's name in snake case, as in `ipass_cdr`.
    pub fn name(self) -> &'static str {
        match self {
            Report::IpassCdr => "ipass_cdr",
            Report::IpassNetworkUsers => "ipass_network_users",
            Report::Companies => "companies",
            Report::BillingFeed => "billing_feed",
            Report::GetCalls => "getcalls",
            Report::Users => "users",
            Report::SimpleUsers => "simple_users",
            Report::CostCenters => "cost_centers",
            Report::Devices => "devices",
            Report::RegistrationCodes => "registration_codes",
            Report::Groups => "groups",
            Report::GroupPlans => "group_plans",
        }
    }

    /// The Arrow schema: the report's columns in the provider's order, then `_line`, `_offset`,
    /// `_repair` and `_extra`.
    ///
    /// Cheap: the schema is built once a process and shared.
    pub fn schema(self) -> SchemaRef {
        static CDR: LazyLock<SchemaRef> =
            LazyLock::new(|| build(Report::IpassCdr, ipass_cdr::fields()));
        static USERS: LazyLock<SchemaRef> =
            LazyLock::new(|| build(Report::IpassNetworkUsers, ipass_network_users::fields()));
        static COMPANIES: LazyLock<SchemaRef> =
            LazyLock::new(|| build(Report::Companies, companies::fields()));
        static FEED: LazyLock<SchemaRef> =
            LazyLock::new(|| build(Report::BillingFeed, billing_feed::fields()));
        static CALLS: LazyLock<SchemaRef> =
            LazyLock::new(|| build(Report::GetCalls, getcalls::fields()));
        static REST_USERS: LazyLock<SchemaRef> =
            LazyLock::new(|| build(Report::Users, rest::users()));
        static SIMPLE_USERS: LazyLock<SchemaRef> =
            LazyLock::new(|| build(Report::SimpleUsers, rest::simple_users()));
        static COST_CENTERS: LazyLock<SchemaRef> =
            LazyLock::new(|| build(Report::CostCenters, rest::cost_centers()));
        static DEVICES: LazyLock<SchemaRef> =
            LazyLock::new(|| build(Report::Devices, rest::devices()));
        static CODES: LazyLock<SchemaRef> =
            LazyLock::new(|| build(Report::RegistrationCodes, rest::registration_codes()));
        static GROUPS: LazyLock<SchemaRef> =
            LazyLock::new(|| build(Report::Groups, rest::groups()));
        static PLANS: LazyLock<SchemaRef> =
            LazyLock::new(|| build(Report::GroupPlans, rest::group_plans()));
        match self {
            Report::IpassCdr => SchemaRef::clone(&CDR),
            Report::IpassNetworkUsers => SchemaRef::clone(&USERS),
            Report::Companies => SchemaRef::clone(&COMPANIES),
            Report::BillingFeed => SchemaRef::clone(&FEED),
            Report::GetCalls => SchemaRef::clone(&CALLS),
            Report::Users => SchemaRef::clone(&REST_USERS),
            Report::SimpleUsers => SchemaRef::clone(&SIMPLE_USERS),
            Report::CostCenters => SchemaRef::clone(&COST_CENTERS),
            Report::Devices => SchemaRef::clone(&DEVICES),
            Report::RegistrationCodes => SchemaRef::clone(&CODES),
            Report::Groups => SchemaRef::clone(&GROUPS),
            Report::GroupPlans => SchemaRef::clone(&PLANS),
        }
    }
}

fn build(report: Report, mut fields: Vec<Field>) -> SchemaRef {
    fields.extend(provenance::fields());
    let metadata = HashMap::from([("callrec.report".to_owned(), report.name().to_owned())]);
    Arc::new(Schema::new_with_metadata(fields, metadata))
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A report name that is not known.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", unknown(.0))]
pub struct UnknownReport(pub String);

fn unknown(name: &str) -> String {
    let known = Report::ALL.map(Report::name).join(", ");
    shortened(format!("no report is named {name:?}; known: {known}"))
}

impl FromStr for Report {
    type Err = UnknownReport;

    /// Takes `ipass_cdr` and `ipass-cdr`.
    fn from_str(name: &str) -> Result<Self, Self::Err> {
        let folded = name.to_ascii_lowercase().replace('-', "_");
        Self::ALL
            .into_iter()
            .find(|report| report.name() == folded)
            .ok_or_else(|| UnknownReport(name.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_round_trip() {
        for report in Report::ALL {
            assert_eq!(report.name().parse(), Ok(report));
            assert_eq!(report.name().replace('_', "-").parse(), Ok(report));
        }
        let known: Vec<_> = Report::ALL.iter().map(|report| report.name()).collect();
        let refused = "x".parse::<Report>().expect_err("no report is named so").to_string();
        assert!(refused.ends_with(&known.join(", ")), "{refused}");
        assert!("ipass cdr".parse::<Report>().is_err());
    }

    #[test]
    fn named_columns_are_those_of_the_schema_and_no_name_means_two() {
        for (report, columns) in [
            (Report::BillingFeed, &billing_feed::COLUMNS[..]),
            (Report::GetCalls, &getcalls::COLUMNS[..]),
        ] {
            let schema = report.schema();
            assert_eq!(columns.len() + 4, schema.fields().len());
            let mut names = std::collections::HashSet::new();
            for (column, field) in columns.iter().zip(schema.fields()) {
                assert_eq!(column.name, field.name());
                assert_eq!(column.required, !field.is_nullable(), "{}", column.name);
                assert!(column.names.iter().all(|name| names.insert(*name)), "{}", column.name);
            }
        }
    }

    #[test]
    fn every_schema_names_its_report_and_ends_in_the_provenance() {
        for report in Report::ALL {
            let schema = report.schema();
            assert_eq!(schema.metadata()["callrec.report"], report.name());
            let names: Vec<_> = schema.fields().iter().map(|field| field.name().as_str()).collect();
            assert_eq!(names[names.len() - 4..], ["_line", "_offset", "_repair", "_extra"]);
            assert!(!schema.field(0).is_nullable(), "{report}: the key is never null");
        }
    }
}
