//! Handles that can be checked: a table of slots with generations, one table a kind of object.
//!
//! A handle is not an address. It is `kind | generation | index` packed into a pointer-sized value,
//! so a stale, foreign or made-up one is told from a living one without being dereferenced, and a
//! program that dereferences one by mistake faults at once (the top byte is non-canonical).
//!
//! Entries pin the slot while they run; those of objects that one thread at a time may use claim
//! it, which is a pin that admits no second claim, at the price of a pin. A handle that is freed
//! during a call of another thread is dead to new calls at once; the object itself is dropped by
//! whoever lets go last. Nothing here waits, so a child of `fork` cannot find a lock held by a
//! thread that it does not have.
#![allow(unsafe_code, reason = "the slot's cell; see the invariant at `Slot`")]

use std::cell::UnsafeCell;
use std::ops::Deref;
use std::sync::atomic::{AtomicPtr, AtomicU32, AtomicU64, Ordering};

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

/// Slot word: generation in the upper half, then a bit that says alive, a bit that says claimed,
/// and the pins, that of the claim included.
const LIVE: u64 = 1 << 31;
const CLAIMED: u64 = 1 << 30;
const PINS: u64 = CLAIMED - 1;

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
    /// Chunks that are there, else null. Made without a lock, never moved, never freed: tables are
    /// statics.
    chunks: [AtomicPtr<Slot<T>>; CHUNKS],
    /// Slots ever used.
    used: AtomicU32,
    /// Index + 1 of the first free slot in the lower half; the upper half counts changes, so that
    /// a slot that went and came back is noticed.
    free: AtomicU64,
}

/// An object that cannot go away while this is held.
pub(crate) struct Pin<T: Object> {
    slot: &'static Slot<T>,
    index: u32,
}

/// A pin that no other claim of the object is beside.
pub(crate) struct Claim<T: Object> {
    slot: &'static Slot<T>,
    index: u32,
}

/// A part of an object that only a claim of the object reaches.
pub(crate) struct Owned<V>(UnsafeCell<V>);

// SAFETY: the value is reached through `&mut Claim` only, so by one thread at a time.
unsafe impl<V: Send> Sync for Owned<V> {}

impl<V> Owned<V> {
    pub(crate) const fn new(value: V) -> Self {
        Self(UnsafeCell::new(value))
    }
}

/// Why a slot gives no pin or no claim.
enum Refusal {
    Dead,
    Claimed,
}

impl<T: Object> Table<T> {
    pub(crate) const fn new() -> Self {
        Self {
            chunks: [const { AtomicPtr::new(std::ptr::null_mut()) }; CHUNKS],
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
        let first = self.chunks.get(chunk as usize)?.load(Ordering::Acquire);
        if first.is_null() {
            return None;
        }
        // SAFETY: the chunk that begins at `first` has room for every index that leads to it, and
        // is never freed.
        Some(unsafe { &*first.add((index - start) as usize) })
    }

    /// The slot of an index that is used for the first time. Two threads may make the same chunk
    /// at once: one of them throws its own away, and neither waits.
    fn slot_or_grow(&self, index: u32) -> Option<&Slot<T>> {
        let chunk = if index < FIRST_CHUNK {
            0
        } else {
            (u32::BITS - index.leading_zeros() - FIRST_CHUNK.trailing_zeros()) as usize
        };
        let cell = self.chunks.get(chunk)?;
        if cell.load(Ordering::Acquire).is_null() {
            let length = if chunk == 0 { FIRST_CHUNK } else { FIRST_CHUNK << (chunk - 1) };
            let slots: Box<[Slot<T>]> = (0..length).map(|_| Slot::vacant()).collect();
            let made = Box::into_raw(slots);
            let null = std::ptr::null_mut();
            if cell
                .compare_exchange(null, made.cast(), Ordering::AcqRel, Ordering::Acquire)
                .is_err()
            {
                // SAFETY: it came from `into_raw` above and nobody else has seen it.
                drop(unsafe { Box::from_raw(made) });
            }
        }
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

    /// Adds `pins` to the slot's word, where it is alive and none of `but` is there.
    #[inline]
    fn hold(
        &'static self,
        (generation, index): (u64, u32),
        pins: u64,
        but: u64,
    ) -> Result<&'static Slot<T>, Refusal> {
        let slot = self.slot(index).ok_or(Refusal::Dead)?;
        let mut word = slot.word.load(Ordering::Relaxed);
        loop {
            if word >> 32 != generation || word & LIVE == 0 || word & PINS == PINS {
                return Err(Refusal::Dead);
            }
            if word & but != 0 {
                return Err(Refusal::Claimed);
            }
            match slot.word.compare_exchange_weak(
                word,
                word + pins,
                Ordering::Acquire,
                Ordering::Relaxed,
            ) {
                Ok(_) => return Ok(slot),
                Err(now) => word = now,
            }
        }
    }

    /// Takes `pins` back; whoever lets go of a freed object last drops it.
    #[inline]
    fn let_go(&self, slot: &Slot<T>, index: u32, pins: u64) {
        let before = slot.word.fetch_sub(pins, Ordering::AcqRel);
        if before & (LIVE | CLAIMED | PINS) == pins {
            self.empty(slot, index);
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
    #[cold]
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

    /// What the slot holds; for whoever has pinned it.
    #[inline]
    fn object(&self) -> &T {
        // SAFETY: pinned, so nobody writes the cell; it was filled before the slot went live.
        match unsafe { &*self.cell.get() } {
            Some(object) => object,
            None => unreachable!("a pinned slot holds an object"),
        }
    }
}

impl<T: Object> Deref for Pin<T> {
    type Target = T;

    #[inline]
    fn deref(&self) -> &T {
        self.slot.object()
    }
}

impl<T: Object> Drop for Pin<T> {
    #[inline]
    fn drop(&mut self) {
        T::table().let_go(self.slot, self.index, 1);
    }
}

impl<T: Object> Claim<T> {
    /// The object, and the part of it that nobody else reaches.
    #[inline]
    pub(crate) fn split<V>(&mut self, part: impl Fn(&T) -> &Owned<V>) -> (&T, &mut V) {
        let object = self.slot.object();
        let owned = part(object);
        let begin =
            std::ptr::from_ref(owned).addr().wrapping_sub(std::ptr::from_ref(object).addr());
        assert!(
            begin < size_of::<T>() && size_of::<Owned<V>>() <= size_of::<T>() - begin,
            "the part is of another object"
        );
        // SAFETY: it lies in the claimed object, so no other claim reaches it; this one is borrowed
        // as long as the reference, so it gives no second one.
        (object, unsafe { &mut *owned.0.get() })
    }
}

impl<T: Object> Drop for Claim<T> {
    #[inline]
    fn drop(&mut self) {
        T::table().let_go(self.slot, self.index, CLAIMED + 1);
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
    let Some((generation, index)) = parts::<T>(handle) else { return Err(refused::<T>(handle)) };
    match T::table().hold((generation, index), 1, 0) {
        Ok(slot) => Ok(Pin { slot, index }),
        Err(_) => Err(refused::<T>(handle)),
    }
}

/// The same for this thread alone: while another claim is held, CALLREC_BUSY.
#[inline]
pub(crate) fn claim<T: Object>(handle: *const T::Opaque) -> Result<Claim<T>, Failure> {
    let Some((generation, index)) = parts::<T>(handle) else { return Err(refused::<T>(handle)) };
    match T::table().hold((generation, index), CLAIMED + 1, CLAIMED) {
        Ok(slot) => Ok(Claim { slot, index }),
        Err(Refusal::Claimed) => Err(busy::<T>()),
        Err(Refusal::Dead) => Err(refused::<T>(handle)),
    }
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
fn busy<T: Object>() -> Failure {
    Failure::busy(T::NAME)
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
