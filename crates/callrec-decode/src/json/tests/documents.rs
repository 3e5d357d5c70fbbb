//! What the provider's documents show, and the readings of it.

use super::*;

/// The sample of the provider's document (SEED); the line breaks inside two texts, which its page put
/// there, are spaces.
const SAMPLE: &str = concat!(
    r#"[{"type":"CALLIN","data":{"source":"+35220333000","destination":"35220333320","#,
    r#""destination_name":null,"call_start":"2021-06-29 08:13:50","duration":"0","#,
    r#""pbxextension":"","quantity":0,"price":"0.00","invoice":"N\/A"}},"#,
    r#"{"type":"CALLOUT","data":{"source":"+35220333320","destination":"35220333000","#,
    r#""destination_name":"Luxembourg","call_start":"2021-06-29 08:24:31","duration":"61","#,
    r#""pbxextension":"20","quantity":2,"price":"7.00","invoice":"N\/A"}}]"#,
);

#[test]
fn the_sample() {
    let outcome = calls(SAMPLE);
    assert_eq!(outcome.error, None);
    assert!(outcome.clean);
    assert_eq!((outcome.accounting.read, outcome.accounting.accepted), (2, 2));
    for (column, cells) in [
        ("type", ["CALLIN", "CALLOUT"]),
        ("source", ["+35220333000", "+35220333320"]),
        ("destination", ["35220333320", "35220333000"]),
        ("destination_name", ["-", "Luxembourg"]),
        ("call_start_local", ["2021-06-29 08:13:50", "2021-06-29 08:24:31"]),
        ("call_end_local", ["-", "-"]),
        ("duration_s", ["0", "61"]),
        ("pbx_extension", ["-", "20"]),
        ("quantity", ["0.000000", "2.000000"]),
        ("price_cents", ["0.000000", "7.000000"]),
        ("invoice", ["-", "-"]),
        ("_line", ["1", "1"]),
        ("_offset", ["1", "217"]),
    ] {
        assert_eq!(outcome.shown(column), cells, "{column}");
    }
    assert_eq!(SAMPLE.as_bytes()[217], b'{');
}

#[test]
fn the_sample_as_its_page_breaks_it_is_set_aside() {
    let outcome = calls(SAMPLE.replace("29 08", "29\n08"));
    assert_eq!(outcome.error, None);
    let fault = (Some("call_start_local"), Reason::ControlCharacter);
    assert_eq!(outcome.faults(), [fault, fault]);
    assert_eq!(outcome.quarantined[1].line, 2);
    assert!(outcome.quarantined[1].raw.starts_with(b"{\"type\":\"CALLOUT\""));
}

#[test]
fn numbers_come_as_texts_and_as_numbers() {
    let body = r#"[
        {"type":"PAY","data":{"source":352203,"duration":61,"quantity":"2","price":7.00}},
        {"type":"PAY","data":{"source":"352203","duration":"61","quantity":2,"price":"7.00"}},
        {"type":"PAY","data":{"source":null,"duration":"","quantity":-0.000001,"price":"null"}}
    ]"#;
    let outcome = calls(body);
    assert_eq!(outcome.error, None);
    assert_eq!(outcome.shown("source"), ["352203", "352203", "-"]);
    assert_eq!(outcome.shown("duration_s"), ["61", "61", "-"]);
    assert_eq!(outcome.shown("quantity"), ["2.000000", "2.000000", "-0.000001"]);
    assert_eq!(outcome.shown("price_cents"), ["7.000000", "7.000000", "-"]);
    assert_eq!(outcome.shown("_line"), ["2", "3", "4"]);
}

#[test]
fn money_is_exact_or_set_aside() {
    for (number, shown) in [
        ("999999999999.999999", "999999999999.999999"),
        ("0.1", "0.100000"),
        ("1.10000000000", "1.100000"),
        ("-0", "0.000000"),
    ] {
        let body = format!("[{}]", call_with(&format!("\"price\":{number}")));
        assert_eq!(calls(body).shown("price_cents"), [shown], "{number}");
    }
    for number in ["1e2", "1E-2", "0.1234567", "1000000000000", "123456789012345678901234567890"] {
        let body = format!("[{}]", call_with(&format!("\"price\":{number}")));
        assert_eq!(calls(body).faults(), [(Some("price_cents"), Reason::Decimal)], "{number}");
    }
    let body = format!("[{}]", call_with("\"destination\":3.5220333E+10"));
    assert_eq!(calls(body).faults(), [(Some("destination"), Reason::Type)]);
}

#[test]
fn keys_in_any_order_case_and_with_unknown_ones() {
    let body = r#"[{"vat":17.0,"data":{"PBXExtension":"20","call_end":"2021-06-29 08:25:32",
        "note":"a\u00e9b","nested":{"a":[1, 2]},"call-start":"2021-06-29","gone":null,"on":true},
        "Type":"TOP \"UP\"","data.x":""}]"#;
    let outcome = calls(body);
    assert_eq!(outcome.error, None);
    assert_eq!(outcome.shown("type"), ["TOP \"UP\""]);
    assert_eq!(outcome.shown("pbx_extension"), ["20"]);
    assert_eq!(outcome.shown("call_start_local"), ["2021-06-29 00:00:00"]);
    assert_eq!(outcome.shown("call_end_local"), ["2021-06-29 08:25:32"]);
    let pairs = [
        ("vat", "17.0"),
        ("data.note", "a\u{e9}b"),
        ("data.nested", "{\"a\":[1, 2]}"),
        ("data.on", "true"),
    ];
    assert_eq!(outcome.extra(), [pairs.map(|(name, text)| (name.to_owned(), text.to_owned()))]);
}

#[test]
fn elements_that_are_no_records_are_set_aside() {
    let good = call_with("");
    for (element, fault) in [
        ("null", (None, Reason::Type)),
        ("[]", (None, Reason::Type)),
        ("\"no access\"", (None, Reason::Type)),
        ("{}", (Some("data"), Reason::Missing)),
        (r#"{"type":"PAY"}"#, (Some("data"), Reason::Missing)),
        (r#"{"type":"PAY","data":null}"#, (Some("data"), Reason::Missing)),
        (r#"{"type":"PAY","data":[]}"#, (Some("data"), Reason::Type)),
        (r#"{"type":"PAY","data":{},"data":{}}"#, (Some("data"), Reason::DuplicateKey)),
        (r#"{"data":{}}"#, (Some("type"), Reason::Missing)),
        (r#"{"type":null,"data":{}}"#, (Some("type"), Reason::Missing)),
        (r#"{"type":"n\u0075ll","data":{}}"#, (Some("type"), Reason::Missing)),
        (r#"{"type":true,"data":{}}"#, (Some("type"), Reason::Type)),
        (r#"{"type":"PAY","type":"PAY","data":{}}"#, (Some("type"), Reason::DuplicateKey)),
        (
            r#"{"type":"PAY","data":{"source":1,"s\u006furce":1}}"#,
            (Some("source"), Reason::DuplicateKey),
        ),
        (r#"{"type":"PAY","data":{"x":1,"y":1,"x":1}}"#, (Some("data.x"), Reason::DuplicateKey)),
        (r#"{"type":"PAY","data":{"source":{}}}"#, (Some("source"), Reason::Type)),
        (r#"{"type":"PAY","data":{"duration":"61s"}}"#, (Some("duration_s"), Reason::Integer)),
        (r#"{"type":"PAY","data":{"duration":61.5}}"#, (Some("duration_s"), Reason::Integer)),
        (
            r#"{"type":"PAY","data":{"duration":"6\u00001"}}"#,
            (Some("duration_s"), Reason::ControlCharacter),
        ),
        (
            r#"{"type":"PAY","data":{"call_start":"29.06.2021"}}"#,
            (Some("call_start_local"), Reason::Timestamp),
        ),
    ] {
        let outcome = calls(format!("[{good},{good},{element},{good}]"));
        assert_eq!(outcome.error, None, "{element}");
        assert_eq!(outcome.faults(), [fault], "{element}");
        assert_eq!(outcome.accounting.accepted, 3, "{element}");
        let record = &outcome.quarantined[0];
        assert_eq!(record.raw, element.as_bytes());
        assert_eq!((record.record, record.line), (3, 1));
        assert_eq!(record.offset as usize, 3 + 2 * good.len());
        let strict = DecodeOptions::default().with_strict(true);
        let refused = both(Report::GetCalls, &strict, format!("[{good},{element}]").as_bytes());
        assert_eq!(refused.kind(), Some(DecodeErrorKind::Strict), "{element}");
        assert_eq!(refused.error.unwrap().record(), Some(2));
    }
}

#[test]
fn an_invoice_that_is_not_available_is_null() {
    let body =
        ["N/A", "N\\/A", "n/a", "F-1"].map(|text| call_with(&format!("\"invoice\":\"{text}\"")));
    assert_eq!(calls(format!("[{}]", body.join(","))).shown("invoice"), ["-", "-", "n/a", "F-1"]);
}

#[test]
fn a_list_of_many_kinds_is_read_as_by_the_exact_path() {
    let kinds = [
        call_with(""),
        call_with("\"vat\":\"1\\/7\""),
        call_with("\"invoice\":\"C\\u00f4te\""),
        call_with("\"destination_name\":\"C\u{f4}te d'Ivoire and more than thirty-two bytes\""),
        call_with("\"price\":\"bad\""),
        call_with("\"price\":\"\\ud800\""),
    ];
    let list: Vec<_> = (0..500).map(|row| kinds[row * row / 7 % kinds.len()].as_str()).collect();
    let outcome = calls(format!("[{}]", list.join(",\n")));
    assert_eq!(outcome.error, None);
    assert_eq!(outcome.accounting.read, 500);
    assert!(outcome.accounting.quarantined > 50, "{:?}", outcome.accounting);
}

#[test]
fn keyed_lists() {
    let call = call_with("");
    let outcome = calls(format!("{{ \"0\" : {call},\n\"7\":{call},\"3\":{call},\"7\":{call}}}"));
    assert_eq!(outcome.error, None);
    assert!(outcome.clean);
    assert_eq!(outcome.accounting.accepted, 3);
    assert_eq!(outcome.shown("_line"), ["1", "2", "2"]);
    assert_eq!(outcome.shown("_offset")[0], "8");
    assert_eq!(outcome.faults(), [(None, Reason::DuplicateKey)]);
    for body in [r#"{"message":"no"}"#, r#"{"01":{}}"#, r#"{"-1":{}}"#] {
        assert_eq!(calls(body).kind(), Some(DecodeErrorKind::NotThisReport), "{body}");
    }
    let body = format!("{{\"0\":{call},\"error\":{{}}}}");
    assert_eq!(calls(body).kind(), Some(DecodeErrorKind::Json));
}

#[test]
fn bodies_that_are_no_list() {
    let decode =
        |body: &str| decode(Report::GetCalls, &DecodeOptions::default(), [body.as_bytes()]);
    for body in [
        "",
        " \n",
        "false",
        "null",
        "true",
        "12",
        "\"no\"",
        "no data",
        "<html>",
        "a,b\n",
        r#"{"error":"access denied"}"#,
        "Warning: [1]",
    ] {
        let outcome = decode(body);
        assert_eq!(outcome.kind(), Some(DecodeErrorKind::NotThisReport), "{body}");
        assert_eq!(outcome.accounting.read, 0);
    }
    for body in ["[]", " [ \n ] \n", "{}", "\u{feff}[]"] {
        let outcome = decode(body);
        assert_eq!((outcome.error, outcome.clean), (None, true), "{body}");
        assert!(outcome.batches.is_empty());
    }
    let with_mark = decode(&format!("\u{feff}[{}]", call_with("")));
    assert_eq!(with_mark.shown("_offset"), ["4"]);
}

#[test]
fn billing_feed_rows() {
    let body = r#"[
      {"ID":"1000000","BillingGroup":"049740590","Origin":"restricted","Destination":6499744530,
       "ZonePrefix":"64","AZonePrefix":"","ShortCauseDesc":"Ok","ThirdNumber":null,
       "Date":"2009-08-31","Time":"10:57:10","DateTime":"2009-08-31 10:57:10","NetworkSeconds":142,
       "Charge":"$0.12","SmartCode":"","SmartCodeDescription":"a\\b","Type":"S","SubType":"2T","MP3":0},
      {"id":1000001,"Billing Group":"g","Origin Number":"1","Destination Number":"2",
       "Description":"NAME","Status":"Ok","Terminated":"","Date":"31/08/2009 12:00:00 a.m.",
       "Time":"1/01/1900 10:57:10 p.m.","Date/Time":"31/08/2009 10:57:10 p.m.",
       "Call Length (seconds)":"1,142","Call Cost (NZD)":1.5,"Type":"0","SubType":"O"},
      {"ID":18446744073709551615,"Account_Code":"7","Seconds":"","BillDate":"01/Sep/2009 00:00:00",
       "MainType":"IM","SubType":"INM"}
    ]"#;
    let outcome = feed(body);
    assert_eq!(outcome.error, None);
    assert_eq!(outcome.faults(), []);
    for (column, cells) in [
        ("id", ["1000000", "1000001", "18446744073709551615"]),
        ("billing_group", ["049740590", "g", "-"]),
        ("origin", ["restricted", "1", "-"]),
        ("destination", ["6499744530", "2", "-"]),
        ("status", ["Ok", "Ok", "-"]),
        ("local_date", ["2009-08-31", "2009-08-31", "-"]),
        ("local_time", ["10:57:10", "22:57:10", "-"]),
        ("started_at_local", ["2009-08-31 10:57:10", "2009-08-31 22:57:10", "-"]),
        ("length_s", ["142", "1142", "-"]),
        ("charge", ["0.120000", "1.500000", "-"]),
        ("smart_code_description", ["a\\b", "-", "-"]),
        ("type", ["S", "0", "IM"]),
        ("subtype", ["2T", "O", "INM"]),
        ("recording", ["0", "-", "-"]),
        ("bill_date", ["-", "-", "2009-09-01 00:00:00"]),
        ("_repair", ["currency_sign", "-", "-"]),
    ] {
        assert_eq!(outcome.shown(column), cells, "{column}");
    }
    assert_eq!((outcome.accounting.accepted, outcome.accounting.repaired), (2, 1));
    assert_eq!(outcome.extra()[2], [("Account_Code".to_owned(), "7".to_owned())]);
    for (id, reason) in [
        ("null", Reason::Missing),
        ("\"\"", Reason::Missing),
        ("-1", Reason::Integer),
        ("18446744073709551616", Reason::Integer),
        ("1e6", Reason::Integer),
    ] {
        assert_eq!(feed(format!("[{{\"ID\":{id}}}]")).faults(), [(Some("id"), reason)], "{id}");
    }
    assert_eq!(feed(r#"[{"ID":1,"Charge":"$"}]"#).faults(), [(Some("charge"), Reason::Decimal)]);
    let empty = decode(Report::BillingFeed, &DecodeOptions::default(), [&b""[..]]);
    assert_eq!((empty.error, empty.clean), (None, true));
}
