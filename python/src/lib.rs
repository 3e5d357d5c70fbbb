//! `callrec._native`: the core's blocking face as Python classes.
//!
//! Every class is documented in `callrec/_native.pyi`, which the tests compare with this module.

mod accounting;
mod arguments;
mod aside;
mod batch;
mod capsule;
mod client;
mod collected;
mod command;
mod consumer;
mod cursor;
mod decode;
mod document;
mod error;
mod events;
mod fan_out;
mod halt;
mod interrupt;
mod object;
mod outcome;
mod process;
mod reader;
mod reading;
mod record;
mod released;
mod request;
mod simulator;
mod stop;
mod summary;
mod turn;
mod value;
mod write;

use std::sync::atomic::{AtomicUsize, Ordering};

use pyo3::exceptions::{PyImportError, PyTypeError};
use pyo3::prelude::*;
use pyo3::types::PyType;

#[pymodule]
fn _native(module: &Bound<'_, PyModule>) -> PyResult<()> {
    if !record::getters_match_schemas() {
        return Err(PyImportError::new_err(
            "the record classes of callrec do not fit its schemas; report it to its authors",
        ));
    }
    refuse_other_interpreters(module.py())?;
    process::watch(module)?;
    released::watch(module)?;
    module.add("__version__", env!("CARGO_PKG_VERSION"))?;
    module.add_class::<accounting::Accounting>()?;
    module.add_class::<accounting::Quarantined>()?;
    module.add_class::<batch::Batch>()?;
    module.add_class::<client::BillingFeed>()?;
    module.add_class::<client::GetCalls>()?;
    module.add_class::<client::HostedUsers>()?;
    module.add_class::<client::IpassPortal>()?;
    module.add_class::<client::IpassRest>()?;
    module.add_class::<client::Limits>()?;
    module.add_class::<cursor::FeedCursor>()?;
    module.add_class::<document::Document>()?;
    module.add_class::<document::SavedDocument>()?;
    module.add_class::<document::UnpackedEntry>()?;
    module.add_class::<fan_out::FanOut>()?;
    module.add_class::<fan_out::FanOutItem>()?;
    module.add_class::<fan_out::Window>()?;
    module.add_class::<outcome::Outcome>()?;
    module.add_class::<outcome::PlannedRequest>()?;
    module.add_class::<outcome::Reconciled>()?;
    module.add_class::<reader::Doubt>()?;
    module.add_class::<reader::Reader>()?;
    module.add_class::<reader::UnifyAccounting>()?;
    module.add_class::<record::Record>()?;
    module.add_class::<record::CdrRecord>()?;
    module.add_class::<record::CompanyRecord>()?;
    module.add_class::<record::CostCenterRecord>()?;
    module.add_class::<record::DeviceRecord>()?;
    module.add_class::<record::FeedRecord>()?;
    module.add_class::<record::GetCallsRecord>()?;
    module.add_class::<record::GroupPlanRecord>()?;
    module.add_class::<record::GroupRecord>()?;
    module.add_class::<record::NetworkUserRecord>()?;
    module.add_class::<record::RegistrationCodeRecord>()?;
    module.add_class::<record::SimpleUserRecord>()?;
    module.add_class::<record::UnifiedRecord>()?;
    module.add_class::<record::UserRecord>()?;
    module.add_class::<request::CostCenterUpdate>()?;
    module.add_class::<request::NewCostCenter>()?;
    module.add_class::<request::NewGroup>()?;
    module.add_class::<request::NewRegistrationCode>()?;
    module.add_class::<request::NewUser>()?;
    module.add_class::<request::RegistrationCodeUpdate>()?;
    module.add_class::<request::UserUpdate>()?;
    module.add_class::<summary::ServiceTotal>()?;
    module.add_class::<summary::Summary>()?;
    module.add_class::<simulator::Simulator>()?;
    module.add_function(wrap_pyfunction!(decode::decode, module)?)?;
    module.add_function(wrap_pyfunction!(document::archive::unpack, module)?)?;
    module.add_function(wrap_pyfunction!(error_kinds, module)?)?;
    module.add_class::<collected::Collected>()?;
    module.add_class::<reader::Given>()?;
    module.add_class::<stop::Stop>()?;
    module.add_function(wrap_pyfunction!(command::run_command, module)?)?;
    module.add_function(wrap_pyfunction!(events::events_from, module)?)?;
    module.add_function(wrap_pyfunction!(events::await_events, module)?)?;
    module.add_function(wrap_pyfunction!(events::take_events, module)?)?;
    module.add_function(wrap_pyfunction!(events::wake_events, module)?)?;
    // What is public the package says; this module is not.
    module.delattr("__all__")
}

/// Classes and callbacks are made once a process and belong to one interpreter. Python before 3.12 lets
/// others import them all the same, and hangs or crashes later.
fn refuse_other_interpreters(py: Python<'_>) -> PyResult<()> {
    static HOME: AtomicUsize = AtomicUsize::new(0);
    // Every interpreter has a module `sys` of its own.
    let here = py.import("sys")?.as_ptr().addr();
    match HOME.compare_exchange(0, here, Ordering::AcqRel, Ordering::Acquire) {
        Err(home) if home != here => Err(PyImportError::new_err(
            "callrec works in one interpreter of a process, and another one has imported it; \
             use it there, or start a process of its own",
        )),
        _ => Ok(()),
    }
}

/// The name of every kind of error of the core, so that tests can compare the table of classes.
#[pyfunction(name = "_error_kinds")]
fn error_kinds() -> Vec<&'static str> {
    callrec::ErrorKind::ALL.iter().map(|kind| kind.name()).collect()
}

/// Of plain values, which Python would pickle without what is in them.
fn not_pickled() -> PyErr {
    PyTypeError::new_err("it is a view of native memory and is not pickled; pickle its attributes")
}

/// What `Reader[CdrRecord]` is at run time.
fn generic_alias<'py>(
    class: &Bound<'py, PyType>,
    item: Bound<'py, PyAny>,
) -> PyResult<Bound<'py, PyAny>> {
    class.py().import("types")?.getattr("GenericAlias")?.call1((class, item))
}
