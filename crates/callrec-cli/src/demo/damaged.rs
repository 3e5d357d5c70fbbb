//! Rows that are not as they should be: a small file with some, decoded like any other.

use std::path::PathBuf;

use callrec::{Accounting, DecodeOptions, Quarantined, RecordBatch, Report};

use super::files::Folder;
use crate::failure::Failure;
use crate::local::LocalReader;
use crate::progress::Progress;
use crate::source::Source;
use crate::transfer::{Receive, transfer};

/// Synthetic. Line 2 is as it should be; line 3 has a delimiter too many at its end; line 4 lacks
/// columns, as a row cut in the middle does; the amount of line 5 has a letter in it.
const ROWS: &str = concat!(
    "Transaction ID,Billing Code,User ID,Authentication Domain,Description,GMT Time,Local Time,",
    "Session Length,Billing Rate,Net Billing Amount,Access Type,Service Type,Reserved,Data Used\n",
    "SYN-1,B1,ann,example.com,\"BE,Brussels,BrdBnd\",01-SEP-2026 10:00:00,01-SEP-2026 12:00:00,",
    "\"1,234\",0.05,1.25,WIFI,daily_usage,null,12.5\n",
    "SYN-2,B1,bob,example.com,\"BE,Ghent,BrdBnd\",01-SEP-2026 10:05:00,01-SEP-2026 12:05:00,",
    "\"60\",0.05,0.05,WIFI,daily_usage,null,1.5,\n",
    "SYN-3,B1,cat,example.com\n",
    "SYN-4,B1,dan,example.com,\"BE,Namur,BrdBnd\",01-SEP-2026 10:15:00,01-SEP-2026 12:15:00,",
    "\"60\",0.05,0.O5,WIFI,daily_usage,null,1.5\n",
);

/// How the file was read.
pub(super) struct Damaged {
    pub(super) path: PathBuf,
    pub(super) accounting: Accounting,
    pub(super) repaired: Vec<(u64, String)>,
    pub(super) quarantined: Vec<Quarantined>,
}

/// Writes the file and decodes it.
pub(super) async fn show(folder: &Folder) -> Result<Damaged, Failure> {
    let path = folder.path("damaged.csv");
    std::fs::write(&path, ROWS).map_err(|error| {
        Failure::io("cannot write", &path, &error, "give another folder with --out")
    })?;
    let mut seen = Seen::default();
    let reader = LocalReader::open(&path, Report::IpassCdr, DecodeOptions::default(), 1)?;
    let transferred =
        transfer(&mut Source::Local(reader), &mut Progress::new(true), &mut seen).await?;
    Ok(Damaged {
        path,
        accounting: transferred.accounting,
        repaired: seen.repaired,
        quarantined: seen.quarantined,
    })
}

#[derive(Default)]
struct Seen {
    /// Line and rule.
    repaired: Vec<(u64, String)>,
    quarantined: Vec<Quarantined>,
}

impl Receive for Seen {
    fn batch(&mut self, batch: &RecordBatch) -> Result<(), Failure> {
        use arrow_array::StringArray;
        use arrow_array::cast::AsArray as _;
        use arrow_array::types::{Int16Type, UInt64Type};
        let (Some(lines), Some(rules)) =
            (batch.column_by_name("_line"), batch.column_by_name("_repair"))
        else {
            return Ok(());
        };
        let lines = lines.as_primitive::<UInt64Type>();
        let Some(rules) = rules.as_dictionary::<Int16Type>().downcast_dict::<StringArray>() else {
            return Ok(());
        };
        for (row, rule) in rules.into_iter().enumerate() {
            if let Some(rule) = rule {
                self.repaired.push((lines.value(row), rule.to_owned()));
            }
        }
        Ok(())
    }

    fn quarantined(&mut self, records: Vec<Quarantined>) -> Result<(), Failure> {
        self.quarantined.extend(records);
        Ok(())
    }
}
