//! One download into one target.

use std::future::Future;

use callrec::Reader;

use super::{Delivery, Description, Job, report};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::interrupt::Signals;
use crate::progress::Progress;
use crate::source::Source;

/// Opens the outputs, asks for the report, reads it to its end and says what came. `Ctrl-C` ends it
/// and leaves nothing behind.
pub(crate) async fn fetch(
    job: &Job,
    description: &Description,
    open: impl Future<Output = Result<Reader, Failure>>,
) -> Result<Exit, Failure> {
    let mut signals = Signals::catch()?;
    let work = async {
        let mut progress = Progress::new(job.quiet);
        progress.begin(description.label.clone(), None);
        // Before anything is asked for: a target that cannot be written should cost no download.
        let delivery = Delivery::open(job)?;
        let mut source = Source::Remote(Box::new(open.await?));
        delivery.run(&mut source, &mut progress).await
    };
    report(job, description, &signals.unless(work).await?)
}
