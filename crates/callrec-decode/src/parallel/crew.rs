//! The threads that decode blocks ahead of whoever asks for them.

use std::collections::VecDeque;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{Builder, JoinHandle};

use super::ByteSource;
use super::cut::{Block, Cutter, Shape};
use crate::csv::{CsvDecoder, Stretch};

/// Blocks for each thread that may be under way: one in its hands, one waiting to be asked for.
const BLOCKS_A_THREAD: usize = 2;

/// What comes next of the body.
pub(super) enum Outcome<E> {
    /// A block, and what it came to if it was read as a stretch of rows.
    Block(Block, Option<Stretch>),
    End,
    Failed(E),
    Panicked,
}

/// Threads at work. Dropped, it ends them: at once where they decode; a thread that waits for its
/// source ends when the source answers, and is not waited for.
pub(super) struct Crew<S: ByteSource> {
    shared: Arc<Shared<S>>,
    threads: Vec<JoinHandle<()>>,
}

struct Shared<S: ByteSource> {
    /// Whoever has it takes the next block.
    cutter: Mutex<Cutter<S>>,
    board: Mutex<Board<S::Error>>,
    changed: Condvar,
    shape: Shape,
    block_bytes: usize,
}

/// Where results are put down and picked up.
struct Board<E> {
    /// In the order of the body: the first is asked for next. `None` is under way.
    places: VecDeque<Option<Outcome<E>>>,
    /// Number of the first place.
    first: u64,
    /// Places there may be.
    most: usize,
    /// Memory of blocks that were used.
    spare: Vec<Vec<u8>>,
    /// Whether a thread is asking the source.
    asking: bool,
    /// No further block is to be begun.
    over: bool,
}

impl<S: ByteSource> Crew<S> {
    /// Starts up to `count` threads on the blocks that `cutter` gives, each with a follower of
    /// `leader`. Gives the cutter back where not even one could be started.
    pub(super) fn start(
        cutter: Cutter<S>,
        leader: &CsvDecoder,
        shape: Shape,
        count: usize,
        block_bytes: usize,
    ) -> Result<Self, Box<Cutter<S>>> {
        let shared = Arc::new(Shared {
            cutter: Mutex::new(cutter),
            board: Mutex::new(Board {
                places: VecDeque::new(),
                first: 0,
                most: count * BLOCKS_A_THREAD,
                spare: Vec::new(),
                asking: false,
                over: false,
            }),
            changed: Condvar::new(),
            shape,
            block_bytes,
        });
        let mut threads = Vec::with_capacity(count);
        for _ in 0..count {
            let Some(follower) = leader.follower() else { break };
            let hand = Hand { shared: Arc::clone(&shared), model: follower, place: None };
            let thread = Builder::new().name("callrec-decode".to_owned()).spawn(|| hand.work());
            let Ok(thread) = thread else { break };
            threads.push(thread);
        }
        if !threads.is_empty() {
            return Ok(Self { shared, threads });
        }
        match Arc::try_unwrap(shared) {
            Ok(shared) => {
                let cutter = shared.cutter.into_inner().unwrap_or_else(PoisonError::into_inner);
                Err(Box::new(cutter))
            }
            // A thread that was not started holds nothing, so this cannot be.
            Err(shared) => {
                shared.board().over = true;
                Ok(Self { shared, threads })
            }
        }
    }

    /// The next outcome, waited for.
    pub(super) fn next(&self) -> Outcome<S::Error> {
        let mut board = self.shared.board();
        loop {
            if let Some(outcome) = board.places.front_mut().and_then(Option::take) {
                board.places.pop_front();
                board.first += 1;
                self.shared.changed.notify_all();
                return outcome;
            }
            if board.over && board.places.is_empty() {
                return Outcome::Panicked;
            }
            board = self.shared.wait(board);
        }
    }

    /// Takes back the memory of a block.
    pub(super) fn recycle(&self, block: Block) {
        let mut board = self.shared.board();
        if board.spare.len() < board.most {
            board.spare.push(block.into_memory());
        }
    }
}

impl<S: ByteSource> Drop for Crew<S> {
    fn drop(&mut self) {
        let asking = {
            let mut board = self.shared.board();
            board.over = true;
            board.asking
        };
        self.shared.changed.notify_all();
        if !asking {
            // A panic has been put down as an outcome.
            self.threads.drain(..).for_each(|thread| drop(thread.join()));
        }
    }
}

impl<S: ByteSource> Shared<S> {
    /// Nothing that panics is done under this lock, so it is right even if it is called poisoned.
    fn board(&self) -> MutexGuard<'_, Board<S::Error>> {
        self.board.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn wait<'a>(&self, board: MutexGuard<'a, Board<S::Error>>) -> MutexGuard<'a, Board<S::Error>> {
        self.changed.wait(board).unwrap_or_else(PoisonError::into_inner)
    }

    fn put(&self, place: u64, outcome: Outcome<S::Error>) {
        let mut board = self.board();
        let index = place.wrapping_sub(board.first) as usize;
        if let Some(slot) = board.places.get_mut(index) {
            *slot = Some(outcome);
        }
        drop(board);
        self.changed.notify_all();
    }
}

/// One thread.
struct Hand<S: ByteSource> {
    shared: Arc<Shared<S>>,
    /// What the rows look like; never read with.
    model: CsvDecoder,
    /// The place that this thread owes an outcome.
    place: Option<u64>,
}

impl<S: ByteSource> Hand<S> {
    fn work(mut self) {
        let done = catch_unwind(AssertUnwindSafe(|| {
            let mut follower = self.model.follower();
            while let Some(block) = self.begin() {
                let stretch = match follower.as_mut().filter(|_| block.whole) {
                    None => None,
                    Some(reader) => {
                        let stretch = reader.read_stretch(block.offset, block.text());
                        if stretch.is_none() {
                            follower = self.model.follower();
                        }
                        stretch
                    }
                };
                self.put(Outcome::Block(block, stretch));
            }
        }));
        if done.is_err() {
            self.shared.board().over = true;
            self.put(Outcome::Panicked);
            self.shared.changed.notify_all();
        }
    }

    /// Takes the next block, once there is a place for it; `None` when there is no more to do.
    fn begin(&mut self) -> Option<Block> {
        let shared = Arc::clone(&self.shared);
        // Poisoned only where a thread panicked, which has said so.
        let mut cutter = shared.cutter.lock().ok()?;
        let mut board = shared.board();
        while !board.over && board.places.len() >= board.most {
            board = shared.wait(board);
        }
        if board.over {
            return None;
        }
        self.place = Some(board.first + board.places.len() as u64);
        board.places.push_back(None);
        board.asking = true;
        let memory = board.spare.pop().unwrap_or_default();
        drop(board);
        let next = cutter.next(memory, shared.block_bytes, Some(shared.shape));
        let mut board = shared.board();
        board.asking = false;
        let outcome = match next {
            Ok(Some(block)) => return Some(block),
            Ok(None) => Outcome::End,
            Err(error) => Outcome::Failed(error),
        };
        board.over = true;
        drop(board);
        self.put(outcome);
        None
    }

    /// Puts down what this thread owes.
    fn put(&mut self, outcome: Outcome<S::Error>) {
        if let Some(place) = self.place.take() {
            self.shared.put(place, outcome);
        }
    }
}
