//! Synthetic reports, and what is made of them. No row is real.

use std::time::Duration;

use callrec::{
    Accounting, DecodeOptions, Error, IpassPortal, IpassPortalBuilder, Month, Proof, Reader,
    RecordBatch,
};

use crate::server::Server;

pub(crate) const HEADER: &str = "Transaction ID,Billing Code,User ID,Authentication Domain,Description,GMT Time,Local Time,Session Length,Billing Rate,Net Billing Amount,Access Type,Service Type,Reserved,Data Used\r\n";

/// A report of this many records; the amounts end in digits that a cut would change.
pub(crate) fn cdr(rows: usize) -> String {
    let mut text = HEADER.to_owned();
    for row in 0..rows {
        text.push_str(&format!(
            "T{row:05},BC,user{row},example.com,\"GB, London\",30-SEP-2026 23:59:{:02},30-SEP-2026 23:59:{:02},\"1,{:03}\",0.10,{row}.25,WIFI,daily_usage,,{row}.75\r\n",
            row % 60,
            row % 60,
            row % 1000,
        ));
    }
    text
}

pub(crate) fn month() -> Month {
    Month::new(2026, 9).expect("a month")
}

/// A builder for `server` that does not dawdle.
pub(crate) fn builder(server: &Server) -> IpassPortalBuilder {
    crate::trace::if_asked_for();
    IpassPortal::builder()
        .base_url(server.url())
        .credentials("user@example.com", PASSWORD)
        .retry_pause(Duration::from_millis(1))
        .idle_timeout(Duration::from_secs(10))
}

/// Looks like nothing else, so that it can be searched for.
pub(crate) const PASSWORD: &str = "c4n4ry+p&ss w\"rd/é";

/// A client that tries once.
pub(crate) fn once(server: &Server) -> IpassPortal {
    builder(server).tries(1).build().expect("a client")
}

/// A client with the default tries.
pub(crate) fn client(server: &Server) -> IpassPortal {
    builder(server).build().expect("a client")
}

/// All that a reading gave.
#[derive(Debug)]
pub(crate) struct Read {
    pub(crate) ids: Vec<String>,
    pub(crate) error: Option<Error>,
    pub(crate) proof: Option<Proof>,
    pub(crate) accounting: Accounting,
}

/// The first column, which in every report is a text that is never null.
pub(crate) fn ids(batch: &RecordBatch) -> Vec<String> {
    use arrow_array::cast::AsArray as _;
    let column = batch.column(0).as_string::<i32>();
    column.iter().map(|id| id.expect("an id").to_owned()).collect()
}

/// Reads to the end or the error.
pub(crate) async fn read(mut reader: Reader) -> Read {
    let (mut found, mut error) = (Vec::new(), None);
    while let Some(batch) = reader.next_batch().await {
        match batch {
            Ok(batch) => found.extend(ids(&batch)),
            Err(failed) => {
                error = Some(failed);
                break;
            }
        }
    }
    if error.is_some() {
        let again = reader.next_batch().await.expect("never a clean end after an error");
        assert!(again.is_err());
    }
    Read { ids: found, error, proof: reader.proof(), accounting: reader.accounting() }
}

/// The monthly report of company 1025, read.
pub(crate) async fn fetch(portal: &IpassPortal) -> Result<Read, Error> {
    Ok(read(portal.monthly_cdr("1025", month()).await?).await)
}

/// The first ids of [`cdr`].
pub(crate) fn expected_ids(rows: usize) -> Vec<String> {
    (0..rows).map(|row| format!("T{row:05}")).collect()
}

pub(crate) fn small_batches(rows: usize) -> DecodeOptions {
    DecodeOptions::default().with_batch_rows(rows)
}

/// Rows to the clean end.
pub(crate) async fn drain(reader: &mut Reader) -> callrec::Result<usize> {
    let mut rows = 0;
    while let Some(batch) = reader.next_batch().await {
        rows += batch?.num_rows();
    }
    Ok(rows)
}
