//! The document as a whole: one root, tags that match, and where the records are.
//!
//! A record is an element one or two levels below the root, or in some lists the root itself. It is told by its name, or by a child or
//! attribute that only a record has. Everything else below the root is wrapping or summary.

use super::count::{Counts, Placed, Stated};
use super::fault::Fault;
use super::layout::Layout;
use super::position::Position;
use super::stack::Stack;
use super::token::Kind;
use super::{name, tag};
use crate::{DecodeErrorKind, Encoding, Limits};

/// What a token has ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    Nothing,
    /// A record that began there.
    Record(Position),
}

#[derive(Debug)]
pub(super) struct Structure {
    layout: &'static Layout,
    limits: Limits,
    /// What the document came in.
    encoding: Encoding,
    stack: Stack,
    root: Option<Root>,
    /// A tag, comment or instruction has been seen.
    any_markup: bool,
    /// Where the record that is open begins, and the depth of its element.
    record: Option<(Position, usize)>,
    /// The innermost element, when it has had no child yet and is not part of a record.
    leaf: Option<Leaf>,
    counts: Counts,
    /// Something that is neither known nor empty: in a document without records it may be one.
    unknown: Option<Position>,
    attribute: String,
}

#[derive(Debug)]
struct Root {
    position: Position,
    closed: bool,
    /// Its name is one that may hold no record.
    plausible: bool,
    /// It may hold no record only if it holds nothing.
    neutral: bool,
}

#[derive(Debug)]
struct Leaf {
    position: Position,
    text: String,
}

/// Roots of lists that do not say what of (INF, reading B26).
const LISTS: &[&str] = &["list", "collection"];
/// Roots that say even less (INF): an empty list where nothing at all stands in them.
const NEUTRAL: &[&str] = &["items", "results", "result", "response", "data", "root"];

/// Levels below the root at which records are looked for.
const RECORD_DEPTHS: std::ops::RangeInclusive<usize> = 1..=2;

impl Structure {
    pub(super) fn new(layout: &'static Layout, limits: Limits, encoding: Encoding) -> Self {
        Self {
            layout,
            limits,
            encoding,
            stack: Stack::default(),
            root: None,
            any_markup: false,
            record: None,
            leaf: None,
            counts: Counts::default(),
            unknown: None,
            attribute: String::new(),
        }
    }

    /// Where the record that is open begins.
    pub(super) fn open_record(&self) -> Option<Position> {
        self.record.map(|(position, _)| position)
    }

    /// The earliest byte that may turn out to belong to a record that is not complete.
    pub(super) fn keep_from(&self) -> Option<u64> {
        let leaf = self.leaf.as_ref().filter(|_| RECORD_DEPTHS.contains(&self.inner_depth()));
        let position = self.open_record().or(leaf.map(|leaf| leaf.position));
        position.map(|position| position.offset)
    }

    /// Number of open elements.
    pub(super) fn depth(&self) -> usize {
        self.stack.depth()
    }

    /// Offsets of what an error may name later: counts, and elements that are not settled.
    pub(super) fn places(&self) -> Vec<u64> {
        let root = self.root.as_ref().map(|root| root.position);
        let leaf = self.leaf.as_ref().map(|leaf| leaf.position);
        let open = [root, leaf, self.unknown, self.open_record()].into_iter().flatten();
        self.counts.places().chain(open.map(|position| position.offset)).collect()
    }

    pub(super) fn closed(&self) -> bool {
        self.root.as_ref().is_some_and(|root| root.closed)
    }

    /// Takes a token; `read` is the number of records before it.
    pub(super) fn token(
        &mut self,
        kind: Kind,
        bytes: &[u8],
        position: Position,
        read: u64,
    ) -> Result<Step, Placed> {
        let here = |fault| (fault, position);
        let step = match kind {
            Kind::Comment => Step::Nothing,
            Kind::Instruction => {
                self.instruction(bytes).map_err(here)?;
                Step::Nothing
            }
            Kind::Text => {
                if self.record.is_none() && !bytes.iter().all(u8::is_ascii_whitespace) {
                    self.text(bytes).map_err(here)?;
                }
                Step::Nothing
            }
            Kind::CData => {
                if self.record.is_none() {
                    self.text(&bytes[b"<![CDATA[".len()..bytes.len() - 3]).map_err(here)?;
                }
                Step::Nothing
            }
            Kind::Start | Kind::Empty => self.start(kind, bytes, position, read)?,
            Kind::End => self.end(bytes, position, read)?,
        };
        self.any_markup |= kind != Kind::Text;
        Ok(step)
    }

    /// The input has ended.
    pub(super) fn finish(&self, read: u64, end: Position) -> Result<(), Placed> {
        let truncated = |detail| Err((Fault::new(DecodeErrorKind::Truncated, 0, detail), end));
        let Some(root) = &self.root else {
            return truncated("the input ends before the root element; fetch it again".to_owned());
        };
        if let Some(open) = self.stack.last() {
            return truncated(format!(
                "the input ends inside the element `{open}`; fetch it again"
            ));
        }
        let other = |detail, position| {
            Err((Fault::new(DecodeErrorKind::NotThisReport, 0, detail), position))
        };
        match self.unknown {
            _ if read > 0 => Ok(()),
            _ if !root.plausible => other(
                format!("no record of {} in the document; look at it", self.layout.report),
                root.position,
            ),
            Some(position) if !self.counts.states_none() => {
                let detail = "an element that is no known record, in a document without any";
                other(detail.to_owned(), position)
            }
            _ => Ok(()),
        }
    }

    /// Depth of the innermost open element; the root's is 0.
    fn inner_depth(&self) -> usize {
        self.stack.depth().saturating_sub(1)
    }

    fn instruction(&mut self, bytes: &[u8]) -> Result<(), Fault> {
        let inside = &bytes[2..bytes.len() - 2];
        let target = inside.split(u8::is_ascii_whitespace).next().unwrap_or_default();
        if !name::is_valid(target) {
            return Err(Fault::xml(0, "a processing instruction without a valid name"));
        }
        if !target.eq_ignore_ascii_case(b"xml") {
            return Ok(());
        }
        if self.any_markup {
            return Err(Fault::xml(0, "a declaration that is not the first thing in the document"));
        }
        let text = std::str::from_utf8(inside)
            .map_err(|_| Fault::new(DecodeErrorKind::Utf8, 0, "a declaration that is not UTF-8"))?;
        let declaration = quick_xml::events::BytesStart::from_content(text, target.len());
        let mut encoding = None;
        let mut buffer = std::mem::take(&mut self.attribute);
        tag::attributes(&declaration, self.limits.attributes, &mut buffer, |key, value| {
            if key == "encoding" {
                encoding = Some(value.to_owned());
            }
        })?;
        self.attribute = buffer;
        match encoding {
            Some(name) if !self.encoding.is_called(&name) => {
                let came = self.encoding;
                let detail = format!(
                    "the document declares an encoding other than {came}, in which it is read; \
                     declare it in the options if it is right"
                );
                Err(Fault::new(DecodeErrorKind::Utf8, 0, detail))
            }
            _ => Ok(()),
        }
    }

    /// Text outside of records: in a leaf it may be a count, elsewhere it has no place.
    fn text(&mut self, bytes: &[u8]) -> Result<(), Fault> {
        if self.stack.depth() == 0 {
            let at = bytes.iter().position(|byte| !byte.is_ascii_whitespace()).unwrap_or_default();
            return Err(Fault::xml(at, "text outside the root element"));
        }
        let text = std::str::from_utf8(bytes).map_err(|error| {
            Fault::new(DecodeErrorKind::Utf8, error.valid_up_to(), "text that is not UTF-8")
        })?;
        match &mut self.leaf {
            Some(leaf) if leaf.text.len() + text.len() <= self.limits.record_bytes => {
                leaf.text.push_str(text);
                Ok(())
            }
            Some(_) => {
                Err(Fault::new(DecodeErrorKind::Limit, 0, "a text longer than a record may be"))
            }
            None => Err(Fault::xml(0, "text between elements")),
        }
    }

    fn start(
        &mut self,
        kind: Kind,
        bytes: &[u8],
        position: Position,
        read: u64,
    ) -> Result<Step, Placed> {
        let here = |fault| (fault, position);
        let name = tag::name(kind, bytes).map_err(here)?;
        let depth = self.stack.depth();
        if depth == 0 && self.root.is_some() {
            return Err(here(Fault::xml(0, "a second root element")));
        }
        if depth == self.limits.depth {
            let detail = format!("more than {} elements inside each other", self.limits.depth);
            return Err(here(Fault::new(DecodeErrorKind::Limit, 0, detail)));
        }
        let mut step = Step::Nothing;
        if self.record.is_none() && self.begin(name, bytes, position, read)? {
            match kind {
                Kind::Empty => {
                    step = Step::Record(position);
                    self.close_root_record(depth);
                }
                _ => self.record = Some((position, depth)),
            }
        }
        if kind == Kind::Start {
            self.stack.push(name);
        } else if self.record.is_none() && step == Step::Nothing {
            self.close(name, depth, read)?;
        }
        Ok(step)
    }

    /// An element outside of records begins; true if it is a record itself.
    fn begin(
        &mut self,
        name: &str,
        bytes: &[u8],
        position: Position,
        read: u64,
    ) -> Result<bool, Placed> {
        let here = |fault| (fault, position);
        let depth = self.stack.depth();
        let layout = self.layout;
        let outer = self.leaf.take();
        if outer.as_ref().is_some_and(|leaf| !leaf.text.trim().is_empty()) {
            return Err(here(Fault::xml(0, "an element behind text")));
        }
        if name::is_any(name, layout.marks) {
            match outer {
                Some(outer) if RECORD_DEPTHS.contains(&(depth.saturating_sub(1))) => {
                    self.record = Some((outer.position, depth - 1));
                    return Ok(false);
                }
                _ if depth > 0 => return Err(here(misplaced())),
                _ => {}
            }
        }
        let mut marked = false;
        let mut known = 0;
        let mut count = None;
        let tag = tag::parsed(bytes, name).map_err(here)?;
        let mut buffer = std::mem::take(&mut self.attribute);
        tag::attributes(&tag, self.limits.attributes, &mut buffer, |key, value| {
            marked |= name::is_any(key, layout.marks);
            if name::is_any(key, layout.counts) {
                count = Some(Stated::parse(value, position));
            } else {
                known += 1;
            }
        })
        .map_err(here)?;
        self.attribute = buffer;
        if depth > 0 && (marked || name::is_any(name, layout.items)) {
            return if RECORD_DEPTHS.contains(&depth) { Ok(true) } else { Err(here(misplaced())) };
        }
        if depth == 0 && layout.item_may_be_root && name::is_any(name, layout.items) {
            self.root = Some(Root { position, closed: false, plausible: true, neutral: false });
            return Ok(true);
        }
        if depth == 0 {
            let named = name::holds(name, layout.root_holds)
                || (layout.item_may_be_root && name::is_any(name, LISTS));
            let neutral = !named && layout.item_may_be_root && name::is_any(name, NEUTRAL);
            let plausible = named || neutral;
            self.root = Some(Root { position, closed: false, plausible, neutral });
        } else if known > 1 {
            self.unknown.get_or_insert(position);
        }
        if depth == 1 {
            self.counts.open_wrapper(read);
            if let Some(root) = self.root.as_mut().filter(|root| root.neutral) {
                root.plausible = false;
            }
        }
        match (count, depth) {
            (Some(stated), 0) => self.counts.state_total(stated?)?,
            (Some(stated), 1) => self.counts.state_in_wrapper(stated?)?,
            _ => {}
        }
        self.leaf = Some(Leaf { position, text: String::new() });
        Ok(false)
    }

    fn end(&mut self, bytes: &[u8], position: Position, read: u64) -> Result<Step, Placed> {
        let here = |fault| (fault, position);
        let name = tag::name(Kind::End, bytes).map_err(here)?;
        match self.stack.last() {
            Some(open) if open == name => {}
            Some(open) => {
                let detail = format!("`{name}` is closed where `{open}` is open");
                return Err(here(Fault::xml(0, detail)));
            }
            None => return Err(here(Fault::xml(0, "an end tag outside the root element"))),
        }
        self.stack.pop();
        let depth = self.stack.depth();
        match self.record {
            Some((began, at)) if at == depth => {
                self.record = None;
                self.close_root_record(depth);
                Ok(Step::Record(began))
            }
            Some(_) => Ok(Step::Nothing),
            None => self.close(name, depth, read).map(|()| Step::Nothing),
        }
    }

    /// A record that is the root has ended the document.
    fn close_root_record(&mut self, depth: usize) {
        if let Some(root) = self.root.as_mut().filter(|_| depth == 0) {
            root.closed = true;
        }
    }

    /// An element outside of records has ended.
    fn close(&mut self, name: &str, depth: usize, read: u64) -> Result<(), Placed> {
        if let Some(Leaf { position, text }) = self.leaf.take() {
            let text = text.trim();
            if name::is_any(name, self.layout.counts) && RECORD_DEPTHS.contains(&depth) {
                let stated = Stated::parse(text, position)?;
                if depth == 1 {
                    self.counts.state_total(stated)?;
                } else {
                    self.counts.state_in_wrapper(stated)?;
                }
            } else if depth != 1 && text.bytes().any(|byte| byte != b'0') {
                self.unknown.get_or_insert(position);
            }
        }
        match depth {
            0 => {
                if let Some(root) = &mut self.root {
                    root.closed = true;
                }
                self.counts.check(read)
            }
            1 => self.counts.close_wrapper(name, read),
            _ => Ok(()),
        }
    }
}

fn misplaced() -> Fault {
    let detail = "a record deeper in the document, or higher, than records are looked for";
    Fault::new(DecodeErrorKind::NotThisReport, 0, detail)
}
