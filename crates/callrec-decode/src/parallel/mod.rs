//! One body decoded by several threads, its rows in order.
//!
//! Blocks are cut where a record seems to end ([`cut`]) and decoded by whichever thread is free
//! ([`crew`]), each as if it began with a record. The one decoder that is asked for batches takes them
//! over in order: a block that was read to its last byte, and begins where the block before it ended,
//! gives the rows that reading in sequence gives. Any other block it decodes itself, and goes on doing
//! so until it stands at the start of a block again. So the guess costs time where it is wrong, never a
//! row.

mod crew;
mod cut;
mod error;
mod source;

use std::collections::VecDeque;

use arrow_array::RecordBatch;
use arrow_schema::SchemaRef;

use self::crew::{Crew, Outcome};
use self::cut::{Block, Cutter, Shape};
use crate::{Accounting, DecodeOptions, Quarantined, Report, ReportDecoder};
pub use error::ParallelError;
pub use source::ByteSource;

/// Bytes of a block: large enough that handing it over costs nothing, small enough for the caches.
const BLOCK: usize = 512 << 10;
/// Bytes of the blocks that are read before there are threads. A body that ends here never has any.
const HEAD: usize = 64 << 10;
/// Threads of which each has something to do on the largest machines.
const MOST_THREADS: usize = 64;

/// How the work is shared out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ParallelOptions {
    /// Threads that decode, beside the caller's, which hands on what they did. With 1 there are none:
    /// the caller's thread decodes. More than 64 count as 64. Default 1.
    pub threads: usize,
    /// Bytes of a block. Two blocks a thread may be under way, each with its batches. Default 524,288;
    /// at least 1.
    pub block_bytes: usize,
}

impl Default for ParallelOptions {
    fn default() -> Self {
        Self { threads: 1, block_bytes: BLOCK }
    }
}

impl ParallelOptions {
    /// The defaults with another number of threads (0 counts as 1).
    pub fn with_threads(mut self, threads: usize) -> Self {
        self.threads = threads.clamp(1, MOST_THREADS);
        self
    }

    /// The defaults with another size of blocks (0 counts as 1).
    pub fn with_block_bytes(mut self, bytes: usize) -> Self {
        self.block_bytes = bytes.max(1);
        self
    }
}

/// Decodes one body of one report on several threads, its rows in order.
///
/// It gives what a [`ReportDecoder`] gives: the same rows, counts and quarantined records in the same
/// order, and the same error after them. Batches are not cut at the same rows: one has at most
/// `batch_rows` rows, and ends early where a block of the input ends. Only what a single batch may hold
/// is judged by these batches: text or different values that are too many for a batch of
/// `batch_rows` may fit. Where the same body is cut in the same blocks the batches are the same, however
/// many threads there are.
///
/// Threads are of use for delimited text in UTF-8 with line feeds; all other bodies are decoded by the
/// caller's thread, and so are blocks in which a record is not as it should be and reaches beyond.
///
/// May be moved between threads. Dropped, it ends its threads; one that waits for the source ends when
/// the source answers.
pub struct ParallelReader<S: ByteSource> {
    decoder: ReportDecoder,
    options: ParallelOptions,
    around_start: fn(&mut dyn FnMut()),
    stage: Stage<S>,
    ready: VecDeque<RecordBatch>,
    /// For the blocks that this thread reads.
    memory: Vec<u8>,
}

enum Stage<S: ByteSource> {
    /// The caller's thread reads and decodes.
    Alone(Cutter<S>),
    Together(Crew<S>),
    /// The input has ended: the rows that are left, then the end or the error.
    Ending,
    Ended,
    Failed(ParallelError<S::Error>),
}

impl<S: ByteSource> ParallelReader<S> {
    /// A reader of one body. Nothing is read before the first batch is asked for.
    pub fn new(
        report: Report,
        options: DecodeOptions,
        parallel: ParallelOptions,
        source: S,
    ) -> Self {
        Self {
            decoder: ReportDecoder::new(report, options),
            options: parallel,
            around_start: |start| start(),
            stage: Stage::Alone(Cutter::new(source)),
            ready: VecDeque::new(),
            memory: Vec::new(),
        }
    }

    /// The same reader, whose threads are started inside `around`. It runs what it is given, and may set
    /// before and take back after what threads take over from the one that starts them, such as the
    /// signals that it blocks.
    pub fn with_start(mut self, around: fn(&mut dyn FnMut())) -> Self {
        self.around_start = around;
        self
    }

    /// The report being read.
    pub fn report(&self) -> Report {
        self.decoder.report()
    }

    /// As [`ReportDecoder::schema`].
    pub fn schema(&self) -> SchemaRef {
        self.decoder.schema()
    }

    /// The next batch, waited for; `None` at the end of the body.
    ///
    /// # Errors
    ///
    /// Those of the body, of the source or of a thread, after the rows before them. An error is final:
    /// it comes again.
    pub fn next_batch(&mut self) -> Result<Option<RecordBatch>, ParallelError<S::Error>> {
        loop {
            if let Some(batch) = self.ready.pop_front() {
                return Ok(Some(batch));
            }
            let step = match &self.stage {
                Stage::Alone(_) => self.alone(),
                Stage::Together(_) => self.together(),
                Stage::Ending => self.end(),
                Stage::Ended => return Ok(None),
                Stage::Failed(error) => return Err(error.clone()),
            };
            if let Err(error) = step {
                self.fail(error);
            }
        }
    }

    /// Counts so far; may be ahead of the batches that were given.
    pub fn accounting(&self) -> Accounting {
        self.decoder.accounting()
    }

    /// As [`ReportDecoder::take_quarantined`]; may be ahead of the batches that were given.
    pub fn take_quarantined(&mut self) -> Vec<Quarantined> {
        self.decoder.take_quarantined()
    }

    /// As [`ReportDecoder::ended_cleanly`].
    pub fn ended_cleanly(&self) -> bool {
        self.decoder.ended_cleanly()
    }

    /// Reads a block on this thread; starts the others once the columns are known.
    fn alone(&mut self) -> Result<(), ParallelError<S::Error>> {
        let Stage::Alone(cutter) = &mut self.stage else { return Ok(()) };
        let ParallelOptions { threads, block_bytes } = self.options;
        // So that the next block may begin with a record.
        let shape = (threads > 1).then_some(Shape { quote: None, longest: 0 });
        let memory = std::mem::take(&mut self.memory);
        let next = cutter.next(memory, HEAD.min(block_bytes), shape);
        let Some(block) = next.map_err(ParallelError::Source)? else {
            self.finish();
            return Ok(());
        };
        self.decode(&block)?;
        self.memory = block.into_memory();
        self.start();
        Ok(())
    }

    fn start(&mut self) {
        let ParallelOptions { threads, block_bytes } = self.options;
        let Some(shape) = shape(&mut self.decoder).filter(|_| threads > 1) else { return };
        match std::mem::replace(&mut self.stage, Stage::Ended) {
            Stage::Alone(cutter) if !cutter.ended() => {
                let Some(leader) = self.decoder.csv() else { return };
                let mut cutter = Some(cutter);
                let stage = &mut self.stage;
                (self.around_start)(&mut || {
                    let Some(cutter) = cutter.take() else { return };
                    *stage = match Crew::start(cutter, leader, shape, threads, block_bytes) {
                        Ok(crew) => Stage::Together(crew),
                        Err(cutter) => Stage::Alone(*cutter),
                    };
                });
                // Where `around` ran nothing, there are no threads.
                if let Some(cutter) = cutter {
                    self.stage = Stage::Alone(cutter);
                }
            }
            other => self.stage = other,
        }
    }

    /// Takes over what the threads made of the next block.
    fn together(&mut self) -> Result<(), ParallelError<S::Error>> {
        let Stage::Together(crew) = &self.stage else { return Ok(()) };
        match crew.next() {
            Outcome::Block(block, Some(stretch)) => {
                let taken_over = match self.decoder.csv() {
                    Some(leader) if leader.between_rows() => {
                        self.ready.extend(leader.take_rows()?);
                        leader.absorb(stretch).ok()
                    }
                    _ => None,
                };
                match taken_over {
                    Some(batches) => self.ready.extend(batches),
                    None => self.decode(&block)?,
                }
                self.recycle(block);
                Ok(())
            }
            Outcome::Block(block, None) => {
                self.decode(&block)?;
                self.recycle(block);
                Ok(())
            }
            Outcome::End => {
                self.finish();
                Ok(())
            }
            Outcome::Failed(error) => Err(ParallelError::Source(error)),
            Outcome::Panicked => Err(ParallelError::Panicked),
        }
    }

    fn recycle(&self, block: Block) {
        if let Stage::Together(crew) = &self.stage {
            crew.recycle(block);
        }
    }

    /// Decodes a block in sequence.
    fn decode(&mut self, block: &Block) -> Result<(), ParallelError<S::Error>> {
        let mut rest = block.text();
        while !rest.is_empty() {
            let taken = self.decoder.decode(rest)?;
            rest = &rest[taken..];
            if !rest.is_empty() {
                self.ready.extend(self.decoder.flush()?);
            }
        }
        // What can be judged is judged now, so that the next block may begin with a record.
        if let Some(leader) = self.decoder.csv() {
            leader.look();
        }
        while let Some(batch) = self.decoder.flush()? {
            self.ready.push_back(batch);
            if let Some(leader) = self.decoder.csv() {
                leader.look();
            }
        }
        Ok(())
    }

    /// The input has ended.
    fn finish(&mut self) {
        self.stage = Stage::Ending;
        // The error comes again from `flush`, after the rows before it.
        let _ = self.decoder.finish();
    }

    fn end(&mut self) -> Result<(), ParallelError<S::Error>> {
        match self.decoder.flush()? {
            Some(batch) => self.ready.push_back(batch),
            None => self.stage = Stage::Ended,
        }
        Ok(())
    }

    /// The rows before an error come first.
    fn fail(&mut self, error: ParallelError<S::Error>) {
        // Where the error is not the decoder's own it has rows of a batch that is not full.
        if !matches!(error, ParallelError::Decode(_)) {
            self.decoder.break_off();
        }
        while let Ok(Some(batch)) = self.decoder.flush() {
            self.ready.push_back(batch);
        }
        self.stage = Stage::Failed(error);
    }
}

/// What record ends look like; `None` unless the next byte begins a row of delimited text.
fn shape(decoder: &mut ReportDecoder) -> Option<Shape> {
    let leader = decoder.csv().filter(|leader| leader.between_rows())?;
    let dialect = leader.dialect();
    let quote = dialect.quote.filter(|_| dialect.multi_line);
    Some(Shape { quote, longest: leader.longest_record() })
}

impl<S: ByteSource> std::fmt::Debug for ParallelReader<S> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ParallelReader")
            .field("report", &self.report())
            .field("options", &self.options)
            .field("accounting", &self.accounting())
            .finish_non_exhaustive()
    }
}
