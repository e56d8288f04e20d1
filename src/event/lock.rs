//! The digests that pin released declarations.

use crate::event::Declaration;
use crate::value::Digest;
use std::collections::BTreeMap;

/// The digest of every declaration's file by `name/version`, as `events/lock.json` holds them.
pub fn lock_entries(declarations: &[Declaration]) -> BTreeMap<String, Digest> {
    let entry = |declaration: &Declaration| {
        let key = format!("{}/{}", declaration.name, declaration.version);
        (key, Digest::of(declaration.text.as_bytes()))
    };
    declarations.iter().map(entry).collect()
}
