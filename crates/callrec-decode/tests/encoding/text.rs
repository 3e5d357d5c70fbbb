//! Text in an encoding.

use callrec_decode::Encoding;

/// The characters of Windows-1252 beyond Latin-1 that are used here.
const WINDOWS: [(char, u8); 3] = [('€', 0x80), ('Œ', 0x8c), ('’', 0x92)];

/// The text without a byte order mark.
pub(crate) fn encode(text: &str, encoding: Encoding) -> Vec<u8> {
    match encoding {
        Encoding::Utf16Le => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
        Encoding::Utf16Be => text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
        Encoding::Latin1 => text.chars().map(|char| u8::try_from(char).unwrap()).collect(),
        Encoding::Windows1252 => text
            .chars()
            .map(|char| match WINDOWS.iter().find(|(known, _)| *known == char) {
                Some((_, byte)) => *byte,
                None => u8::try_from(char).unwrap(),
            })
            .collect(),
        _ => text.as_bytes().to_vec(),
    }
}

/// The byte order mark of an encoding that has one.
pub(crate) fn mark(encoding: Encoding) -> &'static [u8] {
    match encoding {
        Encoding::Utf16Le => b"\xff\xfe",
        Encoding::Utf16Be => b"\xfe\xff",
        Encoding::Utf8 | Encoding::Auto => b"\xef\xbb\xbf",
        _ => b"",
    }
}

/// Letters that the encoding has.
pub(crate) fn letters(encoding: Encoding) -> &'static [&'static str] {
    match encoding {
        Encoding::Latin1 => &["a", "é", "ÿ", "Zürich", "x"],
        Encoding::Windows1252 => &["a", "é", "€", "Œ", "l’été"],
        _ => &["a", "é", "€", "日本", "𝄞"],
    }
}

/// A CDR with a text in it.
pub(crate) fn cdr(number: usize, text: &str) -> String {
    format!(
        "T{number},b,ann,example.com,\"{text}, venue\",30-SEP-2026 23:59:58,,\"1,234\",0.5,12.34,WIFI,{text},,7.5\n"
    )
}

pub(crate) const HEADER: &str = "Transaction ID,Billing Code,User ID,Authentication Domain,Description,GMT Time,Local Time,Session Length,Billing Rate,Net Billing Amount,Access Type,Service Type,Reserved,Data Used\n";

/// A call with a text in it.
pub(crate) fn call(number: usize, text: &str) -> String {
    format!(
        "{{\"type\":\"CALLOUT\",\"data\":{{\"source\":\"{number}\",\"destination_name\":\"{text}\",\"price\":\"7.00\",\"quantity\":2}}}}"
    )
}

/// A company with a text in it.
pub(crate) fn company(number: usize, text: &str) -> String {
    format!("<company><id>{number}</id><name>{text}</name><isActive>true</isActive></company>\n")
}
