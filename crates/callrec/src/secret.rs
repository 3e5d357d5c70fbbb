//! Text that must not be shown: kept in types that cannot print themselves and are zeroed on drop.

use std::fmt;

use bytes::Bytes;
use secrecy::{ExposeSecret as _, SecretString};
use zeroize::{Zeroize as _, Zeroizing};

/// A secret text: a password, a token. Its `Debug` is `***`, there is no `Display`, and it is zeroed
/// when it is dropped.
#[derive(Clone)]
pub struct Secret(SecretString);

/// A text with secrets that is being built. Where it grows, the smaller one before is zeroed.
#[derive(Clone, Default)]
pub(crate) struct SecretText(Zeroizing<String>);

impl Secret {
    /// Takes a text and zeroes the place it came in.
    pub fn new(text: impl Into<String>) -> Self {
        let mut text = text.into();
        // Giving spare room back may move the text and leave it behind where it was.
        let exact = String::from(text.as_str());
        text.zeroize();
        Self(SecretString::from(exact))
    }

    /// The text itself. Whoever asks for it answers for where it goes.
    pub fn expose(&self) -> &str {
        self.0.expose_secret()
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.expose().is_empty()
    }

    /// A copy to send, zeroed when the last holder drops it.
    pub(crate) fn to_bytes(&self) -> Bytes {
        Bytes::from_owner(Zeroizing::new(self.expose().as_bytes().to_vec()))
    }
}

impl SecretText {
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }

    pub(crate) fn push_str(&mut self, more: &str) {
        let length = self.0.len() + more.len();
        if length > self.0.capacity() {
            let mut larger = String::with_capacity(length.max(64).next_power_of_two());
            larger.push_str(&self.0);
            self.0 = Zeroizing::new(larger);
        }
        self.0.push_str(more);
    }

    pub(crate) fn into_secret(self) -> Secret {
        Secret::new(self.0.as_str())
    }
}

impl From<&str> for Secret {
    fn from(text: &str) -> Self {
        Self::new(text)
    }
}

impl From<String> for Secret {
    fn from(text: String) -> Self {
        Self::new(text)
    }
}

impl PartialEq for Secret {
    fn eq(&self, other: &Self) -> bool {
        self.expose() == other.expose()
    }
}

impl Eq for Secret {}

impl fmt::Write for SecretText {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.push_str(text);
        Ok(())
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("***")
    }
}

impl fmt::Debug for SecretText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("***")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_grows_and_stays_the_same() {
        let mut text = SecretText::default();
        let whole: String = (0..1000).map(|number| format!("{number},")).collect();
        for number in 0..1000 {
            text.push_str(&format!("{number},"));
        }
        assert_eq!(text.as_str(), whole);
        assert_eq!(text.into_secret().to_bytes(), whole.as_bytes());
    }

    #[test]
    fn nothing_prints_it() {
        let mut text = SecretText::default();
        text.push_str("hush");
        assert_eq!(format!("{text:?} {:?}", text.clone().into_secret()), "*** ***");
    }
}
