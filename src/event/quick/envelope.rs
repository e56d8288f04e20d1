//! An envelope with its body.

use super::cursor::Cursor;
use crate::event::catalogue::Catalogue;
use crate::event::codec::body_of;
use crate::event::envelope::{Attachment, Event};
use crate::value::{Day, Digest, EventId, Instant, Position};
use std::sync::Arc;

/// What a body is read by. It stands at the end of the envelope, behind the body.
struct Tail<'t> {
    kind: &'t str,
    version: u16,
    /// Where it begins.
    start: usize,
}

/// Reads a stored event as the ledger writes it, of a type and version that the catalogue knows.
pub(in crate::event) fn read(catalogue: &Catalogue, position: Position, text: &str) -> Option<Event> {
    let Tail { kind, version, start } = Tail::of(text)?;
    let type_id = catalogue.type_id_of(kind)?;
    let layout = catalogue.layout(type_id, version)?;
    let mut cursor = Cursor::new(text.get(..start)?);
    cursor.expect("{\"data\":")?;
    let record = layout.read_quickly(&mut cursor)?;
    let evidence = if cursor.passes(",\"evidence\":[") { attachments(&mut cursor)? } else { Arc::default() };
    cursor.expect(",\"id\":\"")?;
    let id = EventId::parse(cursor.fixed(36)?)?;
    let note = if cursor.passes(",\"note\":\"") { Some(cursor.plain()?.into()) } else { None };
    cursor.expect(",\"occurred_on\":\"")?;
    let occurred_on = Day::parse(cursor.fixed(10)?)?;
    cursor.expect(",\"recorded_at\":\"")?;
    let recorded_at = Instant::parse_shown(cursor.plain()?)?;
    cursor.expect(",\"recorded_by\":\"")?;
    let recorded_by = cursor.plain()?.into();
    // The tail was looked for from the end: it is one only where the envelope goes on with it.
    cursor.is_over().then(|| Event {
        position,
        id,
        kind: catalogue.declaration(type_id).name.clone(),
        version,
        occurred_on,
        recorded_at,
        recorded_by,
        body: body_of(catalogue, type_id, record),
        evidence,
        note,
    })
}

impl<'t> Tail<'t> {
    fn of(text: &'t str) -> Option<Self> {
        let text = text.strip_suffix('}')?;
        let digits = text.bytes().rev().take_while(u8::is_ascii_digit).take(6).count();
        let (text, digits) = text.split_at_checked(text.len().checked_sub(digits)?)?;
        if digits.starts_with('0') {
            return None;
        }
        let text = text.strip_suffix("\",\"version\":")?;
        let quote = text.bytes().rposition(|byte| byte == b'"')?;
        let (before, kind) = (text.get(..quote)?, text.get(quote + 1..)?);
        let start = before.strip_suffix(",\"type\":")?.len();
        Some(Self { kind, version: digits.parse().ok()?, start })
    }
}

/// The documents behind an opening bracket, at least one.
fn attachments(cursor: &mut Cursor<'_>) -> Option<Arc<[Attachment]>> {
    let first = attachment(cursor)?;
    if !cursor.follows(b']')? {
        return Some(Arc::new([first]));
    }
    let mut all = vec![first, attachment(cursor)?];
    while cursor.follows(b']')? {
        all.push(attachment(cursor)?);
    }
    Some(all.into())
}

fn attachment(cursor: &mut Cursor<'_>) -> Option<Attachment> {
    cursor.expect("{\"sha256\":\"")?;
    let sha256 = Digest::parse(cursor.fixed(64)?)?;
    cursor.expect(",\"title\":\"")?;
    let title = cursor.plain()?.into();
    let uri = if cursor.passes(",\"uri\":\"") { Some(cursor.plain()?.into()) } else { None };
    cursor.expect("}")?;
    Some(Attachment { title, sha256, uri })
}

#[cfg(test)]
mod tests {
    use super::read;
    use crate::event::{Attachment, Catalogue, Declaration, FieldKind, Parts, canonical_json, encode};
    use crate::value::{Day, Digest, EventId, Instant, Position};
    use std::path::Path;

    fn declarations() -> Vec<Declaration> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("events/types");
        let folders = std::fs::read_dir(folder).unwrap().map(|folder| folder.unwrap().path());
        let files = folders.flat_map(|folder| std::fs::read_dir(folder).unwrap());
        files.map(|file| Declaration::parse(&std::fs::read_to_string(file.unwrap().path()).unwrap()).unwrap()).collect()
    }

    /// A reader that always steps aside would be right and of no use.
    #[test]
    fn what_the_ledger_writes_is_read_quickly() {
        let declarations = declarations();
        let catalogue = Catalogue::new(declarations.clone()).unwrap();
        let attachment =
            |uri: Option<&str>| Attachment {
                title: "证书".into(), sha256: Digest::of(b"x"), uri: uri.map(Into::into)
            };
        let documents = [attachment(None), attachment(Some("file:a.pdf")), attachment(None)];
        let mut quick = 0;
        for declaration in &declarations {
            let plain = |body: &&serde_json::Value| !canonical_json(body).unwrap().contains('\\');
            let objects = declaration.fields.iter().any(|field| matches!(field.kind, FieldKind::Raw));
            for (number, body) in declaration.examples.iter().filter(plain).enumerate() {
                let text = encode(&Parts {
                    data: &canonical_json(body).unwrap(),
                    evidence: documents.get(..number % 4).unwrap(),
                    id: EventId::parse("0192d3c0-7a4e-7cc2-b6e5-5a1d2c3b4a59").unwrap(),
                    note: (number % 2 == 1).then_some("备注"),
                    occurred_on: Day::new(2026, 2, 28).unwrap(),
                    recorded_at: Instant::parse("2026-08-20T10:00:00.123+08:00").unwrap(),
                    recorded_by: "li",
                    kind: &declaration.name,
                    version: declaration.version,
                });
                assert!(objects || read(&catalogue, Position(1), &text).is_some(), "{text}");
                quick += u32::from(!objects);
            }
        }
        assert!(quick > 150, "{quick}");
    }
}
