//! The table under threads: nothing is dropped twice, early or never.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::*;
use crate::status::{CALLREC_BUSY, CALLREC_INVALID_HANDLE};

struct Counted(Arc<AtomicUsize>, usize, Owned<usize>);
struct CountedOpaque;

impl Drop for Counted {
    fn drop(&mut self) {
        self.0.fetch_add(1, Ordering::SeqCst);
    }
}

impl Object for Counted {
    type Opaque = CountedOpaque;
    const KIND: u8 = 0xcf;
    const NAME: &'static str = "counted";
    fn table() -> &'static Table<Self> {
        static TABLE: Table<Counted> = Table::new();
        &TABLE
    }
}

fn fresh(value: usize) -> (*mut CountedOpaque, Arc<AtomicUsize>) {
    let drops = Arc::new(AtomicUsize::new(0));
    let handle =
        insert(Counted(Arc::clone(&drops), value, Owned::new(0))).ok().expect("there is room");
    (handle, drops)
}

#[test]
fn a_freed_handle_is_dead_for_good() {
    let (handle, drops) = fresh(7);
    assert_eq!(pin::<Counted>(handle).ok().expect("alive").1, 7);
    assert!(remove::<Counted>(handle));
    assert_eq!(drops.load(Ordering::SeqCst), 1);
    assert!(!remove::<Counted>(handle), "a double free changes nothing");
    for value in 0..100 {
        let (other, _) = fresh(value);
        assert!(pin::<Counted>(handle).is_err(), "a reused slot has another generation");
        assert!(remove::<Counted>(other));
    }
}

#[test]
fn the_last_pin_drops_what_was_freed_meanwhile() {
    let (handle, drops) = fresh(1);
    let held = pin::<Counted>(handle).ok().expect("alive");
    assert!(remove::<Counted>(handle));
    assert!(pin::<Counted>(handle).is_err());
    assert_eq!((held.1, drops.load(Ordering::SeqCst)), (1, 0));
    drop(held);
    assert_eq!(drops.load(Ordering::SeqCst), 1);
}

#[test]
fn made_up_handles_are_refused() {
    for bits in [0, 1, 64, usize::MAX, 0xcf << 56, (0xcf << 56) | (1 << 24) | 0xff_ffff, 0xc1 << 56]
    {
        assert!(pin::<Counted>(std::ptr::without_provenance(bits)).is_err(), "{bits:#x}");
        assert!(!remove::<Counted>(std::ptr::without_provenance(bits)), "{bits:#x}");
    }
}

#[test]
fn many_objects_live_at_once() {
    let handles: Vec<_> = (0..5000).map(fresh).collect();
    for (value, (handle, _)) in handles.iter().enumerate() {
        assert_eq!(pin::<Counted>(*handle).ok().expect("alive").1, value);
    }
    for (handle, drops) in handles {
        assert!(remove::<Counted>(handle));
        assert_eq!(drops.load(Ordering::SeqCst), 1);
    }
}

#[test]
fn threads_that_pin_and_free_the_same_handles_drop_each_object_once() {
    let drops = Arc::new(AtomicUsize::new(0));
    for round in 0..200 {
        let handle = insert(Counted(Arc::clone(&drops), round, Owned::new(0)));
        let handle = handle.ok().expect("there is room").addr();
        let freed = AtomicUsize::new(0);
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| {
                    let handle = std::ptr::without_provenance(handle);
                    for _ in 0..20 {
                        if let Ok(object) = pin::<Counted>(handle) {
                            assert_eq!(object.1, round);
                        }
                    }
                    freed.fetch_add(usize::from(remove::<Counted>(handle)), Ordering::SeqCst);
                });
            }
        });
        assert_eq!(freed.load(Ordering::SeqCst), 1, "one free of four counts");
        assert_eq!(drops.load(Ordering::SeqCst), round + 1);
    }
}

#[test]
fn a_claim_keeps_other_claims_out_and_lets_pins_in() {
    let (handle, drops) = fresh(3);
    let mut claimed = claim::<Counted>(handle).ok().expect("alive");
    assert_eq!(claim::<Counted>(handle).err().expect("claimed").status(), CALLREC_BUSY);
    assert_eq!(pin::<Counted>(handle).ok().expect("alive").1, 3);
    let (object, own) = claimed.split(|counted| &counted.2);
    *own += 5;
    assert_eq!(object.1, 3);
    drop(claimed);
    let mut again = claim::<Counted>(handle).ok().expect("let go");
    assert_eq!(*again.split(|counted| &counted.2).1, 5);
    assert!(remove::<Counted>(handle));
    assert_eq!(claim::<Counted>(handle).err().expect("freed").status(), CALLREC_INVALID_HANDLE);
    assert_eq!(drops.load(Ordering::SeqCst), 0, "the claim holds it");
    drop(again);
    assert_eq!(drops.load(Ordering::SeqCst), 1);
}

#[test]
#[should_panic(expected = "the part is of another object")]
fn a_claim_reaches_into_its_own_object_only() {
    static ELSEWHERE: Owned<usize> = Owned::new(0);
    let (handle, _) = fresh(0);
    let mut claimed = claim::<Counted>(handle).ok().expect("alive");
    let _ = claimed.split(|_| &ELSEWHERE);
}

#[test]
fn threads_that_claim_count_without_losing_one_and_drop_each_object_once() {
    let drops = Arc::new(AtomicUsize::new(0));
    for round in 0..100 {
        let handle = insert(Counted(Arc::clone(&drops), round, Owned::new(0)));
        let handle = handle.ok().expect("there is room").addr();
        let (done, freed) = (AtomicUsize::new(0), AtomicUsize::new(0));
        std::thread::scope(|scope| {
            for thread in 0..4 {
                let (done, freed) = (&done, &freed);
                scope.spawn(move || {
                    let handle = std::ptr::without_provenance(handle);
                    for _ in 0..200 {
                        let Ok(mut claimed) = claim::<Counted>(handle) else { continue };
                        let (_, own) = claimed.split(|counted| &counted.2);
                        *own += 1;
                        let before = done.fetch_add(1, Ordering::Relaxed);
                        assert_eq!(*own, before + 1, "one thread at a time");
                    }
                    // One of them frees while the others may still claim.
                    let frees = thread == 0 && remove::<Counted>(handle);
                    freed.fetch_add(usize::from(frees), Ordering::SeqCst);
                });
            }
        });
        assert_eq!(freed.load(Ordering::SeqCst), 1);
        assert_eq!(drops.load(Ordering::SeqCst), round + 1);
    }
}
