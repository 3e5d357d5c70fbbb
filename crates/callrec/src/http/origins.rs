//! What all clients of this process have in common about one origin: scheme, host and port.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError, Weak};

use url::Url;

use super::circuit::{Circuit, CircuitPolicy};
use super::places::{self, Places};
use crate::{Result, fork};

/// One thing for each key, held weakly: it goes with the last client that uses it.
pub(super) struct Registry<T> {
    /// By process as well: a child of `fork` has what its parent's threads held when it was made,
    /// and nobody there who would give it back.
    held: Mutex<BTreeMap<(u32, String), Weak<T>>>,
}

impl<T: Default> Registry<T> {
    pub(super) const fn new() -> Self {
        Self { held: Mutex::new(BTreeMap::new()) }
    }

    /// What is there under `key`, or a new one. `Forked` as [`fork::lock`] says.
    pub(super) fn get(&'static self, key: &str) -> Result<Arc<T>> {
        let mut held = fork::lock(&self.held)?;
        let key = (std::process::id(), key.to_owned());
        if let Some(known) = held.get(&key).and_then(Weak::upgrade) {
            return Ok(known);
        }
        held.retain(|_, known| known.strong_count() > 0);
        let new = Arc::<T>::default();
        held.insert(key, Arc::downgrade(&new));
        Ok(new)
    }
}

/// A client's part in the origins that it has sent to: one, but for proxies and tests.
#[derive(Debug)]
pub(super) struct Origins {
    most: Option<usize>,
    policy: CircuitPolicy,
    /// The proxy's origin.
    proxy: Option<String>,
    joined: Mutex<Vec<(String, Arc<Origin>)>>,
}

/// What to ask before something is sent to an origin.
#[derive(Debug)]
pub(super) struct Origin {
    pub(super) places: Places,
    pub(super) circuit: Circuit,
}

impl Origins {
    pub(super) fn new(most: Option<usize>, policy: CircuitPolicy, proxy: Option<String>) -> Self {
        Self { most, policy, proxy, joined: Mutex::default() }
    }

    /// Exchanges with one host at once, by this client's word.
    pub(super) fn most(&self) -> usize {
        self.most.unwrap_or(places::MOST)
    }

    /// The origin of `url`, joined at the first request to it.
    pub(super) fn of(&self, url: &Url) -> Result<Arc<Origin>> {
        let key = url.origin().ascii_serialization();
        let mut joined = self.joined.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, known)) = joined.iter().find(|(known, _)| *known == key) {
            return Ok(known.clone());
        }
        let new = Arc::new(Origin {
            places: Places::of(&key, self.most)?,
            circuit: Circuit::of(&key, self.proxy.as_deref(), self.policy)?,
        });
        joined.push((key, new.clone()));
        Ok(new)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_for_each_key_as_long_as_somebody_has_it() {
        static REGISTRY: Registry<Mutex<u8>> = Registry::new();
        let first = REGISTRY.get("https://a.example").expect("one");
        *first.lock().expect("the number") = 7;
        let second = REGISTRY.get("https://a.example").expect("one");
        assert!(Arc::ptr_eq(&first, &second));
        let other = REGISTRY.get("https://b.example").expect("one");
        assert!(!Arc::ptr_eq(&first, &other));
        drop((first, second));
        let new = REGISTRY.get("https://a.example").expect("one");
        assert_eq!(*new.lock().expect("the number"), 0);
        let _third = REGISTRY.get("https://c.example").expect("one");
        drop(other);
        let _fourth = REGISTRY.get("https://d.example").expect("one");
        assert_eq!(REGISTRY.held.lock().expect("the registry").len(), 3, "b is forgotten");
    }
}
