//! How many exchanges this process has under way at once with one host.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::Stage;
use super::origins::Registry;
use crate::{Error, ErrorKind, Result};

/// Exchanges under way at once where no client says how many.
pub(super) const MOST: usize = 8;
/// Without a byte read on any of the others for this long, whoever waits for a place is told so:
/// a program that opens more readers than there are places and reads none would hang without a word.
const STUCK: Duration = Duration::from_secs(120);

/// What to do where there is no place.
const FREE_ONE: &str = "read the open readers to their end or drop them, or raise concurrency";

static HOSTS: Registry<Host> = Registry::new();

/// A host's places, taken in the order of asking by all clients of this process.
#[derive(Debug)]
struct Host {
    free: Arc<Semaphore>,
    state: Mutex<State>,
    /// Counts what was read on any exchange.
    moved: AtomicU64,
}

#[derive(Debug)]
struct State {
    /// Places that there are, taken or free; above the limit while it is being lowered.
    size: usize,
    /// What clients said, and how many of them said it. The smallest holds for all.
    said: BTreeMap<usize, usize>,
}

/// A client's part in a host, as long as the client lives.
#[derive(Debug)]
pub(super) struct Places {
    host: Arc<Host>,
    said: Option<usize>,
    stuck: Duration,
}

/// One exchange's place, until the end of its body.
#[derive(Debug)]
pub(super) struct Place {
    host: Arc<Host>,
    permit: Option<OwnedSemaphorePermit>,
}

impl Default for Host {
    fn default() -> Self {
        let state = State { size: MOST, said: BTreeMap::new() };
        Self {
            free: Arc::new(Semaphore::new(MOST)),
            state: Mutex::new(state),
            moved: AtomicU64::new(0),
        }
    }
}

impl State {
    fn limit(&self) -> usize {
        self.said.keys().next().copied().unwrap_or(MOST)
    }
}

impl Host {
    fn state(&self) -> MutexGuard<'_, State> {
        // Counters are whole at any moment: a panic elsewhere does not spoil them.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Makes as many places as the limit says, or takes away those that are free; what is taken goes
    /// when it is given back.
    fn resize(&self, state: &mut State) {
        let limit = state.limit();
        if limit > state.size {
            self.free.add_permits(limit - state.size);
            state.size = limit;
        } else {
            state.size -= self.free.forget_permits(state.size - limit);
        }
    }
}

impl Places {
    /// Joins the clients of a host. `most` is what this client says about all of them together.
    pub(super) fn of(origin: &str, most: Option<usize>) -> Result<Self> {
        let host = HOSTS.get(origin)?;
        if let Some(most) = most {
            let mut state = host.state();
            *state.said.entry(most).or_default() += 1;
            host.resize(&mut state);
        }
        Ok(Self { host, said: most, stuck: STUCK })
    }

    /// Waits for a place; `Limit` when those who have one stand still.
    pub(super) async fn take(&self) -> Result<Place> {
        let host = &self.host;
        let mut asked = std::pin::pin!(host.free.clone().acquire_owned());
        loop {
            let before = host.moved.load(Ordering::Relaxed);
            match tokio::time::timeout(self.stuck, asked.as_mut()).await {
                Ok(Ok(permit)) => {
                    return Ok(Place { host: host.clone(), permit: Some(permit) });
                }
                // Nobody closes it.
                Ok(Err(_)) => return Err(Error::new(ErrorKind::Closed, "the client is closed")),
                Err(_) if host.moved.load(Ordering::Relaxed) != before => {}
                Err(_) => return Err(self.stand_still()),
            }
        }
    }

    fn stand_still(&self) -> Error {
        let (most, stuck) = (self.host.state().limit(), self.stuck);
        let detail = format!(
            "{most} exchanges with this host are open, the most at once, and none of them was read \
             for {stuck:?}"
        );
        Error::new(ErrorKind::Limit, detail).with_stage(Stage::NotSent).with_hint(FREE_ONE)
    }

    /// Says of a call that ran out of time that it was waiting for a place.
    pub(super) fn waited_for(&self, late: &Error) -> Error {
        let most = self.host.state().limit();
        let detail = format!(
            "{}: it waited for one of {most} exchanges with this host, the most at once, all of \
             which open readers and other calls hold",
            late.detail()
        );
        Error::new(late.kind(), detail).with_stage(Stage::NotSent).with_hint(FREE_ONE)
    }
}

impl Drop for Places {
    fn drop(&mut self) {
        let Some(most) = self.said else { return };
        let mut state = self.host.state();
        if let Some(count) = state.said.get_mut(&most) {
            *count -= 1;
            if *count == 0 {
                state.said.remove(&most);
            }
        }
        self.host.resize(&mut state);
    }
}

impl Place {
    /// Says that its body was read on.
    pub(super) fn moved(&self) {
        self.host.moved.fetch_add(1, Ordering::Relaxed);
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let Some(permit) = self.permit.take() else { return };
        let mut state = self.host.state();
        if state.size > state.limit() {
            state.size -= 1;
            permit.forget();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whether there is a place now.
    async fn taken(places: &Places) -> Option<Place> {
        let soon = tokio::time::timeout(Duration::from_millis(20), places.take()).await;
        soon.ok().map(|place| place.expect("a place"))
    }

    async fn all(places: &Places) -> Vec<Place> {
        let mut held = Vec::new();
        while let Some(place) = taken(places).await {
            held.push(place);
        }
        held
    }

    #[tokio::test]
    async fn one_more_waits_for_one_that_ends() {
        let places = Places::of("test:waits", Some(2)).expect("places");
        let first = places.take().await.expect("a place");
        let _second = places.take().await.expect("a place");
        let mut third = std::pin::pin!(places.take());
        assert!(tokio::time::timeout(Duration::from_millis(20), &mut third).await.is_err());
        drop(first);
        third.await.expect("a place");
    }

    #[tokio::test]
    async fn clients_of_a_host_share_its_places_and_those_of_another_do_not() {
        let one = Places::of("test:shared", None).expect("places");
        let two = Places::of("test:shared", None).expect("places");
        let other = Places::of("test:shared:2", None).expect("places");
        let held = all(&one).await;
        assert_eq!(held.len(), MOST);
        assert!(taken(&two).await.is_none());
        assert_eq!(all(&other).await.len(), MOST);
        drop(held);
        assert_eq!(all(&two).await.len(), MOST);
    }

    #[tokio::test]
    async fn the_smallest_number_said_holds_as_long_as_its_client_lives() {
        let silent = Places::of("test:said", None).expect("places");
        let held = all(&silent).await;
        assert_eq!(held.len(), 8);
        let many = Places::of("test:said", Some(20)).expect("places");
        let more = all(&silent).await;
        assert_eq!(held.len() + more.len(), 20, "said by one client, for all");
        let few = Places::of("test:said", Some(3)).expect("places");
        let same = Places::of("test:said", Some(3)).expect("places");
        drop(more);
        assert!(taken(&many).await.is_none(), "8 are held, 3 allowed");
        drop(held);
        assert_eq!(all(&many).await.len(), 3);
        drop(few);
        assert_eq!(all(&many).await.len(), 3, "another client says the same");
        drop(same);
        assert_eq!(all(&silent).await.len(), 20);
        drop(many);
        assert_eq!(all(&silent).await.len(), 8);
    }

    #[tokio::test]
    async fn who_waits_for_those_who_stand_still_is_told() {
        let mut places = Places::of("test:still", Some(1)).expect("places");
        places.stuck = Duration::from_millis(50);
        let place = places.take().await.expect("a place");
        let moving = async {
            for _ in 0..6 {
                tokio::time::sleep(Duration::from_millis(20)).await;
                place.moved();
            }
        };
        let began = std::time::Instant::now();
        let (error, ()) = tokio::join!(places.take(), moving);
        assert_eq!(error.expect_err("nobody moves").kind(), ErrorKind::Limit);
        assert!(began.elapsed() >= Duration::from_millis(150), "{:?}", began.elapsed());
    }
}
