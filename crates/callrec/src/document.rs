//! Reports that are not rows: HTML, zip archives, recordings. Bytes to a file, with proof.

mod kind;
mod naming;
mod partial;
mod sink;
mod unpack;

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use callrec_decode::Content;
use sha2::{Digest as _, Sha256};

pub use kind::DocumentKind;
use naming::GivesUp;
pub(crate) use naming::Naming;
pub(crate) use partial::{Partial, io_error};
use sink::Sink;
pub use unpack::{UnpackLimits, UnpackedEntry, unpack, unpack_with_interrupt};

use crate::download::{Place, Progress};
use crate::http::{Body, Fetch, NetworkClock, Opened, Retry};
use crate::{Error, ErrorKind, Proof, Result};

/// Bytes of a document, at most, unless said otherwise.
const MOST_BYTES: u64 = 1 << 30;

/// What to do about a document that did not come whole. It has no rows before the fault.
const NOT_SAVED: &str = "get it again: nothing was saved";
const NOT_KEPT: &str = "get it again: nothing of it was kept";

/// Of sound no more is looked at: every container and frame has bytes before that are no text.
const SOUND_BYTES: usize = 64;

/// What may come in answer to a request for a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Wanted {
    /// Anything but nothing, HTML included.
    Any,
    /// A zip archive; an HTML page means a lost session, as for reports.
    Archive,
    /// Sound, whose first bytes may look like anything but a page, a document, an archive or text.
    Recording,
}

/// A document whose first bytes were looked at, and whose rest waits to be read.
///
/// Holds its connection until it is saved, read or dropped. Nothing is kept in memory but what is
/// on its way. A body that breaks off is fetched again from its beginning; one whose end nothing
/// proves is fetched once more and must be equal byte for byte.
pub struct Document {
    fetch: Fetch,
    place: Place,
    wanted: Wanted,
    body: Body,
    kind: DocumentKind,
    limit: u64,
    clock: NetworkClock,
    retry: Retry,
    progress: Arc<Progress>,
}

/// A document in a file that is there whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedDocument {
    path: PathBuf,
    bytes: u64,
    sha256: [u8; 32],
    kind: DocumentKind,
    proof: Proof,
}

/// How far a document is; may be looked at from any thread, and never waits.
#[derive(Clone, Debug)]
pub struct DocumentProgress {
    inner: Arc<Progress>,
}

impl DocumentProgress {
    /// Bytes that came so far; begins anew where the document is fetched again.
    pub fn bytes(&self) -> u64 {
        self.inner.bytes()
    }

    /// Its length, where the answer's head says so.
    pub fn total_bytes(&self) -> Option<u64> {
        self.inner.total()
    }
}

/// What one whole body was.
struct Whole {
    bytes: u64,
    sha256: [u8; 32],
    kind: DocumentKind,
    proof: Proof,
}

impl Document {
    /// Sends the request, with other tries, and looks at what comes.
    pub(crate) async fn open(mut fetch: Fetch, place: Place, wanted: Wanted) -> Result<Self> {
        if wanted == Wanted::Any {
            fetch.request = fetch.request.taking_pages();
        }
        let mut clock = NetworkClock::new(fetch.client.timeouts());
        let mut retry = fetch.client.retry();
        let (body, kind) = open(&fetch, wanted, &mut clock, &mut retry)
            .await
            .map_err(|error| not_whole(error, NOT_SAVED).at(place.provider, place.operation))?;
        let progress = Arc::<Progress>::default();
        progress.restart(body.expected());
        let limit = MOST_BYTES;
        Ok(Self { fetch, place, wanted, body, kind, limit, clock, retry, progress })
    }

    /// What it is, by its first bytes.
    pub fn kind(&self) -> DocumentKind {
        self.kind
    }

    /// Its length, where the answer's head says so.
    pub fn total_bytes(&self) -> Option<u64> {
        self.progress.total()
    }

    /// How far it is, for others to look at while it is saved or read.
    pub fn progress(&self) -> DocumentProgress {
        DocumentProgress { inner: Arc::clone(&self.progress) }
    }

    /// The same with another limit in bytes; a longer one ends with `Limit`. Default 1 GiB.
    #[must_use]
    pub fn limit(mut self, bytes: u64) -> Self {
        self.limit = bytes;
        self
    }

    /// Saves it as `path`, which is replaced if it is there.
    ///
    /// It is written to a hidden file beside `path`, brought to disk and then renamed: under its name
    /// there is the whole document or what was there before. Dropped before its end, or after an
    /// error, the hidden file is removed: what is not under its name by then never will be.
    /// `Truncated`, `Incomplete`, `Limit`, `Io`, and what fetching can fail with.
    pub async fn save(self, path: impl AsRef<Path>) -> Result<SavedDocument> {
        self.save_unless_given_up(path.as_ref().to_owned(), Naming::default()).await
    }

    /// The same, unless it is given up before it has its name.
    pub(crate) async fn save_unless_given_up(
        self,
        path: PathBuf,
        naming: Naming,
    ) -> Result<SavedDocument> {
        // The last step works on another thread, which a drop of this future does not end.
        let _dropped = GivesUp(naming.clone());
        let place = self.place;
        let at = |error: Error| error.at(place.provider, place.operation);
        let mut sink = Sink::file(&path).await.map_err(at)?;
        let whole = self.pour(&mut sink).await.map_err(|error| at(not_whole(error, NOT_SAVED)))?;
        sink.persist(naming).await.map_err(at)?;
        let Whole { bytes, sha256, kind, proof } = whole;
        Ok(SavedDocument { path, bytes, sha256, kind, proof })
    }

    /// All of it in memory. Errors as of [`save`](Self::save).
    pub async fn into_bytes(self) -> Result<Vec<u8>> {
        let place = self.place;
        let mut sink = Sink::memory();
        match self.pour(&mut sink).await {
            Ok(_) => Ok(sink.into_memory()),
            Err(error) => Err(not_whole(error, NOT_KEPT).at(place.provider, place.operation)),
        }
    }

    /// Reads to a proven end, from the beginning again where a body broke off.
    async fn pour(self, sink: &mut Sink) -> Result<Whole> {
        let Self { fetch, wanted, mut body, mut kind, limit, mut clock, mut retry, .. } = self;
        let progress = self.progress;
        loop {
            let read = read(&mut body, sink, limit, &mut clock, &progress).await;
            // Its connection and its place among the calls of the client go first.
            drop(body);
            let checked = match read {
                Ok(whole) if whole.proof == Proof::Unproven => {
                    verify(&fetch, &mut clock, whole).await
                }
                read => read,
            };
            let error = match checked {
                Ok(whole) => {
                    retry.succeeded();
                    return Ok(Whole { kind, ..whole });
                }
                Err(error) => error,
            };
            retry.again(fetch.request.class(), &clock, error).await?;
            (body, kind) = open(&fetch, wanted, &mut clock, &mut retry).await?;
            progress.restart(body.expected());
            sink.restart().await?;
        }
    }
}

/// The error, with what it means for a document where its end is what is wrong.
fn not_whole(error: Error, hint: &'static str) -> Error {
    match error.kind() {
        ErrorKind::Truncated | ErrorKind::Incomplete => error.with_hint(hint),
        _ => error,
    }
}

async fn open(
    fetch: &Fetch,
    wanted: Wanted,
    clock: &mut NetworkClock,
    retry: &mut Retry,
) -> Result<(Body, DocumentKind)> {
    loop {
        let error = match fetch.open(clock).await {
            Ok(mut opened) => match look(wanted, &mut opened, clock).await {
                Ok(kind) => return Ok((opened.body, kind)),
                Err(error) => error,
            },
            Err(error) => error,
        };
        retry.again(fetch.request.class(), clock, error).await?;
    }
}

async fn look(
    wanted: Wanted,
    opened: &mut Opened,
    clock: &mut NetworkClock,
) -> Result<DocumentKind> {
    let kind = judge(wanted, opened.content)?;
    if wanted == Wanted::Recording && is_text(opened.body.begin(SOUND_BYTES, clock).await?) {
        return Err(Error::new(ErrorKind::NotData, "text came instead of a recording"));
    }
    Ok(kind)
}

/// Whether these bytes can be read as text, as those of a refusal can and those of no sound. The last
/// character may be cut.
fn is_text(bytes: &[u8]) -> bool {
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) if error.error_len().is_some() => return false,
        Err(error) => std::str::from_utf8(&bytes[..error.valid_up_to()]).unwrap_or_default(),
    };
    !text.chars().any(|character| character.is_control() && !character.is_whitespace())
}

/// What a body is, if it may be what was asked for.
fn judge(wanted: Wanted, content: Content) -> Result<DocumentKind> {
    let kind = DocumentKind::of(content);
    let detail = match (content, wanted) {
        (Content::Empty, _) => "nothing came instead of a document".to_owned(),
        (Content::NoData, _) => "the text \"no data\" came instead of a document".to_owned(),
        (_, Wanted::Archive) if kind != DocumentKind::Zip => {
            format!("{} came instead of a zip archive", kind.article())
        }
        (Content::Csv | Content::Unknown, Wanted::Recording) => return Ok(DocumentKind::Other),
        (_, Wanted::Recording) => format!("{} came instead of a recording", kind.article()),
        _ => return Ok(kind),
    };
    Err(Error::new(ErrorKind::NotData, detail))
}

async fn read(
    body: &mut Body,
    sink: &mut Sink,
    limit: u64,
    clock: &mut NetworkClock,
    progress: &Progress,
) -> Result<Whole> {
    let (mut digest, mut bytes) = (Sha256::new(), 0);
    while let Some(chunk) = body.chunk(clock).await? {
        bytes += chunk.len() as u64;
        if bytes > limit {
            let detail = format!("the document has more than {limit} bytes, the most allowed");
            return Err(Error::new(ErrorKind::Limit, detail).with_offset(limit));
        }
        progress.add(chunk.len());
        digest.update(&chunk);
        sink.write(&chunk).await?;
    }
    sink.flush().await?;
    let proof = body.proof().unwrap_or(Proof::Unproven);
    Ok(Whole { bytes, sha256: digest.finalize().into(), kind: DocumentKind::Other, proof })
}

/// Fetches a document whose end nothing proves once more: it must be equal byte for byte.
async fn verify(fetch: &Fetch, clock: &mut NetworkClock, first: Whole) -> Result<Whole> {
    let again = async {
        let mut body = fetch.open(clock).await?.body;
        let (mut digest, mut bytes) = (Sha256::new(), 0);
        while let Some(chunk) = body.chunk(clock).await? {
            digest.update(&chunk);
            bytes += chunk.len() as u64;
            if bytes > first.bytes {
                break;
            }
        }
        Ok::<_, Error>((bytes, <[u8; 32]>::from(digest.finalize())))
    };
    let detail = match again.await {
        Ok((bytes, sha256)) if bytes == first.bytes && sha256 == first.sha256 => {
            return Ok(first);
        }
        Ok(_) => "the end of the body was not proven and a second fetch differed".to_owned(),
        Err(error) => {
            let why = error.detail();
            format!("the end of the body was not proven and a second fetch failed: {why}")
        }
    };
    Err(Error::new(ErrorKind::Incomplete, detail).with_offset(first.bytes))
}

impl SavedDocument {
    /// Where it is, as it was given.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Its length.
    pub fn bytes(&self) -> u64 {
        self.bytes
    }

    /// The SHA-256 of its bytes.
    pub fn sha256(&self) -> [u8; 32] {
        self.sha256
    }

    /// The same in lower-case hexadecimal digits.
    pub fn sha256_hex(&self) -> String {
        self.sha256.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    /// What it is, by its first bytes.
    pub fn kind(&self) -> DocumentKind {
        self.kind
    }

    /// What proved that it came whole.
    pub fn proof(&self) -> Proof {
        self.proof
    }

    /// Unpacks it, if it is a zip archive, into a new folder: see [`unpack`].
    pub fn unpack(
        &self,
        folder: impl AsRef<Path>,
        limits: &UnpackLimits,
    ) -> Result<Vec<UnpackedEntry>> {
        unpack(&self.path, folder, limits)
    }
}

impl fmt::Debug for Document {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Document")
            .field("request", &self.fetch.request)
            .field("kind", &self.kind)
            .field("total_bytes", &self.total_bytes())
            .finish_non_exhaustive()
    }
}
