//! What one record's element holds: names and texts, in one buffer that is used again and again.

use std::ops::Range;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::fault::Fault;
use super::layout::Layout;
use super::{name, reference, tag};

/// The values of one element.
#[derive(Debug, Default)]
pub(super) struct Values {
    arena: String,
    values: Vec<Value>,
    /// Names from below the record's element to the innermost one, joined by `/`.
    path: String,
    frames: Vec<Frame>,
    /// Text of the innermost element since the last tag.
    text: String,
    attribute: String,
    /// Elements begun.
    elements: usize,
}

/// A value of a record.
#[derive(Clone, Copy, Debug)]
pub(super) struct Entry<'a> {
    /// `name`, `@attribute`, `outer/inner`, `outer/@attribute`, `outer/text()`.
    pub(super) name: &'a str,
    pub(super) text: &'a str,
    /// A child or attribute of the record's own element: only such may belong to a column by name.
    pub(super) direct: bool,
    /// Number of the element that it is a child or attribute of.
    pub(super) owner: usize,
}

#[derive(Debug)]
struct Value {
    /// In the arena, see [`Entry`].
    name: Range<usize>,
    text: Range<usize>,
    /// A child or attribute of the record's own element.
    direct: bool,
    /// Number of the element that it is a child or attribute of.
    owner: usize,
}

#[derive(Debug)]
struct Frame {
    /// Length of the path without this element.
    outer: usize,
    /// Number of the element in the record; the record's own is 0.
    number: usize,
    has_children: bool,
}

impl Values {
    /// Reads a record's element, whose tags are known to match.
    pub(super) fn read(
        &mut self,
        element: &str,
        layout: &Layout,
        attributes: usize,
    ) -> Result<(), Fault> {
        self.arena.clear();
        self.values.clear();
        self.path.clear();
        self.frames.clear();
        self.text.clear();
        self.elements = 0;
        let mut reader = Reader::from_str(element);
        reader.config_mut().check_end_names = false;
        loop {
            let at = reader.buffer_position() as usize;
            let event = reader.read_event().map_err(|error| {
                Fault::xml(reader.error_position() as usize, format!("not well-formed: {error}"))
            })?;
            match event {
                Event::Start(start) => {
                    self.open(&start, layout, attributes).map_err(|fault| fault.shifted(at))?;
                }
                Event::Empty(start) => {
                    self.open(&start, layout, attributes).map_err(|fault| fault.shifted(at))?;
                    self.close();
                }
                Event::End(_) => self.close(),
                Event::Text(text) => {
                    let text = text.xml10_content();
                    if let Some(inside) = text.find("]]>") {
                        return Err(Fault::xml(at + inside, "`]]>` in a text"));
                    }
                    self.text.push_str(&text);
                }
                Event::CData(text) => self.text.push_str(&text.xml10_content()),
                Event::GeneralRef(reference) => {
                    let character = reference::resolve(&reference.into_inner());
                    self.text.push(character.ok_or_else(|| reference::unknown(at))?);
                }
                Event::Comment(_) | Event::PI(_) => {}
                Event::Decl(_) | Event::DocType(_) => {
                    return Err(Fault::xml(at, "a declaration inside a record"));
                }
                Event::Eof => return Ok(()),
            }
        }
    }

    /// How many values there are, null ones too.
    pub(super) fn len(&self) -> usize {
        self.values.len()
    }

    /// Every value, in input order.
    pub(super) fn iter(&self) -> impl Iterator<Item = Entry<'_>> {
        (0..self.values.len()).map(|index| self.entry(index))
    }

    /// One value.
    pub(super) fn entry(&self, index: usize) -> Entry<'_> {
        let value = &self.values[index];
        Entry {
            name: &self.arena[value.name.clone()],
            text: &self.arena[value.text.clone()],
            direct: value.direct,
            owner: value.owner,
        }
    }

    fn open(&mut self, start: &BytesStart<'_>, layout: &Layout, limit: usize) -> Result<(), Fault> {
        let qualified = start.name();
        let element = qualified.as_ref();
        let key = layout.key();
        let inner = self.path.rsplit('/').next().unwrap_or_default();
        if name::is(element, key) && name::is_any(inner, layout.items) {
            return Err(record_inside_a_record());
        }
        if !self.frames.is_empty() {
            self.keep_loose_text();
        }
        if let Some(outer) = self.frames.last_mut() {
            outer.has_children = true;
        }
        let number = self.elements;
        self.elements += 1;
        self.frames.push(Frame { outer: self.path.len(), number, has_children: false });
        if self.frames.len() > 1 {
            if !self.path.is_empty() {
                self.path.push('/');
            }
            self.path.push_str(element);
        }
        let Self { arena, values, path, frames, attribute: buffer, .. } = self;
        let direct = frames.len() == 1;
        let is_item = !direct && name::is_any(element, layout.items);
        let mut holds_a_key = false;
        tag::attributes(start, limit, buffer, |attribute, value| {
            holds_a_key |= is_item && name::is(attribute, key);
            let from = arena.len();
            if !direct {
                arena.push_str(path);
                arena.push('/');
            }
            arena.push('@');
            arena.push_str(attribute);
            let name = from..arena.len();
            values.push(Value { name, text: append_trimmed(arena, value), direct, owner: number });
        })?;
        if holds_a_key { Err(record_inside_a_record()) } else { Ok(()) }
    }

    fn close(&mut self) {
        let Some(frame) = self.frames.pop() else { return };
        let is_record = self.frames.is_empty();
        if is_record || frame.has_children {
            self.keep_loose_text();
        } else {
            let from = self.arena.len();
            self.arena.push_str(&self.path);
            let name = from..self.arena.len();
            let text = append_trimmed(&mut self.arena, &self.text);
            let owner = self.frames.last().map_or(0, |outer| outer.number);
            self.values.push(Value { name, text, direct: self.frames.len() == 1, owner });
        }
        self.text.clear();
        self.path.truncate(frame.outer);
    }

    /// Keeps text that stands beside child elements.
    fn keep_loose_text(&mut self) {
        if !self.text.trim_matches(is_space).is_empty() {
            let from = self.arena.len();
            self.arena.push_str(&self.path);
            self.arena.push_str(if self.path.is_empty() { "text()" } else { "/text()" });
            let name = from..self.arena.len();
            let text = append_trimmed(&mut self.arena, &self.text);
            let owner = self.frames.last().map_or(0, |frame| frame.number);
            self.values.push(Value { name, text, direct: false, owner });
        }
        self.text.clear();
    }
}

/// Texts of elements are padded now and then: white space at both ends means nothing.
fn append_trimmed(arena: &mut String, text: &str) -> Range<usize> {
    let from = arena.len();
    arena.push_str(text.trim_matches(is_space));
    from..arena.len()
}

/// `S` of XML.
fn is_space(character: char) -> bool {
    matches!(character, ' ' | '\t' | '\r' | '\n')
}

fn record_inside_a_record() -> Fault {
    Fault::xml(0, "a record inside another record")
}
