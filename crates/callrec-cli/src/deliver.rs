//! One body into one target: what `fetch` and `decode` have in common.

mod fetch;
mod report;

use std::path::{Path, PathBuf};

use callrec::{Quarantined, RecordBatch, Report, Summary, UnifyOptions};
use callrec_export::WriteOptions;

use crate::failure::Failure;
use crate::output::{OutputOptions, QuarantineFile, Sink, Target, Written};
use crate::progress::Progress;
use crate::source::Source;
use crate::transfer::{Receive, Transferred, transfer};
use crate::unified::{Shape, UnifiedOptions};

pub(crate) use fetch::fetch;
pub(crate) use report::{Description, report};

/// What is to be written where, and how to speak of it.
pub(crate) struct Job {
    table: Report,
    target: Option<Target>,
    quarantine: Option<PathBuf>,
    write: WriteOptions,
    unify: Option<UnifyOptions>,
    quiet: bool,
    json: bool,
}

impl Job {
    /// Checks the targets without touching them; no `out` means that the input is only checked.
    pub(crate) fn new(
        out: Option<&Path>,
        options: &OutputOptions,
        table: Report,
    ) -> Result<Self, Failure> {
        let target = out.map(|out| options.target(out)).transpose()?;
        if options.quarantine.as_deref() == Some(Path::new("-")) {
            return Err(Failure::usage("--quarantine takes a file; give its name"));
        }
        if let (Some(Target::File(path, _)), Some(aside)) = (&target, &options.quarantine)
            && path == aside
        {
            return Err(Failure::usage("--out and --quarantine name the same file; give two"));
        }
        Ok(Self {
            table,
            target,
            quarantine: options.quarantine.clone(),
            write: options.write_options(),
            unify: None,
            quiet: options.quiet,
            json: options.json,
        })
    }

    /// The same job with unified records, where they are asked for.
    pub(crate) fn unified(self, options: &UnifiedOptions) -> Result<Self, Failure> {
        Ok(Self { unify: options.options(self.table)?, ..self })
    }

    fn to_stdout(&self) -> bool {
        matches!(self.target, Some(Target::Stdout(_)))
    }
}

/// The open outputs of one job. Dropped before its end, it leaves nothing behind.
pub(crate) struct Delivery {
    sink: Option<Sink>,
    aside: Option<QuarantineFile>,
    shape: Shape,
    summary: Option<Summary>,
    first_aside: Option<Quarantined>,
}

/// What was delivered.
pub(crate) struct Delivered {
    transferred: Transferred,
    written: Option<Written>,
    summary: Option<Summary>,
    first_aside: Option<Quarantined>,
    doubts: Option<String>,
}

impl Delivery {
    /// Opens the outputs under partial names.
    pub(crate) fn open(job: &Job) -> Result<Self, Failure> {
        let shape = Shape::new(job.table, job.unify.as_ref())?;
        let schema = shape.schema(job.table);
        let sink = job.target.as_ref().map(|target| Sink::open(target, &schema, job.write));
        let aside = job.quarantine.as_deref().map(QuarantineFile::create);
        Ok(Self {
            sink: sink.transpose()?,
            aside: aside.transpose()?,
            shape,
            summary: (job.table == Report::IpassCdr).then(Summary::new),
            first_aside: None,
        })
    }

    /// Reads the source to its end and gives the outputs their final names.
    pub(crate) async fn run(
        mut self,
        source: &mut Source,
        progress: &mut Progress,
    ) -> Result<Delivered, Failure> {
        let transferred = transfer(source, progress, &mut self).await?;
        // The records come last: where they are, the rows set aside are too.
        if let Some(aside) = self.aside {
            aside.finish()?;
        }
        let written = self.sink.map(Sink::finish).transpose()?;
        let doubts = self.shape.doubts();
        let Self { summary, first_aside, .. } = self;
        Ok(Delivered { transferred, written, summary, first_aside, doubts })
    }
}

impl Receive for Delivery {
    fn batch(&mut self, batch: &RecordBatch) -> Result<(), Failure> {
        if let Some(summary) = &mut self.summary {
            summary.add(batch)?;
        }
        let batch = self.shape.apply(batch)?;
        match &mut self.sink {
            Some(sink) => sink.write(&batch),
            None => Ok(()),
        }
    }

    fn quarantined(&mut self, records: Vec<Quarantined>) -> Result<(), Failure> {
        if let Some(aside) = &mut self.aside {
            aside.write(&records)?;
        }
        if self.first_aside.is_none() {
            self.first_aside = records.into_iter().next();
        }
        Ok(())
    }
}
