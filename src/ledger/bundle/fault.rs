//! Why a file is not looked at as a bundle.

use crate::value::Bilingual;
use std::path::{Path, PathBuf};

/// What is wrong with it before anything of it could be believed or disbelieved.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "the sentence on each variant names its fields")]
pub enum BundleFault {
    /// It is packed as bundles are, and is none: it has no attestation, or not one that can be read.
    NotABundle { file: PathBuf },
    /// It cannot be unpacked, or a part of it cannot.
    Broken { file: PathBuf, part: String, why: Bilingual },
    /// It has more in it than a bundle has: what, and the most there may be.
    TooMuch { file: PathBuf, what: Bound, most: u64 },
    /// A part has a name that no part of a bundle has.
    Name { file: PathBuf, name: String },
    /// Two parts have one name.
    Twice { file: PathBuf },
    /// Nobody said whose signature to believe.
    NoKey { file: PathBuf, ledger: String },
}

/// What is bounded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bound {
    /// Bytes of the packed file.
    Packed,
    /// Bytes of one part.
    Part,
    /// Bytes of all parts.
    Whole,
    /// Parts.
    Parts,
}

impl BundleFault {
    /// The file.
    pub fn file(&self) -> &Path {
        match self {
            BundleFault::NotABundle { file }
            | BundleFault::Broken { file, .. }
            | BundleFault::TooMuch { file, .. }
            | BundleFault::Name { file, .. }
            | BundleFault::Twice { file }
            | BundleFault::NoKey { file, .. } => file,
        }
    }
}
