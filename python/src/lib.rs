//! `callrec._native`: the core's blocking face as Python classes.
//!
//! Every class is documented in `callrec/_native.pyi`, which the tests compare with this module.

mod accounting;
mod arguments;
mod batch;
mod capsule;
mod command;
mod consumer;
mod decode;
mod error;
mod halt;
mod interrupt;
mod portal;
mod process;
mod reader;
mod reading;
mod record;
mod released;
mod simulator;
mod summary;
mod value;
mod write;

use pyo3::exceptions::PyImportError;
use pyo3::prelude::*;
use pyo3::types::PyType;

#[pymodule]
fn _native(module: &Bound<'_, PyModule>) -> PyResult<()> {
    if !record::getters_match_schemas() {
        return Err(PyImportError::new_err(
            "the record classes of callrec do not fit its schemas; report it to its authors",
        ));
    }
    process::watch(module)?;
    released::watch(module)?;
    module.add("__version__", env!("CARGO_PKG_VERSION"))?;
    module.add_class::<accounting::Accounting>()?;
    module.add_class::<accounting::Quarantined>()?;
    module.add_class::<batch::Batch>()?;
    module.add_class::<portal::IpassPortal>()?;
    module.add_class::<reader::Reader>()?;
    module.add_class::<record::Record>()?;
    module.add_class::<record::CdrRecord>()?;
    module.add_class::<record::NetworkUserRecord>()?;
    module.add_class::<record::CompanyRecord>()?;
    module.add_class::<summary::ServiceTotal>()?;
    module.add_class::<summary::Summary>()?;
    module.add_class::<simulator::Simulator>()?;
    module.add_function(wrap_pyfunction!(decode::decode, module)?)?;
    module.add_function(wrap_pyfunction!(error_kinds, module)?)?;
    module.add_function(wrap_pyfunction!(command::run_command, module)?)?;
    // What is public the package says; this module is not.
    module.delattr("__all__")
}

/// The name of every kind of error of the core, so that tests can compare the table of classes.
#[pyfunction(name = "_error_kinds")]
fn error_kinds() -> Vec<&'static str> {
    callrec::ErrorKind::ALL.iter().map(|kind| kind.name()).collect()
}

/// What `Reader[CdrRecord]` is at run time.
fn generic_alias<'py>(
    class: &Bound<'py, PyType>,
    item: Bound<'py, PyAny>,
) -> PyResult<Bound<'py, PyAny>> {
    class.py().import("types")?.getattr("GenericAlias")?.call1((class, item))
}
