//! What a user name must look like before it is sent (readings B10, B11, C20).

use super::user_body::HOME_COUNTRY;
use crate::{Error, Result};

/// What every user name of an account ends in, behind the `@`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::providers) struct Realm(Option<String>);

impl Realm {
    /// A realm, with or without its `@`.
    pub(in crate::providers) fn new(realm: &str) -> Self {
        Self(Some(realm.trim_start_matches('@').to_owned()))
    }

    /// Refuses a realm that no user name can end in.
    pub(in crate::providers) fn check(&self) -> Result<()> {
        match &self.0 {
            Some(realm) if !is_part(realm) => Err(Error::config(
                "the realm must be what stands behind the @ of the user names, without spaces",
            )),
            _ => Ok(()),
        }
    }

    /// Exactly one `@`, something before it and behind it, no space, and the realm behind it where
    /// that is configured. The provider speaks of "special characters" and names only the `@`: no
    /// other is refused.
    pub(in crate::providers) fn check_username(&self, username: &str) -> Result<()> {
        let refuse = |why: &str| {
            Err(Error::invalid_argument(format!("the user name {username:?} {why}"))
                .with_hint("give it as name@realm, with the roaming realm of the account"))
        };
        let Some((local, realm)) = username.split_once('@') else {
            return refuse("has no @ and realm");
        };
        if realm.contains('@') {
            return refuse("has more than one @");
        }
        if !is_part(local) || !is_part(realm) {
            return refuse("holds a space or control character, or nothing before or behind its @");
        }
        match &self.0 {
            Some(wanted) if !realm.eq_ignore_ascii_case(wanted) => {
                refuse(&format!("does not end in @{wanted}"))
            }
            _ => Ok(()),
        }
    }
}

fn is_part(text: &str) -> bool {
    let refused = |c: char| c.is_whitespace() || c.is_control() || c == '@';
    !text.is_empty() && !text.chars().any(refused)
}

/// Said of a home country that is no code of two capital letters (SEED of the REST API; the older
/// document prints a country's name, reading C11).
pub(in crate::providers) fn home_country_warning(country: Option<&str>) -> Option<String> {
    let country = country?;
    let is_code = country.len() == 2 && country.bytes().all(|byte| byte.is_ascii_uppercase());
    (!is_code).then(|| format!("{HOME_COUNTRY} {country:?} is no code of two letters (ISO 3166-1)"))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::ErrorKind;

    #[test]
    fn names_of_the_documents() {
        let any = Realm::default();
        for name in ["user155@gmail.com", "somethingxxx25@qatest", "jsmith+12@acme.com", "ü@é"] {
            any.check_username(name).expect(name);
        }
        for name in ["", "@", "a", "a@", "@b", "a@b@c", "a b@c", "a@b ", "a\n@b", "a@\0"] {
            let error = any.check_username(name).expect_err(name);
            assert_eq!(error.kind(), ErrorKind::InvalidArgument);
        }
        let realm = Realm::new("@QAtest");
        realm.check().expect("a realm");
        realm.check_username("a@qatest").expect("the realm");
        assert!(realm.check_username("a@qatest.com").is_err());
        assert!(realm.check_username("a@other").is_err());
        assert!(Realm::new("a@b").check().is_err() && Realm::new("").check().is_err());
    }

    #[test]
    fn countries() {
        assert_eq!(home_country_warning(Some("DE")), None);
        assert_eq!(home_country_warning(None), None);
        for country in ["Country", "de", "D", ""] {
            assert!(home_country_warning(Some(country)).is_some(), "{country}");
        }
    }

    proptest! {
        /// What is taken has exactly one @ with something on both sides, whatever is asked for.
        #[test]
        fn only_one_at_sign(name in "[a-z@ \\t+._-]{0,12}") {
            let taken = Realm::default().check_username(&name).is_ok();
            let parts: Vec<_> = name.split('@').collect();
            let sound = parts.len() == 2
                && parts.iter().all(|part| !part.is_empty() && !part.contains([' ', '\t']));
            prop_assert_eq!(taken, sound);
        }

        /// A name of the realm is taken in any case of its letters; another one never.
        #[test]
        fn the_realm_is_a_whole_suffix(
            local in "[a-z0-9.+_-]{1,8}",
            realm in "[a-z]{1,6}",
            other in "[a-z]{1,6}",
        ) {
            let rule = Realm::new(&realm);
            let name = format!("{local}@{}", realm.to_uppercase());
            prop_assert!(rule.check_username(&name).is_ok());
            let name = format!("{local}@{other}{realm}");
            prop_assert!(rule.check_username(&name).is_err());
        }
    }
}
