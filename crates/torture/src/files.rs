//! The files of a ledger held in memory, to be put back after each harm.

use crate::trouble::Trouble;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Every file, by its path.
pub(crate) struct Files {
    root: PathBuf,
    pub(crate) all: BTreeMap<PathBuf, Vec<u8>>,
}

impl Files {
    pub(crate) fn of(root: &Path) -> Result<Self, Trouble> {
        let mut all = BTreeMap::new();
        let mut folders = vec![root.to_owned()];
        while let Some(folder) = folders.pop() {
            for item in fs::read_dir(folder)? {
                let path = item?.path();
                if path.is_dir() {
                    folders.push(path);
                } else {
                    let bytes = fs::read(&path)?;
                    all.insert(path, bytes);
                }
            }
        }
        Ok(Self { root: root.to_owned(), all })
    }

    /// Makes the ledger what it was, with other bytes in some file.
    pub(crate) fn put_back(&self, harmed: Option<(&Path, &[u8])>) -> Result<(), Trouble> {
        fs::remove_dir_all(&self.root)?;
        for (path, bytes) in &self.all {
            if let Some(folder) = path.parent() {
                fs::create_dir_all(folder)?;
            }
            let bytes = harmed.filter(|(other, _)| path == other).map_or(bytes.as_slice(), |(_, bytes)| bytes);
            fs::write(path, bytes)?;
        }
        Ok(())
    }
}

/// What a file of a ledger is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Part {
    Head,
    Segment,
    Postings,
    Index,
}

impl Part {
    /// The lock holds nothing, so there is nothing to harm.
    pub(crate) fn of(path: &Path) -> Option<Self> {
        let ends = |end| path.extension().is_some_and(|found| found == end);
        match path.file_name()?.to_str()? {
            "lock" => None,
            "head" => Some(Part::Head),
            _ if ends("segment") => Some(Part::Segment),
            _ if ends("postings") => Some(Part::Postings),
            _ => Some(Part::Index),
        }
    }
}
