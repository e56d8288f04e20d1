//! Signed text after C2SP signed-note: the text, an empty line, and a line for each signature.

use crate::proof::base64;
use crate::proof::key::{PublicKey, SecretKey, is_name};

/// No note of ours has more; a reader takes at least sixteen.
const SIGNATURES_MAX: usize = 64;
const DASH: &str = "\u{2014} ";

/// Why a note is not believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoteFault {
    /// It is not written as notes are.
    Malformed,
    /// None of the keys signed it.
    Unsigned,
    /// A key is named whose signature is another's, or of another text.
    Forged,
}

/// Writes a text with a signature by each key. The text ends its last line.
pub(super) fn sign(text: &str, keys: &[&SecretKey]) -> String {
    let lines = keys.iter().map(|key| {
        let public = key.public();
        let signature = [public.id().as_slice(), &key.sign(text)].concat();
        format!("{DASH}{} {}", public.name(), base64::write(&signature))
    });
    let lines: Vec<String> = lines.collect();
    format!("{text}\n{}\n", lines.join("\n"))
}

/// The text of a note that one of these keys signed.
pub(super) fn open<'n>(note: &'n str, keys: &[PublicKey]) -> Result<&'n str, NoteFault> {
    let (text, lines) = split(note).ok_or(NoteFault::Malformed)?;
    let mut believed = false;
    for line in lines {
        let (name, id, signature) = signature_of(line).ok_or(NoteFault::Malformed)?;
        let Some(key) = keys.iter().find(|key| key.name() == name && key.id() == id) else { continue };
        if !key.signed(text, &signature) {
            return Err(NoteFault::Forged);
        }
        believed = true;
    }
    if believed { Ok(text) } else { Err(NoteFault::Unsigned) }
}

/// What a note says, whoever signed it.
pub(super) fn text(note: &str) -> Option<&str> {
    split(note).map(|(text, _)| text)
}

/// The text with the end of its last line, and the lines of signatures.
fn split(note: &str) -> Option<(&str, Vec<&str>)> {
    let at = note.rfind("\n\n")?;
    let (text, signatures) = (note.get(..=at)?, note.get(at.checked_add(2)?..)?);
    let lines: Vec<&str> = signatures.strip_suffix('\n')?.split('\n').collect();
    let plain = !note.chars().any(|letter| letter < ' ' && letter != '\n');
    (plain && lines.len() <= SIGNATURES_MAX).then_some((text, lines))
}

/// The name, the four bytes that say which key, and the signature, which has at least a byte.
fn signature_of(line: &str) -> Option<(&str, [u8; 4], Vec<u8>)> {
    let (name, signature) = line.strip_prefix(DASH)?.split_once(' ')?;
    let bytes = base64::read(signature)?;
    let (id, rest) = bytes.split_first_chunk::<4>()?;
    (is_name(name) && !rest.is_empty()).then(|| (name, *id, rest.to_vec()))
}
