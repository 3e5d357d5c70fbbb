//! The demo's downloads: every report of the portal, one after the other.

use std::time::Duration;

use callrec::{Accounting, Day, IpassPortal, Month, Report, Summary};
use callrec_export::Format;

use super::collect::{Child, Collector};
use super::files::Folder;
use super::reconcile::{self, Days, Verdict};
use crate::failure::Failure;
use crate::output::Sink;
use crate::portal::{Period, PortalReport, Request};
use crate::progress::Progress;
use crate::render::number::{bytes, count};
use crate::source::Source;
use crate::transfer::{Transferred, transfer};

/// Children whose month is shown.
const CHILDREN_SHOWN: usize = 2;

/// The downloads of one report, added up.
#[derive(Clone, Debug, Default)]
pub(super) struct Line {
    pub(super) report: String,
    pub(super) what: String,
    pub(super) accounting: Accounting,
    pub(super) bytes: u64,
    pub(super) elapsed: Duration,
    /// The part of `elapsed` that summing up and writing took.
    pub(super) receiving: Duration,
}

impl Line {
    fn new(report: PortalReport, what: impl Into<String>) -> Self {
        Self { report: report.name(), what: what.into(), ..Self::default() }
    }

    fn add_download(&mut self, download: &Transferred) {
        self.add(&Line {
            accounting: download.accounting,
            bytes: download.bytes,
            elapsed: download.elapsed,
            receiving: download.receiving,
            ..Self::default()
        });
    }

    /// Adds the counts of another line to this one.
    pub(super) fn add(&mut self, other: &Line) {
        let accounting = other.accounting;
        self.accounting.read += accounting.read;
        self.accounting.accepted += accounting.accepted;
        self.accounting.repaired += accounting.repaired;
        self.accounting.quarantined += accounting.quarantined;
        self.accounting.duplicate += accounting.duplicate;
        self.bytes += other.bytes;
        self.elapsed += other.elapsed;
        self.receiving += other.receiving;
    }
}

/// What the downloads showed.
pub(super) struct Findings {
    pub(super) month: Summary,
    pub(super) adjustments: Summary,
    pub(super) verdict: Verdict,
    pub(super) children: Vec<Child>,
}

/// The downloads so far.
pub(super) struct Run<'a> {
    portal: &'a IpassPortal,
    progress: &'a mut Progress,
    pub(super) folder: Folder,
    pub(super) lines: Vec<Line>,
}

impl<'a> Run<'a> {
    pub(super) fn new(portal: &'a IpassPortal, folder: Folder, progress: &'a mut Progress) -> Self {
        Self { portal, progress, folder, lines: Vec::new() }
    }

    /// Every report of a company and a month, and the month of some of its children.
    pub(super) async fn company(
        &mut self,
        company: &str,
        month: Month,
        rows: u64,
    ) -> Result<Findings, Failure> {
        use PortalReport as R;
        let request = |report, period| Request { report, company: company.to_owned(), period };
        let in_month = Period::Month(month);
        let days: Vec<Day> = month.days().collect();

        let all = [Format::Parquet, Format::Csv, Format::Ndjson];
        let line = Line::new(R::MonthlyCdr, month.to_string());
        let monthly = self.one(line, &request(R::MonthlyCdr, in_month), &all, Some(rows)).await?;

        let line = Line::new(R::DailyCdr, "");
        let daily = self.by_day(line, &days, |day| request(R::DailyCdr, Period::Day(day)));
        let daily = daily.await?;

        let line = Line::new(R::MonthlyAdjustmentCdr, month.to_string());
        let adjustments = request(R::MonthlyAdjustmentCdr, in_month);
        let adjustments = self.one(line, &adjustments, &[Format::Parquet], None).await?;

        let line = Line::new(R::DailyAdjustmentCdr, "");
        let daily_adjustments =
            self.by_day(line, &days, |day| request(R::DailyAdjustmentCdr, Period::Day(day)));
        daily_adjustments.await?;

        let line = Line::new(R::NetworkUsers, format!("{month}, XML"));
        self.one(line, &request(R::NetworkUsers, in_month), &[Format::Parquet], None).await?;
        let line = Line::new(R::NetworkUsersCsv, format!("{month}, CSV"));
        self.one(line, &request(R::NetworkUsersCsv, in_month), &[Format::Parquet], None).await?;

        let line = Line::new(R::ChildCompanies, "in XML");
        let request_children = request(R::ChildCompanies, Period::None);
        let children = self.one(line, &request_children, &[Format::Csv], None).await?.children;
        for child in children.iter().filter(|child| child.active).take(CHILDREN_SHOWN) {
            let line = Line::new(R::MonthlyCdr, format!("child {}", child.id));
            let of_child =
                Request { company: child.id.clone(), ..request(R::MonthlyCdr, in_month) };
            self.one(line, &of_child, &[Format::Parquet], None).await?;
        }

        Ok(Findings {
            verdict: reconcile::compare(&monthly.days, &daily)?,
            month: monthly.summary,
            adjustments: adjustments.summary,
            children,
        })
    }

    /// One download that has a line of its own.
    async fn one(
        &mut self,
        mut line: Line,
        request: &Request,
        formats: &[Format],
        expected: Option<u64>,
    ) -> Result<Collector, Failure> {
        self.progress.begin(request.to_string(), expected);
        let (collector, transferred) = self.download(request, formats).await?;
        line.add_download(&transferred);
        self.done(line);
        Ok(collector)
    }

    /// One download a day, on one line together.
    async fn by_day(
        &mut self,
        mut line: Line,
        days: &[Day],
        request: impl Fn(Day) -> Request,
    ) -> Result<Vec<(Day, Days)>, Failure> {
        let mut daily = Vec::with_capacity(days.len());
        for &day in days {
            let request = request(day);
            self.progress.begin(request.to_string(), None);
            let (collector, transferred) = self.download(&request, &[Format::Parquet]).await?;
            line.add_download(&transferred);
            daily.push((day, collector.days));
        }
        line.what = count(days.len() as u64, "day", "days");
        self.done(line);
        Ok(daily)
    }

    async fn download(
        &mut self,
        request: &Request,
        formats: &[Format],
    ) -> Result<(Collector, Transferred), Failure> {
        let place = format!("ipass-portal {}", request.report.operation());
        let sinks = formats.iter().map(|format| self.folder.open(request, *format));
        let sinks = sinks.collect::<Result<Vec<Sink>, _>>()?;
        let table: Report = request.report.table();
        let mut collector = Collector::new(table, sinks);
        let mut source = Source::Remote(Box::new(request.send(self.portal).await?));
        let transferred = transfer(&mut source, self.progress, &mut collector)
            .await
            .map_err(|failure| failure.named(place))?;
        for sink in std::mem::take(&mut collector.sinks) {
            self.folder.note(request, sink.finish()?, collector.rows);
        }
        Ok((collector, transferred))
    }

    fn done(&mut self, line: Line) {
        self.progress.step(&format!(
            "{} {}: {}, {}",
            line.report,
            line.what,
            count(line.accounting.read, "row", "rows"),
            bytes(line.bytes)
        ));
        self.lines.push(line);
    }
}
