//! Registration codes to be created and changed.

use callrec::DurationUnit;
use pyo3::IntoPyObjectExt as _;
use pyo3::prelude::*;

use super::request_class;
use crate::error::Place;
use crate::{arguments, value};

const AT: Place = Place { provider: callrec::Provider::IpassRest, operation: "registration_code" };

const UNITS: [(&str, DurationUnit); 2] =
    [("days", DurationUnit::Days), ("months", DurationUnit::Months)];

fn unit_name(unit: DurationUnit) -> &'static str {
    UNITS.iter().find(|(_, known)| *known == unit).map_or("", |(name, _)| name)
}

request_class! {
    /// A registration code to be created, by `IpassRest.create_registration_code`.
    ///
    /// Parameters
    /// ----------
    /// reg_code : str
    ///     The code (SEED).
    /// reg_code2 : str
    ///     A second code; its meaning is not stated (SEED).
    /// duration : int
    ///     How long the service lasts once a user registers, in `duration_unit`.
    /// duration_unit : {"days", "months"}
    ///     What the duration counts (SEED).
    /// max_activation_date : str or datetime.date
    ///     The last day to register.
    /// department_code, alt_id : str, optional
    ///     Free text.
    /// company_id : str, optional
    ///     That of the client unless given; another one is refused.
    NewRegistrationCode, {
        /// str : The code.
        reg_code => |py, code| (&code.reg_code).into_bound_py_any(py),
        /// str : The second code.
        reg_code2 => |py, code| (&code.reg_code2).into_bound_py_any(py),
        /// int : How long the service lasts, in `duration_unit`.
        duration => |py, code| code.duration.into_bound_py_any(py),
        /// str : ``"days"`` or ``"months"``.
        duration_unit => |py, code| unit_name(code.duration_unit).into_bound_py_any(py),
        /// datetime.date : The last day to register.
        max_activation_date => |py, code| value::day(py, code.max_activation_date),
        /// str or None : Free text.
        department_code => |py, code| (&code.department_code).into_bound_py_any(py),
        /// str or None : Free text.
        alt_id => |py, code| (&code.alt_id).into_bound_py_any(py),
        /// str or None : Id of the company.
        company_id => |py, code| (&code.company_id).into_bound_py_any(py),
    }
}

#[pymethods]
impl NewRegistrationCode {
    #[new]
    #[pyo3(signature = (
        reg_code, reg_code2, duration, duration_unit, max_activation_date, *, department_code=None,
        alt_id=None, company_id=None,
    ))]
    #[allow(clippy::too_many_arguments)]
    fn new(
        py: Python<'_>,
        reg_code: String,
        reg_code2: String,
        duration: u32,
        duration_unit: &str,
        max_activation_date: &Bound<'_, PyAny>,
        department_code: Option<String>,
        alt_id: Option<String>,
        company_id: Option<String>,
    ) -> PyResult<Self> {
        let unit = arguments::one_of(py, "duration_unit", duration_unit, &UNITS)?;
        let last = arguments::day(max_activation_date, AT)?;
        let mut inner =
            callrec::NewRegistrationCode::new(reg_code, reg_code2, duration, unit, last);
        inner.department_code = department_code;
        inner.alt_id = alt_id;
        inner.company_id = company_id;
        Ok(Self { inner })
    }
}

request_class! {
    /// Changes to the registration code of this id: what is None stays as it is.
    ///
    /// Parameters
    /// ----------
    /// id : str
    ///     The provider's id: `RegistrationCodeRecord.id`.
    /// reg_code, reg_code2 : str, optional
    ///     As of `NewRegistrationCode`.
    /// duration : int, optional
    ///     As of `NewRegistrationCode`.
    /// duration_unit : {"days", "months"}, optional
    ///     As of `NewRegistrationCode`.
    /// max_activation_date : str or datetime.date, optional
    ///     As of `NewRegistrationCode`.
    /// department_code, alt_id : str, optional
    ///     As of `NewRegistrationCode`.
    RegistrationCodeUpdate, {
        /// str : The provider's id.
        id => |py, code| (&code.id).into_bound_py_any(py),
        /// str or None : The code.
        reg_code => |py, code| (&code.reg_code).into_bound_py_any(py),
        /// str or None : The second code.
        reg_code2 => |py, code| (&code.reg_code2).into_bound_py_any(py),
        /// int or None : How long the service lasts, in `duration_unit`.
        duration => |py, code| code.duration.into_bound_py_any(py),
        /// str or None : ``"days"`` or ``"months"``.
        duration_unit => |py, code| code.duration_unit.map(unit_name).into_bound_py_any(py),
        /// datetime.date or None : The last day to register.
        max_activation_date => |py, code| {
            code.max_activation_date.map(|day| value::day(py, day)).transpose()?.into_bound_py_any(py)
        },
        /// str or None : Free text.
        department_code => |py, code| (&code.department_code).into_bound_py_any(py),
        /// str or None : Free text.
        alt_id => |py, code| (&code.alt_id).into_bound_py_any(py),
    }
}

#[pymethods]
impl RegistrationCodeUpdate {
    #[new]
    #[pyo3(signature = (
        id, *, reg_code=None, reg_code2=None, duration=None, duration_unit=None,
        max_activation_date=None, department_code=None, alt_id=None,
    ))]
    #[allow(clippy::too_many_arguments)]
    fn new(
        py: Python<'_>,
        id: String,
        reg_code: Option<String>,
        reg_code2: Option<String>,
        duration: Option<u32>,
        duration_unit: Option<&str>,
        max_activation_date: Option<&Bound<'_, PyAny>>,
        department_code: Option<String>,
        alt_id: Option<String>,
    ) -> PyResult<Self> {
        let unit = |name| arguments::one_of(py, "duration_unit", name, &UNITS);
        let mut inner = callrec::RegistrationCodeUpdate::new(id);
        inner.reg_code = reg_code;
        inner.reg_code2 = reg_code2;
        inner.duration = duration;
        inner.duration_unit = duration_unit.map(unit).transpose()?;
        inner.max_activation_date =
            max_activation_date.map(|day| arguments::day(day, AT)).transpose()?;
        inner.department_code = department_code;
        inner.alt_id = alt_id;
        Ok(Self { inner })
    }
}
