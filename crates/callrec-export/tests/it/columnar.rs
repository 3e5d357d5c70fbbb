use std::io::Cursor;

use arrow_array::{ArrayRef, RecordBatch};
use arrow_schema::{DataType, SchemaRef};
use callrec_decode::Report;
use callrec_export::{Format, WriteOptions, Writer};
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use parquet::basic::Compression;

use crate::records::{any, calls, schema};

fn written(format: Format, batches: &[RecordBatch]) -> Vec<u8> {
    let mut writer =
        Writer::new(Vec::new(), format, &schema(), WriteOptions::default()).expect("memory");
    for batch in batches {
        writer.write(batch).expect("memory");
    }
    writer.finish().expect("memory")
}

/// The columns of a batch, dictionaries as plain text.
fn plain(batch: &RecordBatch) -> Vec<ArrayRef> {
    batch
        .columns()
        .iter()
        .map(|column| match column.data_type() {
            DataType::Dictionary(_, value) => arrow_cast::cast(column, value).expect("text"),
            _ => column.clone(),
        })
        .collect()
}

fn assert_schema(read: &SchemaRef) {
    for (read, original) in read.fields().iter().zip(schema().fields()) {
        assert_eq!(read.name(), original.name());
        match original.data_type() {
            DataType::Dictionary(..) => assert_eq!(*read.data_type(), DataType::Utf8),
            other => assert_eq!(read.data_type(), other),
        }
        assert_eq!(read.is_nullable(), original.is_nullable());
    }
    assert_eq!(read.metadata()["callrec.report"], "ipass_cdr");
    assert_eq!(read.metadata()["callrec.version"], env!("CARGO_PKG_VERSION"));
}

#[test]
fn arrow_file() {
    // The second batch has dictionaries of its own.
    let batches = [calls().slice(0, 1), calls().slice(1, 2), calls()];
    let bytes = written(Format::ArrowFile, &batches);
    let reader = arrow_ipc::reader::FileReader::try_new(Cursor::new(bytes), None).expect("Arrow");
    assert_schema(&reader.schema());
    let read: Vec<_> = reader.map(|batch| batch.expect("Arrow")).collect();
    assert_eq!(read.len(), 3);
    for (read, original) in read.iter().zip(&batches) {
        assert_eq!(read.columns(), plain(original));
    }
}

#[test]
fn parquet() {
    let batches = [calls().slice(0, 1), calls().slice(1, 2)];
    let bytes = bytes::Bytes::from(written(Format::Parquet, &batches));
    let builder = ParquetRecordBatchReaderBuilder::try_new(bytes).expect("Parquet");
    assert_schema(builder.schema());
    let file = builder.metadata().file_metadata();
    let pairs = file.key_value_metadata().expect("metadata");
    let value = |key| pairs.iter().find(|pair| pair.key == key).and_then(|pair| pair.value.clone());
    assert_eq!(value("callrec.report").as_deref(), Some("ipass_cdr"));
    assert_eq!(value("callrec.version").as_deref(), Some(env!("CARGO_PKG_VERSION")));
    let column = builder.metadata().row_group(0).column(0);
    assert!(matches!(column.compression(), Compression::ZSTD(_)));
    let read: Vec<_> =
        builder.build().expect("Parquet").map(|batch| batch.expect("Parquet")).collect();
    assert_eq!(read.len(), 1);
    assert_eq!(read[0].columns(), plain(&calls()));
}

#[test]
fn the_same_records_give_the_same_parquet_bytes() {
    assert_eq!(written(Format::Parquet, &[calls()]), written(Format::Parquet, &[calls()]));
}

#[test]
fn a_file_without_records_has_its_schema() {
    let bytes = written(Format::ArrowFile, &[]);
    let reader = arrow_ipc::reader::FileReader::try_new(Cursor::new(bytes), None).expect("Arrow");
    assert_schema(&reader.schema());
    let bytes = bytes::Bytes::from(written(Format::Parquet, &[]));
    assert_schema(ParquetRecordBatchReaderBuilder::try_new(bytes).expect("Parquet").schema());
}

#[test]
fn every_report_is_read_back() {
    for report in Report::ALL {
        let batch = any(report);
        let write = |format| {
            let mut writer = Writer::new(
                Vec::new(),
                format,
                &batch.schema(),
                WriteOptions::default().with_reveal_secrets(true),
            )
            .expect("memory");
            writer.write(&batch).expect("memory");
            writer.finish().expect("memory")
        };
        let arrow = Cursor::new(write(Format::ArrowFile));
        let mut reader = arrow_ipc::reader::FileReader::try_new(arrow, None).expect("Arrow");
        let read = reader.next().expect("a batch").expect("Arrow");
        assert_eq!(read.columns(), plain(&batch), "{report}");
        let parquet = bytes::Bytes::from(write(Format::Parquet));
        let builder = ParquetRecordBatchReaderBuilder::try_new(parquet).expect("Parquet");
        for (read, original) in builder.schema().fields().iter().zip(batch.schema().fields()) {
            assert_eq!(read.metadata(), original.metadata(), "{report} {}", read.name());
        }
        let read = builder.build().expect("Parquet").next().expect("a batch").expect("Parquet");
        assert_eq!(read.columns(), plain(&batch), "{report}");
    }
}
