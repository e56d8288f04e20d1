//! The bytes are as `docs/format.md` says: a reader written from that page alone finds the events.

use super::make::{Place, add, entry, freeing, taking, tiny};
use qizhang::proof::{TreeHead, leaf_digest};
use qizhang::store::Store;
use qizhang::value::{Digest, Position};

struct Page<'b>(&'b [u8], usize);

impl<'b> Page<'b> {
    fn take(&mut self, count: usize) -> &'b [u8] {
        let start = self.1;
        self.1 += count;
        &self.0[start..self.1]
    }

    fn number(&mut self, width: usize) -> u64 {
        self.take(width).iter().rev().fold(0, |number, byte| number << 8 | u64::from(*byte))
    }

    fn text(&mut self, width: usize) -> String {
        let length = usize::try_from(self.number(width)).unwrap();
        String::from_utf8(self.take(length).to_vec()).unwrap()
    }
}

/// CRC-32C bit by bit, so that the test does not trust the crate the store uses.
fn crc32c(parts: &[&[u8]]) -> u64 {
    let mut crc = !0_u32;
    for byte in parts.concat() {
        crc ^= u32::from(byte);
        for _ in 0..8 {
            crc = if crc & 1 == 1 { crc >> 1 ^ 0x82f6_3b78 } else { crc >> 1 };
        }
    }
    u64::from(!crc)
}

#[test]
fn a_reader_written_from_the_page_finds_the_events() {
    let place = Place::new();
    let store = place.create(tiny());
    add(&store, vec![entry(1, "a.made", &["of:y", "of:x"]), taking(2, &["key:甲"])]);
    add(&store, vec![freeing(3, &["key:甲"])]);
    let root = store.root(Position(3)).unwrap();
    drop(store);

    let head = std::fs::read(place.head()).unwrap();
    let mut slot = Page(&head, 4096 * usize::from(head[4096 + 28..4096 + 36] > head[28..36]));
    let whole_slot = &head[slot.1..slot.1 + 68];
    assert_eq!((slot.take(8), slot.number(4)), (&b"QZHEAD\r\n"[..], 1));
    let ledger = slot.take(16);
    slot.number(8);
    let (position, group, segment, end) = (slot.number(8), slot.number(8), slot.number(8), slot.number(8));
    assert_eq!((position, group, segment), (3, 2, 1));
    assert_eq!(slot.number(4), crc32c(&[whole_slot]));

    let bytes = std::fs::read(place.segment(1)).unwrap();
    let mut page = Page(&bytes, 0);
    assert_eq!((page.take(8), page.number(4), page.take(16)), (&b"QZLOG\r\n\0"[..], 1, ledger));
    assert_eq!((page.number(8), page.number(8)), (1, 4096));
    assert_eq!(page.number(4), crc32c(&[&bytes[..44]]));

    page.1 = 64;
    let (mut events, mut tree) = (Vec::new(), TreeHead::default());
    while (page.1 as u64) < end {
        frame(&mut page, ledger, &mut events, &mut tree);
    }
    assert_eq!(page.1 as u64, end);
    assert_eq!(tree.root(), root);
    let expected = [
        "a.made [of:x of:y] [] event 1 of the test",
        "test.noted [n:1] [1key:甲] event 2 of the test",
        "test.noted [n:1] [2key:甲] event 3 of the test",
    ];
    assert_eq!(events, expected);
}

fn frame(page: &mut Page<'_>, ledger: &[u8], events: &mut Vec<String>, tree: &mut TreeHead) {
    let start = page.1;
    assert_eq!(page.take(4), b"QZFR");
    let (kind, _group, first, count) = (page.number(4), page.number(8), page.number(8), page.number(4));
    let length = usize::try_from(page.number(4)).unwrap();
    assert_eq!(page.number(4), 0);
    let crc = page.number(4);
    assert_eq!(crc, crc32c(&[ledger, &page.0[start..start + 36], &page.0[page.1..page.1 + length]]));
    if kind == 2 {
        assert_eq!((first, count), (tree.size(), 0));
        assert_eq!(page.take(32), tree.root().0);
        assert_eq!(page.number(2), 0, "no checkpoint");
        return;
    }
    assert_eq!((kind, first), (1, tree.size() + 1));
    for _ in 0..count {
        let (text, leaf) = record(page, tree.size() + 1);
        events.push(text);
        tree.push(leaf);
    }
}

fn record(page: &mut Page<'_>, position: u64) -> (String, Digest) {
    let start = page.1;
    let length = usize::try_from(page.number(4)).unwrap();
    let crc = page.number(4);
    let rest = &page.0[start + 8..start + length];
    assert_eq!(crc, crc32c(&[&position.to_le_bytes(), &page.0[start..start + 4], rest]));
    page.take(16);
    let leaf = Digest(page.take(32).try_into().unwrap());
    assert_eq!(page.number(1), 0, "no flags");
    let kind = page.text(1);
    let tags: Vec<String> = (0..page.number(2)).map(|_| page.text(1)).collect();
    let keys: Vec<String> = (0..page.number(2)).map(|_| format!("{}{}", page.number(1), page.text(2))).collect();
    let bytes = page.text(4);
    assert_eq!(page.1, start + length);

    let mut content = vec![0];
    let put = |content: &mut Vec<u8>, part: &str| {
        content.extend(u32::try_from(part.len()).unwrap().to_le_bytes());
        content.extend(part.as_bytes());
    };
    put(&mut content, &kind);
    content.extend(u32::try_from(tags.len()).unwrap().to_le_bytes());
    for tag in &tags {
        put(&mut content, tag);
    }
    put(&mut content, &bytes);
    assert_eq!(leaf, Digest::of(&content));
    let note = bytes.split('"').nth(7).unwrap();
    (format!("{kind} [{}] [{}] {note}", tags.join(" "), keys.join(" ")), leaf)
}

/// Two events whose parts only fall differently have different leaves.
#[test]
fn leaves_keep_their_parts_apart() {
    use super::make::{kind, tag};
    let leaves = [
        leaf_digest(&kind("a.b"), &[tag("c:d")], b"e"),
        leaf_digest(&kind("a.bc"), &[tag("c:d")], b"e"),
        leaf_digest(&kind("a.b"), &[], b"c:de"),
        leaf_digest(&kind("a.b"), &[tag("c:de")], b""),
        leaf_digest(&kind("a.b"), &[tag("c:d"), tag("e:f")], b""),
    ];
    for (at, leaf) in leaves.iter().enumerate() {
        assert!(!leaves[..at].contains(leaf), "{at}");
    }
}
