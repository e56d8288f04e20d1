//! The XML of a workbook's parts, node by node.

use super::fault::SheetFault;
use super::flaw::Flaw;
use super::zipped::{Part, read_fault};
use quick_xml::Reader;
use quick_xml::escape::unescape;
use quick_xml::events::{BytesRef, BytesStart, Event};

/// A part that is read from its beginning to its end.
pub(super) struct Xml<'p> {
    part: &'p str,
    reader: Reader<Part<'p>>,
    buffer: Vec<u8>,
}

/// What comes next.
pub(super) enum Node {
    /// A tag, and whether it closes at once.
    Open(Tag, bool),
    /// The end of a tag of this name.
    Close(String),
    Text(String),
    End,
}

/// A tag: its name and its attributes, without the prefixes of their namespaces.
pub(super) struct Tag {
    pub(super) name: String,
    attributes: Vec<(String, String)>,
}

impl<'p> Xml<'p> {
    pub(super) fn new(part: &'p str, bytes: Part<'p>) -> Self {
        let mut reader = Reader::from_reader(bytes);
        let config = reader.config_mut();
        config.check_end_names = false;
        config.expand_empty_elements = false;
        Self { part, reader, buffer: Vec::new() }
    }

    /// The next node; comments and declarations are passed over.
    pub(super) fn next(&mut self) -> Result<Node, SheetFault> {
        loop {
            self.buffer.clear();
            let event = self.reader.read_event_into(&mut self.buffer);
            let node = match event {
                Ok(Event::Start(start)) => Tag::of(&start).map(|tag| Node::Open(tag, false)),
                Ok(Event::Empty(start)) => Tag::of(&start).map(|tag| Node::Open(tag, true)),
                Ok(Event::End(end)) => Ok(Node::Close(end.local_name().as_ref().to_owned())),
                Ok(Event::Text(text)) => Ok(Node::Text(text.xml10_content().into_owned())),
                Ok(Event::CData(text)) => Ok(Node::Text(text.xml10_content().into_owned())),
                Ok(Event::GeneralRef(reference)) => resolved(&reference).map(Node::Text),
                Ok(Event::Eof) => Ok(Node::End),
                Ok(Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_)) => continue,
                Err(quick_xml::Error::Io(error)) => return Err(read_fault(self.part, &error)),
                Err(error) => Err(error.to_string()),
            };
            return node.map_err(|words| self.broken(Flaw::Said { words }));
        }
    }

    /// All text up to the end of a tag that was just opened; the text within some inner tags is left out.
    pub(super) fn text_within(&mut self, name: &str, without: &[&str]) -> Result<String, SheetFault> {
        let mut text = String::new();
        let (mut depth, mut skipped) = (0_usize, 0_usize);
        loop {
            match self.next()? {
                Node::Open(tag, false) => {
                    depth = depth.saturating_add(1);
                    if skipped > 0 || without.contains(&tag.name.as_str()) {
                        skipped = skipped.saturating_add(1);
                    }
                }
                Node::Close(_) if depth > 0 => {
                    depth = depth.saturating_sub(1);
                    skipped = skipped.saturating_sub(1);
                }
                Node::Close(_) => return Ok(text),
                Node::Text(more) if skipped == 0 => text.push_str(&more),
                Node::Open(_, true) | Node::Text(_) => {}
                Node::End => return Err(self.cut(name)),
            }
        }
    }

    /// The fault of a part that ends too early.
    pub(super) fn cut(&self, name: &str) -> SheetFault {
        self.broken(Flaw::Cut { tag: name.to_owned() })
    }

    /// The fault of something that does not read.
    pub(super) fn broken(&self, why: Flaw) -> SheetFault {
        SheetFault::Broken { part: self.part.to_owned(), why }
    }
}

impl Tag {
    fn of(start: &BytesStart<'_>) -> Result<Self, String> {
        let name = start.local_name().as_ref().to_owned();
        let mut attributes = Vec::new();
        for attribute in start.attributes().with_checks(false) {
            let attribute = attribute.map_err(|error| error.to_string())?;
            let value = unescape(&attribute.value).map_err(|error| error.to_string())?.into_owned();
            attributes.push((attribute.key.local_name().as_ref().to_owned(), value));
        }
        Ok(Self { name, attributes })
    }

    /// The value of an attribute.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str())
    }

    /// Whether one of the attributes of a name, whatever their prefixes, has a value.
    pub(super) fn says(&self, name: &str, value: &str) -> bool {
        self.attributes.iter().any(|(own, given)| own == name && given == value)
    }

    /// A number that an attribute gives.
    pub(super) fn number(&self, name: &str) -> Option<u32> {
        self.get(name)?.parse().ok()
    }

    /// Whether an attribute says yes.
    pub(super) fn is(&self, name: &str) -> bool {
        self.get(name).is_some_and(|value| matches!(value, "1" | "true" | "on"))
    }
}

/// What an entity stands for. A workbook declares none of its own.
fn resolved(reference: &BytesRef<'_>) -> Result<String, String> {
    if let Some(letter) = reference.resolve_char_ref().map_err(|error| error.to_string())? {
        return Ok(letter.to_string());
    }
    let name = reference.xml10_content();
    match &*name {
        "lt" => Ok("<".to_owned()),
        "gt" => Ok(">".to_owned()),
        "amp" => Ok("&".to_owned()),
        "quot" => Ok("\"".to_owned()),
        "apos" => Ok("'".to_owned()),
        other => Err(format!("&{other}; is not declared")),
    }
}
