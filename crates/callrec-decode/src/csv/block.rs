//! The input that is being looked at: one recycled block, the rest of the last record in front.

use crate::options::Limits;
use crate::scan::PADDING;

/// Bytes of a block under the default limits: the text stays in the second-level cache.
const BLOCK: usize = 256 << 10;

/// Unread input and where it stands in the whole.
pub(crate) struct Block {
    /// Room for the content and [`PADDING`] readable bytes behind it.
    bytes: Vec<u8>,
    start: usize,
    end: usize,
    place: Place,
}

/// Where the first unread byte stands.
struct Place {
    /// Offset in the input.
    offset: u64,
    /// Physical line, from 1.
    line: u64,
    /// How often the bytes have moved to other places.
    generation: u64,
}

/// Unread input, in the block or where the caller has it, with [`PADDING`] readable bytes behind it.
pub(crate) struct Window<'a> {
    bytes: &'a [u8],
    start: &'a mut usize,
    end: usize,
    place: &'a mut Place,
}

/// Most bytes that are looked at where the caller has them: positions are 31-bit numbers.
const MOST_IN_PLACE: usize = 64 << 20;

impl Block {
    /// A block that holds any record with what must be seen behind it to set it aside.
    pub(crate) fn new(limits: &Limits) -> Self {
        let capacity = BLOCK.max(limits.record_bytes.saturating_mul(4).saturating_add(64 << 10));
        Self {
            bytes: vec![0; capacity + PADDING],
            start: 0,
            end: 0,
            place: Place { offset: 0, line: 1, generation: 0 },
        }
    }

    /// Says that `bytes` of the input came before the first byte that is taken in.
    pub(crate) fn begin_at(&mut self, bytes: u64) {
        self.place.offset = bytes;
    }

    /// Copies as much of `input` as there is room for; gives how much.
    pub(crate) fn fill(&mut self, input: &[u8]) -> usize {
        let capacity = self.bytes.len() - PADDING;
        if self.end + input.len() > capacity && self.start > 0 {
            self.bytes.copy_within(self.start..self.end, 0);
            self.end -= self.start;
            self.start = 0;
            self.place.generation += 1;
        }
        let taken = input.len().min(capacity - self.end);
        self.bytes[self.end..self.end + taken].copy_from_slice(&input[..taken]);
        self.end += taken;
        taken
    }

    /// Whether no byte more can be taken in unless some are read.
    pub(crate) fn is_full(&self) -> bool {
        self.end - self.start == self.bytes.len() - PADDING
    }

    /// Whether the next byte needs a place that reading would free.
    pub(crate) fn at_end(&self) -> bool {
        self.end == self.bytes.len() - PADDING
    }

    /// The unread bytes.
    pub(crate) fn unread(&self) -> &[u8] {
        &self.bytes[self.start..self.end]
    }

    /// The whole block, with padding behind the input.
    pub(crate) fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The same, to be changed and put back.
    pub(crate) fn bytes_mut(&mut self) -> &mut [u8] {
        &mut self.bytes
    }

    /// Place in the block of the first unread byte.
    pub(crate) fn start(&self) -> usize {
        self.start
    }

    /// Place in the block behind the last byte of input.
    pub(crate) fn end(&self) -> usize {
        self.end
    }

    /// Changes whenever the bytes move within the block.
    pub(crate) fn generation(&self) -> u64 {
        self.place.generation
    }

    /// Marks `count` bytes with `lines` line ends as read.
    pub(crate) fn advance(&mut self, count: usize, lines: u64) {
        debug_assert!(self.start + count <= self.end);
        self.start += count;
        self.place.offset += count as u64;
        self.place.line += lines;
    }

    /// Says that bytes of the input were read elsewhere; everything taken in is read.
    pub(crate) fn pass_over(&mut self, bytes: u64, lines: u64) {
        debug_assert!(self.start == self.end);
        self.place.offset += bytes;
        self.place.line += lines;
    }

    /// Begins anew at an offset of the input, as on line 1.
    pub(crate) fn restart(&mut self, offset: u64) {
        (self.start, self.end) = (0, 0);
        (self.place.offset, self.place.line) = (offset, 1);
        self.place.generation += 1;
    }

    pub(crate) fn offset(&self) -> u64 {
        self.place.offset
    }

    pub(crate) fn line(&self) -> u64 {
        self.place.line
    }

    /// The unread bytes, to be read where they are.
    pub(crate) fn window(&mut self) -> Window<'_> {
        let Self { bytes, start, end, place } = self;
        Window { bytes, start, end: *end, place }
    }

    /// Reads from `input` what need not be taken in, as far as `read` goes; gives how much that is.
    /// Everything taken in must be read.
    pub(crate) fn in_place(&mut self, input: &[u8], read: impl FnOnce(&mut Window<'_>)) -> usize {
        debug_assert!(self.start == self.end);
        let bytes = &input[..input.len().min(MOST_IN_PLACE)];
        let mut start = 0;
        self.place.generation += 1;
        let end = bytes.len().saturating_sub(PADDING);
        read(&mut Window { bytes, start: &mut start, end, place: &mut self.place });
        self.place.generation += 1;
        start
    }
}

impl Window<'_> {
    /// All bytes, with padding behind the unread ones.
    pub(crate) fn bytes(&self) -> &[u8] {
        self.bytes
    }

    /// Place of the first unread byte.
    pub(crate) fn start(&self) -> usize {
        *self.start
    }

    /// Place behind the last unread byte.
    pub(crate) fn end(&self) -> usize {
        self.end
    }

    /// Changes whenever the bytes are others or at other places.
    pub(crate) fn generation(&self) -> u64 {
        self.place.generation
    }

    /// Offset in the input of the first unread byte.
    pub(crate) fn offset(&self) -> u64 {
        self.place.offset
    }

    /// Physical line of the first unread byte, from 1.
    pub(crate) fn line(&self) -> u64 {
        self.place.line
    }

    /// Marks `count` bytes with `lines` line ends as read.
    pub(crate) fn advance(&mut self, count: usize, lines: u64) {
        debug_assert!(*self.start + count <= self.end);
        *self.start += count;
        self.place.offset += count as u64;
        self.place.line += lines;
    }
}
