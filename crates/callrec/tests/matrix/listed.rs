//! The operations of `tests/operations.toml`, the list that all layers are checked against.

use std::path::Path;

use serde::Deserialize;

/// One operation.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Listed {
    pub(crate) system: String,
    pub(crate) name: String,
    pub(crate) class: Class,
}

/// What sending it twice may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Class {
    Read,
    Login,
    Set,
    Delete,
    Create,
    Notify,
}

#[derive(Debug, Deserialize)]
struct List {
    operation: Vec<Listed>,
}

impl Listed {
    pub(crate) fn full_name(&self) -> String {
        format!("{}.{}", self.system, self.name)
    }

    pub(crate) fn has_effects(&self) -> bool {
        !matches!(self.class, Class::Read | Class::Login)
    }
}

/// All of them.
pub(crate) fn all() -> Vec<Listed> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/operations.toml");
    let text = std::fs::read_to_string(path).expect("the list of operations");
    toml::from_str::<List>(&text).expect("a list of operations").operation
}
