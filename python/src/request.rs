//! What is to be created or changed, as Python writes it.

mod cost_center;
mod group;
mod registration_code;
mod user;

pub(crate) use cost_center::{CostCenterUpdate, NewCostCenter};
pub(crate) use group::NewGroup;
pub(crate) use registration_code::{NewRegistrationCode, RegistrationCodeUpdate};
pub(crate) use user::{NewUser, UserUpdate};

/// An argument of a write as the core takes it.
pub(crate) trait Sent {
    type Core: ?Sized;

    fn sent(&self) -> &Self::Core;
}

impl Sent for &str {
    type Core = str;

    fn sent(&self) -> &str {
        self
    }
}

impl Sent for Vec<String> {
    type Core = [String];

    fn sent(&self) -> &[String] {
        self
    }
}

/// A request class over the core's: what is common, and an attribute a field, each with how it is shown.
macro_rules! request_class {
    (
        $(#[$about:meta])*
        $class:ident, {$($(#[$doc:meta])* $field:ident => $shown:expr,)+}
    ) => {
        $(#[$about])*
        #[pyclass(module = "callrec", frozen, eq, from_py_object)]
        #[derive(Clone, PartialEq, Eq)]
        pub(crate) struct $class {
            pub(crate) inner: callrec::$class,
        }

        impl crate::request::Sent for $class {
            type Core = callrec::$class;

            fn sent(&self) -> &callrec::$class {
                &self.inner
            }
        }

        #[pymethods]
        impl $class {
            $(
                $(#[$doc])*
                #[getter]
                fn $field<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
                    let shown: fn(Python<'py>, &callrec::$class) -> PyResult<Bound<'py, PyAny>> =
                        $shown;
                    shown(py, &self.inner)
                }
            )+

            fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
                let mut text = concat!(stringify!($class), "(").to_owned();
                for name in [$(stringify!($field)),+] {
                    let value = slf.getattr(name)?;
                    if !value.is_none() {
                        let separator = if text.ends_with('(') { "" } else { ", " };
                        text += &format!("{separator}{name}={}", value.repr()?);
                    }
                }
                Ok(text + ")")
            }

            fn __reduce__(&self) -> PyResult<()> {
                Err(pyo3::exceptions::PyTypeError::new_err(
                    "a request may hold a password and is not pickled; make it where it is sent",
                ))
            }
        }
    };
}

use request_class;
