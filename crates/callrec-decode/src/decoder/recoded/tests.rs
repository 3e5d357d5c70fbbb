//! What is kept of a long body. All rows are synthetic.

use super::Recoded;
use crate::{DecodeOptions, Encoding, Report};

/// Words of 64 bytes of text that the decoders may hold unread, or have just been given.
const FEW: usize = 2048;

fn utf16(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

/// Feeds `first`, then `again` many times; the most words of the map that were ever held.
fn most_words(report: Report, first: &str, again: &str) -> usize {
    let options = DecodeOptions::default().with_encoding(Encoding::Utf16Le);
    let mut decoder = Recoded::new(report, options, 0);
    assert_eq!(decoder.decode(&utf16(first)), Ok(first.len() * 2));
    let again = utf16(&again.repeat(20));
    let mut most = 0;
    for _ in 0..400 {
        assert_eq!(decoder.decode(&again), Ok(again.len()));
        decoder.take_quarantined();
        most = most.max(decoder.map.words());
    }
    most
}

#[test]
fn places_are_forgotten_though_no_batch_comes() {
    const CDR: &str = "T,b,u,d,x,30-SEP-2026 23:59:58,,1,,1,,,,\n";
    // One row waits for its batch while the others are set aside.
    let spoiled =
        CDR.replace("30-SEP", "日本日本日本日本日本日本日本日本日本日本日本日本日本日本日本日本");
    assert!(most_words(Report::IpassCdr, CDR, &spoiled) < FEW);
    let company = "<companies><company><id>1</id></company>";
    let comment = format!("<!-- {} -->", "日本".repeat(100));
    assert!(most_words(Report::Companies, company, &comment) < FEW);
    // One record that goes on and on: only its beginning is kept.
    let name = "日本".repeat(100);
    assert!(most_words(Report::Companies, "<companies><company><id>1</id><name>", &name) < FEW);
    let spoiled = format!(",{{\"type\":5,\"data\":\"{}\"}}", "日本".repeat(100));
    assert!(most_words(Report::GetCalls, "[{\"type\":\"PAY\",\"data\":{}}", &spoiled) < FEW);
}
