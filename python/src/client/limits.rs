//! `callrec.Limits`.

use pyo3::prelude::*;

/// Bounds on what one record may take, whatever the input says.
///
/// Beyond `record_bytes`, `field_bytes` and `columns` a record is set aside or the reading ends with
/// `LimitError`; the others always end it.
///
/// Parameters
/// ----------
/// record_bytes : int, default 65536
///     Bytes of one record, its line end left out; more than 64 MiB counts as 64 MiB. A decoder of
///     delimited text holds four times as much.
/// field_bytes : int, default 16384
///     Bytes of one field, enclosing quotes left out.
/// columns : int, default 64
///     Columns of a header or row, keys of a JSON record.
/// depth : int, default 64
///     Open XML elements, or JSON arrays and objects inside one another.
/// attributes : int, default 64
///     Attributes of an XML element.
/// quarantine_held : int, default 65536
///     Records set aside that are kept until `Reader.quarantined` takes them; one more ends the
///     reading with `LimitError`.
#[pyclass(module = "callrec", frozen, eq, hash, from_py_object)]
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Limits {
    /// int : Bytes of one record.
    #[pyo3(get)]
    record_bytes: usize,
    /// int : Bytes of one field.
    #[pyo3(get)]
    field_bytes: usize,
    /// int : Columns of a row, keys of a record.
    #[pyo3(get)]
    columns: usize,
    /// int : Open elements, arrays and objects inside one another.
    #[pyo3(get)]
    depth: usize,
    /// int : Attributes of an element.
    #[pyo3(get)]
    attributes: usize,
    /// int : Records set aside that are kept until taken.
    #[pyo3(get)]
    quarantine_held: usize,
}

impl Limits {
    pub(crate) fn core(self) -> callrec::Limits {
        let mut limits = callrec::Limits::default();
        limits.record_bytes = self.record_bytes;
        limits.field_bytes = self.field_bytes;
        limits.columns = self.columns;
        limits.depth = self.depth;
        limits.attributes = self.attributes;
        limits.quarantine_held = self.quarantine_held;
        limits
    }
}

#[pymethods]
impl Limits {
    #[new]
    #[pyo3(signature = (
        *, record_bytes=65536, field_bytes=16384, columns=64, depth=64, attributes=64,
        quarantine_held=65536,
    ))]
    fn new(
        record_bytes: usize,
        field_bytes: usize,
        columns: usize,
        depth: usize,
        attributes: usize,
        quarantine_held: usize,
    ) -> Self {
        Self { record_bytes, field_bytes, columns, depth, attributes, quarantine_held }
    }

    fn __repr__(&self) -> String {
        let Self { record_bytes, field_bytes, columns, depth, attributes, quarantine_held } = self;
        format!(
            "Limits(record_bytes={record_bytes}, field_bytes={field_bytes}, columns={columns}, \
             depth={depth}, attributes={attributes}, quarantine_held={quarantine_held})"
        )
    }

    fn __reduce__(&self) -> PyResult<()> {
        Err(crate::not_pickled())
    }
}
