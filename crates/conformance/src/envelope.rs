//! What of the suite's event our store keeps as bytes: all that it is not asked about.
//!
//! The type, the tags that go by another name, the metadata and the data; each behind its length in four bytes.

use happenstance_core::bytes::Bytes;
use happenstance_core::{Event, EventType, Tag, Tags};
use qizhang::store::{EVENT_BYTES_MAX, Passing};

use crate::names;

const LENGTH: usize = 4;
const ABSENT: u8 = 0;
const PRESENT: u8 = 1;

/// The most data of an event whose type has so many bytes, without metadata and with tags of our form.
pub(crate) const fn data_max(type_bytes: usize) -> usize {
    // Lengths of type and data, number of tags, and the byte that says that there is no metadata.
    EVENT_BYTES_MAX - type_bytes - 3 * LENGTH - 1
}

/// The bytes of an event.
pub(crate) fn write(event: &Event) -> Vec<u8> {
    let mut out = Vec::new();
    put(&mut out, event.event_type().as_str().as_bytes());
    let goes_by_another = |tag: &&Tag| names::tag(tag).is_none_or(|own| names::is_foreign(own.as_str()));
    let renamed: Vec<&Tag> = event.tags().iter().filter(goes_by_another).collect();
    out.extend(length(renamed.len()));
    for tag in renamed {
        put(&mut out, tag.as_str().as_bytes());
    }
    match event.metadata() {
        None => out.push(ABSENT),
        Some(metadata) => {
            out.push(PRESENT);
            put(&mut out, metadata);
        }
    }
    put(&mut out, event.data());
    out
}

/// The event of what was stored; `None` when the bytes are no envelope of ours.
pub(crate) fn read(stored: Passing<'_>) -> Option<Event> {
    let mut rest = stored.bytes;
    let kind = EventType::new(text(&mut rest)?).ok()?;
    let renamed = (0..count(&mut rest)?).map(|_| Tag::new(text(&mut rest)?).ok()).collect::<Option<Vec<_>>>()?;
    let own = stored.tags.iter().filter(|tag| !names::is_foreign(tag)).map(|tag| Tag::new(tag).ok());
    let tags: Tags = own.collect::<Option<Vec<_>>>()?.into_iter().chain(renamed).collect();
    let (mark, after) = rest.split_first()?;
    rest = after;
    let metadata = if *mark == PRESENT { Some(Bytes::copy_from_slice(run(&mut rest)?)) } else { None };
    let event = Event::new(kind, Bytes::copy_from_slice(run(&mut rest)?)).ok()?.with_tags(tags);
    Some(match metadata {
        Some(metadata) => event.with_metadata(metadata),
        None => event,
    })
}

fn put(out: &mut Vec<u8>, bytes: &[u8]) {
    out.extend(length(bytes.len()));
    out.extend(bytes);
}

fn length(of: usize) -> [u8; LENGTH] {
    u32::try_from(of).unwrap_or(u32::MAX).to_le_bytes()
}

fn count(rest: &mut &[u8]) -> Option<usize> {
    let (length, after) = rest.split_first_chunk()?;
    *rest = after;
    usize::try_from(u32::from_le_bytes(*length)).ok()
}

fn run<'b>(rest: &mut &'b [u8]) -> Option<&'b [u8]> {
    let length = count(rest)?;
    let (run, after) = rest.split_at_checked(length)?;
    *rest = after;
    Some(run)
}

fn text(rest: &mut &[u8]) -> Option<String> {
    String::from_utf8(run(rest)?.to_vec()).ok()
}
