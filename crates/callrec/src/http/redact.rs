//! What may be shown of a body.

use std::borrow::Cow;

use zeroize::Zeroizing;

use crate::secret::{Secret, SecretText};

/// Characters of a snippet, at most.
const SNIPPET_CHARS: usize = 200;
/// What services give away in answers, in lower case: who has it can activate an account.
const GIVEN: [&str; 2] = ["acatoken", "selfserviceactivationurl"];
/// The same, where a value is assigned to it: the word alone stands in many a message.
const ASSIGNED: [&str; 3] = ["password", "passwd", "pwd"];

/// Knows the secrets of a client, to take them out of text that a server sent.
#[derive(Clone, Debug, Default)]
pub(crate) struct Redactor {
    secrets: Vec<Secret>,
}

impl Redactor {
    pub(crate) fn new(secrets: Vec<Secret>) -> Self {
        Self { secrets: secrets.into_iter().filter(|secret| !secret.is_empty()).collect() }
    }

    /// One line of at most 200 characters of the text in `body`, without the secrets of the client,
    /// without `more` (the session's cookies), and without tokens and activation URLs that the
    /// service itself made up. `None` for nothing to show.
    pub(crate) fn snippet(&self, body: &[u8], more: &[Secret]) -> Option<String> {
        let mut text = String::from_utf8_lossy(body).into_owned();
        for secret in self.secrets.iter().chain(more).filter(|secret| !secret.is_empty()) {
            for form in forms(secret.expose()) {
                text = without(&text, &form);
            }
        }
        let text = without_given(&text);
        let text = without_markup(&text);
        let words = text.split(|c: char| c.is_whitespace() || c.is_control());
        let line = words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
        let snippet: String = line.chars().take(SNIPPET_CHARS).collect();
        (!snippet.is_empty()).then_some(snippet)
    }
}

/// The text without `form`, in whatever case: percent-encoding has two, and a server may change it.
fn without(text: &str, form: &str) -> String {
    // Of the same length as the text, byte by byte.
    let (lower, form) = (text.to_ascii_lowercase(), Zeroizing::new(form.to_ascii_lowercase()));
    let (mut shown, mut at) = (String::with_capacity(text.len()), 0);
    for (start, found) in lower.match_indices(form.as_str()) {
        shown.push_str(&text[at..start]);
        shown.push_str("***");
        at = start + found.len();
    }
    shown.push_str(&text[at..]);
    shown
}

/// The text without the values behind the names of [`GIVEN`] and [`ASSIGNED`]: as elements, in JSON,
/// in URLs.
fn without_given(text: &str) -> String {
    // Of the same length, byte by byte.
    let lower = text.to_ascii_lowercase();
    let (mut shown, mut at, mut from) = (String::with_capacity(text.len()), 0, 0);
    loop {
        let place = |name: &&str| Some((lower[from..].find(name)? + from, name.len()));
        let given = GIVEN.iter().filter_map(place).min();
        let assigned = ASSIGNED.iter().filter_map(place).min();
        let Some((start, length)) = given.into_iter().chain(assigned).min() else { break };
        let rest = &text[start + length..];
        from = start + length;
        let is_element = text[..start].ends_with(['<', ':']) && !text[..start].ends_with("</");
        let behind = rest.trim_start_matches(['"', '\'', ' ']);
        let is_assigned =
            behind.starts_with(['=', ':']) || behind.to_ascii_lowercase().starts_with("%3d");
        if !is_element && !is_assigned && given != Some((start, length)) {
            continue;
        }
        let (before, value) = if is_element {
            let open = rest.find('>').map_or(rest.len(), |end| end + 1);
            (open, rest[open..].find('<').unwrap_or(rest.len() - open))
        } else {
            let value = rest.trim_start_matches("%3D").trim_start_matches("%3d");
            let value = value.trim_start_matches(['"', '\'', ':', '=', ' ']);
            let ends =
                |c: char| matches!(c, '"' | '\'' | '&' | '<' | '>' | ',') || c.is_whitespace();
            (rest.len() - value.len(), value.find(ends).unwrap_or(value.len()))
        };
        let begins = start + length + before;
        shown.push_str(&text[at..begins]);
        if value > 0 {
            shown.push_str("***");
        }
        at = begins + value;
        from = at;
    }
    shown.push_str(&text[at..]);
    shown
}

/// What a person would read of HTML or XML: the text between the tags, styles and scripts left out.
fn without_markup(text: &str) -> Cow<'_, str> {
    if !text.trim_start().starts_with('<') {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, tag)) = rest.split_once('<') {
        shown.push_str(before);
        shown.push(' ');
        let name = tag.get(..6).unwrap_or_default().to_ascii_lowercase();
        let end = match name.as_str() {
            "script" => "</script",
            name if name.starts_with("style") => "</style",
            name if name.starts_with("!--") => "-->",
            _ => "",
        };
        // Markup that was cut off shows nothing more.
        let inside = tag.find(end).map_or("", |at| &tag[at..]);
        rest = inside.split_once('>').map_or("", |(_, after)| after);
    }
    shown.push_str(rest);
    Cow::Owned(shown)
}

/// The ways a server may print a value back: as it is, as in a URL, as in a form, as in HTML or
/// XML, as in JSON. The longest forms come first so that no rest of one is left.
fn forms(secret: &str) -> Vec<Zeroizing<String>> {
    let mut encoded = SecretText::default();
    super::url::encode_into(&mut encoded, secret);
    let encoded = encoded.as_str();
    let html = |c| match c {
        '&' => Some("&amp;"),
        '<' => Some("&lt;"),
        '>' => Some("&gt;"),
        '"' => Some("&quot;"),
        _ => None,
    };
    let json = |c| match c {
        '\\' => Some("\\\\"),
        '"' => Some("\\\""),
        '/' => Some("\\/"),
        _ => None,
    };
    let mut forms = vec![
        Zeroizing::new(encoded.to_ascii_lowercase()),
        Zeroizing::new(encoded.replace("%20", "+")),
        Zeroizing::new(encoded.to_owned()),
        escaped(secret, |c| html(c).or((c == '\'').then_some("&#39;"))),
        escaped(secret, html),
        escaped(secret, json),
        Zeroizing::new(secret.to_owned()),
    ];
    forms.sort_by_key(|form| std::cmp::Reverse(form.len()));
    forms.dedup();
    forms
}

fn escaped(secret: &str, escape: impl Fn(char) -> Option<&'static str>) -> Zeroizing<String> {
    // An escape of one byte has six at most: it never grows and leaves nothing behind.
    let mut text = Zeroizing::new(String::with_capacity(secret.len() * 6));
    for c in secret.chars() {
        match escape(c) {
            Some(escape) => text.push_str(escape),
            None => text.push(c),
        }
    }
    text
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
    fn what_a_service_gives_away_is_not_shown() {
        for body in [
            "<endUser><acaToken>ab c4n4ry\n/==</acaToken><id>7</id></endUser>",
            "<endUser><ns:AcaToken a='b'>c4n4ry</ns:AcaToken><id>7</id></endUser>",
            "{\"acaToken\": \"c4n4ry/==\", \"id\": 7}",
            "<a><selfServiceActivationUrl>https://h.example/x?acaToken=c4n4ry&amp;p=c4n4ry\
             </selfServiceActivationUrl><id>7</id></a>",
            "see https://h.example/x?ACATOKEN=c4n4ry&id=7",
            "see https://h.example/x?u=acaToken%3Dc4n4ry&id=7",
            "id 7 <acaToken>c4n4ry that was cut off",
        ] {
            let shown = Redactor::default().snippet(body.as_bytes(), &[]).expect("text");
            assert!(!shown.contains("c4n4ry"), "{shown}");
            assert!(shown.contains("***") && shown.contains('7'), "{shown}");
        }
        let plain = Redactor::default().snippet(b"no acaToken", &[]);
        assert_eq!(plain.as_deref(), Some("no acaToken"));
    }

    #[test]
    fn markup_reads_as_its_text() {
        let page = "<!DOCTYPE html><html><head><style>p { x: y }</style><title>403</title></head>\
                    <!-- a > b --><body onload=x()><script>if (a < b) {}</script><p>No <b>way</b>";
        let shown = |body: &str| Redactor::default().snippet(body.as_bytes(), &[]);
        assert_eq!(shown(page).as_deref(), Some("403 No way"));
        assert_eq!(shown("<html><script>cut").as_deref(), None);
        assert_eq!(shown("1 < 2 and 3 > 2").as_deref(), Some("1 < 2 and 3 > 2"));
        let error = "<error><errorCode>7</errorCode><errorMessage>so\n so</errorMessage></error>";
        assert_eq!(shown(error).as_deref(), Some("7 so so"));
    }

    #[test]
    fn percent_encoding_in_either_case() {
        let redactor = Redactor::new(vec![Secret::new("kEy/xZ+1=")]);
        for body in ["x kEy%2fxZ%2b1%3d y", "x KEY%2FXZ%2B1%3D y", "x kEy%2FxZ%2b1%3d y"] {
            assert_eq!(
                redactor.snippet(body.as_bytes(), &[]).as_deref(),
                Some("x *** y"),
                "{body}"
            );
        }
    }

    #[test]
    fn a_password_that_is_given_away_goes_and_the_word_stays() {
        let shown = |body: &str| Redactor::default().snippet(body.as_bytes(), &[]);
        let url = "see https://a.b/act?acaToken=T0k&amp;password=hush99 now";
        assert_eq!(
            shown(url).as_deref(),
            Some("see https://a.b/act?acaToken=***&amp;password=*** now")
        );
        assert_eq!(shown("{\"password\": \"hush\"}").as_deref(), Some("{\"password\": \"***\"}"));
        assert_eq!(shown("<e><password>hush</password></e>").as_deref(), Some("***"));
        assert_eq!(shown("wrong password given").as_deref(), Some("wrong password given"));
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
