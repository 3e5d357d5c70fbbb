//! One thing: its fields as lines, or as a JSON object.

use serde_json::{Map, Value};

use super::ObjectOptions;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::stdout;

/// What stands for a secret that is not shown.
const HIDDEN: &str = "***";

/// The fields of one thing, in the order of their adding.
#[derive(Debug, Default)]
pub(crate) struct Object {
    fields: Vec<(String, Value)>,
    reveal: bool,
}

impl Object {
    pub(crate) fn new(options: &ObjectOptions) -> Self {
        Self { fields: Vec::new(), reveal: options.reveal_secrets }
    }

    /// Adds a field; an absent one is null for programs and left out for people.
    pub(crate) fn with(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.fields.push((name.to_owned(), value.into()));
        self
    }

    /// Adds a secret, hidden unless the person asked to see it.
    pub(crate) fn secret(self, name: &str, value: Option<&str>) -> Self {
        let shown = if self.reveal { value } else { value.map(|_| HIDDEN) };
        self.with(name, shown)
    }

    /// Prints it as the options say.
    pub(crate) fn print(&self, options: &ObjectOptions) -> Result<Exit, Failure> {
        let text = if options.json { self.as_json() } else { self.as_lines() };
        stdout::print(&text)?;
        Ok(Exit::Done)
    }

    fn as_json(&self) -> String {
        format!("{}\n", Value::Object(self.fields.iter().cloned().collect::<Map<_, _>>()))
    }

    fn as_lines(&self) -> String {
        let known = || self.fields.iter().filter(|(_, value)| !value.is_null());
        let width = known().map(|(name, _)| name.chars().count()).max().unwrap_or_default();
        let mut text = String::new();
        for (name, value) in known() {
            let name = name.replace('_', " ");
            text.push_str(&format!("{name:<width$}  {}\n", plain(value)));
        }
        text
    }
}

/// A value on one line; nothing in it drives the terminal.
fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect(),
        Value::Array(values) => values.iter().map(plain).collect::<Vec<_>>().join(", "),
        Value::Object(fields) => {
            let field = |(name, value): (&String, &Value)| format!("{name}: {}", plain(value));
            fields.iter().map(field).collect::<Vec<_>>().join(", ")
        }
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn object(reveal_secrets: bool) -> Object {
        Object::new(&ObjectOptions { json: false, reveal_secrets })
            .with("user_name", "ann\u{1b}[2J")
            .with("email", Value::Null)
            .secret("token", Some("hush"))
    }

    #[test]
    fn lines_for_people_hide_secrets_and_what_is_not_there() {
        assert_eq!(object(false).as_lines(), "user name  ann [2J\ntoken      ***\n");
    }

    #[test]
    fn one_object_for_programs() {
        let shown: Value = serde_json::from_str(&object(true).as_json()).expect("JSON");
        assert_eq!(shown["token"], "hush");
        assert_eq!(shown["email"], Value::Null);
    }
}
