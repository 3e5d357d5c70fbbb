//! What the caller knows of the text that is decoded.

use callrec::{DecodeOptions, Delimiter, Encoding, SessionLengthUnit};

#[derive(clap::Args)]
#[command(next_help_heading = "Input")]
pub(crate) struct InputOptions {
    /// How the text is encoded [default: UTF-8, or UTF-16 where a byte order mark says so]
    #[arg(long, value_enum, value_name = "NAME")]
    encoding: Option<EncodingName>,
    /// What stands between the cells of delimited text [default: comma, or what the header of a
    /// billing feed shows]
    #[arg(long, value_enum, value_name = "NAME")]
    delimiter: Option<DelimiterName>,
    /// What the session length of an iPass CDR file counts; the records have seconds either way
    /// [default: seconds]
    #[arg(long, value_enum, value_name = "UNIT")]
    session_length_unit: Option<UnitName>,
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum EncodingName {
    #[value(name = "utf-8")]
    Utf8,
    #[value(name = "utf-16le")]
    Utf16Le,
    #[value(name = "utf-16be")]
    Utf16Be,
    #[value(name = "iso-8859-1", alias = "latin1")]
    Latin1,
    #[value(name = "windows-1252")]
    Windows1252,
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum DelimiterName {
    Comma,
    Tab,
    Pipe,
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum UnitName {
    Seconds,
    Minutes,
}

impl InputOptions {
    /// The options with what is declared here.
    pub(crate) fn declare(&self, mut options: DecodeOptions) -> DecodeOptions {
        if let Some(encoding) = self.encoding {
            options = options.with_encoding(match encoding {
                EncodingName::Utf8 => Encoding::Utf8,
                EncodingName::Utf16Le => Encoding::Utf16Le,
                EncodingName::Utf16Be => Encoding::Utf16Be,
                EncodingName::Latin1 => Encoding::Latin1,
                EncodingName::Windows1252 => Encoding::Windows1252,
            });
        }
        if let Some(delimiter) = self.delimiter {
            options = options.with_delimiter(match delimiter {
                DelimiterName::Comma => Delimiter::Comma,
                DelimiterName::Tab => Delimiter::Tab,
                DelimiterName::Pipe => Delimiter::Pipe,
            });
        }
        if let Some(unit) = self.session_length_unit {
            options = options.with_session_length_unit(match unit {
                UnitName::Seconds => SessionLengthUnit::Seconds,
                UnitName::Minutes => SessionLengthUnit::Minutes,
            });
        }
        options
    }
}
