//! The core's hints in the words of the header: who writes C has never seen a builder.

/// Hints that name what the header calls something else, or an environment that only the core's
/// builders look at; and what is said instead. tests/hints.py looks for others.
const IN_C: [(&str, &str); 10] = [
    ("call first_page if that is wanted", "call callrec_billing_feed_first_page if that is wanted"),
    (
        "leave company_id out, or use with_company for that company",
        "leave company_id out, or use callrec_ipass_rest_with_company for that company",
    ),
    ("name the host with allow_recording_host", "name the host as recording_host"),
    ("set base_url, or CALLREC_BILLING_FEED_URL", "set base_url"),
    ("set base_url, or CALLREC_GETCALLS_URL", "set base_url"),
    ("set credentials, or CALLREC_BILLING_FEED_USERNAME and …_PASSWORD", "set login and password"),
    ("set credentials, or CALLREC_GETCALLS_USERNAME and …_PASSWORD", "set username and password"),
    (
        "set credentials, or CALLREC_IPASS_PORTAL_USERNAME and …_PASSWORD",
        "set username and password",
    ),
    ("use the async client here, or call from a plain thread", "call from a plain thread"),
    ("set key and company, or CALLREC_IPASS_REST_KEY and …_COMPANY", "set key and company"),
];

/// A hint of the core as C is told it.
pub(super) fn in_c(hint: &'static str) -> &'static str {
    IN_C.iter().find(|(core, _)| *core == hint).map_or(hint, |(_, said)| said)
}

/// The core's line, which ends in its hint.
pub(super) fn line_in_c(error: &callrec::Error) -> String {
    let (line, hint) = (error.to_string(), error.hint());
    match line.strip_suffix(hint) {
        Some(before) => format!("{before}{}", in_c(hint)),
        None => line,
    }
}
