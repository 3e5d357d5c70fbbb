//! Names of unknown columns and elements that say that a secret is behind them.

/// What stands in `_extra` for a secret.
pub(super) const VEILED: &[u8] = b"***";

/// What such names hold, in lower case, letters and digits only.
const SECRETS: [&str; 7] =
    ["password", "passwd", "pwd", "token", "activationurl", "apikey", "secret"];

/// Whether the name, of an element at any depth the last part of its path, is that of a secret.
pub(super) fn is_secret(name: &str) -> bool {
    let last = name.rsplit('/').next().unwrap_or(name);
    let folded: String = last
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|letter| letter.to_ascii_lowercase())
        .collect();
    SECRETS.iter().any(|secret| folded.contains(secret))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_secrets_in_every_spelling() {
        for name in [
            "acaToken",
            "ACA_TOKEN",
            "devices/device/aca-token",
            "newPassword",
            "TempPwd",
            "activationUrl",
            "x/selfServiceActivationUrl",
            "apiKey",
        ] {
            assert!(is_secret(name), "{name}");
        }
        for name in ["regCodeUser", "deviceLimit", "token/lifetime", "column_15", ""] {
            assert!(!is_secret(name), "{name}");
        }
    }
}
