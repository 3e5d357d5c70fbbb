//! What stands in a column that is marked secret is in no file, unless somebody asks for it by name.

use std::io::Cursor;

use arrow_array::cast::AsArray;
use arrow_array::{Array, RecordBatch};
use callrec_decode::{DecodeOptions, Report, ReportDecoder};
use callrec_export::{Format, WriteOptions, Writer};
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;

const CANARY: &str = "c4n4ry";
const SECRET: [&str; 3] = ["password", "aca_token", "self_service_activation_url"];
const FORMATS: [Format; 4] = [Format::Csv, Format::Ndjson, Format::Parquet, Format::ArrowFile];

/// Two users, the second without secrets. Synthetic.
fn users() -> RecordBatch {
    let body = format!(
        "<endUsers><endUser><username>ann</username><password>{CANARY}-1</password>\
         <acaToken>{CANARY}-2</acaToken>\
         <selfServiceActivationUrl>https://example.com/?{CANARY}-3</selfServiceActivationUrl>\
         </endUser><endUser><username>bob</username></endUser></endUsers>"
    );
    let mut decoder = ReportDecoder::new(Report::Users, DecodeOptions::default());
    decoder.decode(body.as_bytes()).expect("well-formed");
    decoder.finish().expect("whole");
    decoder.flush().expect("rows").expect("rows")
}

fn written(format: Format, batch: &RecordBatch, options: WriteOptions) -> Vec<u8> {
    let mut writer = Writer::new(Vec::new(), format, &batch.schema(), options).expect("memory");
    writer.write(batch).expect("memory");
    writer.finish().expect("memory")
}

/// The file as text, decompressed where it is compressed.
fn shown(format: Format, bytes: Vec<u8>) -> String {
    match format {
        Format::Parquet => {
            let builder = ParquetRecordBatchReaderBuilder::try_new(bytes::Bytes::from(bytes));
            let reader = builder.expect("Parquet").build().expect("Parquet");
            reader.map(|batch| text(&batch.expect("Parquet"))).collect()
        }
        Format::ArrowFile => {
            let reader = arrow_ipc::reader::FileReader::try_new(Cursor::new(&bytes), None);
            let rows: String =
                reader.expect("Arrow").map(|batch| text(&batch.expect("Arrow"))).collect();
            rows + &String::from_utf8_lossy(&bytes)
        }
        _ => String::from_utf8(bytes).expect("text"),
    }
}

fn text(batch: &RecordBatch) -> String {
    String::from_utf8(written(
        Format::Csv,
        batch,
        WriteOptions::default().with_reveal_secrets(true),
    ))
    .expect("text")
}

#[test]
fn no_format_shows_what_is_secret() {
    let users = users();
    for format in FORMATS {
        let hidden = shown(format, written(format, &users, WriteOptions::default()));
        assert!(!hidden.contains(CANARY), "{format}: {hidden}");
        assert_eq!(hidden.matches("***").count() % 3, 0, "{format}: {hidden}");
        assert!(hidden.contains("***") && hidden.contains("ann"), "{format}: {hidden}");
        let asked = WriteOptions::default().with_reveal_secrets(true);
        let open = shown(format, written(format, &users, asked));
        for number in 1..=3 {
            assert!(open.contains(&format!("{CANARY}-{number}")), "{format}: {open}");
        }
    }
}

#[test]
fn what_is_missing_stays_missing() {
    let bytes = written(Format::Parquet, &users(), WriteOptions::default());
    let builder = ParquetRecordBatchReaderBuilder::try_new(bytes::Bytes::from(bytes));
    let mut reader = builder.expect("Parquet").build().expect("Parquet");
    let batch = reader.next().expect("a batch").expect("Parquet");
    for name in SECRET {
        let column = batch.column_by_name(name).expect(name).as_string::<i32>();
        assert_eq!((column.value(0), column.is_null(1)), ("***", true), "{name}");
    }
}
