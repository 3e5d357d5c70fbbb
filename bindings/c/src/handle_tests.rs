//! The table under threads: nothing is dropped twice, early or never.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::*;

struct Counted(Arc<AtomicUsize>, usize);
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
    let handle = insert(Counted(Arc::clone(&drops), value)).ok().expect("there is room");
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
        let handle = insert(Counted(Arc::clone(&drops), round)).ok().expect("there is room").addr();
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
