//! A document as a tree: enough to look at answers.

use quick_xml::{Reader, events::Event};

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Node {
    pub(crate) name: String,
    /// ` subscribe="true"`, as it stands.
    pub(crate) attributes: String,
    pub(crate) text: String,
    pub(crate) children: Vec<Node>,
}

impl Node {
    pub(crate) fn child(&self, name: &str) -> Option<&Node> {
        self.children.iter().find(|child| child.name == name)
    }

    /// The text of a child that must be there.
    pub(crate) fn text_of(&self, name: &str) -> &str {
        let child = self.child(name).unwrap_or_else(|| panic!("no {name} in {self:?}"));
        &child.text
    }

    /// The texts of a child of each child.
    pub(crate) fn column(&self, name: &str) -> Vec<&str> {
        self.children.iter().map(|child| child.text_of(name)).collect()
    }

    /// The names of the children, in order.
    pub(crate) fn names(&self) -> Vec<&str> {
        self.children.iter().map(|child| child.name.as_str()).collect()
    }

    /// Every element's path below this one, sorted, each once.
    pub(crate) fn paths(&self) -> Vec<String> {
        fn walk(node: &Node, above: &str, paths: &mut Vec<String>) {
            for child in &node.children {
                let path = format!("{above}/{}", child.name);
                walk(child, &path, paths);
                paths.push(path);
            }
        }
        let mut paths = Vec::new();
        walk(self, "", &mut paths);
        paths.sort();
        paths.dedup();
        paths
    }
}

/// The root of a well-formed document.
pub(crate) fn parse(document: &str) -> Node {
    try_parse(document).unwrap_or_else(|reason| panic!("{reason}: {document}"))
}

pub(crate) fn try_parse(document: &str) -> Result<Node, String> {
    let mut reader = Reader::from_str(document);
    let mut open = vec![Node::default()];
    loop {
        match reader.read_event().map_err(|error| error.to_string())? {
            Event::Start(start) => open.push(Node {
                name: start.name().into_inner().to_owned(),
                attributes: start.attributes_raw().trim_end().to_owned(),
                ..Node::default()
            }),
            Event::End(_) => {
                let mut node = open.pop().unwrap();
                if !node.children.is_empty() {
                    node.text.clear();
                }
                open.last_mut().ok_or("an end too many")?.children.push(node);
            }
            Event::Text(text) => open.last_mut().unwrap().text += &text.xml10_content(),
            Event::GeneralRef(reference) => {
                let character = match &*reference.xml10_content() {
                    "amp" => "&",
                    "lt" => "<",
                    "gt" => ">",
                    "quot" => "\"",
                    "#13" => "\r",
                    other => return Err(format!("the entity {other}")),
                };
                open.last_mut().unwrap().text += character;
            }
            Event::Eof => break,
            _ => {}
        }
    }
    let [root] = &mut open[..] else { return Err("an element is open at the end".to_owned()) };
    match (root.text.trim(), &mut root.children[..]) {
        ("", [root]) => Ok(std::mem::take(root)),
        _ => Err("not one root".to_owned()),
    }
}
