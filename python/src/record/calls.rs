//! Records of calls: of the billing feed, of getcalls, and the unified record of all systems.

use pyo3::prelude::*;

use super::Record;
use super::class::record_class;

record_class! {
    /// A row of a cloud PBX's billing feed (report ``billing_feed``).
    ///
    /// The columns of its three profiles together: those that a profile lacks are null.
    FeedRecord, [
        /// int : The feed's cursor; from 0 to 2**64 - 1. Never null. SEED.
        0 id,
        /// str or None : As printed. OBS.
        1 billing_group,
        /// str or None : Number, or ``restricted``. OBS.
        2 origin,
        /// str or None : Number. OBS.
        3 destination,
        /// str or None : As printed. OBS.
        4 description,
        /// str or None : How the call ended, such as ``Ok``. OBS, the AU profile's heading INF.
        5 status,
        /// str or None : As printed. OBS.
        6 terminated,
        /// str or None : As printed. OBS.
        7 zone_prefix,
        /// str or None : As printed. OBS.
        8 azone_prefix,
        /// str or None : Number. OBS.
        9 third_number,
        /// datetime.date or None : As printed, no zone; a time printed with it is not kept. OBS.
        10 local_date,
        /// datetime.time or None : As printed, no zone; a date printed with it is not kept. OBS.
        11 local_time,
        /// datetime.datetime or None : Date and time as printed: naive, doubled or missing at a DST
        /// change. OBS.
        12 started_at_local,
        /// int or None : Seconds; null in rows that are no calls. OBS.
        13 length_s,
        /// decimal.Decimal or None : The account's currency, which the feed does not name. OBS.
        14 charge,
        /// str or None : As printed. OBS.
        15 smart_code,
        /// str or None : As printed. OBS.
        16 smart_code_description,
        /// str or None : Open list; says something only together with `subtype`. SEED.
        17 r#type,
        /// str or None : Open list. SEED.
        18 subtype,
        /// str or None : ``0``, or where the recording is: see `BillingFeed.recording`. OBS, its
        /// meaning INF.
        19 recording,
        /// datetime.datetime or None : When it was billed, as printed: naive. OBS.
        20 bill_date,
    ]
}

record_class! {
    /// A call record of a VoIP reseller's profile (report ``getcalls``).
    ///
    /// For types that are no calls, `source` is a user name, `destination` a product,
    /// `destination_name` its description and `call_start_local` the date of billing (SEED).
    GetCallsRecord, [
        /// str : Open list, such as ``CALLOUT``. Never null. SEED.
        0 r#type,
        /// str or None : Who called, ``+`` kept. SEED.
        1 source,
        /// str or None : Number that was dialled, ``+`` kept. SEED.
        2 destination,
        /// str or None : Country that was called. SEED.
        3 destination_name,
        /// datetime.datetime or None : Start of the call as printed: naive; a date alone is its
        /// midnight. SEED, no zone stated.
        4 call_start_local,
        /// datetime.datetime or None : End of the call, naive; no sample has it. SEED.
        5 call_end_local,
        /// int or None : Seconds. SEED, the unit INF.
        6 duration_s,
        /// str or None : Extension in the PBX. SEED.
        7 pbx_extension,
        /// decimal.Decimal or None : Quantity billed. SEED.
        8 quantity,
        /// decimal.Decimal or None : Euro cents for each of `quantity`, as printed. SEED.
        9 price_cents,
        /// str or None : Number of the invoice or report; ``N/A`` is null, and then in `_extra`
        /// under ``invoice``. SEED.
        10 invoice,
    ]
}

record_class! {
    /// A record of any system in one shape: what `Reader.unified` gives.
    ///
    /// Whatever a provider does not give and nobody has said is null. What the unified record has
    /// no column for stays in the report: `_line` and `_offset` say where; there is no `_extra`.
    UnifiedRecord, [
        /// str : The system, as in ``"billing_feed"``. Never null.
        0 provider,
        /// str or None : The account, company, login or profile that was asked for.
        1 account,
        /// str : Name of the report, as in ``"ipass_cdr"``. Never null.
        2 report,
        /// str or None : ``transaction_id`` or ``id``; getcalls has none.
        3 record_id,
        /// str : ``call``, ``data``, ``sms``, ``fax``, ``fee``, ``payment`` or ``other``. Never null.
        4 kind,
        /// str or None : ``in``, ``out``, ``internal`` or ``none``; None where it is not known.
        5 direction,
        /// str or None : Who called, or who used the service.
        6 origin,
        /// str or None : What was called.
        7 destination,
        /// str or None : Where that is, in words.
        8 destination_name,
        /// datetime.datetime or None : Begin, UTC. For feed and getcalls only with a `zone`.
        9 started_at,
        /// datetime.datetime or None : End, UTC. For getcalls only with a `zone`.
        10 ended_at,
        /// datetime.datetime or None : As printed: naive; the begin, for ``ipass_cdr`` the end.
        11 local_time,
        /// int or None : Seconds.
        12 duration_s,
        /// decimal.Decimal or None : How much, in `unit`.
        13 quantity,
        /// str or None : What `quantity` counts, as it was said: no provider states it.
        14 unit,
        /// decimal.Decimal or None : The charge, in `currency`; of getcalls by `price_policy`.
        15 amount,
        /// str or None : ISO 4217, as it was said; ``EUR`` for getcalls (SEED).
        16 currency,
        /// str or None : The provider's own type of the charge.
        17 charge_type,
        /// str or None : The second half of it, in the feed.
        18 charge_subtype,
        /// str or None : Number of the invoice, of getcalls.
        19 invoice,
        /// decimal.Decimal or None : As printed, in euro cents; of getcalls.
        20 price,
        /// str or None : ``per_quantity`` or ``line_total``; of getcalls.
        21 price_policy,
    ]
}
