//! Records of the iPass portal's reports, which the REST API has as well.

use pyo3::prelude::*;

use super::Record;
use super::class::record_class;

record_class! {
    /// A call detail record of iPass (report ``ipass_cdr``).
    ///
    /// Where a column is known from: SEED, the provider's API document; DOC, another page of the
    /// provider; OBS, seen in code that runs against the live service; INF, inferred here.
    CdrRecord, [
        /// str : Unique in the provider's system; comes again in an adjustment. Never null. DOC.
        0 transaction_id,
        /// str or None : Internal to the provider. DOC.
        1 billing_code,
        /// str or None : Login name. DOC.
        2 user_id,
        /// str or None : Domain of the login, may be over-qualified. DOC.
        3 auth_domain,
        /// str or None : Country, city and venue; holds commas. DOC.
        4 description,
        /// datetime.datetime or None : When the transaction stopped, UTC; decides the month. DOC.
        5 gmt_time,
        /// datetime.datetime or None : The same at the place of use, as printed: naive, doubled or
        /// missing at a DST change. DOC, its format INF.
        6 local_time,
        /// int or None : Seconds, see ``session_length_unit``. OBS, the unit INF.
        7 session_length_s,
        /// decimal.Decimal or None : Account currency, which the file does not name. OBS.
        8 billing_rate,
        /// decimal.Decimal or None : Account currency; negative in corrections; cumulative under
        /// ``daily_usage_cap``. DOC.
        9 net_billing_amount,
        /// str or None : Open list. OBS.
        10 access_type,
        /// str or None : Open list, such as ``daily_usage``. DOC.
        11 service_type,
        /// str or None : The thirteenth column, whose meaning is unknown. OBS.
        12 reserved,
        /// decimal.Decimal or None : Unit not stated by the provider. OBS.
        13 data_used,
    ]
}

record_class! {
    /// A network or client user of a company in a month (report ``ipass_network_users``).
    NetworkUserRecord, [
        /// str : Login name without its domain. Never null. SEED.
        0 user_name,
        /// str or None : Domain of the login. SEED.
        1 user_domain,
        /// bool or None : Used the network in the month. SEED.
        2 network_user,
        /// bool or None : Used an Open Mobile client in the month. SEED.
        3 om_user,
        /// bool or None : Used an iPassConnect client in the month. SEED.
        4 ipc_user,
    ]
}

record_class! {
    /// A child company of an account (report ``companies``).
    CompanyRecord, [
        /// str : Opaque; the ``company`` of the calls of `IpassPortal`. Never null. SEED.
        0 id,
        /// str or None : Display name. SEED.
        1 name,
        /// bool or None : Whether the account is active. SEED.
        2 is_active,
    ]
}
