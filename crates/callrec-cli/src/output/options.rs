//! What `fetch` and `decode` let one choose about output, and the target it comes to.

use std::io::IsTerminal as _;
use std::path::{Path, PathBuf};

use callrec::DecodeOptions;
use callrec_export::{Format, WriteOptions};

use crate::failure::Failure;

#[derive(clap::Args)]
#[command(next_help_heading = "Output")]
pub(crate) struct OutputOptions {
    /// Format, where the extension does not tell [default for standard output: ndjson]
    #[arg(long, value_enum, value_name = "FORMAT")]
    format: Option<FormatName>,
    /// Writes the rows that were set aside to this file, with raw bytes, place and reason: NDJSON,
    /// unless its extension names another format
    #[arg(long, value_name = "FILE")]
    pub(crate) quarantine: Option<PathBuf>,
    /// The first row that would be set aside is an error
    #[arg(long)]
    strict: bool,
    /// CSV: cells that a spreadsheet would run as a formula get a ' in front
    #[arg(long)]
    excel_safe: bool,
    /// Writes passwords, tokens and activation URLs that the service answers, instead of ***
    #[arg(long)]
    reveal_secrets: bool,
    /// No progress and no summary; errors and warnings only
    #[arg(long, short)]
    pub(crate) quiet: bool,
    /// The summary as one JSON object, on standard output (on standard error if the records go there)
    #[arg(long)]
    pub(crate) json: bool,
}

/// A format by its name on the command line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum FormatName {
    Csv,
    Ndjson,
    Parquet,
    Arrow,
}

/// Where records go and how.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Target {
    File(PathBuf, Format),
    Stdout(Format),
}

impl From<FormatName> for Format {
    fn from(name: FormatName) -> Self {
        match name {
            FormatName::Csv => Self::Csv,
            FormatName::Ndjson => Self::Ndjson,
            FormatName::Parquet => Self::Parquet,
            FormatName::Arrow => Self::ArrowFile,
        }
    }
}

impl FormatName {
    /// What files of the format are called.
    pub(crate) fn extension(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Ndjson => "ndjson",
            Self::Parquet => "parquet",
            Self::Arrow => "arrow",
        }
    }
}

impl OutputOptions {
    /// The format that was asked for by name.
    pub(crate) fn format(&self) -> Option<FormatName> {
        self.format
    }

    /// What is written, and how.
    pub(crate) fn write_options(&self) -> WriteOptions {
        let options = WriteOptions::default().with_excel_safe(self.excel_safe);
        options.with_reveal_secrets(self.reveal_secrets)
    }

    /// How the input is to be decoded.
    pub(crate) fn decode_options(&self) -> DecodeOptions {
        DecodeOptions::default().with_strict(self.strict)
    }

    /// What `--out` means together with `--format`.
    pub(crate) fn target(&self, out: &Path) -> Result<Target, Failure> {
        let chosen = self.format.map(Format::from);
        if out == Path::new("-") {
            let format = chosen.unwrap_or(Format::Ndjson);
            if !format.is_text() && std::io::stdout().is_terminal() {
                return Err(Failure::usage(
                    "this format is not for a terminal; give --out FILE, or send it into a pipe",
                ));
            }
            return Ok(Target::Stdout(format));
        }
        let format = match chosen {
            Some(format) => format,
            None => Format::from_path(out)?,
        };
        Ok(Target::File(out.to_owned(), format))
    }
}
