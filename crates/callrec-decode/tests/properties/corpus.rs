//! The fixtures of `tests/cases.toml`, as bodies to do something to.

use std::fs;
use std::path::Path;

use callrec_decode::{DecodeOptions, Delimiter, Encoding, Report};
use toml::{Table, Value};

/// A fixture and how it is decoded.
pub(crate) struct Fixture {
    pub(crate) name: String,
    pub(crate) report: Report,
    pub(crate) options: DecodeOptions,
    pub(crate) body: Vec<u8>,
    /// The folder entry's ending.
    pub(crate) form: String,
}

/// Every fixture; never none.
pub(crate) fn fixtures() -> Vec<Fixture> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests");
    let text = fs::read_to_string(root.join("cases.toml")).expect("tests/cases.toml");
    let cases: Table = text.parse().expect("tests/cases.toml");
    let cases = cases["case"].as_array().expect("a list of cases");
    assert!(cases.len() >= 130, "{} cases", cases.len());
    cases.iter().map(|case| fixture(&root, case)).collect()
}

fn fixture(root: &Path, case: &Value) -> Fixture {
    let text = |key: &str| case[key].as_str().expect("a text").to_owned();
    let input = text("input");
    Fixture {
        name: text("name"),
        report: text("report").parse().expect("a report"),
        options: options(case.get("options")),
        body: fs::read(root.join(&input)).expect("the input"),
        form: input.rsplit('.').next().expect("an ending").to_owned(),
    }
}

fn options(table: Option<&Value>) -> DecodeOptions {
    let mut options = DecodeOptions::default();
    for (key, value) in table.and_then(Value::as_table).into_iter().flatten() {
        options = match (key.as_str(), value.as_str().expect("a text")) {
            ("delimiter", "comma") => options.with_delimiter(Delimiter::Comma),
            ("delimiter", "tab") => options.with_delimiter(Delimiter::Tab),
            ("delimiter", "pipe") => options.with_delimiter(Delimiter::Pipe),
            ("encoding", "utf-16le") => options.with_encoding(Encoding::Utf16Le),
            ("encoding", "iso-8859-1") => options.with_encoding(Encoding::Latin1),
            ("encoding", "windows-1252") => options.with_encoding(Encoding::Windows1252),
            (key, value) => panic!("options.{key} = {value} is not known"),
        };
    }
    options
}

impl Fixture {
    /// Whether quotes enclose cells or texts in it, or the body is empty and could have been either.
    pub(crate) fn has_quotes(&self) -> bool {
        ["csv", "txt", "json"].contains(&self.form.as_str())
    }

    /// Whether a quote put between any two bytes is a quote: it would be half a character of UTF-16.
    pub(crate) fn has_single_bytes(&self) -> bool {
        let marked = [&b"\xff\xfe"[..], b"\xfe\xff"].iter().any(|it| self.body.starts_with(it));
        !marked && !matches!(self.options.encoding, Encoding::Utf16Le | Encoding::Utf16Be)
    }

    /// Offsets to try: all, or of a large body the first and a sample of the others.
    pub(crate) fn offsets(&self) -> impl Iterator<Item = usize> + use<> {
        let length = self.body.len();
        (0..=length).filter(move |at| *at < 4096 || at % 61 == 0 || *at + 64 > length)
    }
}
