//! A page to take away, in the form its name ends with.

use crate::cli::new_file::NewFile;
use crate::cli::output::Stop;
use crate::cli::request::Globals;
use crate::explain::Document;
use crate::ledger::LedgerError;
use crate::paper::{html, workbook};
use std::io;
use std::path::{Path, PathBuf};

/// A new file for a page.
#[derive(Debug, Clone)]
pub(super) struct Paper {
    path: PathBuf,
    form: Form,
}

#[derive(Debug, Clone, Copy)]
enum Form {
    Html,
    Workbook,
}

impl Paper {
    /// The paper of this name; none when its end names no form.
    pub(super) fn of(name: &str) -> Option<Self> {
        let path = PathBuf::from(name);
        let form = match path.extension()?.to_str()?.to_ascii_lowercase().as_str() {
            "html" | "htm" => Form::Html,
            "xlsx" => Form::Workbook,
            _ => return None,
        };
        Some(Self { path, form })
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    fn unwritten(&self, why: String) -> Stop {
        LedgerError::File { path: self.path.display().to_string(), cause: io::Error::other(why) }.into()
    }

    /// Writes a page to it.
    pub(super) fn write(&self, globals: &Globals, document: &Document) -> Result<(), Stop> {
        let bytes = match self.form {
            Form::Html => html(document, globals.lang).into_bytes(),
            Form::Workbook => workbook(document, globals.lang).map_err(|why| self.unwritten(why))?,
        };
        NewFile::at(&self.path)?.fill(&bytes)?;
        let shown = self.path.display();
        globals.talk(&format!("已写入 {shown}"), &format!("written to {shown}"));
        Ok(())
    }
}
