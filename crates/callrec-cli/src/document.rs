//! Opaque reports and recordings: bytes to a file, an archive unpacked under names of our own.

use std::future::Future;
use std::path::PathBuf;

use callrec::{Document, SavedDocument, UnpackLimits, UnpackedEntry};
use serde_json::json;

use crate::exit::Exit;
use crate::failure::Failure;
use crate::interrupt::Signals;
use crate::progress::Progress;
use crate::render::number::{bytes, count};
use crate::{stderr, stdout};

/// Options of every command that saves what the provider sends as it is.
#[derive(clap::Args)]
pub(crate) struct DocumentOptions {
    /// The file that it is saved to
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    /// Unpacks a zip archive into this folder, which must not exist yet; the files get names of our
    /// own, and what they were called is printed
    #[arg(long, value_name = "FOLDER")]
    unpack: Option<PathBuf>,
    /// No progress and no summary; errors and warnings only
    #[arg(long, short)]
    quiet: bool,
    /// What was saved as one JSON object on standard output
    #[arg(long)]
    json: bool,
}

/// Asks for the document and saves it, whole or not at all. `Ctrl-C` ends it and leaves nothing
/// behind.
pub(crate) async fn save(
    options: &DocumentOptions,
    place: &str,
    open: impl Future<Output = Result<Document, Failure>>,
) -> Result<Exit, Failure> {
    let work = async {
        let mut signals = Signals::catch()?;
        let download = async {
            let mut progress = Progress::new(options.quiet);
            progress.begin(options.out.display().to_string(), None);
            Ok(open.await?.save(&options.out).await?)
        };
        let saved: SavedDocument = signals.unless(download).await?;
        let unpacked = match &options.unpack {
            Some(folder) => Some(saved.unpack(folder, &UnpackLimits::default())?),
            None => None,
        };
        Ok((saved, unpacked))
    };
    let done: Result<_, Failure> = work.await;
    let (saved, unpacked) = done.map_err(|failure| failure.named(place))?;
    options.tell(&saved, unpacked.as_deref())
}

impl DocumentOptions {
    fn tell(
        &self,
        saved: &SavedDocument,
        unpacked: Option<&[UnpackedEntry]>,
    ) -> Result<Exit, Failure> {
        if self.json {
            let entries = unpacked.map(|entries| entries.iter().map(as_json).collect::<Vec<_>>());
            let object = json!({
                "out": saved.path().display().to_string(),
                "kind": saved.kind().name(),
                "bytes": saved.bytes(),
                "sha256": saved.sha256_hex(),
                "proof": saved.proof().name(),
                "unpacked": entries,
            });
            stdout::print(&format!("{object}\n"))?;
        } else if !self.quiet {
            let (kind, size) = (saved.kind().name(), bytes(saved.bytes()));
            stderr::line(&format!(
                "wrote {}, {kind}, {size}, sha256 {}",
                saved.path().display(),
                saved.sha256_hex()
            ));
            for entry in unpacked.unwrap_or_default() {
                stderr::line(&format!(
                    "  {}  {}  ({})",
                    entry.file_name,
                    entry.label,
                    bytes(entry.bytes)
                ));
            }
            if let (Some(entries), Some(folder)) = (unpacked, &self.unpack) {
                let files = count(entries.len() as u64, "file", "files");
                stderr::line(&format!("unpacked {files} into {}", folder.display()));
            }
        }
        Ok(Exit::Done)
    }
}

fn as_json(entry: &UnpackedEntry) -> serde_json::Value {
    json!({
        "file": entry.file_name,
        "label": entry.label,
        "folder": entry.folder,
        "bytes": entry.bytes,
        "kind": entry.kind.name(),
    })
}
