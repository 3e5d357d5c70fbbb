//! XML in and out, for the systems whose requests are documents.

mod read;
mod write;

pub(crate) use read::parse;
pub(crate) use write::{DECLARATION, Style};

/// An element with its attributes, its text and its children.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Element {
    pub(crate) name: String,
    pub(crate) attributes: Vec<(String, String)>,
    /// Everything between the children, in one piece.
    pub(crate) text: String,
    pub(crate) children: Vec<Element>,
}

impl Element {
    pub(crate) fn new(name: &str) -> Self {
        Self { name: name.to_owned(), ..Self::default() }
    }

    /// An element that holds a text.
    pub(crate) fn of_text(name: &str, text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::new(name) }
    }

    /// This element with one child more.
    pub(crate) fn with(mut self, child: Element) -> Self {
        self.children.push(child);
        self
    }

    /// This element with one child more that holds a text.
    pub(crate) fn with_text(self, name: &str, text: impl Into<String>) -> Self {
        self.with(Self::of_text(name, text))
    }

    /// This element with one attribute more.
    pub(crate) fn with_attribute(mut self, name: &str, value: &str) -> Self {
        self.attributes.push((name.to_owned(), value.to_owned()));
        self
    }

    /// The first child of exactly this name.
    pub(crate) fn child(&self, name: &str) -> Option<&Element> {
        self.children.iter().find(|child| child.name == name)
    }

    /// The children of exactly this name.
    pub(crate) fn children_named<'a>(
        &'a self,
        name: &'a str,
    ) -> impl Iterator<Item = &'a Element> + 'a {
        self.children.iter().filter(move |child| child.name == name)
    }

    /// The text of the first child of this name, without the blanks around it (B18).
    pub(crate) fn text_of(&self, name: &str) -> Option<&str> {
        self.child(name).map(|child| child.text.trim())
    }

    /// The same where there is more than blanks.
    pub(crate) fn filled(&self, name: &str) -> Option<&str> {
        self.text_of(name).filter(|text| !text.is_empty())
    }

    pub(crate) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }
}
