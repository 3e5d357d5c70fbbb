//! XML documents to send. Each is written twice at once: as it is sent, and as it may be shown.

use std::io;

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

use crate::secret::{Secret, SecretText};
use crate::{Error, ErrorKind, Result};

/// The attribute that says whether a notification is wanted; the text has the type itself set to true
/// (SEED, reading B13).
const SUBSCRIBE: &str = "subscribe";
/// The types of notifications, as printed (SEED, reading C7).
const ACTIVATE: &str = "Activate";
const SUSPEND: &str = "Suspend";
/// In the place of a secret.
const HIDDEN: &str = "***";

/// A document that is being written.
pub(in crate::providers) struct Xml {
    sent: Writer<Sink>,
    shown: Writer<Vec<u8>>,
    open: Vec<&'static str>,
    secrets: Vec<Secret>,
}

/// A whole document.
#[derive(Clone)]
pub(in crate::providers) struct XmlBody {
    pub(in crate::providers) sent: Secret,
    /// The same with `***` for each secret.
    pub(in crate::providers) shown: String,
    /// What no text of the service may repeat.
    pub(in crate::providers) secrets: Vec<Secret>,
}

/// Where the writer writes to: nothing of it is left behind when it grows.
#[derive(Default)]
struct Sink(SecretText);

impl io::Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let text = std::str::from_utf8(bytes).map_err(io::Error::other)?;
        self.0.push_str(text);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Xml {
    /// Begins with the root element.
    pub(in crate::providers) fn new(root: &'static str) -> Result<Self> {
        let mut xml = Self {
            sent: Writer::new(Sink::default()),
            shown: Writer::new(Vec::new()),
            open: Vec::new(),
            secrets: Vec::new(),
        };
        xml.open(root)?;
        Ok(xml)
    }

    /// Begins with a declaration and the root element.
    pub(in crate::providers) fn declared(root: &'static str) -> Result<Self> {
        let mut xml = Self {
            sent: Writer::new(Sink::default()),
            shown: Writer::new(Vec::new()),
            open: Vec::new(),
            secrets: Vec::new(),
        };
        xml.write(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
        xml.open(root)?;
        Ok(xml)
    }

    /// Begins an element.
    pub(in crate::providers) fn open(&mut self, name: &'static str) -> Result<()> {
        self.open.push(name);
        self.write(Event::Start(BytesStart::new(name)))
    }

    /// The same with one attribute, whose value needs no escape.
    pub(in crate::providers) fn open_with(
        &mut self,
        name: &'static str,
        attribute: (&'static str, &'static str),
    ) -> Result<()> {
        self.open.push(name);
        self.write(Event::Start(BytesStart::new(name).with_attributes([attribute])))
    }

    /// Ends the innermost element.
    pub(in crate::providers) fn close(&mut self) -> Result<()> {
        match self.open.pop() {
            Some(name) => self.write(Event::End(BytesEnd::new(name))),
            None => Err(Error::new(ErrorKind::Internal, "no element is open")),
        }
    }

    /// An element with a text, which is escaped; `InvalidArgument` for a control character.
    pub(in crate::providers) fn text(&mut self, name: &'static str, text: &str) -> Result<()> {
        check(name, text)?;
        self.open(name)?;
        self.write(Event::Text(BytesText::new(text)))?;
        self.close()
    }

    /// The same where there is a text.
    pub(in crate::providers) fn optional(
        &mut self,
        name: &'static str,
        text: Option<&str>,
    ) -> Result<()> {
        text.map_or(Ok(()), |text| self.text(name, text))
    }

    /// `true` or `false`, where it is said.
    pub(in crate::providers) fn flag(
        &mut self,
        name: &'static str,
        flag: Option<bool>,
    ) -> Result<()> {
        flag.map_or(Ok(()), |flag| self.text(name, truth(flag)))
    }

    /// `notifications` with what is said of the activation and of the suspension.
    pub(in crate::providers) fn notifications(
        &mut self,
        activate: Option<bool>,
        suspend: Option<bool>,
    ) -> Result<()> {
        if activate.is_none() && suspend.is_none() {
            return Ok(());
        }
        self.open("notifications")?;
        for (kind, subscribe) in [(ACTIVATE, activate), (SUSPEND, suspend)] {
            let Some(subscribe) = subscribe else { continue };
            self.open_with("notification", (SUBSCRIBE, truth(subscribe)))?;
            self.text("type", kind)?;
            self.close()?;
        }
        self.close()
    }

    /// The same with a text that must not be shown.
    pub(in crate::providers) fn secret(&mut self, name: &'static str, text: &Secret) -> Result<()> {
        check(name, text.expose())?;
        self.open(name)?;
        let escaped = escaped(text.expose());
        let event = Event::Text(BytesText::from_escaped(escaped.as_str()));
        self.sent.write_event(event).map_err(not_written)?;
        self.shown.write_event(Event::Text(BytesText::new(HIDDEN))).map_err(not_written)?;
        // A service may repeat the document in an error, escaped as it is or once more.
        let twice = self::escaped(escaped.as_str());
        self.secrets.extend([twice.into_secret(), escaped.into_secret(), text.clone()]);
        self.close()
    }

    /// Ends what is open.
    pub(in crate::providers) fn finish(mut self) -> Result<XmlBody> {
        while !self.open.is_empty() {
            self.close()?;
        }
        let shown = String::from_utf8(self.shown.into_inner())
            .map_err(|_| Error::new(ErrorKind::Internal, "the document is not UTF-8"))?;
        Ok(XmlBody { sent: self.sent.into_inner().0.into_secret(), shown, secrets: self.secrets })
    }

    fn write(&mut self, event: Event<'_>) -> Result<()> {
        self.sent.write_event(event.borrow()).map_err(not_written)?;
        self.shown.write_event(event).map_err(not_written)
    }
}

/// XML 1.0 has no way to write most control characters, and ends of lines would come back changed.
fn check(name: &str, text: &str) -> Result<()> {
    let refused = |c: char| c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}');
    if text.chars().any(refused) {
        // The value may be a password: only the name is told.
        return Err(Error::invalid_argument(format!(
            "{name} holds a control character, which XML cannot carry"
        )));
    }
    Ok(())
}

/// The library's own escaping would leave copies behind.
fn escaped(text: &str) -> SecretText {
    let mut escaped = SecretText::default();
    let mut buffer = zeroize::Zeroizing::new([0; 4]);
    for character in text.chars() {
        escaped.push_str(match character {
            '<' => "&lt;",
            '>' => "&gt;",
            '&' => "&amp;",
            other => other.encode_utf8(&mut *buffer),
        });
    }
    escaped
}

fn truth(flag: bool) -> &'static str {
    if flag { "true" } else { "false" }
}

fn not_written(_: io::Error) -> Error {
    Error::new(ErrorKind::Internal, "the document could not be written")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_escaped_and_secrets_not_shown() {
        let mut xml = Xml::new("endUser").expect("begun");
        xml.text("fname", "<&>\"'é").expect("written");
        xml.optional("lname", None).expect("left out");
        xml.secret("password", &Secret::new("h&<ush>")).expect("written");
        xml.notifications(None, None).expect("left out");
        xml.notifications(Some(true), None).expect("written");
        let body = xml.finish().expect("finished");
        assert_eq!(
            body.sent.expose(),
            "<endUser><fname>&lt;&amp;&gt;&quot;&apos;é</fname><password>h&amp;&lt;ush&gt;</password>\
             <notifications><notification subscribe=\"true\"><type>Activate</type></notification>\
             </notifications></endUser>"
        );
        assert_eq!(body.shown, body.sent.expose().replace("h&amp;&lt;ush&gt;", "***"));
        let declared = Xml::declared("x").expect("begun").finish().expect("finished");
        assert_eq!(declared.shown, "<?xml version=\"1.0\" encoding=\"UTF-8\"?><x></x>");
    }

    #[test]
    fn what_xml_cannot_carry_is_refused_without_the_value() {
        for text in ["hush\0", "hush\n", "hush\u{85}", "hush\u{ffff}", "\rhush"] {
            let mut xml = Xml::new("x").expect("begun");
            for error in [
                xml.text("password", text).expect_err("refused"),
                xml.secret("password", &Secret::new(text)).expect_err("refused"),
            ] {
                assert_eq!(error.kind(), ErrorKind::InvalidArgument);
                assert!(!error.to_string().contains("hush"), "{error}");
            }
        }
    }
}
