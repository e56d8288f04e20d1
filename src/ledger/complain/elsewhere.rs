//! What is told to somebody who is not at this machine: files by their names, without the folders they lie in.

use crate::explain::Complaint;
use crate::ledger::{KeyFault, LedgerError, Spot};
use crate::value::Bilingual;
use std::path::{Path, PathBuf};

impl LedgerError {
    /// The complaint for somebody elsewhere. Where a key lies is nobody's business who cannot go there.
    pub fn complaint_elsewhere(&self) -> Complaint {
        let files = self.files();
        let told = self.complaint();
        let said = |words: &Bilingual| Bilingual::new(&without(&files, &words.zh), &without(&files, &words.en));
        Complaint { what: said(&told.what), why: said(&told.why), remedy: said(&told.remedy), ..told }
    }

    /// Where it lies, for somebody elsewhere.
    pub fn spot_elsewhere(&self) -> Spot {
        let spot = self.spot();
        let file = spot.file.map(|file| if self.files().contains(&file) { PathBuf::from(name(&file)) } else { file });
        Spot { file, ..spot }
    }

    /// The files beside the ledger that it names.
    fn files(&self) -> Vec<PathBuf> {
        match self {
            LedgerError::Key(fault) => of_key(fault),
            LedgerError::Guarded { file, .. } | LedgerError::Disproved { file, .. } => vec![file.clone()],
            LedgerError::File { path, .. } => vec![PathBuf::from(path)],
            LedgerError::RecordedUnsigned { why, .. } | LedgerError::DoneUntold { why, .. } => why.files(),
            _ => Vec::new(),
        }
    }
}

fn of_key(fault: &KeyFault) -> Vec<PathBuf> {
    match fault {
        KeyFault::Missing { file }
        | KeyFault::Exposed { file }
        | KeyFault::Unreadable { file }
        | KeyFault::OtherLedger { file, .. }
        | KeyFault::Retired { file }
        | KeyFault::Unlisted { file }
        | KeyFault::NotLost { file }
        | KeyFault::LeftBehind { file } => vec![file.clone()],
        // One name may begin as the other does.
        KeyFault::PutBack { file, retired } => vec![retired.clone(), file.clone()],
        KeyFault::NotAPublicKey { .. } | KeyFault::InMemory => Vec::new(),
    }
}

fn name(file: &Path) -> String {
    file.file_name().map_or_else(String::new, |name| name.display().to_string())
}

fn without(files: &[PathBuf], text: &str) -> String {
    files.iter().fold(text.to_owned(), |text, file| text.replace(&file.display().to_string(), &name(file)))
}

#[test]
fn a_file_is_named_without_its_folder() {
    let at = |text: &str| PathBuf::from(format!("/srv/secret/{text}"));
    let [file, retired] = ["a.key", "a.key.retired-1"].map(at);
    let faults = [
        KeyFault::Missing { file: file.clone() },
        KeyFault::Exposed { file: file.clone() },
        KeyFault::Unreadable { file: file.clone() },
        KeyFault::PutBack { file: file.clone(), retired },
    ];
    let errors = faults.map(LedgerError::Key).into_iter().chain([LedgerError::File {
        path: file.display().to_string(),
        cause: std::io::ErrorKind::InvalidInput.into(),
    }]);
    for error in errors {
        let error = LedgerError::RecordedUnsigned { head: crate::value::Position(7), why: Box::new(error) };
        let all = format!("{:?}{:?}", error.complaint_elsewhere(), error.spot_elsewhere());
        assert!(all.contains("a.key") && !all.contains("secret"), "{all}");
        assert!(format!("{:?}", error.complaint()).contains("/srv/secret/a.key"), "the command line tells it");
    }
}
