//! What may be shown of a body.

use crate::secret::Secret;

/// Characters of a snippet, at most.
const SNIPPET_CHARS: usize = 200;

/// Knows the secrets of a client, to take them out of text that a server sent.
#[derive(Clone, Debug, Default)]
pub(crate) struct Redactor {
    secrets: Vec<Secret>,
}

impl Redactor {
    pub(crate) fn new(secrets: Vec<Secret>) -> Self {
        Self { secrets: secrets.into_iter().filter(|secret| !secret.is_empty()).collect() }
    }

    /// One line of at most 200 characters of the text in `body`, without the secrets of the client
    /// and without `more` (the session's cookies). `None` for nothing to show.
    pub(crate) fn snippet(&self, body: &[u8], more: &[Secret]) -> Option<String> {
        let mut text = String::from_utf8_lossy(body).into_owned();
        for secret in self.secrets.iter().chain(more).filter(|secret| !secret.is_empty()) {
            for form in forms(secret.expose()) {
                text = text.replace(&form, "***");
            }
        }
        let words = text.split(|c: char| c.is_whitespace() || c.is_control());
        let line = words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
        let snippet: String = line.chars().take(SNIPPET_CHARS).collect();
        (!snippet.is_empty()).then_some(snippet)
    }
}

/// The ways a server may print a value back: as it is, as in a URL, as in a form, as in HTML or
/// XML, as in JSON. The longest forms come first so that no rest of one is left.
fn forms(secret: &str) -> Vec<String> {
    let mut encoded = String::new();
    super::url::encode_into(&mut encoded, secret);
    let html = secret
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;");
    let json = secret.replace('\\', "\\\\").replace('"', "\\\"").replace('/', "\\/");
    let mut forms = vec![
        encoded.to_ascii_lowercase(),
        encoded.replace("%20", "+"),
        encoded,
        html.replace('\'', "&#39;"),
        html,
        json,
        secret.to_owned(),
    ];
    forms.sort_by_key(|form| std::cmp::Reverse(form.len()));
    forms.dedup();
    forms
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_go_in_every_form() {
        let redactor = Redactor::new(vec![Secret::new("p&ss w\"rd/1")]);
        let body = "a p&ss w\"rd/1\r\n b p%26ss%20w%22rd%2F1 c p%26ss+w%22rd%2F1 d p&amp;ss w&quot;rd/1 e p&ss w\\\"rd\\/1 f";
        let snippet = redactor.snippet(body.as_bytes(), &[]).expect("text");
        assert_eq!(snippet, "a *** b *** c *** d *** e *** f");
    }

    #[test]
    fn one_short_line() {
        let body = "x\n".repeat(1000);
        let snippet = Redactor::default().snippet(body.as_bytes(), &[]).expect("text");
        assert_eq!(snippet.chars().count(), 200);
        assert!(!snippet.contains('\n'));
        assert_eq!(Redactor::default().snippet(b" \r\n ", &[]), None);
    }
}
