//! One body into one target: what `fetch` and `decode` have in common.

mod report;

use std::path::{Path, PathBuf};

use callrec::{Quarantined, RecordBatch, Report, Summary};

use crate::failure::Failure;
use crate::output::{OutputOptions, QuarantineFile, Sink, Target, Written};
use crate::progress::Progress;
use crate::source::Source;
use crate::transfer::{Receive, Transferred, transfer};

pub(crate) use report::{Description, report};

/// What is to be written where, and how to speak of it.
pub(crate) struct Job {
    table: Report,
    target: Option<Target>,
    quarantine: Option<PathBuf>,
    excel_safe: bool,
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
            excel_safe: options.excel_safe,
            quiet: options.quiet,
            json: options.json,
        })
    }

    fn to_stdout(&self) -> bool {
        matches!(self.target, Some(Target::Stdout(_)))
    }
}

/// The open outputs of one job. Dropped before its end, it leaves nothing behind.
pub(crate) struct Delivery {
    sink: Option<Sink>,
    aside: Option<QuarantineFile>,
    summary: Option<Summary>,
    first_aside: Option<Quarantined>,
}

/// What was delivered.
pub(crate) struct Delivered {
    transferred: Transferred,
    written: Option<Written>,
    summary: Option<Summary>,
    first_aside: Option<Quarantined>,
}

impl Delivery {
    /// Opens the outputs under partial names.
    pub(crate) fn open(job: &Job) -> Result<Self, Failure> {
        let schema = job.table.schema();
        let sink = job.target.as_ref().map(|target| Sink::open(target, &schema, job.excel_safe));
        let aside = job.quarantine.as_deref().map(QuarantineFile::create);
        Ok(Self {
            sink: sink.transpose()?,
            aside: aside.transpose()?,
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
        Ok(Delivered { transferred, written, summary: self.summary, first_aside: self.first_aside })
    }
}

impl Receive for Delivery {
    fn batch(&mut self, batch: &RecordBatch) -> Result<(), Failure> {
        if let Some(summary) = &mut self.summary {
            summary.add(batch)?;
        }
        match &mut self.sink {
            Some(sink) => sink.write(batch),
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
