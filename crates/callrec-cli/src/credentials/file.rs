//! A credentials file: TOML or `NAME=value` lines, readable by its owner only.

use std::fs::File;
use std::io::Read as _;
use std::path::Path;

use zeroize::Zeroizing;

use super::{Account, Found};
use crate::failure::Failure;

/// More than any credentials file holds.
const LIMIT: u64 = 64 << 10;

/// User name and password or key of a file, whichever of them it has.
///
/// No message ever holds a part of the content.
pub(super) fn read(account: &Account, path: &Path) -> Result<(Found, Found), Failure> {
    let place = format!("credentials file {}", path.display());
    let failed = |error: std::io::Error| {
        Failure::io(
            "cannot read credentials file",
            path,
            &error,
            "check the path after --credentials",
        )
    };
    let mut file = File::open(path).map_err(failed)?;
    check_private(&file, path)?;
    let mut text = Zeroizing::new(String::new());
    // Reserved whole, so that growing leaves no copies of the secret behind.
    text.reserve_exact(LIMIT as usize + 1);
    match file.by_ref().take(LIMIT + 1).read_to_string(&mut text) {
        Ok(read) if read as u64 > LIMIT => {
            return Err(Failure::usage(format!(
                "{place}: larger than {LIMIT} bytes; is it the right one?"
            )));
        }
        Ok(_) => {}
        Err(error) if error.kind() == std::io::ErrorKind::InvalidData => {
            return Err(Failure::usage(format!("{place}: not UTF-8; save it as UTF-8")));
        }
        Err(error) => return Err(failed(error)),
    }
    let found = match is_environment_form(&text) {
        true => from_lines(account, &text),
        false => from_toml(account, &text),
    };
    found.map_err(|fault| Failure::usage(format!("{place}: {fault}; see docs/cli.md")))
}

/// Refuses what group or others may read, by the open file itself and not by its path.
#[cfg(unix)]
fn check_private(file: &File, path: &Path) -> Result<(), Failure> {
    use std::os::unix::fs::PermissionsExt as _;
    let failed =
        |error| Failure::io("cannot read credentials file", path, &error, "check the path");
    let metadata = file.metadata().map_err(failed)?;
    if !metadata.is_file() {
        return Err(Failure::usage(format!(
            "credentials file {} is not a regular file; give one",
            path.display()
        )));
    }
    let mode = metadata.permissions().mode() & 0o777;
    if mode & 0o077 != 0 {
        return Err(Failure::usage(format!(
            "credentials file {path} is open to others (mode {mode:03o}); type: chmod 600 {path}",
            path = path.display()
        )));
    }
    Ok(())
}

#[cfg(not(unix))]
fn check_private(_: &File, _: &Path) -> Result<(), Failure> {
    Ok(())
}

/// Whether the first line that says something has the form `CALLREC_…=`.
fn is_environment_form(text: &str) -> bool {
    statements(text).next().is_some_and(|(_, line)| line.starts_with("CALLREC_"))
}

/// Lines that say something, with their numbers, `export` taken off.
fn statements(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.trim_start_matches('\u{feff}').lines().enumerate().filter_map(|(index, line)| {
        let line = line.trim();
        let line = line.strip_prefix("export ").map_or(line, str::trim_start);
        (!line.is_empty() && !line.starts_with('#')).then_some((index + 1, line))
    })
}

/// `NAME=value` lines. One pair of quotes around a value is taken off, nothing is unescaped;
/// variables for other uses are passed over.
fn from_lines(account: &Account, text: &str) -> Result<(Found, Found), String> {
    let (mut username, mut secret) = (None, None);
    for (number, line) in statements(text) {
        let Some((name, value)) = line.split_once('=') else {
            return Err(format!("line {number} is not NAME=value"));
        };
        let value = || found(unquoted(value.trim()));
        let name = name.trim_end();
        if name == account.secret.variable {
            secret = value();
        } else if account.username.is_some_and(|field| field.variable == name) {
            username = value();
        }
    }
    Ok((username, secret))
}

fn unquoted(value: &str) -> &str {
    ['"', '\'']
        .into_iter()
        .find_map(|quote| value.strip_prefix(quote)?.strip_suffix(quote))
        .unwrap_or(value)
}

/// TOML: `username` and `password`, or `key`, in a table named for the system or without one.
fn from_toml(account: &Account, text: &str) -> Result<(Found, Found), String> {
    // The parser's own message quotes the line, and with it a secret.
    let table: toml::Table = text.parse().map_err(|error: toml::de::Error| {
        let line = error.span().map_or(1, |span| 1 + text[..span.start].matches('\n').count());
        format!("line {line} is neither TOML nor NAME=value")
    })?;
    let table = match table.get(account.table) {
        Some(toml::Value::Table(inner)) => inner,
        Some(_) => return Err(format!("{} is not a table", account.table)),
        None => &table,
    };
    let text = |key: &str| match table.get(key) {
        None => Ok(None),
        Some(toml::Value::String(value)) => Ok(found(value)),
        Some(_) => Err(format!("{key} is not a string; put it in quotes")),
    };
    let username = account.username.map_or(Ok(None), |field| text(field.key))?;
    Ok((username, text(account.secret.key)?))
}

fn found(value: &str) -> Found {
    (!value.is_empty()).then(|| Zeroizing::new(value.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::super::{PORTAL, REST};
    use super::*;

    fn pair(found: (Found, Found)) -> (Option<String>, Option<String>) {
        (found.0.map(|text| text.to_string()), found.1.map(|text| text.to_string()))
    }

    fn both() -> (Option<String>, Option<String>) {
        (Some("ann@example.com".to_owned()), Some("p#=\"1 ".trim_end().to_owned()))
    }

    #[test]
    fn lines_as_the_simulator_and_shells_write_them() {
        for text in [
            "CALLREC_IPASS_PORTAL_USERNAME=ann@example.com\nCALLREC_IPASS_PORTAL_PASSWORD=p#=\"1\n",
            "# a comment\n\nexport CALLREC_IPASS_PORTAL_USERNAME='ann@example.com'\r\nexport CALLREC_IPASS_PORTAL_PASSWORD='p#=\"1'\r\n",
            "CALLREC_IPASS_PORTAL_URL=x\nCALLREC_IPASS_PORTAL_PASSWORD=p#=\"1\nCALLREC_IPASS_PORTAL_USERNAME = ann@example.com",
        ] {
            assert!(is_environment_form(text));
            assert_eq!(pair(from_lines(&PORTAL, text).expect("lines")), both());
        }
    }

    #[test]
    fn toml_with_and_without_its_table() {
        let flat = "username = 'ann@example.com'\npassword = 'p#=\"1'\n";
        for text in [flat.to_owned(), format!("[ipass-portal]\n{flat}")] {
            assert!(!is_environment_form(&text));
            assert_eq!(pair(from_toml(&PORTAL, &text).expect("TOML")), both());
        }
    }

    #[test]
    fn a_key_stands_alone() {
        let key = |found: (Found, Found)| pair(found).1;
        let expected = Some("k3y".to_owned());
        assert_eq!(key(from_toml(&REST, "key = 'k3y'").expect("TOML")), expected);
        let both = "[ipass-portal]\nusername = 'a'\npassword = 'b'\n[ipass-rest]\nkey = 'k3y'\n";
        assert_eq!(key(from_toml(&REST, both).expect("TOML")), expected);
        let lines = "CALLREC_IPASS_PORTAL_PASSWORD=b\nCALLREC_IPASS_REST_KEY=k3y\n";
        assert_eq!(key(from_lines(&REST, lines).expect("lines")), expected);
    }

    #[test]
    fn a_fault_names_the_line_and_not_its_content() {
        let fault = from_toml(&PORTAL, "username = 'ann'\npassword = hunter2 hunter3\n")
            .expect_err("not TOML");
        assert!(fault.contains("line 2") && !fault.contains("hunter"), "{fault}");
        let fault = from_lines(&PORTAL, "CALLREC_X=1\nhunter2").expect_err("not a line");
        assert!(fault.contains("line 2") && !fault.contains("hunter"), "{fault}");
        let fault = from_toml(&PORTAL, "password = 12345").expect_err("a number");
        assert!(!fault.contains("12345"), "{fault}");
    }
}
