//! What a document is, by its first bytes; its name and declared type are not asked.

use callrec_decode::Content;

/// What a document is. The numbers are the contract with C, Java and Python.
#[repr(i32)]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum DocumentKind {
    /// Sound, or anything else.
    Other = 0,
    /// An HTML page.
    Html = 1,
    /// A zip archive.
    Zip = 2,
    /// Delimited text.
    Csv = 3,
    /// XML.
    Xml = 4,
    /// JSON.
    Json = 5,
}

impl DocumentKind {
    pub(super) fn of(content: Content) -> Self {
        match content {
            Content::HtmlPage | Content::LoginPage => Self::Html,
            Content::Zip => Self::Zip,
            Content::Csv => Self::Csv,
            Content::Xml => Self::Xml,
            Content::Json => Self::Json,
            _ => Self::Other,
        }
    }

    /// The number, the same in every language.
    pub fn code(self) -> i32 {
        self as i32
    }

    /// The name in snake case.
    pub fn name(self) -> &'static str {
        match self {
            Self::Other => "other",
            Self::Html => "html",
            Self::Zip => "zip",
            Self::Csv => "csv",
            Self::Xml => "xml",
            Self::Json => "json",
        }
    }

    /// The extension of a file of this kind; `bin` where nothing is known.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Other => "bin",
            kind => kind.name(),
        }
    }

    pub(super) fn article(self) -> &'static str {
        match self {
            Self::Other => "data of no known type",
            Self::Html => "an HTML page",
            Self::Zip => "a zip archive",
            Self::Csv => "delimited text",
            Self::Xml => "XML",
            Self::Json => "JSON",
        }
    }
}

impl std::fmt::Display for DocumentKind {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name())
    }
}
