//! Documents for answers.

use super::Element;

/// How documents are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Style {
    /// Blanks around every text, as some samples have them (B18).
    pub(crate) padding: bool,
}

pub(crate) const DECLARATION: &str =
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

impl Style {
    /// A whole document.
    pub(crate) fn document(self, root: &Element) -> String {
        let mut out = DECLARATION.to_owned();
        self.push(&mut out, 0, root);
        out
    }

    /// One element with all that it holds, in lines of its own.
    pub(crate) fn push(self, out: &mut String, depth: usize, element: &Element) {
        self.push_start(out, depth, element);
        if element.children.is_empty() {
            if self.padding && !element.text.is_empty() {
                out.push(' ');
                push_escaped(out, &element.text);
                out.push(' ');
            } else {
                push_escaped(out, &element.text);
            }
        } else {
            out.push('\n');
            for child in &element.children {
                self.push(out, depth + 1, child);
            }
            indent(out, depth);
        }
        out.push_str("</");
        out.push_str(&element.name);
        out.push_str(">\n");
    }

    fn push_start(self, out: &mut String, depth: usize, element: &Element) {
        indent(out, depth);
        out.push('<');
        out.push_str(&element.name);
        for (name, value) in &element.attributes {
            out.push(' ');
            out.push_str(name);
            out.push_str("=\"");
            push_escaped(out, value);
            out.push('"');
        }
        out.push('>');
    }
}

fn indent(out: &mut String, depth: usize) {
    out.extend(std::iter::repeat_n("  ", depth));
}

fn push_escaped(out: &mut String, text: &str) {
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            // A bare one would be read as a line feed.
            '\r' => out.push_str("&#13;"),
            other => out.push(other),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tree_reads_back_as_it_was() {
        let tree = Element::new("users")
            .with(
                Element::new("notification")
                    .with_attribute("subscribe", "\"a\" & b")
                    .with_text("type", "Activate"),
            )
            .with_text("name", "<Müller> & \r\n \"Söhne\"")
            .with(Element::new("empty"));
        let document = Style { padding: false }.document(&tree);
        let mut read = super::super::parse(document.as_bytes()).unwrap();
        strip(&mut read);
        assert_eq!(read, tree);
        let padded = Style { padding: true }.document(&tree);
        assert!(padded.contains("<type> Activate </type>"), "{padded}");
        assert!(padded.contains("<empty></empty>"), "{padded}");
    }

    /// Takes the line ends between children away.
    fn strip(element: &mut Element) {
        if !element.children.is_empty() {
            element.text.clear();
            element.children.iter_mut().for_each(strip);
        }
    }
}
