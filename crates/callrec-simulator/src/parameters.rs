//! Query and form parameters, decoded fully and strictly (A13).

/// Decoded pairs in the order in which they came.
#[derive(Debug, Default)]
pub(crate) struct Parameters(Vec<(String, String)>);

impl Parameters {
    /// # Errors
    /// One sentence: what is wrong.
    pub(crate) fn parse(encoded: &str) -> Result<Self, String> {
        let pairs = encoded.split('&').filter(|pair| !pair.is_empty());
        let decode = |text: &str| {
            decoded(text).ok_or_else(|| "a parameter is not percent-encoded UTF-8".to_owned())
        };
        pairs
            .map(|pair| {
                let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
                Ok((decode(name)?, decode(value)?))
            })
            .collect::<Result<_, String>>()
            .map(Self)
    }

    /// The first value under exactly this name.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// Refuses names that are not among `known`, and doubled ones.
    pub(crate) fn check_names(&self, known: &[&str]) -> Result<(), String> {
        for (index, (name, _)) in self.0.iter().enumerate() {
            if !known.contains(&name.as_str()) {
                return Err(format!("the parameter {name:?} is not known here"));
            }
            if self.0[..index].iter().any(|(earlier, _)| earlier == name) {
                return Err(format!("the parameter {name:?} is there twice"));
            }
        }
        Ok(())
    }
}

/// Percent-decoded UTF-8; a `+` is a space, as servlet containers read it (A13). None
/// for a stray `%` and for what is not UTF-8.
pub(crate) fn decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'+' => b' ',
            b'%' => hex(rest.next()?)? << 4 | hex(rest.next()?)?,
            other => other,
        });
    }
    String::from_utf8(bytes).ok()
}

fn hex(digit: u8) -> Option<u8> {
    char::from(digit).to_digit(16).and_then(|value| u8::try_from(value).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_decoded_fully() {
        let parameters = Parameters::parse("password=%2B%26%25%20+%40%C3%A9&month=").unwrap();
        assert_eq!(parameters.get("password"), Some("+&%  @é"));
        assert_eq!(parameters.get("month"), Some(""));
        assert_eq!(parameters.get("Month"), None);
    }

    #[test]
    fn broken_encodings_are_refused() {
        for bad in ["a=%", "a=%2", "a=%zz", "a=%ff", "%=1"] {
            assert!(Parameters::parse(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn unknown_and_doubled_names_are_refused() {
        let check =
            |query: &str| Parameters::parse(query).unwrap().check_names(&["month", "User-Agent"]);
        assert!(check("User-Agent=apiuser&month=2026-09").is_ok());
        assert!(check("UserAgent=apiuser").is_err());
        assert!(check("month=1&month=1").is_err());
    }
}
