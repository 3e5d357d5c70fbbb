//! What became of an operation with effects, and single objects.

mod described;

use std::ffi::c_char;

use callrec::{Outcome, Reconciled};

pub(crate) use described::{Described, Field, Value};

use crate::error::{Failure, callrec_error};
use crate::guard::{entry, release};
use crate::handle::{self, Object, Table};
use crate::ptr::{Out, text_in};
use crate::text::callrec_text;

/// It was carried out, or the object was found.
pub const CALLREC_OUTCOME_DONE: i32 = 1;
/// A deletion whose first answer was lost found nothing the second time: the first had done it.
pub const CALLREC_OUTCOME_ALREADY_GONE: i32 = 2;
/// The client is for dry runs: nothing was sent, `planned` is what would have been.
pub const CALLREC_OUTCOME_PLANNED: i32 = 3;
/// Of a callrec_..._reconcile_..., whose status is CALLREC_OK all the same: there is no trace of
/// it. A request that is still on its way may yet arrive: look again after a pause before it is
/// sent again.
pub const CALLREC_OUTCOME_NOT_DONE: i32 = 4;
/// Of a callrec_..._reconcile_...: what is there may come from it or from something else;
/// `message` says why.
pub const CALLREC_OUTCOME_UNCLEAR: i32 = 5;

/// What became of an operation with effects, with the object in the answer. Owned by the caller,
/// released with callrec_outcome_free; independent of its client. Immutable: any number of threads
/// may read one at once.
pub struct callrec_outcome {
    _opaque: [u8; 0],
}

/// What is known of an outcome. Lent until the outcome is freed.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct callrec_outcome_details {
    /// Bytes of this struct in the library at hand.
    pub size: usize,
    /// One of CALLREC_OUTCOME_...
    pub state: i32,
    /// Always 0.
    pub reserved: i32,
    /// The operation, as in `create_user`.
    pub operation: callrec_text,
    /// The text of the answer, or why it is unclear; no value where there is none.
    pub message: callrec_text,
    /// In a dry run, what would have been sent: several lines for people, secrets as `***`.
    pub planned: callrec_text,
    /// Number of warnings, see callrec_outcome_warning.
    pub warning_count: usize,
    /// Number of fields of the object in the answer; 0 where there is no object.
    pub field_count: usize,
}

/// A field of the object in an answer. Lent until the outcome is freed.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct callrec_field {
    /// Bytes of this struct in the library at hand.
    pub size: usize,
    /// The name of the same column in the lists of such objects, or the provider's own for what
    /// they have no column for.
    pub name: callrec_text,
    /// The value as text: `true` and `false`, days as `2026-09-30`, instants as
    /// `2026-09-30T23:59:58Z`. No value where the answer has none.
    pub value: callrec_text,
    /// 1 for a password, a token or an activation link: keep it out of logs.
    pub is_secret: i32,
    /// Always 0.
    pub reserved: i32,
}

/// What a `callrec_outcome` handle stands for.
pub(crate) struct OutcomeObject {
    details: callrec_outcome_details,
    fields: Vec<callrec_field>,
    warnings: Vec<callrec_text>,
    /// Kept because everything above lends from it.
    held: Held,
}

/// Texts that do not move: they are on the heap, and nothing here changes after it was made.
struct Held {
    message: Option<String>,
    planned: Option<String>,
    warnings: Vec<String>,
    fields: Vec<Field>,
}

impl Object for OutcomeObject {
    type Opaque = callrec_outcome;
    const KIND: u8 = 0xcb;
    const NAME: &'static str = "outcome";
    fn table() -> &'static Table<Self> {
        static OUTCOMES: Table<OutcomeObject> = Table::new();
        &OUTCOMES
    }
}

impl OutcomeObject {
    pub(crate) fn of_write<T: Described>(operation: &'static str, outcome: Outcome<T>) -> Self {
        let state = if outcome.is_planned() {
            CALLREC_OUTCOME_PLANNED
        } else if outcome.already_gone {
            CALLREC_OUTCOME_ALREADY_GONE
        } else {
            CALLREC_OUTCOME_DONE
        };
        let held = Held {
            message: outcome.message,
            planned: outcome.planned.map(|request| request.to_string()),
            warnings: outcome.warnings,
            fields: outcome.value.map(Described::fields).unwrap_or_default(),
        };
        Self::new(operation, state, held)
    }

    pub(crate) fn of_look<T: Described>(operation: &'static str, found: Reconciled<T>) -> Self {
        match found {
            Reconciled::Done(object) => Self::of_object(operation, object),
            Reconciled::NotDone => {
                Self::new(operation, CALLREC_OUTCOME_NOT_DONE, Held::message(None))
            }
            Reconciled::Unclear(why) => {
                Self::new(operation, CALLREC_OUTCOME_UNCLEAR, Held::message(Some(why)))
            }
        }
    }

    pub(crate) fn of_find<T: Described>(
        operation: &'static str,
        found: Option<T>,
        missing: impl FnOnce() -> String,
    ) -> Result<Self, Failure> {
        let object = found.ok_or_else(|| Failure::nothing_found(missing()))?;
        Ok(Self::of_object(operation, object))
    }

    fn of_object<T: Described>(operation: &'static str, object: T) -> Self {
        let held = Held { fields: object.fields(), ..Held::message(None) };
        Self::new(operation, CALLREC_OUTCOME_DONE, held)
    }

    fn new(operation: &'static str, state: i32, held: Held) -> Self {
        let fields: Vec<_> = held.fields.iter().map(lend).collect();
        let warnings: Vec<_> = held.warnings.iter().map(|line| callrec_text::lend(line)).collect();
        let details = callrec_outcome_details {
            size: size_of::<callrec_outcome_details>(),
            state,
            reserved: 0,
            operation: callrec_text::lend(operation),
            message: callrec_text::lend_optional(held.message.as_deref()),
            planned: callrec_text::lend_optional(held.planned.as_deref()),
            warning_count: warnings.len(),
            field_count: fields.len(),
        };
        Self { details, fields, warnings, held }
    }
}

impl Held {
    fn message(message: Option<String>) -> Self {
        Self { message, planned: None, warnings: Vec::new(), fields: Vec::new() }
    }
}

fn lend(field: &Field) -> callrec_field {
    callrec_field {
        size: size_of::<callrec_field>(),
        name: callrec_text::lend(&field.name),
        value: callrec_text::lend_optional(field.value.as_ref().map(Value::text)),
        is_secret: i32::from(field.is_secret),
        reserved: 0,
    }
}

/// What is known of the outcome: lends a struct until `outcome` is freed.
///
/// Errors: CALLREC_INVALID_HANDLE, CALLREC_INVALID_ARGUMENT. Any thread.
#[unsafe(no_mangle)]
pub extern "C" fn callrec_outcome_get_details(
    outcome: *const callrec_outcome,
    details: *mut *const callrec_outcome_details,
    error: *mut *mut callrec_error,
) -> i32 {
    entry("callrec_outcome_get_details", error, || {
        let object = handle::pin::<OutcomeObject>(outcome)?;
        Out::new(details, "details")?.write(&raw const object.details);
        Ok(())
    })
}

/// Lends the warning at `index`, from 0 on: what is odd without being wrong, one line, no secret.
/// An answer that cannot be read after a write that succeeded is one, and a creation that was
/// confirmed without a word of what was created.
///
/// Errors: CALLREC_NOT_FOUND beyond the last one, CALLREC_INVALID_HANDLE,
/// CALLREC_INVALID_ARGUMENT. Any thread.
#[unsafe(no_mangle)]
pub extern "C" fn callrec_outcome_warning(
    outcome: *const callrec_outcome,
    index: usize,
    warning: *mut callrec_text,
    error: *mut *mut callrec_error,
) -> i32 {
    entry("callrec_outcome_warning", error, || {
        let object = handle::pin::<OutcomeObject>(outcome)?;
        let out = Out::new(warning, "warning")?;
        let text = object.warnings.get(index);
        let missing = || Failure::beyond("warnings", object.warnings.len(), index);
        out.write(*text.ok_or_else(missing)?);
        Ok(())
    })
}

/// Lends the field at `index`, from 0 on, of the object in the answer.
///
/// Errors: CALLREC_NOT_FOUND beyond the last one, CALLREC_INVALID_HANDLE,
/// CALLREC_INVALID_ARGUMENT. Any thread.
#[unsafe(no_mangle)]
pub extern "C" fn callrec_outcome_field(
    outcome: *const callrec_outcome,
    index: usize,
    field: *mut *const callrec_field,
    error: *mut *mut callrec_error,
) -> i32 {
    entry("callrec_outcome_field", error, || {
        let object = handle::pin::<OutcomeObject>(outcome)?;
        let out = Out::new(field, "field")?;
        let found = object.fields.get(index);
        let missing = || Failure::beyond("fields", object.fields.len(), index);
        out.write(found.ok_or_else(missing)?);
        Ok(())
    })
}

/// Lends the field named `name` (exact, as in `end_user_id`) of the object in the answer.
///
/// Errors: CALLREC_NOT_FOUND where the object has none of that name, or there is no object,
/// CALLREC_INVALID_HANDLE, CALLREC_INVALID_ARGUMENT. Any thread.
#[unsafe(no_mangle)]
pub extern "C" fn callrec_outcome_field_named(
    outcome: *const callrec_outcome,
    name: *const c_char,
    name_length: usize,
    field: *mut *const callrec_field,
    error: *mut *mut callrec_error,
) -> i32 {
    entry("callrec_outcome_field_named", error, || {
        let object = handle::pin::<OutcomeObject>(outcome)?;
        let out = Out::new(field, "field")?;
        let name = text_in(name, name_length, "name")?;
        let at = object.held.fields.iter().position(|field| field.name == name);
        let found = at.and_then(|at| object.fields.get(at));
        out.write(found.ok_or_else(|| Failure::no_field(name))?);
        Ok(())
    })
}

/// Releases an outcome and ends what it lent. NULL and an outcome freed before are ignored. Never
/// fails. Any thread.
#[unsafe(no_mangle)]
pub extern "C" fn callrec_outcome_free(outcome: *mut callrec_outcome) {
    release::<OutcomeObject>(outcome);
}
