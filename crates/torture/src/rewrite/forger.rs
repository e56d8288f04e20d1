//! Changes one event in place, and then every checksum, leaf and root that speaks of it, after `docs/format.md`.

use crate::chance::Chance;
use crate::files::{Files, Part};
use crate::log::{self, Frame, Kind, u32_at};
use crate::tree;
use crate::trouble::Trouble;
use qizhang::value::Digest;
use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};

/// Where the leaf stands in an event, and how its fields go on.
const LEAF: Range<usize> = 24..56;
const FLAGS: usize = 56;

/// The log in the forger's hands.
pub(super) struct Forger {
    ledger: [u8; 16],
    segments: Vec<(PathBuf, Vec<u8>)>,
}

impl Forger {
    pub(super) fn of(files: &Files) -> Result<Self, Trouble> {
        let parts = |part| files.all.iter().filter(move |(path, _)| Part::of(path) == Some(part));
        let segments = parts(Part::Segment).map(|(path, bytes)| (path.clone(), bytes.clone())).collect();
        let id = parts(Part::Head).find_map(|(_, head)| head.get(12..28)?.try_into().ok());
        Ok(Self { ledger: id.ok_or_else(|| Trouble::new("the head is too short"))?, segments })
    }

    /// Changes one letter of one event and gives its position.
    pub(super) fn change_one(&mut self, chance: &mut Chance) -> u64 {
        loop {
            let any = chance.place(self.segments.len());
            let (_, bytes) = &mut self.segments[any];
            let frames = log::frames(bytes);
            let Some(Frame { kind: Kind::Events(first, events), .. }) = frames.get(chance.place(frames.len())) else {
                continue;
            };
            let place = chance.place(events.len());
            // The envelope ends with a digest in text, so its last letter is one of those.
            let letter = &mut bytes[events[place].end - 1 - chance.place(20)];
            *letter = if *letter == b'0' { b'1' } else { b'0' };
            return first.0 + u64::try_from(place).unwrap_or(0);
        }
    }

    /// Makes all of it agree again, from the first event to the last root.
    pub(super) fn finish(mut self) -> Vec<(PathBuf, Vec<u8>)> {
        let mut leaves = Vec::new();
        for (_, bytes) in &mut self.segments {
            for frame in log::frames(bytes) {
                match &frame.kind {
                    Kind::Events(first, events) => {
                        for (position, event) in (first.0..).zip(events) {
                            leaves.push(seal_event(&mut bytes[event.clone()], position));
                        }
                    }
                    Kind::End(_) => {
                        let root = frame.payload().start..frame.payload().start + 32;
                        bytes[root].copy_from_slice(&tree::root(&leaves).0);
                    }
                }
                seal_frame(&mut bytes[frame.bytes], self.ledger);
            }
        }
        self.segments
    }
}

/// What follows from the log would disagree with it, and is made again.
pub(super) fn remove_what_follows(ledger: &Path) -> Result<(), Trouble> {
    fs::remove_dir_all(ledger.join("index"))?;
    for file in fs::read_dir(ledger.join("log"))? {
        let path = file?.path();
        if Part::of(&path) == Some(Part::Postings) {
            fs::remove_file(path)?;
        }
    }
    Ok(())
}

fn seal_event(event: &mut [u8], position: u64) -> Digest {
    let leaf = leaf_of(event);
    event[LEAF].copy_from_slice(&leaf.0);
    let sum = crc32c::crc32c_append(crc32c::crc32c(&position.to_le_bytes()), &event[..4]);
    let sum = crc32c::crc32c_append(sum, &event[8..]);
    event[4..8].copy_from_slice(&sum.to_le_bytes());
    leaf
}

fn seal_frame(frame: &mut [u8], ledger: [u8; 16]) {
    let sum = crc32c::crc32c_append(crc32c::crc32c(&ledger), &frame[..36]);
    let sum = crc32c::crc32c_append(sum, &frame[40..]);
    frame[36..40].copy_from_slice(&sum.to_le_bytes());
}

/// The digest over type, tags and envelope, each as it stands in the event.
fn leaf_of(event: &[u8]) -> Digest {
    let mut out = vec![0];
    let mut at = put_short_text(&mut out, event, FLAGS + 1);
    let tags = u16_at(event, at);
    out.extend(u32::from(tags).to_le_bytes());
    at += 2;
    for _ in 0..tags {
        at = put_short_text(&mut out, event, at);
    }
    let keys = u16_at(event, at);
    at += 2;
    for _ in 0..keys {
        at += 3 + usize::from(u16_at(event, at + 1));
    }
    out.extend(&event[at..at + 4 + u32_at(event, at)]);
    Digest::of(&out)
}

/// Takes a short text over with its length in four bytes; gives the place after it.
fn put_short_text(out: &mut Vec<u8>, event: &[u8], at: usize) -> usize {
    let length = event[at];
    let end = at + 1 + usize::from(length);
    out.extend(u32::from(length).to_le_bytes());
    out.extend(&event[at + 1..end]);
    end
}

fn u16_at(bytes: &[u8], at: usize) -> u16 {
    u16::from_le_bytes([bytes[at], bytes[at + 1]])
}
