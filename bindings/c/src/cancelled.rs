//! Whether a client was cancelled.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Set once a client was cancelled, or one that it was made of.
#[derive(Debug, Default)]
pub(crate) struct Cancelled {
    own: AtomicBool,
    /// The flag of the client that it was made of.
    of: Option<Arc<Self>>,
}

impl Cancelled {
    /// A flag that is set with `of`, or by itself.
    pub(crate) fn under(of: &Arc<Self>) -> Arc<Self> {
        Arc::new(Self { own: AtomicBool::new(false), of: Some(Arc::clone(of)) })
    }

    pub(crate) fn set(&self) {
        self.own.store(true, Ordering::Relaxed);
    }

    pub(crate) fn is_set(&self) -> bool {
        let mut flag = self;
        loop {
            if flag.own.load(Ordering::Relaxed) {
                return true;
            }
            match &flag.of {
                Some(of) => flag = of,
                None => return false,
            }
        }
    }
}

/// One after the other: a program that shares what was shared, again and again, makes a long line.
impl Drop for Cancelled {
    fn drop(&mut self) {
        let mut next = self.of.take();
        while let Some(mut flag) = next.and_then(Arc::into_inner) {
            next = flag.of.take();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_flag_is_set_with_those_before_it_and_not_with_those_after() {
        let first = Arc::new(Cancelled::default());
        let second = Cancelled::under(&first);
        let third = Cancelled::under(&second);
        second.set();
        assert!(!first.is_set() && second.is_set() && third.is_set());
        first.set();
        assert!(first.is_set());
    }

    #[test]
    fn a_long_line_of_flags_is_let_go_without_a_deep_stack() {
        let mut last = Arc::new(Cancelled::default());
        for _ in 0..1_000_000 {
            last = Cancelled::under(&last);
        }
        drop(last);
    }
}
