//! Synthetic batches.

use std::sync::Arc;

use arrow_array::builder::{MapBuilder, MapFieldNames, StringBuilder};
use arrow_array::types::Int16Type;
use arrow_array::{
    Array, ArrayRef, BooleanArray, Date32Array, Decimal128Array, DictionaryArray, Int64Array,
    RecordBatch, StringArray, Time64MicrosecondArray, TimestampMicrosecondArray, UInt64Array,
};
use arrow_schema::{DataType, SchemaRef};
use callrec_decode::Report;

fn extra(rows: &[&[(&str, &str)]]) -> ArrayRef {
    let names = MapFieldNames { entry: "entries".into(), key: "key".into(), value: "value".into() };
    let mut map = MapBuilder::new(Some(names), StringBuilder::new(), StringBuilder::new());
    for row in rows {
        for (key, value) in *row {
            map.keys().append_value(key);
            map.values().append_value(value);
        }
        map.append(!row.is_empty()).expect("pairs");
    }
    Arc::new(map.finish())
}

fn dictionary(values: [Option<&str>; 3]) -> ArrayRef {
    Arc::new(values.into_iter().collect::<DictionaryArray<Int16Type>>())
}

fn decimals(values: [Option<i128>; 3]) -> ArrayRef {
    let array = Decimal128Array::from_iter(values);
    Arc::new(array.with_precision_and_scale(18, 6).expect("in range"))
}

pub(crate) fn schema() -> SchemaRef {
    Report::IpassCdr.schema()
}

/// Three call detail records: an ordinary one, one that needs every kind of care, one of nulls.
pub(crate) fn calls() -> RecordBatch {
    // 2026-09-30T23:59:58
    let time = 1_790_812_798_000_000;
    let columns: Vec<ArrayRef> = vec![
        Arc::new(StringArray::from(vec!["T1", "=T2", "T3"])),
        Arc::new(StringArray::from(vec![Some("B"), Some(""), None])),
        Arc::new(StringArray::from(vec![Some("ann"), Some("+32,1"), None])),
        Arc::new(StringArray::from(vec![Some("example.com"), Some("\tx"), None])),
        Arc::new(StringArray::from(vec![Some("BE Ghent"), Some("a \"b\",\r\nc é \u{1}"), None])),
        Arc::new(
            TimestampMicrosecondArray::from(vec![Some(time), Some(time + 500_000), None])
                .with_timezone("UTC"),
        ),
        Arc::new(TimestampMicrosecondArray::from(vec![Some(time), Some(-1_000_000), None])),
        Arc::new(Int64Array::from(vec![Some(1234), Some(-1), None])),
        decimals([Some(12_340_000), Some(-1), None]),
        decimals([Some(0), Some(-5_000_000), None]),
        dictionary([Some("WiFi"), Some("@x"), None]),
        dictionary([Some("daily_usage"), Some("daily_usage"), None]),
        Arc::new(StringArray::from(vec![None::<&str>, Some("-"), None])),
        decimals([None, Some(999_999_999_999_999_999), None]),
        Arc::new(UInt64Array::from(vec![2, 3, 5])),
        Arc::new(UInt64Array::from(vec![100, 200, u64::MAX])),
        dictionary([None, Some("trailing_delimiter"), None]),
        extra(&[&[], &[("k \"1\"", "v"), ("k2", "w")], &[]]),
    ];
    RecordBatch::try_new(schema(), columns).expect("the report's schema")
}

/// Companies, whose schema has a boolean.
pub(crate) fn companies() -> RecordBatch {
    let columns: Vec<ArrayRef> = vec![
        Arc::new(StringArray::from(vec!["1", "2", "3"])),
        Arc::new(StringArray::from(vec![Some("Example"), None, None])),
        Arc::new(BooleanArray::from(vec![Some(true), Some(false), None])),
        Arc::new(UInt64Array::from(vec![1, 1, 1])),
        Arc::new(UInt64Array::from(vec![0, 10, 20])),
        dictionary([None, None, None]),
        extra(&[&[], &[], &[]]),
    ];
    RecordBatch::try_new(Report::Companies.schema(), columns).expect("the report's schema")
}

/// Three rows of any report: every column with something in it, with the edges of its type, and null
/// where it may be.
pub(crate) fn any(report: Report) -> RecordBatch {
    let schema = report.schema();
    let columns = schema.fields().iter().map(|field| {
        let nullable = field.is_nullable();
        let column = cells(field.data_type(), nullable);
        assert_eq!(column.null_count() > 0, nullable, "{report} {}", field.name());
        column
    });
    RecordBatch::try_new(SchemaRef::clone(&schema), columns.collect()).expect("the report's schema")
}

fn cells(data_type: &DataType, nullable: bool) -> ArrayRef {
    // 2026-09-30T23:59:58
    let time = 1_790_812_798_000_000;
    let last = |text| if nullable { None } else { Some(text) };
    match data_type {
        DataType::Utf8 => Arc::new(StringArray::from(vec![Some("a"), Some("b, \"c\""), last("d")])),
        DataType::Dictionary(..) => dictionary([Some("a"), Some("a"), last("d")]),
        DataType::Boolean => Arc::new(BooleanArray::from(vec![Some(true), Some(false), None])),
        DataType::Int64 => Arc::new(Int64Array::from(vec![Some(0), Some(i64::MIN), None])),
        DataType::UInt64 if nullable => unreachable!("ids, lines and offsets are never null"),
        DataType::UInt64 => Arc::new(UInt64Array::from(vec![0, 1, u64::MAX])),
        DataType::Decimal128(..) => decimals([Some(1), Some(-999_999_999_999_999_999), None]),
        DataType::Date32 => Arc::new(Date32Array::from(vec![Some(20_726), Some(-1), None])),
        DataType::Time64(_) => {
            let values = vec![Some(39_430_000_000), Some(86_399_999_999), None];
            Arc::new(Time64MicrosecondArray::from(values))
        }
        DataType::Timestamp(_, zone) => {
            let array = TimestampMicrosecondArray::from(vec![Some(time), Some(-1), None]);
            Arc::new(array.with_timezone_opt(zone.clone()))
        }
        DataType::Map(..) => extra(&[&[], &[("k", "v")], &[]]),
        other => unreachable!("no report has a column of {other}"),
    }
}
