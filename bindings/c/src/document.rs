//! Documents whose inside nobody describes: custom reports, recordings. Saved, proven, unpacked.

use std::ffi::c_char;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

use callrec::DocumentKind;
use callrec::blocking::Document;

use crate::error::{Failure, callrec_error};
use crate::guard::{entry, release};
use crate::handle::{self, Object, Table};
use crate::ptr::{Out, path_in, struct_out, struct_room};

/// Sound, or anything else.
pub const CALLREC_DOCUMENT_OTHER: i32 = 0;
/// An HTML page.
pub const CALLREC_DOCUMENT_HTML: i32 = 1;
/// A zip archive.
pub const CALLREC_DOCUMENT_ZIP: i32 = 2;
/// Delimited text.
pub const CALLREC_DOCUMENT_CSV: i32 = 3;
/// XML.
pub const CALLREC_DOCUMENT_XML: i32 = 4;
/// JSON.
pub const CALLREC_DOCUMENT_JSON: i32 = 5;

/// A document that was opened and waits to be saved. Holds its connection until then, and one of
/// the places of `concurrency`. Owned by the caller, released with callrec_document_free; any
/// thread, one at a time for saving.
pub struct callrec_document {
    _opaque: [u8; 0],
}

/// A document that was saved.
#[repr(C)]
#[derive(Clone, Copy, Default)]
pub struct callrec_saved_document {
    /// Bytes of this struct that were written.
    pub size: usize,
    /// Length of the file.
    pub bytes: u64,
    /// One of CALLREC_DOCUMENT_...
    pub kind: i32,
    /// One of CALLREC_PROOF_...: what proves that it came whole.
    pub proof: i32,
    /// SHA-256 of the file.
    pub sha256: [u8; 32],
}

/// What a `callrec_document` handle stands for.
pub(crate) struct DocumentObject {
    kind: DocumentKind,
    total_bytes: Option<u64>,
    cancelled: Arc<AtomicBool>,
    /// Taken by saving.
    document: Mutex<Option<Document>>,
}

impl Object for DocumentObject {
    type Opaque = callrec_document;
    const KIND: u8 = 0xca;
    const NAME: &'static str = "document";
    fn table() -> &'static Table<Self> {
        static DOCUMENTS: Table<DocumentObject> = Table::new();
        &DOCUMENTS
    }
}

/// The number that C sees.
pub(crate) fn kind_number(kind: DocumentKind) -> i32 {
    match kind {
        DocumentKind::Html => CALLREC_DOCUMENT_HTML,
        DocumentKind::Zip => CALLREC_DOCUMENT_ZIP,
        DocumentKind::Csv => CALLREC_DOCUMENT_CSV,
        DocumentKind::Xml => CALLREC_DOCUMENT_XML,
        DocumentKind::Json => CALLREC_DOCUMENT_JSON,
        _ => CALLREC_DOCUMENT_OTHER,
    }
}

impl DocumentObject {
    pub(crate) fn new(document: Document) -> Self {
        let cancelled = Arc::new(AtomicBool::new(false));
        let ask = Arc::clone(&cancelled);
        let document = document.with_interrupt(move || ask.load(Ordering::Relaxed));
        Self {
            kind: document.kind(),
            total_bytes: document.total_bytes(),
            cancelled,
            document: Mutex::new(Some(document)),
        }
    }
}

/// What the document is, as its first bytes say: writes one of CALLREC_DOCUMENT_... to `kind`, and
/// its length to `total_bytes`, which may be NULL; -1 where the server did not say.
///
/// Errors: CALLREC_INVALID_HANDLE, CALLREC_INVALID_ARGUMENT. Any thread.
#[unsafe(no_mangle)]
pub extern "C" fn callrec_document_kind(
    document: *const callrec_document,
    kind: *mut i32,
    total_bytes: *mut i64,
    error: *mut *mut callrec_error,
) -> i32 {
    entry("callrec_document_kind", error, || {
        let object = handle::pin::<DocumentObject>(document)?;
        let kind = Out::new(kind, "kind")?;
        let total = Out::optional(total_bytes, "total_bytes")?;
        kind.write(kind_number(object.kind));
        if let Some(total) = total {
            let bytes = object.total_bytes.and_then(|bytes| i64::try_from(bytes).ok());
            total.write(bytes.unwrap_or(-1));
        }
        Ok(())
    })
}

/// Saves the document as `path`: whole, proven and on disk, or not at all.
///
/// `limit` is the number of bytes above which it is CALLREC_LIMIT; 0 for the default, 1 GiB. What
/// is known of the file is written to `saved`, of which the program has `size` bytes; `(NULL, 0)`
/// where it is not wanted. A document is saved once, whether that succeeds or not; then
/// CALLREC_CLOSED.
///
/// Waits for the network and the disk; what breaks off is asked for again. Errors: CALLREC_IO,
/// CALLREC_CLOSED, those of a conversation, CALLREC_INVALID_HANDLE, CALLREC_INVALID_ARGUMENT. Any
/// thread.
#[unsafe(no_mangle)]
pub extern "C" fn callrec_document_save(
    document: *mut callrec_document,
    path: *const c_char,
    path_length: usize,
    limit: u64,
    saved: *mut callrec_saved_document,
    size: usize,
    error: *mut *mut callrec_error,
) -> i32 {
    entry("callrec_document_save", error, || {
        let object = handle::pin::<DocumentObject>(document)?;
        let path = path_in(path, path_length, "path")?;
        let wanted = !saved.is_null() || size != 0;
        if wanted {
            struct_room(saved, size)?;
        }
        // Held by a thread that takes it this very moment, or gone.
        let taken = object.document.try_lock().ok().and_then(|mut document| document.take());
        let document = taken.ok_or_else(|| Failure::closed("the document was saved before"))?;
        let document = if limit == 0 { document } else { document.limit(limit) };
        let done = document.save(path)?;
        if wanted {
            let facts = callrec_saved_document {
                size: 0, // set by struct_out
                bytes: done.bytes(),
                kind: kind_number(done.kind()),
                proof: crate::reader::proof_number(Some(done.proof())),
                sha256: done.sha256(),
            };
            struct_out(saved, size, facts)?;
        }
        Ok(())
    })
}

/// Cancels the saving of a document from any thread: a callrec_document_save that waits gives
/// CALLREC_CANCELLED within 100 ms and leaves no file, a later one at once. Where the file has its
/// name by then, the saving succeeds.
///
/// Does not wait. Errors: CALLREC_INVALID_HANDLE, CALLREC_INVALID_ARGUMENT. Any thread, also
/// during other calls.
#[unsafe(no_mangle)]
pub extern "C" fn callrec_document_cancel(
    document: *const callrec_document,
    error: *mut *mut callrec_error,
) -> i32 {
    entry("callrec_document_cancel", error, || {
        handle::pin::<DocumentObject>(document)?.cancelled.store(true, Ordering::Relaxed);
        Ok(())
    })
}

/// Releases a document and closes its connection. NULL and a document freed before are ignored.
/// Never fails, never waits. Any thread; a saving that another thread has in flight ends normally.
#[unsafe(no_mangle)]
pub extern "C" fn callrec_document_free(document: *mut callrec_document) {
    release::<DocumentObject>(document);
}
