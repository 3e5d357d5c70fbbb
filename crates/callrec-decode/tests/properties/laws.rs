//! What holds for any input, whatever it is. The fuzz targets and the smoke test call the same
//! functions, one a decoder.
//!
//! The last two bytes of an input are the plan: how large the chunks and batches are, and whether the
//! limits are tight. What stands before them is the body, so that a plain file is an input too.

use arrow_array::RecordBatch;
use callrec_decode::{
    DecodeOptions, Delimiter, Encoding, ParallelOptions, Report, SNIFF_BYTES, force_portable, sniff,
};

use crate::outcome::parallel::decode_parallel;
use crate::outcome::{Outcome, decode};

/// How a body is to be decoded.
struct Plan {
    options: DecodeOptions,
    chunk: usize,
}

impl Plan {
    fn of(input: &[u8]) -> Option<(Self, &[u8])> {
        let (body, &[rows, shape]) = input.split_last_chunk::<2>()?;
        let mut options = DecodeOptions::default().with_batch_rows(1 + usize::from(rows));
        if shape & 1 == 1 {
            options.limits.record_bytes = 200;
            options.limits.field_bytes = 50;
            options.limits.depth = 6;
            options.limits.attributes = 4;
        }
        Some((Self { options, chunk: 1 + usize::from(shape >> 1) }, body))
    }

    /// Whole, byte by byte and in chunks of the plan's size: the same rows, counts, records set aside
    /// and error. That the counts hold is asserted by [`decode`].
    fn any_split_gives_the_same(&self, report: Report, body: &[u8]) {
        let whole = decode(report, &self.options, [body]);
        for size in [1, self.chunk] {
            let split = decode(report, &self.options, body.chunks(size));
            assert_eq!(split, whole, "{report} in chunks of {size}");
        }
        self.vectors_change_nothing(report, body, &whole);
        self.strict_only_adds_an_error(report, body, whole.accounting.quarantined);
    }

    /// Without vector instructions the same comes out.
    fn vectors_change_nothing(&self, report: Report, body: &[u8], whole: &Outcome) {
        force_portable(true);
        let portable = decode(report, &self.options, [body]);
        force_portable(false);
        assert_eq!(&portable, whole, "{report} without vector instructions");
    }

    /// `strict` turns the first record that would be set aside into an error, and changes nothing else.
    fn strict_only_adds_an_error(&self, report: Report, body: &[u8], quarantined: u64) {
        let strict = decode(report, &self.options.clone().with_strict(true), [body]);
        assert_eq!(strict.accounting.quarantined, 0);
        assert!(strict.error.is_some() || quarantined == 0, "{report}: set aside in silence");
    }
}

/// One of the reports and one of the beginnings, or none, as the plan says.
fn bodies(reports: &[Report], input: &[u8], heads: &[&str]) {
    let Some((plan, rows)) = Plan::of(input) else { return };
    let report = reports[plan.chunk % reports.len()];
    match heads.get(plan.options.batch_rows % (heads.len() + 1)) {
        Some(head) => {
            plan.any_split_gives_the_same(report, &[head.as_bytes(), rows].concat());
        }
        None => plan.any_split_gives_the_same(report, rows),
    }
}

/// Rows of the portal's CSV reports, with a header and as they are.
pub fn csv_ipass(input: &[u8]) {
    const CDR: &str = "Transaction ID,Billing Code,User ID,Authentication Domain,Description,\
        GMT Time,Local Time,Session Length,Billing Rate,Net Billing Amount,Access Type,Service Type,,\
        Data Used\n";
    const USERS: &str = "User Name,User Domain,Network User?,OM User?,iPC User?\n";
    bodies(&[Report::IpassCdr], input, &[CDR]);
    bodies(&[Report::IpassNetworkUsers], input, &[USERS]);
}

/// Pages of the billing feed: the layouts, and the other delimiters declared.
pub fn csv_feed(input: &[u8]) {
    const NZ: &str = "ID, Billing Group, Origin Number, Destination Number, Description, Status, \
        Terminated, Date, Time, Date/Time, Call Length (seconds), Call Cost (NZD), Smartcode, \
        Smartcode Description, Type, SubType, MP3\n";
    const AU: &str = "ID,BillingGroup,Origin,Destination,ZonePrefix,AZonePrefix,ShortCauseDesc,\
        ThirdNumber,Date,Time,DateTime,NetworkSeconds,Charge,SmartCode,SmartCodeDescription,Type,\
        SubType,MP3\n";
    bodies(&[Report::BillingFeed], input, &[NZ, AU, &AU.replace(',', "|")]);
    if let Some((mut plan, body)) = Plan::of(input).filter(|(plan, _)| plan.chunk % 8 == 0) {
        plan.options.delimiter = Some(Delimiter::Tab);
        plan.any_split_gives_the_same(Report::BillingFeed, body);
    }
}

/// Rows of call records, which have no header and are mended by rules.
pub fn csv_getcalls(input: &[u8]) {
    const FIRST: &str =
        "CALLOUT,+35220333320,35220333000,\"Luxembourg\",2021-06-29 08:30:15,61,20,2,7.00,N/A\n";
    bodies(&[Report::GetCalls], input, &[FIRST]);
}

/// Delimited text on several threads, in blocks of the plan's size: what one thread gives.
pub fn parallel(input: &[u8]) {
    const REPORTS: [Report; 4] =
        [Report::IpassCdr, Report::IpassNetworkUsers, Report::BillingFeed, Report::GetCalls];
    let Some((plan, body)) = Plan::of(input) else { return };
    let shared = ParallelOptions::default().with_threads(2).with_block_bytes(plan.chunk * 4);
    for report in REPORTS {
        let alone = decode(report, &plan.options, [body]);
        let together = decode_parallel(report, &plan.options, shared, body);
        assert_eq!(together.difference(&alone), None, "{report}");
    }
}

/// Lists in JSON: as they are, behind an opening, and behind two records that teach the fast path
/// their shape, from a record on and from a value on.
pub fn json(input: &[u8]) {
    const CALLS: &str = r#"[{"type":"SMS","data":{"source":"1","price":"0.10"}},
        {"type":"SMS","data":{"source":"2","price":"0.20"}},"#;
    const CALL: &str = r#"[{"type":"PAY","data":{"source":"1","price":"7.00","invoice":"N\/A"}},{"type":"PAY","data":{"source":"1","price":"7.00","invoice":"N\/A"}},{"type":"#;
    const FEED: &str = r#"[{"ID":1,"Charge":"0.10"},{"ID":2,"Charge":"0.20"},"#;
    const ROW: &str = r#"[{"ID":1,"Charge":"$7.00"},{"ID":2,"Charge":"7.00"},{"ID":3,"Charge":"#;
    bodies(&[Report::GetCalls], input, &[CALLS, CALL, "[", "{\"0\":"]);
    bodies(&[Report::BillingFeed], input, &[FEED, ROW]);
}

/// Lists in XML, and what follows two records that teach the fast path their shape.
pub fn xml_lists(input: &[u8]) {
    const REPORTS: [Report; 9] = [
        Report::IpassNetworkUsers,
        Report::Companies,
        Report::Users,
        Report::SimpleUsers,
        Report::CostCenters,
        Report::Devices,
        Report::RegistrationCodes,
        Report::Groups,
        Report::GroupPlans,
    ];
    const USERS: &str = "<endUsers><endUser><username>a</username><email>b</email></endUser>\
        <endUser><username>c</username><email>d</email></endUser>";
    bodies(&REPORTS, input, &[]);
    bodies(&[Report::Users], input, &[USERS]);
}

/// Bodies in other encodings, declared or marked. What is not UTF-8 is also taken as Latin-1, in which
/// every byte is a character, and must then give what the same text gives in UTF-8 and in UTF-16.
pub fn encodings(input: &[u8]) {
    const DECLARED: [Encoding; 6] = [
        Encoding::Auto,
        Encoding::Utf8,
        Encoding::Utf16Le,
        Encoding::Utf16Be,
        Encoding::Latin1,
        Encoding::Windows1252,
    ];
    const REPORTS: [Report; 4] =
        [Report::IpassCdr, Report::BillingFeed, Report::GetCalls, Report::Users];
    let Some((mut plan, body)) = Plan::of(input) else { return };
    let report = REPORTS[plan.chunk % REPORTS.len()];
    plan.options.encoding = DECLARED[plan.options.batch_rows % DECLARED.len()];
    plan.any_split_gives_the_same(report, body);
    // A mark of its own would say what the text is in.
    if body.first().is_none_or(u8::is_ascii) {
        the_text_counts_and_not_its_encoding(&plan, report, body);
    }
}

/// The same text, a character a byte, in three encodings: the same rows but for their offsets.
fn the_text_counts_and_not_its_encoding(plan: &Plan, report: Report, latin: &[u8]) {
    let text: String = latin.iter().map(|&byte| char::from(byte)).collect();
    let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let rows = |encoding: Encoding, body: &[u8]| {
        let options = plan.options.clone().with_encoding(encoding);
        let outcome = decode(report, &options, [body]);
        let kind = outcome.error.as_ref().map(|error| (error.kind(), error.line()));
        let lines: Vec<_> = outcome.quarantined.iter().map(|it| (it.line, it.reason)).collect();
        let without_offset = |batch: &RecordBatch| {
            let place = batch.schema().index_of("_offset").expect("in every report");
            let mut columns = batch.columns().to_vec();
            columns.remove(place);
            columns
        };
        let columns: Vec<_> = outcome.batches.iter().map(without_offset).collect();
        (columns, outcome.accounting, lines, kind)
    };
    // An XML declaration names one encoding only.
    if !text.contains("encoding") {
        let plain = rows(Encoding::Utf8, text.as_bytes());
        assert_eq!(rows(Encoding::Latin1, latin), plain, "{report} in ISO 8859-1");
        assert_eq!(rows(Encoding::Utf16Le, &wide), plain, "{report} in UTF-16");
    }
}

/// What is said of the first bytes stays true when more come, and is said in the end.
pub fn sniffing(input: &[u8]) {
    let mut earlier = None;
    let most = input.len().min(SNIFF_BYTES + 1);
    for length in (0..=most.min(300)).chain((300..=most).step_by(97)).chain([most]) {
        let prefix = &input[..length];
        assert!(sniff(prefix, true).is_some(), "all of a body is judged");
        let found = sniff(prefix, false);
        assert!(earlier.is_none() || found == earlier, "an answer once given does not change");
        earlier = found;
    }
    assert!(most < SNIFF_BYTES || earlier.is_some(), "as many bytes as are ever looked at");
    if let Some(found) = earlier {
        assert_eq!(sniff(input, true), Some(found), "the end of the body changes no answer");
    }
}
