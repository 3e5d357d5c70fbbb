//! Handles that can be checked: a table of slots with generations, one table a kind of object.
//!
//! A handle is not an address. It is `kind | generation | index` packed into a pointer-sized value,
//! so a stale, foreign or made-up one is told from a living one without being dereferenced, and a
//! program that dereferences one by mistake faults at once (the top byte is non-canonical).
//!
//! Entries pin the slot while they run. A handle that is freed during a call of another thread is
//! dead to new calls at once; the object itself is dropped by whoever lets go last. Nothing here
//! waits, so a child of `fork` cannot find a lock held by a thread that it does not have.
#![allow(unsafe_code, reason = "the slot's cell; see the invariant at `Slot`")]

use std::cell::UnsafeCell;
use std::ops::Deref;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};

use crate::error::Failure;

/// A kind of object that C holds by handle.
pub(crate) trait Object: Send + Sync + Sized + 'static {
    /// The incomplete type that the header shows.
    type Opaque;
    /// Top byte of the handle; not 0x00 or 0xff, which addresses have.
    const KIND: u8;
    /// What error messages call it.
    const NAME: &'static str;
    /// The one table of this kind.
    fn table() -> &'static Table<Self>;
}

/// All kinds, so that a handle of another kind is told from no handle.
const KINDS: std::ops::RangeInclusive<u8> = 0xc1..=0xcc;
const GENERATION_SHIFT: u32 = 24;
const KIND_SHIFT: u32 = 56;
const INDEX_MASK: u64 = (1 << GENERATION_SHIFT) - 1;

/// Slot word: generation in the upper half, then one bit that says alive, then the pins.
const LIVE: u64 = 1 << 31;
const PINS: u64 = LIVE - 1;

/// Slots of the first chunk; each further chunk doubles, so a slot never moves.
const FIRST_CHUNK: u32 = 64;
/// Chunks of 64, 64, 128, 256 … slots: 2^24 in all, what the index can say.
const CHUNKS: usize = 19;

#[cfg(not(target_pointer_width = "64"))]
compile_error!("handles are 64 bits wide: build for a 64-bit target");

/// One object or none.
///
/// Invariant: the cell is written or emptied only by the thread that owns the slot alone: the one
/// that took the index off the free list, before it sets `LIVE`; or the one that brought the word
/// to "not live, no pins", before it puts the index back. It is read only under a pin.
struct Slot<T> {
    word: AtomicU64,
    next_free: AtomicU32,
    cell: UnsafeCell<Option<T>>,
}

// SAFETY: by the invariant above the cell is shared only for reading, which `T: Sync` allows, and
// moved out by one thread, which `T: Send` allows.
unsafe impl<T: Send + Sync> Sync for Slot<T> {}

/// All objects of a kind.
pub(crate) struct Table<T> {
    chunks: [OnceLock<Box<[Slot<T>]>>; CHUNKS],
    /// Slots ever used.
    used: AtomicU32,
    /// Index + 1 of the first free slot in the lower half; the upper half counts changes, so that a
    /// slot that went and came back is noticed.
    free: AtomicU64,
}

/// An object that cannot go away while this is held.
pub(crate) struct Pin<T: Object> {
    slot: &'static Slot<T>,
    index: u32,
}

impl<T: Object> Table<T> {
    pub(crate) const fn new() -> Self {
        Self {
            chunks: [const { OnceLock::new() }; CHUNKS],
            used: AtomicU32::new(0),
            free: AtomicU64::new(0),
        }
    }

    fn slot(&self, index: u32) -> Option<&Slot<T>> {
        let (chunk, start) = if index < FIRST_CHUNK {
            (0, 0)
        } else {
            let bits = u32::BITS - 1 - index.leading_zeros();
            (bits - FIRST_CHUNK.trailing_zeros() + 1, 1 << bits)
        };
        self.chunks.get(chunk as usize)?.get()?.get((index - start) as usize)
    }

    fn slot_or_grow(&self, index: u32) -> Option<&Slot<T>> {
        let chunk = if index < FIRST_CHUNK {
            0
        } else {
            (u32::BITS - index.leading_zeros() - FIRST_CHUNK.trailing_zeros()) as usize
        };
        let length = if chunk == 0 { FIRST_CHUNK } else { FIRST_CHUNK << (chunk - 1) };
        self.chunks.get(chunk)?.get_or_init(|| (0..length).map(|_| Slot::vacant()).collect());
        self.slot(index)
    }

    fn take_free(&self) -> Option<u32> {
        let mut head = self.free.load(Ordering::Acquire);
        loop {
            let index = (head as u32).checked_sub(1)?;
            let next = self.slot(index)?.next_free.load(Ordering::Acquire);
            let after = ((head >> 32).wrapping_add(1) << 32) | u64::from(next);
            match self.free.compare_exchange_weak(head, after, Ordering::AcqRel, Ordering::Acquire)
            {
                Ok(_) => return Some(index),
                Err(now) => head = now,
            }
        }
    }

    fn put_free(&self, slot: &Slot<T>, index: u32) {
        let mut head = self.free.load(Ordering::Acquire);
        loop {
            slot.next_free.store(head as u32, Ordering::Release);
            let after = ((head >> 32).wrapping_add(1) << 32) | u64::from(index + 1);
            match self.free.compare_exchange_weak(head, after, Ordering::AcqRel, Ordering::Acquire)
            {
                Ok(_) => return,
                Err(now) => head = now,
            }
        }
    }

    fn insert(&self, object: T) -> Option<u64> {
        let index = match self.take_free() {
            Some(index) => index,
            None => {
                let fresh = self.used.fetch_add(1, Ordering::Relaxed);
                if u64::from(fresh) > INDEX_MASK {
                    self.used.fetch_sub(1, Ordering::Relaxed);
                    return None;
                }
                fresh
            }
        };
        let slot = self.slot_or_grow(index)?;
        // SAFETY: the index came off the free list or is fresh, so this thread owns the slot alone.
        unsafe { *slot.cell.get() = Some(object) };
        let generation = slot.word.load(Ordering::Relaxed) >> 32;
        slot.word.store((generation << 32) | LIVE, Ordering::Release);
        Some((generation << GENERATION_SHIFT) | u64::from(index))
    }

    fn pin(&'static self, generation: u64, index: u32) -> Option<Pin<T>> {
        let slot = self.slot(index)?;
        let mut word = slot.word.load(Ordering::Relaxed);
        loop {
            if word >> 32 != generation || word & LIVE == 0 || word & PINS == PINS {
                return None;
            }
            match slot.word.compare_exchange_weak(
                word,
                word + 1,
                Ordering::Acquire,
                Ordering::Relaxed,
            ) {
                Ok(_) => return Some(Pin { slot, index }),
                Err(now) => word = now,
            }
        }
    }

    fn remove(&self, generation: u64, index: u32) -> bool {
        let Some(slot) = self.slot(index) else { return false };
        let mut word = slot.word.load(Ordering::Relaxed);
        loop {
            if word >> 32 != generation || word & LIVE == 0 {
                return false;
            }
            match slot.word.compare_exchange_weak(
                word,
                word & !LIVE,
                Ordering::AcqRel,
                Ordering::Relaxed,
            ) {
                Ok(_) if word & PINS == 0 => break,
                Ok(_) => return true, // the last pin takes it out
                Err(now) => word = now,
            }
        }
        self.empty(slot, index);
        true
    }

    /// Drops what is in the slot; called by the one thread that saw it neither live nor pinned.
    fn empty(&self, slot: &Slot<T>, index: u32) {
        // SAFETY: neither live nor pinned, and only one thread observes that change.
        let object = unsafe { (*slot.cell.get()).take() };
        let generation = (slot.word.load(Ordering::Relaxed) >> 32) as u32;
        // A slot whose generations are used up is retired: a stale handle must never fit again.
        if let Some(next) = generation.checked_add(1) {
            slot.word.store(u64::from(next) << 32, Ordering::Release);
            self.put_free(slot, index);
        }
        drop(object);
    }
}

impl<T> Slot<T> {
    fn vacant() -> Self {
        Self {
            word: AtomicU64::new(1 << 32),
            next_free: AtomicU32::new(0),
            cell: UnsafeCell::new(None),
        }
    }
}

impl<T: Object> Deref for Pin<T> {
    type Target = T;

    #[inline]
    fn deref(&self) -> &T {
        // SAFETY: pinned, so nobody writes the cell; it was filled before the slot went live.
        match unsafe { &*self.slot.cell.get() } {
            Some(object) => object,
            None => unreachable!("a pinned slot holds an object"),
        }
    }
}

impl<T: Object> Drop for Pin<T> {
    #[inline]
    fn drop(&mut self) {
        let before = self.slot.word.fetch_sub(1, Ordering::AcqRel);
        if before & (LIVE | PINS) == 1 {
            T::table().empty(self.slot, self.index);
        }
    }
}

/// Puts an object into its table and gives the handle.
pub(crate) fn insert<T: Object>(object: T) -> Result<*mut T::Opaque, Failure> {
    let handle = T::table()
        .insert(object)
        .ok_or_else(|| Failure::limit(format!("too many objects of kind {} at once", T::NAME)))?;
    Ok(std::ptr::without_provenance_mut((handle | (u64::from(T::KIND) << KIND_SHIFT)) as usize))
}

/// The object behind a handle, kept alive until the pin is dropped.
#[inline]
pub(crate) fn pin<T: Object>(handle: *const T::Opaque) -> Result<Pin<T>, Failure> {
    parts::<T>(handle)
        .and_then(|(generation, index)| T::table().pin(generation, index))
        .ok_or_else(|| refused::<T>(handle))
}

/// Ends a handle. NULL, and a handle that is dead already or of another kind, change nothing.
pub(crate) fn remove<T: Object>(handle: *const T::Opaque) -> bool {
    parts::<T>(handle).is_some_and(|(generation, index)| T::table().remove(generation, index))
}

#[inline]
fn parts<T: Object>(handle: *const T::Opaque) -> Option<(u64, u32)> {
    let bits = handle.addr() as u64;
    let generation = (bits >> GENERATION_SHIFT) & u64::from(u32::MAX);
    (bits >> KIND_SHIFT == u64::from(T::KIND)).then_some((generation, (bits & INDEX_MASK) as u32))
}

#[cold]
fn refused<T: Object>(handle: *const T::Opaque) -> Failure {
    if handle.is_null() {
        return Failure::invalid_argument(format!("the {} is NULL", T::NAME));
    }
    let known = KINDS.contains(&((handle.addr() >> KIND_SHIFT) as u8));
    Failure::invalid_handle(match parts::<T>(handle) {
        Some(_) => format!("the {} has been freed", T::NAME),
        None if known => format!("the handle is not a {} but another kind of object", T::NAME),
        None => format!("this is not a {} that the library gave", T::NAME),
    })
}

#[cfg(test)]
#[path = "handle_tests.rs"]
mod tests;
