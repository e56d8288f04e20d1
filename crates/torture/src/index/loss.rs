//! What a loss of power leaves of files that nobody synced.

use super::seen::{FileSeen, PAGE, Seen};
use crate::chance::Chance;
use std::collections::BTreeMap;
use std::path::PathBuf;

const SECTOR: usize = 512;

/// Files with their bytes, by their names.
pub(super) type Files = BTreeMap<PathBuf, Vec<u8>>;

/// What becomes of what was written since a version.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Loss {
    /// All is there: the process was killed.
    Nothing,
    /// None is.
    All,
    /// Each file is as it was at a time of its own, or missing although it was there.
    Apart,
    /// In order up to a page that is torn, and none after it.
    Later,
    /// Each page is as it was at a time of its own, or zero where there was none before; each file has one of its lengths.
    Pages,
    /// Each sector is.
    Sectors,
    /// As with pages, and one file ends somewhere.
    Cut,
}

impl Loss {
    pub(super) const EVERY: [Self; 7] =
        [Self::Nothing, Self::All, Self::Apart, Self::Later, Self::Pages, Self::Sectors, Self::Cut];
}

impl Seen {
    /// The files as a loss leaves them that may take what came after the first of two versions, and nothing came after the second.
    pub(super) fn after(&self, loss: Loss, (base, top): (usize, usize), chance: &mut Chance) -> Files {
        match loss {
            Loss::Nothing => self.each(|file| file.bytes(top)),
            Loss::All => self.each(|file| file.bytes(base)),
            Loss::Apart => self.each(|file| file.bytes(base + chance.place(top - base + 1))),
            Loss::Later => self.torn((base, top), chance),
            Loss::Pages => self.each(|file| mixed(file, (base, top), PAGE, chance)),
            Loss::Sectors => self.each(|file| mixed(file, (base, top), SECTOR, chance)),
            Loss::Cut => {
                let mut files = self.each(|file| mixed(file, (base, top), PAGE, chance));
                let count = files.len();
                if let Some(bytes) = files.values_mut().nth(chance.place(count)) {
                    bytes.truncate(chance.place(bytes.len() + 1));
                }
                files
            }
        }
    }

    fn each(&self, mut of: impl FnMut(&FileSeen) -> Option<Vec<u8>>) -> Files {
        self.files.iter().filter_map(|(name, file)| Some((name.clone(), of(file)?))).collect()
    }

    fn torn(&self, (base, top): (usize, usize), chance: &mut Chance) -> Files {
        let reached = base + chance.place(top - base + 1);
        let mut files = self.each(|file| file.bytes(reached));
        for (name, bytes) in &mut files {
            let Some(file) = self.files.get(name) else { continue };
            let pages = bytes.len().div_ceil(PAGE);
            let next = (0..pages).filter(|page| !file.changes(*page, (reached, reached + 1)).is_empty());
            let next: Vec<usize> = next.collect();
            let whole = chance.place(next.len() + 1);
            for (nth, page) in next.into_iter().enumerate().take(whole + 1) {
                let new = file.page(page, reached + 1).unwrap_or_default();
                let count = if nth < whole { new.len() } else { chance.place(new.len() + 1) };
                bytes[page * PAGE..].iter_mut().zip(&new[..count]).for_each(|(byte, new)| *byte = *new);
            }
        }
        files
    }
}

/// Pieces of any time between two versions.
fn mixed(file: &FileSeen, (base, top): (usize, usize), piece: usize, chance: &mut Chance) -> Option<Vec<u8>> {
    let there = if chance.once_in(8) { base + chance.place(top - base + 1) } else { top };
    let mut bytes = file.bytes(there)?;
    if chance.once_in(4) {
        // Mostly the length of a file reaches the disk with what is written in it.
        let length = file.length(base + chance.place(top - base + 1));
        bytes.resize(length.unwrap_or(bytes.len()), 0);
    }
    for (number, page) in bytes.chunks_mut(PAGE).enumerate() {
        let changes = file.changes(number, (base, top));
        if changes.is_empty() {
            continue;
        }
        let before = file.page(number, base);
        for (at, part) in (0..).step_by(piece).zip(page.chunks_mut(piece)) {
            let pick = chance.place(changes.len() + 2);
            let from = match changes.get(pick) {
                Some(version) => file.page(number, *version),
                None if pick == changes.len() => before,
                // As it is in the newest.
                None => continue,
            };
            let old = from.and_then(|page| page.get(at..)).unwrap_or_default();
            part.fill(0);
            part.iter_mut().zip(old).for_each(|(byte, old)| *byte = *old);
        }
    }
    Some(bytes)
}
