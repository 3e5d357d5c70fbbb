//! Prediction gives what the exact path gives, and any split of the input what the whole gives.

use proptest::prelude::*;

use super::*;

/// A value of some member: right, odd or wrong.
fn value() -> impl Strategy<Value = String> {
    prop_oneof![
        6 => "[0-9]{1,7}".prop_map(|digits| format!("\"{digits}\"")),
        4 => "(0|[1-9][0-9]{0,6})(\\.[0-9]{1,7})?",
        3 => Just("null".to_owned()),
        3 => Just("\"N\\/A\"".to_owned()),
        3 => "20[0-9]{2}-0[1-9]-[0-2][1-8] [01][0-9]:[0-5][0-9]:[0-5][0-9]".prop_map(|time| format!("\"{time}\"")),
        2 => "[a-zA-Z \u{e9}\u{20ac}/+]{0,50}".prop_map(|text| format!("\"{text}\"")),
        1 => "(\\\\[nt/\\\\\"]|\\\\u00[0-9a-f]{2}|\\\\ud83d\\\\ude00|\\\\ud800|\\\\x|a){1,6}".prop_map(|text| format!("\"{text}\"")),
        1 => "-?[0-9]{0,3}(\\.[0-9]{0,3})?([eE][+-]?[0-9]{0,2})?",
        1 => prop::sample::select(vec![
            "true", "{}", "[1,{\"a\":null}]", "\"\"", "\"null\"", "nul", "\"a\nb\"", "\"\u{1}\"", "",
        ]).prop_map(str::to_owned),
    ]
}

const KEYS: [&str; 12] = [
    "source",
    "destination",
    "destination_name",
    "call_start",
    "call_end",
    "duration",
    "pbxextension",
    "quantity",
    "price",
    "invoice",
    "vat",
    "no\\u0074e",
];

/// One kind of record: keys, and the white space between its tokens.
#[derive(Clone, Debug)]
struct Kind {
    keys: Vec<&'static str>,
    gap: &'static str,
    type_last: bool,
}

fn kind() -> impl Strategy<Value = Kind> {
    let keys = prop::sample::subsequence(KEYS.to_vec(), 0..=KEYS.len()).prop_shuffle();
    let gap = prop::sample::select(vec![
        "",
        "",
        "",
        " ",
        "\n",
        "\r\n\t",
        "\n                              \n  ",
    ]);
    (keys, gap, any::<bool>(), any::<bool>()).prop_map(|(mut keys, gap, type_last, double)| {
        if double && keys.len() > 8 {
            keys.push(keys[0]);
        }
        Kind { keys, gap, type_last }
    })
}

fn record(kind: &Kind, values: &[String]) -> String {
    let gap = kind.gap;
    let members: Vec<_> = kind
        .keys
        .iter()
        .zip(values)
        .map(|(key, value)| format!("{gap}\"{key}\"{gap}:{gap}{value}{gap}"))
        .collect();
    let data = format!("\"data\":{{{}}}", members.join(","));
    let r#type = format!("\"type\":{gap}\"CALLOUT\"");
    if kind.type_last {
        format!("{{{data},{gap}{type}}}")
    } else {
        format!("{{{type},{gap}{data}}}")
    }
}

/// Values that are right for their key, so that long stretches of records are.
fn right(key: &str, seed: usize) -> String {
    match key {
        "duration" => format!("\"{}\"", seed % 5000),
        "quantity" => (seed % 70).to_string(),
        "price" => format!("\"{}.{:02}\"", seed % 30, seed % 97),
        "call_start" | "call_end" => {
            format!("\"2026-{:02}-{:02} 10:{:02}:00\"", seed % 12 + 1, seed % 28 + 1, seed % 60)
        }
        "invoice" if !seed.is_multiple_of(3) => "\"N\\/A\"".to_owned(),
        _ if seed.is_multiple_of(7) => "null".to_owned(),
        _ if seed.is_multiple_of(11) => {
            format!("\"C\u{f4}te d'Ivoire, and so long as {seed:030}\"")
        }
        _ => format!("\"+352{seed}\""),
    }
}

fn body() -> impl Strategy<Value = Vec<u8>> {
    let odd = (any::<prop::sample::Index>(), prop::collection::vec(value(), KEYS.len() + 1))
        .prop_map(|(at, values)| (at, Some(values)));
    let plain = any::<prop::sample::Index>().prop_map(|at| (at, None));
    let records = prop::collection::vec(prop_oneof![1 => odd, 8 => plain], 0..120);
    let ends = prop::sample::select(vec!["]", "]", "]", "]\n ", "", ",", "]]", " x]"]);
    let comma = prop::sample::select(vec![",", ",", ",\n", " , "]);
    (prop::collection::vec(kind(), 1..4), records, ends, comma, any::<bool>()).prop_map(
        |(kinds, records, end, comma, keyed)| {
            let list: Vec<_> = records
                .iter()
                .enumerate()
                .map(|(row, (at, values))| {
                    let kind = at.get(&kinds);
                    let values = values.clone().unwrap_or_else(|| {
                        kind.keys.iter().map(|key| right(key, row * 31 + kinds.len())).collect()
                    });
                    let record = record(kind, &values);
                    if keyed && kinds.len() == 1 { format!("\"{row}\":{record}") } else { record }
                })
                .collect();
            let keyed = keyed && kinds.len() == 1;
            let (open, end) =
                if keyed { ("{", end.replace(']', "}")) } else { ("[", end.to_owned()) };
            format!("{open}{}{end}", list.join(comma)).into_bytes()
        },
    )
}

/// A byte changed, put in or taken out somewhere.
fn spoiled() -> impl Strategy<Value = Vec<u8>> {
    let byte = prop_oneof![prop::sample::select(b"\"\\,:{}[]0n \n\r\x80".to_vec()), any::<u8>()];
    (body(), any::<prop::sample::Index>(), byte, 0..3).prop_map(|(mut body, at, byte, how)| {
        let at = 1 + at.index(body.len());
        match how {
            0 => body.insert(at, byte),
            1 if at < body.len() => body[at] = byte,
            2 if at < body.len() => drop(body.remove(at)),
            _ => {}
        }
        body
    })
}

fn options(batch_rows: usize, small: bool) -> DecodeOptions {
    let mut options = DecodeOptions::default().with_batch_rows(batch_rows);
    if small {
        options.limits.record_bytes = 300;
        options.limits.field_bytes = 40;
        options.limits.columns = 9;
    }
    options
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..Default::default() })]

    #[test]
    fn prediction_and_splits_change_nothing(
        body in prop_oneof![2 => body(), 1 => spoiled()],
        cuts in prop::collection::vec(1..9000_usize, 1..20),
        batch_rows in prop_oneof![Just(1_usize), Just(7), Just(64), Just(65), Just(8192)],
        small in prop::bool::weighted(0.2),
        report in prop::sample::select(vec![Report::GetCalls, Report::GetCalls, Report::BillingFeed]),
    ) {
        let options = options(batch_rows, small);
        let whole = decode(report, &options, [&body[..]]);
        prop_assert_eq!(&exact(report, &options, &body), &whole);
        prop_assert_eq!(&decode(report, &options, body.chunks(1)), &whole);
        prop_assert_eq!(&decode(report, &options, body.chunks(2)), &whole);
        let mut rest = &body[..];
        let mut chunks = Vec::new();
        for &cut in cuts.iter().cycle() {
            if rest.is_empty() {
                break;
            }
            let (chunk, after) = rest.split_at(cut.min(rest.len()));
            chunks.push(chunk);
            rest = after;
        }
        prop_assert_eq!(&decode(report, &options, chunks), &whole);
    }
}

#[test]
fn most_rows_of_a_plain_list_are_predicted() {
    let kinds = [
        Kind { keys: KEYS[..3].to_vec(), gap: "", type_last: false },
        Kind { keys: KEYS[2..].to_vec(), gap: "\n", type_last: true },
    ];
    let list: Vec<_> = (0..5000)
        .map(|row| {
            let kind = &kinds[row / 3 % 2];
            let values: Vec<_> = kind.keys.iter().map(|key| right(key, row)).collect();
            record(kind, &values)
        })
        .collect();
    let body = format!("[{}]", list.join(","));
    let mut decoder =
        JsonDecoder::new(Profile::of(Report::GetCalls).unwrap(), DecodeOptions::default());
    assert_eq!(decoder.decode(body.as_bytes()), Ok(body.len()));
    decoder.finish().unwrap();
    assert_eq!(decoder.accounting().accepted, 5000);
    assert!(decoder.fast.predicted() > 4900, "{}", decoder.fast.predicted());
    let whole = calls(&body);
    for size in [1, 3, 63, 64, 65, 4096, 65_537] {
        let chunks = body.as_bytes().chunks(size);
        assert_eq!(decode(Report::GetCalls, &DecodeOptions::default(), chunks), whole, "{size}");
    }
}

/// Escapes are taken out in place; those of records that are not taken must stay.
#[test]
fn what_comes_behind_a_spoiled_record_is_left_as_it_was() {
    for spoiled in [&b"\xae"[..], b"\\x", b"\x01"] {
        let names = [b"a", b"b", b"c", spoiled, b"N\\/A", b"C\\u00f4te", b"d"];
        let record = |name: &&[u8]| {
            let before = b"{\"type\":\"CALLOUT\",\"data\":{\"source\":\"1\",\"destination\":\"";
            [&before[..], name, b"\"}}"].concat()
        };
        let records: Vec<_> = names.iter().map(record).collect();
        let body = [b"[", &records.join(&b',')[..], b"]"].concat();
        let options = options(8192, false);
        let whole = decode(Report::GetCalls, &options, [&body[..]]);
        assert_eq!(whole.accounting.accepted, 6);
        assert_eq!(exact(Report::GetCalls, &options, &body), whole);
    }
}
