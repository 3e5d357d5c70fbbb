//! Files that callrec wrote, and headers without the column that is billed. All rows are synthetic.

use callrec_decode::{DecodeErrorKind, DecodeOptions, Delimiter, Encoding, Report, Unifier};

use crate::columns::{Outcome, decode};

/// The reports that come as delimited text.
const REPORTS: [Report; 4] =
    [Report::IpassCdr, Report::IpassNetworkUsers, Report::BillingFeed, Report::GetCalls];

fn read(report: Report, body: &str) -> Outcome {
    decode(report, &DecodeOptions::default(), [body.as_bytes()])
}

/// What callrec writes of a report: a header, and a row in which only the key is told.
fn written(report: Report) -> String {
    let schema = report.schema();
    let names: Vec<_> = schema.fields().iter().map(|field| field.name().as_str()).collect();
    format!("{}\n1{}2,40,,\n", names.join(","), ",".repeat(names.len() - 4))
}

#[test]
fn a_file_that_callrec_wrote_is_no_report() {
    for wrote in REPORTS {
        for read_as in REPORTS {
            let outcome = read(read_as, &written(wrote));
            let error = outcome.error.expect("the provider's columns are not there");
            assert_eq!(error.kind(), DecodeErrorKind::NotThisReport, "{error}");
            assert_eq!((error.line(), error.offset(), error.record()), (1, 0, None));
            assert!(error.to_string().contains("a file that callrec wrote"), "{error}");
            assert!(error.to_string().contains(read_as.name()), "{error}");
            assert_eq!(outcome.accounting.read, 0);
        }
    }
}

#[test]
fn so_is_a_file_of_unified_records_or_of_some_columns() {
    let schema = Unifier::schema();
    let names: Vec<_> = schema.fields().iter().map(|field| field.name().as_str()).collect();
    let some = "\u{feff}\"_offset\",type,source,destination,\"price_cents\"";
    for header in [names.join(","), some.to_owned(), "_line,ID,Charge,Type".to_owned()] {
        for report in REPORTS {
            let error = read(report, &format!("{header}\n1,2,3,4,5\n")).error.expect("refused");
            assert_eq!(error.kind(), DecodeErrorKind::NotThisReport, "{error}");
            assert!(error.to_string().contains("a file that callrec wrote"), "{error}");
        }
    }
}

#[test]
fn so_is_one_in_another_encoding_and_with_the_delimiter_declared() {
    let text = written(Report::GetCalls);
    let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let declared = DecodeOptions::default().with_encoding(Encoding::Utf16Le);
    let comma = DecodeOptions::default().with_delimiter(Delimiter::Comma);
    for (options, body) in [(declared, wide), (comma, text.into_bytes())] {
        let error = decode(Report::GetCalls, &options, [&body[..]]).error.expect("refused");
        assert!(error.to_string().contains("a file that callrec wrote"), "{error}");
    }
}

#[test]
fn json_lines_that_callrec_wrote_are_no_list() {
    for report in [Report::GetCalls, Report::BillingFeed] {
        let error = read(report, "{\"type\":\"CALLOUT\",\"price_cents\":\"7\",\"_line\":1}\n{}\n");
        let error = error.error.expect("no list");
        assert_eq!((error.kind(), error.line()), (DecodeErrorKind::NotThisReport, 1), "{error}");
        assert!(error.to_string().contains("that callrec wrote"), "{error}");
    }
}

/// A null amount is worth nothing where it is summed up, so its column is never simply missing.
#[test]
fn a_header_without_the_amount_is_refused() {
    for (report, header, missing) in [
        (Report::BillingFeed, "ID,Origin,Destination,Type,Call Cost (XYZ)", "charge"),
        (Report::GetCalls, "type,source,destination,quantity,rate", "price_cents"),
        (Report::GetCalls, "type,source,destination,amount,price", "quantity"),
        (Report::IpassCdr, "Transaction ID,GMT Time,User ID,Amount", "net_billing_amount"),
    ] {
        let outcome = read(report, &format!("{header}\n1,2,3,4,5\n"));
        let error = outcome.error.expect(header);
        assert_eq!(error.kind(), DecodeErrorKind::Header, "{error}");
        assert_eq!((error.line(), error.column()), (1, Some(missing)), "{error}");
        assert_eq!(outcome.accounting.read, 0);
    }
}
