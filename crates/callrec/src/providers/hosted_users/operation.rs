//! The three operations: name, method and action, as the document prints them.

use crate::http::Class;

/// One operation on `…/ipass/{company}/mo/endUser`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Operation {
    /// In errors and in every language, snake case.
    pub(super) name: &'static str,
    /// With the system, for people.
    pub(super) full: &'static str,
    /// The query parameter `action`.
    pub(super) action: &'static str,
    pub(super) class: Class,
}

/// Before the company (SEED).
pub(super) const PATH_BEFORE: &[&str] = &["moservices", "rest", "api", "ipass"];
/// After the company (SEED).
pub(super) const PATH_AFTER: &[&str] = &["mo", "endUser"];
/// The query parameter with the user's name when one is retrieved (SEED).
pub(super) const USER_NAME: &str = "uname";

/// SEED. It creates what is not there: told apart by retrieving first (reading C13).
pub(super) const CREATE_OR_UPDATE_USER: Operation = Operation {
    name: "create_or_update_user",
    full: "hosted_users.create_or_update_user",
    action: "createOrUpdate",
    class: Class::Set,
};

/// What errors call the two ways of carrying that out behind a look: whoever asked for the one does not
/// know the other's name.
pub(super) const CREATE_USER: &str = "create_user";
pub(super) const UPDATE_USER: &str = "update_user";

/// `suspendNow` by the text; the script has `suspend` and an id (reading C1).
pub(super) const SUSPEND_USER: Operation = Operation {
    name: "suspend_user",
    full: "hosted_users.suspend_user",
    action: "suspendNow",
    class: Class::Set,
};

/// By GET (INF: no method is printed, "there is no input XML field", reading C5).
pub(super) const RETRIEVE_USER: Operation = Operation {
    name: "retrieve_user",
    full: "hosted_users.retrieve_user",
    action: "retrieve",
    class: Class::Read,
};

/// The name of every operation.
pub(super) const NAMES: [&str; 3] =
    [CREATE_OR_UPDATE_USER.name, SUSPEND_USER.name, RETRIEVE_USER.name];

#[cfg(test)]
mod tests {
    use super::*;

    /// The one list that all layers go by.
    #[test]
    fn they_are_those_of_the_common_list() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/operations.toml");
        let text = std::fs::read_to_string(path).expect("the list");
        let list: toml::Table = text.parse().expect("TOML");
        let listed = list["operation"].as_array().expect("operations").iter();
        let listed: Vec<_> =
            listed.filter(|entry| entry["system"].as_str() == Some("hosted_users")).collect();
        assert_eq!(listed.len(), NAMES.len());
        for operation in [CREATE_OR_UPDATE_USER, SUSPEND_USER, RETRIEVE_USER] {
            let found = listed.iter().find(|entry| entry["name"].as_str() == Some(operation.name));
            let found = found.unwrap_or_else(|| panic!("{} is not in {path}", operation.name));
            let class = format!("{:?}", operation.class).to_lowercase();
            assert_eq!(found["class"].as_str(), Some(class.as_str()));
            let request = found["request"].as_str().expect("a request");
            assert!(request.ends_with(&format!("?action={}", operation.action)), "{request}");
        }
    }
}
