//! Compares of 32 bytes at once: whether predicted bytes came.

/// Bytes of one compare.
pub(crate) const CHUNK: usize = 32;

/// Bytes that are predicted, at most [`CHUNK`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[repr(align(32))]
pub(crate) struct Literal {
    pub(super) bytes: [u8; CHUNK],
    /// All ones where a byte counts.
    pub(super) mask: [u8; CHUNK],
    /// At most [`CHUNK`].
    length: u32,
}

impl Literal {
    /// `None` for more than [`CHUNK`] bytes.
    pub(crate) fn new(predicted: &[u8]) -> Option<Self> {
        let (mut bytes, mut mask) = ([0; CHUNK], [0; CHUNK]);
        bytes.get_mut(..predicted.len())?.copy_from_slice(predicted);
        mask[..predicted.len()].fill(u8::MAX);
        Some(Self { bytes, mask, length: predicted.len() as u32 })
    }

    /// Number of bytes, at most [`CHUNK`].
    #[inline(always)]
    pub(crate) fn length(&self) -> u32 {
        self.length
    }
}

/// A loop over text, compiled once for each form of the compare.
pub(crate) trait Work {
    type Output;

    /// Must be `#[inline(always)]`, so that the loop is compiled with the compare inside; for the same
    /// reason it is handed on by value.
    fn run(self, same: impl Fn(&[u8; CHUNK], &Literal) -> bool + Copy) -> Self::Output;
}

/// Runs the loop with the fastest form there is.
#[inline]
pub(crate) fn run<W: Work>(work: W) -> W::Output {
    #[cfg(target_arch = "x86_64")]
    if super::level() >= super::Level::Avx2 {
        // SAFETY: the level says that there is every instruction set that the function needs.
        return unsafe { super::avx2::run(work) };
    }
    run_portable(work)
}

/// Runs the loop without vector instructions.
pub(crate) fn run_portable<W: Work>(work: W) -> W::Output {
    work.run(super::portable::same)
}
