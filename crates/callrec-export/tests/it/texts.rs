use arrow_array::RecordBatch;
use callrec_decode::Report;
use callrec_export::{Format, WriteOptions, Writer};

use crate::records::{any, calls, companies};

fn written(format: Format, options: WriteOptions, batches: &[RecordBatch]) -> String {
    let schema = batches[0].schema();
    let mut writer = Writer::new(Vec::new(), format, &schema, options).expect("a text format");
    for batch in batches {
        writer.write(batch).expect("memory");
    }
    String::from_utf8(writer.finish().expect("memory")).expect("UTF-8")
}

const CALLS_CSV: &str = concat!(
    "transaction_id,billing_code,user_id,auth_domain,description,gmt_time,local_time,session_length_s,",
    "billing_rate,net_billing_amount,access_type,service_type,reserved,data_used,_line,_offset,_repair,_extra\n",
    "T1,B,ann,example.com,BE Ghent,2026-09-30T23:59:58Z,2026-09-30T23:59:58,1234,",
    "12.340000,0.000000,WiFi,daily_usage,,,2,100,,\n",
    "=T2,\"\",\"+32,1\",\tx,\"a \"\"b\"\",\r\nc é \u{1}\",2026-09-30T23:59:58.500000Z,1969-12-31T23:59:59,-1,",
    "-0.000001,-5.000000,@x,daily_usage,-,999999999999.999999,3,200,trailing_delimiter,",
    "\"{\"\"k \\\"\"1\\\"\"\"\":\"\"v\"\",\"\"k2\"\":\"\"w\"\"}\"\n",
    "T3,,,,,,,,,,,,,,5,18446744073709551615,,\n",
);

#[test]
fn csv() {
    assert_eq!(written(Format::Csv, WriteOptions::default(), &[calls()]), CALLS_CSV);
}

#[test]
fn csv_has_one_header_whatever_the_batches() {
    let calls = calls();
    let text =
        written(Format::Csv, WriteOptions::default(), &[calls.slice(0, 1), calls.slice(1, 2)]);
    assert_eq!(text, CALLS_CSV);
    let none = written(Format::Csv, WriteOptions::default(), &[calls.slice(0, 0)]);
    assert_eq!(none.lines().count(), 1);
    let schema = calls.schema();
    let unused =
        Writer::new(Vec::new(), Format::Csv, &schema, WriteOptions::default()).expect("CSV");
    assert_eq!(unused.finish().expect("memory"), none.as_bytes());
}

#[test]
fn excel_safe_marks_texts_and_leaves_numbers() {
    let text = written(Format::Csv, WriteOptions::default().with_excel_safe(true), &[calls()]);
    let expected = CALLS_CSV
        .replace("\n=T2,", "\n'=T2,")
        .replace("\"+32,1\",\tx", "\"'+32,1\",'\tx")
        .replace(",@x,", ",'@x,")
        .replace(",-,", ",'-,");
    assert_ne!(expected, CALLS_CSV);
    assert_eq!(text, expected);
}

#[test]
fn ndjson() {
    let expected = concat!(
        r#"{"transaction_id":"T1","billing_code":"B","user_id":"ann","auth_domain":"example.com","#,
        r#""description":"BE Ghent","gmt_time":"2026-09-30T23:59:58Z","local_time":"2026-09-30T23:59:58","#,
        r#""session_length_s":1234,"billing_rate":"12.340000","net_billing_amount":"0.000000","#,
        r#""access_type":"WiFi","service_type":"daily_usage","reserved":null,"data_used":null,"#,
        r#""_line":2,"_offset":100,"_repair":null,"_extra":null}"#,
        "\n",
        r#"{"transaction_id":"=T2","billing_code":"","user_id":"+32,1","auth_domain":"\tx","#,
        r#""description":"a \"b\",\r\nc é \u0001","gmt_time":"2026-09-30T23:59:58.500000Z","#,
        r#""local_time":"1969-12-31T23:59:59","session_length_s":-1,"billing_rate":"-0.000001","#,
        r#""net_billing_amount":"-5.000000","access_type":"@x","service_type":"daily_usage","#,
        r#""reserved":"-","data_used":"999999999999.999999","_line":3,"_offset":200,"#,
        r#""_repair":"trailing_delimiter","_extra":{"k \"1\"":"v","k2":"w"}}"#,
        "\n",
        r#"{"transaction_id":"T3","billing_code":null,"user_id":null,"auth_domain":null,"#,
        r#""description":null,"gmt_time":null,"local_time":null,"session_length_s":null,"#,
        r#""billing_rate":null,"net_billing_amount":null,"access_type":null,"service_type":null,"#,
        r#""reserved":null,"data_used":null,"_line":5,"_offset":18446744073709551615,"#,
        r#""_repair":null,"_extra":null}"#,
        "\n",
    );
    let text = written(Format::Ndjson, WriteOptions::default(), &[calls()]);
    assert_eq!(text, expected);
    for line in text.lines() {
        serde_json::from_str::<serde_json::Value>(line).expect("each line is JSON");
    }
}

#[test]
fn booleans() {
    let text = written(Format::Ndjson, WriteOptions::default(), &[companies()]);
    let flags: Vec<_> = text
        .lines()
        .map(|line| {
            serde_json::from_str::<serde_json::Value>(line).expect("JSON")["is_active"].clone()
        })
        .collect();
    assert_eq!(flags, [true.into(), false.into(), serde_json::Value::Null]);
    let text = written(Format::Csv, WriteOptions::default(), &[companies()]);
    assert!(text.contains("\n2,,false,1,10,,\n"), "{text}");
}

#[test]
fn every_report_has_a_text_for_each_type() {
    for report in Report::ALL {
        let batch = any(report);
        let text = written(Format::Ndjson, WriteOptions::default(), std::slice::from_ref(&batch));
        let rows: Vec<serde_json::Value> =
            text.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
        let names: Vec<_> = batch.schema().fields().iter().map(|f| f.name().clone()).collect();
        for row in &rows {
            // Every column, whatever its type, in the schema's order.
            let at = |name: &String| text.find(&format!("\"{name}\":")).expect("a key");
            assert!(names.is_sorted_by_key(at), "{report}");
            assert_eq!(row.as_object().expect("an object").len(), names.len(), "{report}");
        }
        let csv = written(Format::Csv, WriteOptions::default(), std::slice::from_ref(&batch));
        assert_eq!(csv.lines().next().expect("a header"), names.join(","), "{report}");
        assert_eq!(csv.lines().count(), 4, "{report}");
    }
}

#[test]
fn dates_and_times_of_day() {
    let feed = any(Report::BillingFeed);
    let text = written(Format::Ndjson, WriteOptions::default(), std::slice::from_ref(&feed));
    let rows: Vec<serde_json::Value> =
        text.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    let cells = |name: &str| rows.iter().map(|row| row[name].clone()).collect::<Vec<_>>();
    let null = serde_json::Value::Null;
    assert_eq!(cells("local_date"), ["2026-09-30".into(), "1969-12-31".into(), null.clone()]);
    assert_eq!(cells("local_time"), ["10:57:10".into(), "23:59:59.999999".into(), null]);
    let csv = written(Format::Csv, WriteOptions::default(), &[feed]);
    assert!(csv.contains(",2026-09-30,10:57:10,"), "{csv}");
}
