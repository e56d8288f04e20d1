//! What writing through the API needs besides the ledger.

use crate::value::PublicName;
use std::path::PathBuf;

/// How what comes in is recorded.
#[derive(Debug, Clone, Default)]
pub struct Writing {
    /// The key that signs, when another place than beside the ledger is named.
    pub key: Option<PathBuf>,
    /// The clock is right although the last entry is more than thirty days old.
    pub clock_is_right: bool,
    /// Whoever reads is to be signed in, or to show a token, too.
    pub closed: bool,
    /// The name by which other machines reach the pages, over a server that encrypts.
    pub public: Option<PublicName>,
}
