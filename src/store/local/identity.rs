//! Which ledger a directory holds.

use super::head::HeadFile;
use super::machine::MachineDisk;
use super::root::Root;
use crate::store::refusal::OpenError;
use std::path::Path;
use std::sync::Arc;
use uuid::Uuid;

/// The ledger's own name, read from the head alone: it is known even where nothing of the log is left.
pub fn ledger_id(path: &Path) -> Result<Uuid, OpenError> {
    let root = Root::find(Arc::new(MachineDisk), path)?;
    let (head_file, _) = HeadFile::open(&root, false)?;
    Ok(head_file.ledger())
}
