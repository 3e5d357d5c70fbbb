//! How a record class is made, and which table has which.

use callrec::{Report, Unifier};
use pyo3::PyClassInitializer;
use pyo3::prelude::*;

use super::{
    CdrRecord, CompanyRecord, CostCenterRecord, DeviceRecord, FeedRecord, GetCallsRecord,
    GroupPlanRecord, GroupRecord, NetworkUserRecord, Record, RegistrationCodeRecord,
    SimpleUserRecord, Table, UnifiedRecord, UserRecord,
};

/// A record class: one getter a column, by its place in the table's schema.
macro_rules! record_class {
    (
        $(#[$about:meta])*
        $class:ident, [$($(#[$doc:meta])* $place:literal $column:ident,)*]
    ) => {
        $(#[$about])*
        #[pyclass(module = "callrec", frozen, mapping, extends = Record)]
        pub(crate) struct $class;

        #[pymethods]
        impl $class {
            $(
                $(#[$doc])*
                #[getter]
                fn $column<'py>(slf: PyRef<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
                    slf.as_super().at(slf.py(), $place)
                }
            )*
        }

        impl $class {
            /// The getters' columns, to be compared with the schema once a process.
            pub(super) const COLUMNS: &'static [(usize, &'static str)] =
                &[$(($place, stringify!($column)),)*];
        }
    };
}

pub(super) use record_class;

/// A record as the class of its table.
pub(super) fn object(py: Python<'_>, table: Table, record: Record) -> PyResult<Py<PyAny>> {
    let record = PyClassInitializer::from(record);
    macro_rules! by_table {
        ($($table:pat => $class:ident,)+) => {
            Ok(match table {
                $($table => Py::new(py, record.add_subclass($class))?.into_any(),)+
                Table::Of(_) => Py::new(py, record)?.into_any(),
            })
        };
    }
    by_table! {
        Table::Unified(_) => UnifiedRecord,
        Table::Of(Report::IpassCdr) => CdrRecord,
        Table::Of(Report::IpassNetworkUsers) => NetworkUserRecord,
        Table::Of(Report::Companies) => CompanyRecord,
        Table::Of(Report::BillingFeed) => FeedRecord,
        Table::Of(Report::GetCalls) => GetCallsRecord,
        Table::Of(Report::Users) => UserRecord,
        Table::Of(Report::SimpleUsers) => SimpleUserRecord,
        Table::Of(Report::CostCenters) => CostCenterRecord,
        Table::Of(Report::Devices) => DeviceRecord,
        Table::Of(Report::RegistrationCodes) => RegistrationCodeRecord,
        Table::Of(Report::Groups) => GroupRecord,
        Table::Of(Report::GroupPlans) => GroupPlanRecord,
    }
}

/// Whether every getter stands at its column's place and no column lacks one.
pub(crate) fn getters_match_schemas() -> bool {
    let reports = [
        (Report::IpassCdr, CdrRecord::COLUMNS),
        (Report::IpassNetworkUsers, NetworkUserRecord::COLUMNS),
        (Report::Companies, CompanyRecord::COLUMNS),
        (Report::BillingFeed, FeedRecord::COLUMNS),
        (Report::GetCalls, GetCallsRecord::COLUMNS),
        (Report::Users, UserRecord::COLUMNS),
        (Report::SimpleUsers, SimpleUserRecord::COLUMNS),
        (Report::CostCenters, CostCenterRecord::COLUMNS),
        (Report::Devices, DeviceRecord::COLUMNS),
        (Report::RegistrationCodes, RegistrationCodeRecord::COLUMNS),
        (Report::Groups, GroupRecord::COLUMNS),
        (Report::GroupPlans, GroupPlanRecord::COLUMNS),
    ];
    // The last columns are the provenance, which the base class has.
    let reports = reports.map(|(report, columns)| (report.schema(), columns, 4));
    let unified = (Unifier::schema(), UnifiedRecord::COLUMNS, 3);
    reports.into_iter().chain([unified]).all(|(schema, columns, added)| {
        columns.len() + added == schema.fields().len()
            && columns
                .iter()
                .all(|&(place, name)| schema.field(place).name() == name.trim_start_matches("r#"))
    })
}
