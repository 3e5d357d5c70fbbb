//! The canonical answers: `tests/retry/cuts/answers.toml`, the simulator's where that has none, and
//! refusals.

use serde::Deserialize;

use crate::folder;
use crate::listed::Listed;

/// What is answered.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Canonical {
    pub(super) operations: Vec<String>,
    /// The body instead of the simulator's, in `tests/fixtures`.
    pub(super) body: Option<String>,
    /// The simulator's fault that makes a refusal of the answer.
    pub(super) refusal: Option<String>,
    #[serde(default)]
    pub(super) csv: bool,
    /// The first day of its calls, and the day after the last.
    pub(super) window: Option<(String, String)>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    answer: Vec<Canonical>,
    refusal: Vec<Canonical>,
}

impl Canonical {
    pub(super) fn bytes(&self) -> Option<Vec<u8>> {
        let path = folder().join("../fixtures").join(self.body.as_ref()?);
        let read = std::fs::read(&path);
        Some(read.unwrap_or_else(|error| panic!("{}: {error}", path.display())))
    }
}

/// All that is written down: answers, then refusals.
pub(super) fn all() -> [Vec<Canonical>; 2] {
    let path = folder().join("cuts/answers.toml");
    let text = std::fs::read_to_string(&path).expect("the canonical answers");
    let file: File = toml::from_str(&text).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    [file.answer, file.refusal]
}

/// The answers of an operation: the simulator's where none is written down.
pub(super) fn of(listed: &Listed) -> Vec<Canonical> {
    let [answers, _] = all();
    let name = listed.full_name();
    let mut of: Vec<_> = answers.into_iter().filter(|one| one.operations.contains(&name)).collect();
    if of.is_empty() {
        of.push(Canonical::default());
    }
    of
}

/// The refusals of an operation.
pub(super) fn refusals_of(listed: &Listed) -> Vec<Canonical> {
    let [_, refusals] = all();
    let name = listed.full_name();
    refusals.into_iter().filter(|one| one.operations.contains(&name)).collect()
}
