//! What the demo says when it is done.

use std::fmt::Write as _;
use std::time::Duration;

use callrec::{Accounting, Month};

use super::damaged::Damaged;
use super::download::{Findings, Line};
use super::files::Folder;
use super::reconcile::Verdict;
use crate::render::number::{bytes, count, decimal, elapsed, grouped, places, rate};
use crate::render::style::Style;
use crate::render::table::{Align, Table};
use crate::render::totals;

/// Everything the page shows.
pub(super) struct Page {
    pub(super) program: String,
    pub(super) base_url: String,
    pub(super) username: String,
    pub(super) seed: u64,
    pub(super) company: String,
    pub(super) month: Month,
    pub(super) login: Duration,
    pub(super) lines: Vec<Line>,
    pub(super) findings: Findings,
    pub(super) damaged: Damaged,
    pub(super) folder: Folder,
}

/// Differences listed before the rest is only counted.
const DIFFERENCES_SHOWN: usize = 5;
/// Under what is said of a bad row.
const INDENT: &str = "                         ";
/// Characters of a bad row that are shown.
const RAW_SHOWN: usize = 64;

impl Page {
    pub(super) fn render(&self, took: Duration, style: Style) -> String {
        [
            self.opening(style),
            self.reports(style),
            totals::by_service_type(
                &format!("{} by service type", self.month),
                &self.findings.month,
                style,
            ),
            self.reconciled(style),
            self.bad_rows(style),
            self.written(style),
            self.closing(took, style),
        ]
        .join("\n")
    }

    fn opening(&self, style: Style) -> String {
        let active = self.findings.children.iter().filter(|child| child.active).count() as u64;
        format!(
            "\n{}\n\
             Every row is made up by the simulator inside this program (seed {}). No account, no\n\
             person and no network but this machine's own 127.0.0.1 was involved.\n\n  \
             portal    {}, the iPass portal as its documents describe it\n  \
             login     as {} by POST form, {}\n  \
             company   {}, with {} ({} active)\n",
            style.bold("callrec demo: synthetic data"),
            self.seed,
            self.base_url,
            self.username,
            elapsed(self.login),
            self.company,
            count(self.findings.children.len() as u64, "child company", "child companies"),
            grouped(i128::from(active)),
        )
    }

    fn reports(&self, style: Style) -> String {
        let columns = [
            ("downloaded", Align::Left),
            ("", Align::Left),
            ("rows read", Align::Right),
            ("accepted", Align::Right),
            ("repaired", Align::Right),
            ("quarantined", Align::Right),
            ("size", Align::Right),
            ("time", Align::Right),
        ];
        let mut table = Table::new(style, columns);
        for line in &self.lines {
            table.row(cells(line));
        }
        let mut total = self.total();
        total.report = "together".to_owned();
        table.foot(cells(&total));
        table.to_string()
    }

    fn total(&self) -> Line {
        let mut total = Line::default();
        for line in &self.lines {
            total.add(line);
        }
        total
    }

    fn reconciled(&self, style: Style) -> String {
        let mut text = format!("{}\n", style.bold("Reconciled"));
        match &self.findings.verdict {
            Verdict::Same { sessions, amount, days } => {
                let _ = writeln!(
                    text,
                    "  The {} daily files hold the same {} as the month's file,\n  \
                     and the same sum: {}.",
                    grouped(i128::from(*days)),
                    count(*sessions, "session", "sessions"),
                    decimal(*amount, places([*amount]))
                );
            }
            Verdict::Different(lines) => {
                let _ = writeln!(text, "  The daily files differ from the month's file:");
                for line in lines.iter().take(DIFFERENCES_SHOWN) {
                    let _ = writeln!(text, "    {line}");
                }
                let more = lines.len().saturating_sub(DIFFERENCES_SHOWN);
                if more > 0 {
                    let _ = writeln!(text, "    and {} more", grouped(more as i128));
                }
            }
        }
        let adjustments = &self.findings.adjustments;
        let _ = writeln!(
            text,
            "  {} of earlier months, {} in all, are kept apart:\n  \
             they amend those months, not {}.",
            count(adjustments.records, "adjustment", "adjustments"),
            decimal(adjustments.amount, places([adjustments.amount])),
            self.month
        );
        text
    }

    fn bad_rows(&self, style: Style) -> String {
        let Damaged { path, accounting: Accounting { read, accepted, .. }, .. } = &self.damaged;
        let mut text = format!(
            "{}\n  {}, written to show it: {} read, {} accepted,\n",
            style.bold("Bad rows do not stop a file"),
            path.display(),
            count(*read, "row", "rows"),
            grouped(i128::from(*accepted)),
        );
        for (line, rule) in &self.damaged.repaired {
            let _ = writeln!(text, "    line {line}  repaired     {}", rule.replace('_', " "));
        }
        for record in &self.damaged.quarantined {
            let _ = write!(text, "    line {}  quarantined  ", record.line);
            if let Some(column) = &record.column {
                let _ = write!(text, "{column}:\n{INDENT}");
            }
            let _ =
                writeln!(text, "{}\n{INDENT}{}", record.reason, style.dim(&excerpt(&record.raw)));
        }
        text
    }

    fn written(&self, style: Style) -> String {
        let title = format!("written to {}", self.folder.root().display());
        let columns = [
            (title.as_str(), Align::Left),
            ("files", Align::Right),
            ("rows", Align::Right),
            ("size", Align::Right),
        ];
        let mut table = Table::new(style, columns);
        let (mut files, mut size) = (0, 0);
        for entry in self.folder.entries() {
            let path = entry.path.strip_prefix(self.folder.root()).unwrap_or(&entry.path);
            table.row([
                path.display().to_string(),
                grouped(i128::from(entry.files)),
                grouped(i128::from(entry.rows)),
                bytes(entry.bytes),
            ]);
            files += entry.files;
            size += entry.bytes;
        }
        table.foot([String::new(), grouped(i128::from(files)), String::new(), bytes(size)]);
        table.to_string()
    }

    fn closing(&self, took: Duration, style: Style) -> String {
        let total = self.total();
        let root = self.folder.root().display();
        let program = &self.program;
        format!(
            "{} in {}.{}\n\n\
             {}\n  \
             head -3 {root}/monthly-cdr/{}-{}.csv\n  \
             {program} decode {root}/damaged.csv --report ipass-cdr --out -\n  \
             {program} simulate --help    the same portal, to write programs against\n  \
             {program} fetch --help       the real portal, with your own account\n",
            style.bold(&format!("{} rows", grouped(i128::from(total.accounting.read)))),
            elapsed(took),
            self.lines.first().map(speed).unwrap_or_default(),
            style.bold("Type next"),
            self.company,
            self.month,
        )
    }
}

/// How fast the month came, from the simulator's first byte to the last of its three files.
fn speed(month: &Line) -> String {
    format!(
        " The month came at {}: {} in all,\n\
         of which summing it up and writing it as Parquet, CSV and NDJSON took {}.",
        rate(month.accounting.read, month.bytes, month.elapsed),
        elapsed(month.elapsed),
        elapsed(month.receiving)
    )
}

fn cells(line: &Line) -> [String; 8] {
    let accounting = line.accounting;
    [
        line.report.clone(),
        line.what.clone(),
        grouped(i128::from(accounting.read)),
        grouped(i128::from(accounting.accepted)),
        grouped(i128::from(accounting.repaired)),
        grouped(i128::from(accounting.quarantined)),
        bytes(line.bytes),
        elapsed(line.elapsed),
    ]
}

/// The beginning of a row, with nothing in it that drives a terminal.
fn excerpt(raw: &[u8]) -> String {
    let text = String::from_utf8_lossy(raw);
    let shown = text.chars().map(|c| if c.is_control() { ' ' } else { c });
    let mut excerpt: String = shown.take(RAW_SHOWN).collect();
    if text.chars().nth(RAW_SHOWN).is_some() {
        excerpt.push('…');
    }
    excerpt
}
