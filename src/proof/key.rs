//! Keys that sign checkpoints, as C2SP signed notes spell them.

use crate::proof::base64;
use crate::value::Digest;
use ed25519_dalek::{Signature, Signer as _, SigningKey, VerifyingKey};
use std::fmt;

/// The byte for Ed25519.
const ED25519: u8 = 1;
const SECRET: &str = "PRIVATE+KEY+";

/// Who may have signed: a name and a public key, written as `name+id+key`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicKey {
    name: String,
    key: VerifyingKey,
}

/// Who signs. It is shown by its public half only; [`SecretKey::text`] is for the file it is kept in.
#[derive(Clone)]
pub struct SecretKey {
    name: String,
    key: SigningKey,
}

/// Four bytes that say which key of a name it is.
fn key_id(name: &str, key: &VerifyingKey) -> [u8; 4] {
    let Digest(digest) = Digest::of_parts(&[name.as_bytes(), b"\n", &[ED25519], key.as_bytes()]);
    let [a, b, c, d, ..] = digest;
    [a, b, c, d]
}

fn hex(id: [u8; 4]) -> String {
    format!("{:08x}", u32::from_be_bytes(id))
}

/// A name is what stands between two blanks and holds no plus.
pub(super) fn is_name(name: &str) -> bool {
    !name.is_empty() && !name.contains(|letter: char| letter.is_whitespace() || letter.is_control() || letter == '+')
}

/// The bytes of a key behind the byte for its kind.
fn ed25519_bytes(text: &str) -> Option<[u8; 32]> {
    let bytes = base64::read(text)?;
    let (kind, key) = bytes.split_first()?;
    (*kind == ED25519).then_some(key)?.try_into().ok()
}

impl PublicKey {
    /// Reads `name+id+key`; none when it is spelt otherwise or the id is not that of the key.
    ///
    /// ```
    /// use qizhang::proof::PublicKey;
    ///
    /// let text = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
    /// assert_eq!(PublicKey::parse(text).unwrap().to_string(), text);
    /// assert!(PublicKey::parse(&text.replace("c74f20a3", "c74f20a4")).is_none());
    /// ```
    pub fn parse(text: &str) -> Option<Self> {
        let (name, rest) = text.split_once('+')?;
        let (id, key) = rest.split_once('+')?;
        let key = VerifyingKey::from_bytes(&ed25519_bytes(key)?).ok()?;
        (is_name(name) && hex(key_id(name, &key)) == id).then(|| Self { name: name.to_owned(), key })
    }

    /// Whose key it is.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What people tell it from others by: the eight digits in the middle of its spelling.
    pub fn short(&self) -> String {
        hex(self.id())
    }

    /// Which key of the name it is.
    pub(super) fn id(&self) -> [u8; 4] {
        key_id(&self.name, &self.key)
    }

    /// Whether the key signed the text. Signatures that some programs take and others do not are refused.
    pub(super) fn signed(&self, text: &str, signature: &[u8]) -> bool {
        let signature = Signature::from_slice(signature);
        signature.is_ok_and(|signature| self.key.verify_strict(text.as_bytes(), &signature).is_ok())
    }
}

impl fmt::Display for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let key = [&[ED25519], self.key.as_bytes().as_slice()].concat();
        write!(f, "{}+{}+{}", self.name, hex(self.id()), base64::write(&key))
    }
}

impl SecretKey {
    /// A key from 32 bytes nobody can guess; none when the name is empty or holds a blank or a plus.
    pub fn from_seed(name: &str, seed: &[u8; 32]) -> Option<Self> {
        is_name(name).then(|| Self { name: name.to_owned(), key: SigningKey::from_bytes(seed) })
    }

    /// Reads what [`SecretKey::text`] wrote.
    pub fn parse(text: &str) -> Option<Self> {
        let (name, rest) = text.strip_prefix(SECRET)?.split_once('+')?;
        let (id, seed) = rest.split_once('+')?;
        let secret = Self::from_seed(name, &ed25519_bytes(seed)?)?;
        (hex(secret.public().id()) == id).then_some(secret)
    }

    /// The key itself, in the spelling of Go's `sumdb/note`.
    pub fn text(&self) -> String {
        let key = [&[ED25519], self.key.as_bytes().as_slice()].concat();
        format!("{SECRET}{}+{}+{}", self.name, hex(self.public().id()), base64::write(&key))
    }

    /// What others check signatures with.
    pub fn public(&self) -> PublicKey {
        PublicKey { name: self.name.clone(), key: self.key.verifying_key() }
    }

    pub(super) fn sign(&self, text: &str) -> [u8; 64] {
        self.key.sign(text.as_bytes()).to_bytes()
    }
}

impl fmt::Debug for SecretKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SecretKey({})", self.public())
    }
}
