//! A bundle as one file: packed the same way every time, and unpacked as what a stranger sent.

use super::fault::{Bound, BundleFault};
use super::make::{ATTESTATION, CHANGES, CHECKPOINT, PROOF};
use crate::ledger::error::LedgerError;
use crate::value::Bilingual;
use std::io::{Cursor, Read, Write};
use std::path::{Path, PathBuf};
use zip::result::{ZipError, ZipResult};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

/// What a packed file begins with, and one that has nothing in it.
pub(super) const MAGIC: [[u8; 4]; 2] = [*b"PK\x03\x04", *b"PK\x05\x06"];
/// The most bytes of a packed file, of one part, and of all parts; and the most parts.
pub(super) const PACKED_MAX: u64 = 64 << 20;
const PART_MAX: u64 = 64 << 20;
/// Of the proofs, whose every number is room and work, and of notes, whose every signature is: a hundred times what they have.
const PROOF_MAX: u64 = 8 << 20;
const NOTE_MAX: u64 = 1 << 20;
const WHOLE_MAX: u64 = 128 << 20;
const PARTS_MAX: u64 = 512;
/// What one that is being made is called.
const OWN: &str = "bundle.zip";

/// The bytes of a packed file: parts in their order, of no day and by nobody. What could not be unpacked is not packed.
pub(super) fn pack(files: &[(String, Vec<u8>)]) -> Result<Vec<u8>, LedgerError> {
    let sizes = files.iter().map(|(name, bytes)| (most_of(name), u64::try_from(bytes.len()).unwrap_or(u64::MAX)));
    let too_much = |what, most| Err(LedgerError::Bundle(BundleFault::TooMuch { file: PathBuf::from(OWN), what, most }));
    if let Some((most, _)) = sizes.clone().find(|(most, size)| size > most) {
        return too_much(Bound::Part, most);
    }
    if sizes.map(|(_, size)| size).fold(0_u64, u64::saturating_add) > WHOLE_MAX {
        return too_much(Bound::Whole, WHOLE_MAX);
    }
    packed(files).map_err(|error| LedgerError::File { path: OWN.to_owned(), cause: error.into() })
}

fn packed(files: &[(String, Vec<u8>)]) -> ZipResult<Vec<u8>> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::DEFAULT)
        .unix_permissions(0o644);
    for (name, bytes) in files {
        writer.start_file(name.as_str(), options)?;
        writer.write_all(bytes)?;
    }
    Ok(writer.finish()?.into_inner())
}

/// The parts of a packed file. Nothing is believed that it says of itself: sizes are counted while it is unpacked.
pub(super) fn unpack(file: &Path, bytes: &[u8]) -> Result<Vec<(String, Vec<u8>)>, BundleFault> {
    let too_much = |what, most| Err(BundleFault::TooMuch { file: file.to_owned(), what, most });
    if u64::try_from(bytes.len()).unwrap_or(u64::MAX) > PACKED_MAX {
        return too_much(Bound::Packed, PACKED_MAX);
    }
    let broken = |part: &str, why: Bilingual| BundleFault::Broken { file: file.to_owned(), part: part.to_owned(), why };
    // What the library says of it stands in English alone.
    let damaged = |error: &dyn std::error::Error| Bilingual::new("压缩包的结构或校验和不对", &error.to_string());
    let refused = |error: ZipError| broken("zip", damaged(&error));
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(refused)?;
    if archive.has_duplicate_names() {
        return Err(BundleFault::Twice { file: file.to_owned() });
    }
    if u64::try_from(archive.len()).unwrap_or(u64::MAX) > PARTS_MAX {
        return too_much(Bound::Parts, PARTS_MAX);
    }
    // Other programs go by what stands before each part, or before and behind all of them: all must see the same.
    if archive.offset() != 0 || !archive.comment().is_empty() {
        let why = Bilingual::new(
            "第一个文件之前另有字节，或者带有附注",
            "there are bytes before the first file, or a remark",
        );
        return Err(broken("zip", why));
    }
    archive.validate_header_consistency().map_err(refused)?;
    let (mut files, mut left) = (Vec::new(), WHOLE_MAX);
    for number in 0..archive.len() {
        let part = archive.by_index(number).map_err(refused)?;
        let name = String::from_utf8_lossy(part.name_raw()).into_owned();
        if !is_a_name(&name) {
            return Err(BundleFault::Name { file: file.to_owned(), name });
        }
        let (mut found, most) = (Vec::new(), most_of(&name));
        part.take(left.min(most).saturating_add(1))
            .read_to_end(&mut found)
            .map_err(|error| broken(&name, damaged(&error)))?;
        let length = u64::try_from(found.len()).unwrap_or(u64::MAX);
        if length > most {
            return too_much(Bound::Part, most);
        }
        let Some(rest) = left.checked_sub(length) else { return too_much(Bound::Whole, WHOLE_MAX) };
        left = rest;
        files.push((name, found));
    }
    Ok(files)
}

/// The most bytes of a part.
fn most_of(name: &str) -> u64 {
    match name {
        PROOF => PROOF_MAX,
        ATTESTATION | CHECKPOINT | CHANGES => NOTE_MAX,
        _ => PART_MAX,
    }
}

/// A plain name, or one in the folder of policies: nothing that would lead out of the folder somebody unpacks it in.
fn is_a_name(name: &str) -> bool {
    let own = name.strip_prefix("policy/").unwrap_or(name);
    let plain = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '.' | '-' | '_');
    (1..=100).contains(&own.len()) && own.chars().all(plain) && !own.starts_with('.') && !own.contains("..")
}
