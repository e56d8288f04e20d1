//! The events: a made-up district's, as the ledger would store them, in a file from which every store is filled.

use crate::done::Done;
use qizhang::event::{Body, Catalogue, Draft, Stamp, admit, tags_of};
use qizhang::ledger::{FixedClock, Ledger};
use qizhang::sample::{Line, Plan, facts};
use qizhang::store::{Entry, NaturalKey};
use qizhang::value::{Day, EventId, Instant, Tag, TypeName};
use std::collections::BTreeSet;
use std::fs::File;
use std::io::{BufReader, BufWriter, Read, Write};
use std::path::Path;
use std::sync::Arc;
use uuid::Uuid;

/// Enterprises for so many events, a little more than are needed.
const ENTERPRISES_A_MILLION: u64 = 15_600;

/// An event as a store gets it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Fact {
    pub(crate) id: [u8; 16],
    pub(crate) kind: String,
    pub(crate) tags: Vec<String>,
    /// The document's name, which may stand once; only our store looks at it.
    pub(crate) key: Option<String>,
    /// The canonical envelope.
    pub(crate) body: Vec<u8>,
}

/// Draws the events and writes them twice: as the lines an office would bring, and as a store gets them.
pub(crate) fn prepare(count: u64, lines: &Path, facts_at: &Path) -> Done<()> {
    let enterprises = u32::try_from(count * ENTERPRISES_A_MILLION / 1_000_000)?.max(40);
    let plan = Plan { enterprises, ..Plan::default() };
    let catalogue = catalogue()?;
    let (mut lines, mut entries) = (BufWriter::new(File::create(lines)?), BufWriter::new(File::create(facts_at)?));
    let (mut made, mut taken) = (0, BTreeSet::new());
    for line in facts(&plan).iter().map(Line::to_json).take(usize::try_from(count)?) {
        writeln!(lines, "{line}")?;
        let mut fact = Fact::of_line(&catalogue, &line)?;
        // What is corrected or taken back gives its name free; the ledger knows that, a store alone need not.
        fact.key = fact.key.filter(|key| taken.insert(key.clone()));
        let bytes = fact.to_bytes();
        entries.write_all(&u32::try_from(bytes.len())?.to_le_bytes())?;
        entries.write_all(&bytes)?;
        made += 1;
    }
    lines.flush()?;
    entries.flush()?;
    if made == count { Ok(()) } else { Err(format!("the district gave {made} events only").into()) }
}

/// The types the program brings along.
pub(crate) fn catalogue() -> Done<Arc<Catalogue>> {
    let clock = Box::new(FixedClock(Instant::end_of(Day::year_end(2030))));
    let (ledger, _) = Ledger::in_memory(Some(Day::year_start(2020)), clock).map_err(|error| format!("{error:?}"))?;
    Ok(ledger.catalogue())
}

/// Reads the events of a file one by one.
pub(crate) struct Facts(BufReader<File>);

impl Facts {
    pub(crate) fn open(path: &Path) -> Done<Self> {
        Ok(Self(BufReader::with_capacity(1 << 20, File::open(path)?)))
    }

    /// The next ones, at most so many.
    pub(crate) fn take(&mut self, count: usize) -> Done<Vec<Fact>> {
        let mut found = Vec::with_capacity(count);
        let mut length = [0; 4];
        while found.len() < count && self.0.read_exact(&mut length).is_ok() {
            let mut bytes = vec![0; usize::try_from(u32::from_le_bytes(length))?];
            self.0.read_exact(&mut bytes)?;
            found.push(Fact::from_bytes(&bytes)?);
        }
        Ok(found)
    }
}

/// The number of things, as what is counted.
pub(crate) fn len<T>(of: &[T]) -> u64 {
    u64::try_from(of.len()).unwrap_or(u64::MAX)
}

impl Fact {
    fn of_line(catalogue: &Catalogue, line: &str) -> Done<Self> {
        let draft = Draft::parse(line).map_err(|error| format!("{error:?}"))?;
        let stamp = Stamp {
            id: draft.id.ok_or("no id")?,
            recorded_at: draft.recorded_at.ok_or("no moment")?,
            recorded_by: draft.recorded_by.clone().ok_or("no author")?,
            keep_unknown: false,
        };
        let (event, text) = admit(catalogue, draft, stamp).map_err(|error| format!("{error:?}"))?;
        let key = match &event.body {
            Body::Typed(kind, record) => catalogue.natural_key(*kind, record),
            Body::Raw(_) | Body::Corrected(_) => None,
        };
        Ok(Self {
            id: *event.id.0.as_bytes(),
            kind: event.kind.as_str().to_owned(),
            tags: tags_of(catalogue, &event).iter().map(|tag| tag.as_str().to_owned()).collect(),
            key,
            body: text.into_bytes(),
        })
    }

    /// The same event under another id and without a name of its own, so that it may be appended again.
    pub(crate) fn again(&self, number: u64) -> Self {
        let id = *Uuid::new_v8((0x51 << 96 | u128::from(number)).to_be_bytes()).as_bytes();
        Self { id, key: None, ..self.clone() }
    }

    pub(crate) fn to_entry(&self) -> Done<Entry> {
        let tag = |text: &String| text.split_once(':').and_then(|(namespace, value)| Tag::new(namespace, value));
        Ok(Entry {
            id: EventId(Uuid::from_bytes(self.id)),
            kind: TypeName::parse(&self.kind).ok_or("no type")?,
            tags: self.tags.iter().filter_map(tag).collect(),
            keys: self.key.iter().cloned().map(NaturalKey::Take).collect(),
            bytes: self.body.clone(),
        })
    }

    /// As it stands in the file, and in stores that know only keys and values.
    pub(crate) fn to_bytes(&self) -> Vec<u8> {
        let mut out = Vec::with_capacity(self.body.len() + 256);
        out.extend(self.id);
        for text in [&self.kind, &self.tags.join("\n"), self.key.as_ref().unwrap_or(&String::new())] {
            out.extend(u16::try_from(text.len()).unwrap_or(u16::MAX).to_le_bytes());
            out.extend(text.as_bytes());
        }
        out.extend(&self.body);
        out
    }

    pub(crate) fn from_bytes(bytes: &[u8]) -> Done<Self> {
        let (id, mut rest) = bytes.split_first_chunk().ok_or("a short event")?;
        let mut text = || {
            let (length, after) = rest.split_first_chunk().ok_or("a short event")?;
            let (text, after) = after.split_at_checked(u16::from_le_bytes(*length).into()).ok_or("a short event")?;
            rest = after;
            Ok::<_, Box<dyn std::error::Error + Send + Sync>>(std::str::from_utf8(text)?.to_owned())
        };
        let (kind, tags, key) = (text()?, text()?, text()?);
        let tags = tags.split('\n').filter(|tag| !tag.is_empty()).map(str::to_owned).collect();
        Ok(Self { id: *id, kind, tags, key: Some(key).filter(|key| !key.is_empty()), body: rest.to_vec() })
    }
}
