//! What is said when a job is done: the summary for a person or for a program, and the warning.

use serde_json::{Map, Value, json};

use super::{Delivered, Job};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::output::Written;
use crate::portal::{Period, Request};
use crate::render::number::{bytes, count, elapsed, grouped, rate};
use crate::render::style::Style;
use crate::render::totals;
use crate::{stderr, stdout};

/// What was read, in words and as fields of the JSON summary.
pub(crate) struct Description {
    pub(crate) label: String,
    pub(crate) fields: Vec<(&'static str, String)>,
}

impl Request {
    /// This request, for the summary.
    pub(crate) fn description(&self) -> Description {
        let mut fields = vec![
            ("provider", "ipass-portal".to_owned()),
            ("operation", self.report.operation().to_owned()),
            ("company", self.company.clone()),
        ];
        if self.period != Period::None {
            fields.push(("period", self.period.to_string()));
        }
        Description { label: self.to_string(), fields }
    }
}

/// Prints the summary and the warning; the exit code tells a script about rows set aside.
pub(crate) fn report(
    job: &Job,
    description: &Description,
    delivered: &Delivered,
) -> Result<Exit, Failure> {
    if job.json {
        let line = format!("{}\n", as_json(job, description, delivered));
        if job.to_stdout() {
            stderr::print(&line);
        } else {
            stdout::print(&line)?;
        }
    } else if !job.quiet {
        stderr::print(&as_text(description, delivered));
    }
    if let Some(doubts) = &delivered.doubts {
        stderr::print(&format!("callrec: warning: {}: {doubts}\n", description.label));
    }
    if delivered.transferred.accounting.quarantined == 0 {
        return Ok(Exit::Done);
    }
    stderr::print(&format!("callrec: warning: {}\n", warning(job, description, delivered)));
    Ok(Exit::Quarantined)
}

fn as_text(description: &Description, delivered: &Delivered) -> String {
    let Delivered { transferred, written, summary, .. } = delivered;
    let accounting = transferred.accounting;
    let mut text = format!(
        "{}: {} read = {} accepted + {} repaired + {} quarantined",
        description.label,
        count(accounting.read, "row", "rows"),
        grouped(accounting.accepted),
        grouped(accounting.repaired),
        grouped(accounting.quarantined),
    );
    if accounting.duplicate > 0 {
        text.push_str(&format!(" + {} duplicate", grouped(accounting.duplicate)));
    }
    text.push('\n');
    if let Some(summary) = summary.as_ref().filter(|summary| summary.records > 0) {
        let table = totals::by_service_type("service type", summary, Style::of(&std::io::stderr()));
        text.push_str(&format!("\n{table}\n"));
    }
    text.push_str(&format!(
        "{} in {} ({})",
        bytes(transferred.bytes),
        elapsed(transferred.elapsed),
        rate(accounting.read, transferred.bytes, transferred.elapsed)
    ));
    if let Some(proof) = transferred.proof {
        text.push_str(&format!("; the body was complete ({proof})"));
    }
    text.push('\n');
    if let Some(Written { path, bytes: size }) = written
        && let Some(path) = path
    {
        text.push_str(&format!("wrote {}, {}\n", path.display(), bytes(*size)));
    }
    text
}

fn as_json(job: &Job, description: &Description, delivered: &Delivered) -> Value {
    let Delivered { transferred, written, summary, .. } = delivered;
    let accounting = transferred.accounting;
    let mut object = Map::new();
    for (name, value) in &description.fields {
        object.insert((*name).to_owned(), json!(value));
    }
    let out = written.as_ref().and_then(|written| written.path.as_ref());
    let rest = json!({
        "report": job.table.name(),
        "read": accounting.read,
        "accepted": accounting.accepted,
        "repaired": accounting.repaired,
        "quarantined": accounting.quarantined,
        "duplicate": accounting.duplicate,
        "bytes": transferred.bytes,
        "elapsed_ms": u64::try_from(transferred.elapsed.as_millis()).unwrap_or(u64::MAX),
        "proof": transferred.proof.map(|proof| proof.name()),
        "out": out.map(|path| path.display().to_string()),
        "quarantine": job.quarantine.as_ref().map(|path| path.display().to_string()),
        "summary": summary.as_ref().map(totals::as_json),
    });
    if let Value::Object(rest) = rest {
        object.extend(rest);
    }
    Value::Object(object)
}

/// How many rows were set aside, the first of them, and what to do.
fn warning(job: &Job, description: &Description, delivered: &Delivered) -> String {
    let quarantined = delivered.transferred.accounting.quarantined;
    let mut text =
        format!("{}: {} set aside", description.label, count(quarantined, "row", "rows"));
    if let Some(first) = &delivered.first_aside {
        text.push_str(&format!(
            ", the first at line {}, byte {}, record {}",
            first.line, first.offset, first.record
        ));
        if let Some(column) = &first.column {
            text.push_str(&format!(", column {column}"));
        }
        text.push_str(&format!(": {}", first.reason));
    }
    match &job.quarantine {
        Some(path) => text.push_str(&format!("; see {}", path.display())),
        None => text.push_str("; keep them with --quarantine FILE, or refuse them with --strict"),
    }
    text
}
