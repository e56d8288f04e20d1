//! A page to take away, in the form its name ends with. Forms that hold one table or one picture each make a file for each.

use crate::cli::new_file::NewFile;
use crate::cli::output::Stop;
use crate::cli::request::Globals;
use crate::cli::usage::{PaperOf, Slip};
use crate::explain::{Document, Sheet};
use crate::ledger::LedgerError;
use crate::paper::{csv, html, parquet, pictures, workbook};
use crate::value::Lang;
use std::ffi::OsStr;
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
    Csv,
    Parquet,
    Picture,
}

impl Paper {
    /// The paper of this name; none when its end names no form.
    pub(super) fn of(name: &str) -> Option<Self> {
        let path = PathBuf::from(name);
        let form = match path.extension()?.to_str()?.to_ascii_lowercase().as_str() {
            "html" | "htm" => Form::Html,
            "xlsx" => Form::Workbook,
            "csv" => Form::Csv,
            "parquet" => Form::Parquet,
            "svg" => Form::Picture,
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

    fn empty(&self, of: PaperOf) -> Stop {
        Stop::Slip(Slip::EmptyPaper { path: self.path.display().to_string(), of })
    }

    /// Writes a page to it, or each of its tables to a file beside it: all of them, or none.
    pub(super) fn write(&self, globals: &Globals, document: &Document) -> Result<(), Stop> {
        let mut begun = Vec::new();
        for (path, bytes) in self.files(document, globals.lang)? {
            begun.push((NewFile::at(&path)?, path, bytes));
        }
        for (file, path, bytes) in begun {
            file.fill(&bytes)?;
            let shown = path.display();
            globals.talk(&format!("已写入 {shown}"), &format!("written to {shown}"));
        }
        Ok(())
    }

    fn files(&self, document: &Document, lang: Lang) -> Result<Vec<(PathBuf, Vec<u8>)>, Stop> {
        let own = |bytes| vec![(self.path.clone(), bytes)];
        match self.form {
            Form::Html => Ok(own(html(document, lang).into_bytes())),
            Form::Workbook => workbook(document, lang).map(own).map_err(|why| self.unwritten(why)),
            Form::Csv => self.tables(document, |sheet| csv(sheet, lang)),
            Form::Parquet => self.tables(document, |sheet| parquet(sheet, lang)),
            Form::Picture => self.pictures(document, lang),
        }
    }

    /// The tables of a page: one has the name that was asked for, and of several each has its own behind it.
    fn tables(
        &self,
        document: &Document,
        bytes: impl Fn(&Sheet) -> Result<Vec<u8>, String>,
    ) -> Result<Vec<(PathBuf, Vec<u8>)>, Stop> {
        let tables = document.tables();
        if tables.is_empty() {
            return Err(self.empty(PaperOf::Tables));
        }
        let several = tables.len() > 1;
        let file = |(name, sheet): &(String, &Sheet)| {
            bytes(sheet).map(|bytes| (self.named(name, several), bytes)).map_err(|why| self.unwritten(why))
        };
        tables.iter().map(file).collect()
    }

    /// The pictures of a page, named as its tables are.
    fn pictures(&self, document: &Document, lang: Lang) -> Result<Vec<(PathBuf, Vec<u8>)>, Stop> {
        let pictures = pictures(document, lang);
        if pictures.is_empty() {
            return Err(self.empty(PaperOf::Pictures));
        }
        let several = pictures.len() > 1;
        Ok(pictures.into_iter().map(|(name, svg)| (self.named(&name, several), svg.into_bytes())).collect())
    }

    /// The file of a table or a picture: of several each has its own.
    fn named(&self, table: &str, several: bool) -> PathBuf {
        if several { self.beside(table) } else { self.path.clone() }
    }

    /// The file of one table of several: `FILE-TABLE.csv`.
    fn beside(&self, table: &str) -> PathBuf {
        let part = |part: Option<&OsStr>| part.unwrap_or_default().to_string_lossy().into_owned();
        let (stem, end) = (part(self.path.file_stem()), part(self.path.extension()));
        self.path.with_file_name(format!("{stem}-{table}.{end}"))
    }
}
