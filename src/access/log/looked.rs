//! What a look at the ledger tells of its access log, and the log as an answer.

use super::chain::{Chain, Damage};
use super::fault::LogFault;
use super::keeping::AccessLog;
use crate::access::desk::Desk;
use crate::access::error::AccessError;
use crate::explain::{Complaint, Cure, Finding, State};
use crate::value::Bilingual;
use std::path::Path;

impl AccessLog {
    /// How the access log of a ledger is, looked at without changing anything; nothing where none was begun. A damaged ledger may not tell its
    /// name.
    pub fn looked_at(ledger: &Path, name: Option<&str>) -> Vec<Finding> {
        let log = Self::of(&Desk::beside(ledger, name.unwrap_or_default()));
        if !log.folder().exists() {
            return Vec::new();
        }
        let chain = match log.verify(None) {
            Ok(chain) => chain,
            Err(error) => return vec![complained(error.complaint())],
        };
        let file = || log.file().display().to_string().into();
        let mut found: Vec<Finding> = log.faults(&chain).iter().map(|error| complained(error.complaint())).collect();
        found.extend(chain.aside.iter().map(|aside| Finding {
            state: State::AccessAside { file: aside.display().to_string().into() },
            cure: Some(Cure::AsTold {
                remedy: Bilingual::new(
                    "看过之后移到账本之外；那一行所记的回答没有发出。",
                    "look at it and move it out of the way; the answer that its line would have told of was not given",
                ),
            }),
        }));
        if chain.damage.is_empty() {
            let (lines, head) = (chain.head.number, chain.head.digest.to_string().into());
            found.insert(0, Finding { state: State::AccessWhole { file: file(), lines, head }, cure: None });
        }
        found
    }

    /// Each thing that is wrong with it.
    pub fn faults(&self, chain: &Chain) -> Vec<AccessError> {
        let fault = |Damage { line, flaw }: &Damage| LogFault::Damaged { file: self.file(), line: *line, flaw: *flaw };
        chain.damage.iter().map(fault).map(AccessError::from).collect()
    }
}

fn complained(told: Complaint) -> Finding {
    Finding { state: State::Told { what: told.what, why: told.why }, cure: Some(Cure::AsTold { remedy: told.remedy }) }
}
