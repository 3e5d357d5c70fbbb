//! The one module that follows raw pointers of the caller.
//!
//! Its functions are safe to call for Rust: what makes a pointer good is the C caller's part of the
//! contract, written above each function in the header, and no Rust code could check it. What can be
//! checked is: NULL, alignment, lengths, UTF-8, sizes of structs.
#![allow(unsafe_code, reason = "follows the caller's pointers")]

use std::ffi::{CStr, OsStr, c_char};
use std::os::unix::ffi::OsStrExt;
use std::path::Path;

use crate::batch::callrec_column;
use crate::error::Failure;
use crate::record::{
    callrec_billing_feed_row, callrec_company, callrec_getcalls_row, callrec_ipass_cdr,
    callrec_ipass_network_user, callrec_unified_record, callrec_user,
};
use crate::text::callrec_text;

// SAFETY: plain addresses and numbers; nothing in Rust follows them, and the buffers they
// point into are kept by the object that owns the struct.
unsafe impl Send for callrec_text {}
// SAFETY: as above.
unsafe impl Sync for callrec_text {}
// SAFETY: as above.
unsafe impl Send for callrec_column {}
// SAFETY: as above.
unsafe impl Sync for callrec_column {}
// SAFETY: as above.
unsafe impl Send for callrec_ipass_cdr {}
// SAFETY: as above.
unsafe impl Send for callrec_ipass_network_user {}
// SAFETY: as above.
unsafe impl Send for callrec_company {}
// SAFETY: as above.
unsafe impl Send for callrec_billing_feed_row {}
// SAFETY: as above.
unsafe impl Send for callrec_getcalls_row {}
// SAFETY: as above.
unsafe impl Send for callrec_user {}
// SAFETY: as above.
unsafe impl Send for callrec_unified_record {}

/// `CALLREC_NTS`: the text ends at its NUL.
pub(crate) const NTS: usize = usize::MAX;

/// An output that is known to be writable, as far as that can be known.
pub(crate) struct Out<T>(*mut T);

impl<T> Out<T> {
    /// Refuses NULL and misaligned pointers.
    #[inline]
    pub(crate) fn new(out: *mut T, name: &str) -> Result<Self, Failure> {
        if out.is_null() || !out.is_aligned() {
            return Err(bad_pointer(out.is_null(), name));
        }
        Ok(Self(out))
    }

    /// An output that the caller may leave out.
    pub(crate) fn optional(out: *mut T, name: &str) -> Result<Option<Self>, Failure> {
        if out.is_null() { Ok(None) } else { Self::new(out, name).map(Some) }
    }

    /// Writes without reading or dropping what was there.
    #[inline]
    pub(crate) fn write(self, value: T) {
        // SAFETY: not NULL, aligned; the caller promises room for a T.
        unsafe { self.0.write(value) }
    }
}

#[cold]
fn bad_pointer(null: bool, name: &str) -> Failure {
    let what = if null { "NULL" } else { "misaligned" };
    Failure::invalid_argument(format!("the pointer {name} is {what}"))
}

/// Text of the caller; `(NULL, 0)` is the empty text.
pub(crate) fn text_in<'a>(
    data: *const c_char,
    length: usize,
    name: &str,
) -> Result<&'a str, Failure> {
    optional_text_in(data, length, name)?.ok_or_else(|| bad_pointer(true, name))
}

/// Text of the caller, where `(NULL, CALLREC_NTS)` says that there is none.
pub(crate) fn optional_text_in<'a>(
    data: *const c_char,
    length: usize,
    name: &str,
) -> Result<Option<&'a str>, Failure> {
    let bytes = if data.is_null() && length == NTS {
        return Ok(None);
    } else if length == NTS {
        // SAFETY: not NULL; CALLREC_NTS is the caller's word that a NUL follows.
        unsafe { CStr::from_ptr(data) }.to_bytes()
    } else {
        bytes_in(data.cast(), length, name)?
    };
    std::str::from_utf8(bytes).map(Some).map_err(|error| {
        let at = error.valid_up_to();
        Failure::invalid_argument(format!("the text {name} is not UTF-8 at byte {at}"))
    })
}

/// Bytes of the caller; `(NULL, 0)` is the empty slice.
pub(crate) fn bytes_in<'a>(
    data: *const u8,
    length: usize,
    name: &str,
) -> Result<&'a [u8], Failure> {
    if length == 0 {
        return Ok(&[]);
    }
    if data.is_null() {
        return Err(bad_pointer(true, name));
    }
    if length > isize::MAX as usize {
        let detail = format!("the length of {name} is beyond PTRDIFF_MAX");
        return Err(Failure::invalid_argument(detail));
    }
    // SAFETY: not NULL, no longer than an object can be; the caller promises `length` bytes.
    Ok(unsafe { std::slice::from_raw_parts(data, length) })
}

/// A list of texts of the caller; `(NULL, 0)` is the empty list. A length may be CALLREC_NTS.
pub(crate) fn texts_in<'a>(
    texts: *const callrec_text,
    count: usize,
    name: &str,
) -> Result<Vec<&'a str>, Failure> {
    if count == 0 {
        return Ok(Vec::new());
    }
    if texts.is_null() || !texts.is_aligned() {
        return Err(bad_pointer(texts.is_null(), name));
    }
    if count > isize::MAX as usize / size_of::<callrec_text>() {
        return Err(Failure::invalid_argument(format!("{name} cannot be {count} texts")));
    }
    // SAFETY: not NULL, aligned, no more than an object can hold; the caller promises `count` texts.
    let texts = unsafe { std::slice::from_raw_parts(texts, count) };
    texts.iter().map(|text| text_in(text.data, text.length, name)).collect()
}

/// A list of handles of the caller; `(NULL, 0)` is the empty list.
pub(crate) fn handles_in<'a, T>(
    handles: *const *const T,
    count: usize,
    name: &str,
) -> Result<&'a [*const T], Failure> {
    if count == 0 {
        return Ok(&[]);
    }
    if handles.is_null() || !handles.is_aligned() {
        return Err(bad_pointer(handles.is_null(), name));
    }
    if count > isize::MAX as usize / size_of::<*const T>() {
        return Err(Failure::invalid_argument(format!("{name} cannot be {count} objects")));
    }
    // SAFETY: not NULL, aligned, no more than an object can hold; the caller promises `count`.
    Ok(unsafe { std::slice::from_raw_parts(handles, count) })
}

/// A path of the caller: bytes as the system has them, which need not be UTF-8.
pub(crate) fn path_in<'a>(
    data: *const c_char,
    length: usize,
    name: &str,
) -> Result<&'a Path, Failure> {
    let bytes = if length == NTS && !data.is_null() {
        // SAFETY: not NULL; CALLREC_NTS is the caller's word that a NUL follows.
        unsafe { CStr::from_ptr(data) }.to_bytes()
    } else {
        bytes_in(data.cast(), length, name)?
    };
    if bytes.is_empty() {
        return Err(Failure::invalid_argument(format!("{name} is empty")));
    }
    Ok(Path::new(OsStr::from_bytes(bytes)))
}

/// A struct that begins with its size and only ever grows at its end.
///
/// # Safety
/// `repr(C)`, first field `size: usize`, and every bit pattern is a value.
pub(crate) unsafe trait SizeFirst: Copy {
    /// Size of the struct in the first release that had it.
    const FIRST_SIZE: usize;
    /// What error messages call it.
    const NAME: &'static str;
    /// All fields at their defaults, `size` included.
    fn defaults() -> Self;
    /// What stands in a field that a later version may give a meaning; 0 where there is none.
    fn reserved(&self) -> i32 {
        0
    }
}

/// Structs of options and requests, which have a `new`.
macro_rules! filled_by_init {
    ($($path:ident :: $room:ident :: $name:ident = $first:literal $(with $($reserved:ident)|+)?,)+) => {$(
        // SAFETY: repr(C), size first, pointers and integers only.
        unsafe impl SizeFirst for $path::$room::$name {
            const FIRST_SIZE: usize = $first;
            const NAME: &'static str = stringify!($name);
            fn defaults() -> Self {
                Self::new()
            }
            $(fn reserved(&self) -> i32 {
                [$(self.$reserved),+].into_iter().find(|value| *value != 0).unwrap_or(0)
            })?
        }
    )+};
}

filled_by_init! {
    crate::options::callrec_ipass_portal_options = 152 with reserved | reserved_2,
    crate::options::callrec_decode_options = 48 with reserved,
    crate::options::callrec_connection_options = 88 with reserved | reserved_2,
    crate::ipass_rest::callrec_ipass_rest_options = 96 with reserved,
    crate::billing_feed::callrec_billing_feed_options = 112,
    crate::getcalls::callrec_getcalls_options = 72 with reserved,
    crate::requests::callrec_new_user = 160 with reserved,
    crate::requests::callrec_user_update = 160 with reserved,
    crate::requests::callrec_new_cost_center = 56,
    crate::requests::callrec_cost_center_update = 72,
    crate::requests::callrec_new_registration_code = 112,
    crate::requests::callrec_registration_code_update = 112,
    crate::requests::callrec_new_group = 56,
    crate::unpack::callrec_unpack_limits = 40,
    crate::reader::callrec_write_options = 16,
    crate::reader::callrec_unify_options = 88 with reserved,
}

// SAFETY: repr(C), size first, integers only.
unsafe impl SizeFirst for crate::reader::callrec_accounting {
    const FIRST_SIZE: usize = 48;
    const NAME: &'static str = "callrec_accounting";
    fn defaults() -> Self {
        Self::default()
    }
}

// SAFETY: repr(C), size first, integers only.
unsafe impl SizeFirst for crate::reader::callrec_progress {
    const FIRST_SIZE: usize = 32;
    const NAME: &'static str = "callrec_progress";
    fn defaults() -> Self {
        Self::default()
    }
}

// SAFETY: repr(C), size first, integers only.
unsafe impl SizeFirst for crate::reader::callrec_unify_accounting {
    const FIRST_SIZE: usize = 48;
    const NAME: &'static str = "callrec_unify_accounting";
    fn defaults() -> Self {
        Self::default()
    }
}

// SAFETY: repr(C), size first, integers only.
unsafe impl SizeFirst for crate::document::callrec_saved_document {
    const FIRST_SIZE: usize = 56;
    const NAME: &'static str = "callrec_saved_document";
    fn defaults() -> Self {
        Self::default()
    }
}

/// Reads options of this version or an older one; NULL gives the defaults.
///
/// Options of a newer version are taken too, as long as what this library does not know is zero.
pub(crate) fn options_in<T: SizeFirst>(options: *const T) -> Result<T, Failure> {
    let mut known = T::defaults();
    if options.is_null() {
        return Ok(known);
    }
    if !options.is_aligned() {
        return Err(bad_pointer(false, T::NAME));
    }
    // SAFETY: not NULL, aligned; the caller promises that the struct begins with its size.
    let size = unsafe { options.cast::<usize>().read() };
    check_size::<T>(size)?;
    let used = size.min(size_of::<T>());
    // SAFETY: the caller promises `size` bytes; every bit pattern is a T.
    unsafe { std::ptr::copy_nonoverlapping(options.cast::<u8>(), (&raw mut known).cast(), used) };
    let beyond = size - used;
    // SAFETY: as above, these are the last bytes of the caller's struct.
    let rest = unsafe { std::slice::from_raw_parts(options.cast::<u8>().add(used), beyond) };
    if known.reserved() != 0 || rest.iter().any(|byte| *byte != 0) {
        return Err(Failure::unsupported(format!(
            "{} of {size} bytes sets fields that this library does not know",
            T::NAME
        )));
    }
    Ok(known)
}

/// As [`options_in`] for what a call cannot go without: NULL is refused. `name` is the parameter's.
pub(crate) fn request_in<T: SizeFirst>(request: *const T, name: &str) -> Result<T, Failure> {
    if request.is_null() {
        return Err(bad_pointer(true, name));
    }
    options_in(request)
}

/// Refuses what [`struct_out`] would refuse, before anything is done for it.
pub(crate) fn struct_room<T: SizeFirst>(out: *const T, size: usize) -> Result<(), Failure> {
    if out.is_null() || !out.is_aligned() {
        return Err(bad_pointer(out.is_null(), T::NAME));
    }
    check_size::<T>(size)
}

/// Writes as much of `value` as the caller's struct of `size` bytes has room for.
pub(crate) fn struct_out<T: SizeFirst>(out: *mut T, size: usize, value: T) -> Result<(), Failure> {
    struct_room(out, size)?;
    let known = size.min(size_of::<T>());
    // SAFETY: not NULL, aligned; the caller promises `size` bytes.
    unsafe {
        std::ptr::copy_nonoverlapping((&raw const value).cast::<u8>(), out.cast(), known);
        out.cast::<usize>().write(known);
    }
    Ok(())
}

/// Fills a struct with its defaults, up to the size that the caller says it has.
pub(crate) fn struct_init<T: SizeFirst>(out: *mut T, size: usize) -> Result<(), Failure> {
    struct_room(out, size)?;
    let defaults = T::defaults();
    // SAFETY: the caller promises `size` bytes.
    unsafe {
        out.cast::<u8>().write_bytes(0, size);
        let known = size.min(size_of::<T>());
        std::ptr::copy_nonoverlapping((&raw const defaults).cast::<u8>(), out.cast(), known);
        out.cast::<usize>().write(size);
    }
    Ok(())
}

/// Much more than any version's struct will have: a size beyond it was never initialised.
const ABSURD_SIZE: usize = 4096;

fn check_size<T: SizeFirst>(size: usize) -> Result<(), Failure> {
    if (T::FIRST_SIZE..=ABSURD_SIZE).contains(&size) {
        return Ok(());
    }
    Err(Failure::invalid_argument(format!(
        "{size} bytes cannot be a {name}: pass sizeof ({name})",
        name = T::NAME
    )))
}

/// Copies text and a NUL into the caller's buffer; the length without the NUL goes to `length`,
/// also where the buffer is too small. `(NULL, 0)` only asks for the length.
pub(crate) fn copy_out(
    text: &[u8],
    buffer: *mut c_char,
    capacity: usize,
    length: *mut usize,
) -> Result<(), Failure> {
    let length = Out::optional(length, "length")?;
    if buffer.is_null() && capacity != 0 {
        return Err(bad_pointer(true, "buffer"));
    }
    if let Some(length) = length {
        length.write(text.len());
    }
    if capacity <= text.len() {
        return Err(Failure::buffer_too_small(text.len() + 1, capacity));
    }
    // SAFETY: not NULL since capacity > 0; the caller promises `capacity` bytes, more than the text.
    unsafe {
        std::ptr::copy_nonoverlapping(text.as_ptr(), buffer.cast(), text.len());
        buffer.add(text.len()).write(0);
    }
    Ok(())
}

/// Reads a small struct of fixed size.
pub(crate) fn value_in<T: Copy>(value: *const T, name: &str) -> Result<T, Failure> {
    if value.is_null() || !value.is_aligned() {
        return Err(bad_pointer(value.is_null(), name));
    }
    // SAFETY: not NULL, aligned; the caller promises a T.
    Ok(unsafe { value.read() })
}
