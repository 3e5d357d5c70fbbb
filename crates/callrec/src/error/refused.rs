//! What to do about credentials that this client does not send again.

/// Hints of a refusal, and the same where the client does not ask again: without a word of that a
/// program goes on asking the one that it has.
macro_rules! for_good {
    ($($hint:literal),+ $(,)?) => {
        [$(($hint, concat!($hint, "; then make a new client: this one does not ask again"))),+]
    };
}

const FOR_GOOD: [(&str, &str); 4] = for_good![
    "check the API key and the company",
    "check user name and password",
    "check login and password",
    "check the credentials",
];

/// The hint of a refusal after which the client does not ask again.
pub(super) fn for_good(hint: &'static str) -> &'static str {
    let [.., (_, any)] = FOR_GOOD;
    FOR_GOOD.iter().find(|(known, _)| *known == hint).map_or(any, |(_, said)| said)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Error, ErrorKind, Provider};

    #[test]
    fn a_refusal_for_good_says_to_make_a_new_client_and_another_does_not() {
        let error = Error::new(ErrorKind::Auth, "x").at(Provider::IpassRest, "list_users");
        assert_eq!(error.hint(), "check the API key and the company");
        let said = "check the API key and the company; then make a new client: this one does not ask again";
        assert_eq!(error.clone().refused_for_good().hint(), said);
        assert!(error.refused_for_good().to_string().ends_with(said));
        assert!(for_good("ask somebody").starts_with("check the credentials; then make"));
    }
}
