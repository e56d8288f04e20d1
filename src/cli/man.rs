//! `man`: the pages of the manual, from the definition that the help is made of.

use crate::cli::define::{self, Define};
use crate::cli::exit::Exit;
use crate::cli::new_file::NewFile;
use crate::cli::output::{Answer, Stop, data};
use crate::cli::request::{Globals, path};
use crate::cli::usage::Slip;
use crate::ledger::{Ledger, LedgerError};
use crate::value::{Lang, counted};
use clap::error::ErrorKind;
use clap::{ArgMatches, Command};
use std::fs;
use std::path::{Path, PathBuf};

/// A page, or all of them in a folder.
#[derive(Debug, Clone)]
pub(super) struct Manual {
    command: Vec<String>,
    out: Option<PathBuf>,
}

/// The sections as `clap_mangen` heads them, and in Chinese.
const SECTIONS: [(&str, &str); 5] =
    [("NAME", "名称"), ("SYNOPSIS", "概要"), ("DESCRIPTION", "说明"), ("OPTIONS", "选项"), ("SUBCOMMANDS", "命令")];

/// `man`.
pub(super) fn command(define: &Define) -> Command {
    let word = define.word(
        "command",
        "COMMAND",
        "哪个命令，如 event check；默认整个程序",
        "of which command, as event check; of the program when not given",
    );
    define
        .bare(
            "man",
            "写出手册页：qizhang man event check | man -l -；--out 把全部页写进新文件夹",
            "a page of the manual: qizhang man event check | man -l -; --out writes all of them to a new folder",
        )
        .arg(word.num_args(0..).conflicts_with("json"))
        .arg(
            define
                .option(
                    "out",
                    "FOLDER",
                    "写全部页的新文件夹，语言同 --lang",
                    "a new folder for all pages, in the language of --lang",
                )
                .conflicts_with_all(["command", "json"]),
        )
}

/// The words of this command.
pub(super) fn understood(own: &ArgMatches) -> Manual {
    let command = own.get_many::<String>("command").into_iter().flatten().cloned().collect();
    Manual { command, out: path(own, "out") }
}

/// Writes a page, or all of them.
pub(super) fn man(globals: &Globals, manual: &Manual, serves: bool) -> Answer {
    let mut root = define::command(globals.lang, serves);
    root.build();
    if let Some(folder) = &manual.out {
        return all(globals, &root, folder);
    }
    let mut own = &root;
    for word in &manual.command {
        own = own.find_subcommand(word).ok_or_else(|| unknown(&root, manual, word))?;
    }
    data(&page(globals.lang, own))?;
    Ok(Exit::Done)
}

/// A word that is no command there, as it is told where it is typed as one.
fn unknown(root: &Command, manual: &Manual, word: &str) -> Stop {
    let typed = ["qizhang"].into_iter().chain(manual.command.iter().map(String::as_str));
    let told =
        root.clone().try_get_matches_from(typed).err().filter(|told| told.kind() == ErrorKind::InvalidSubcommand);
    let plain = || Slip::UnknownCommand { word: word.to_owned(), nearest: None };
    Stop::Slip(told.map_or_else(plain, |told| Slip::of(&told)))
}

fn all(globals: &Globals, root: &Command, folder: &Path) -> Answer {
    Ledger::keeps_clear(folder)?;
    fs::create_dir(folder).map_err(|cause| LedgerError::File { path: folder.display().to_string(), cause })?;
    let mut open = vec![root];
    let mut written: u64 = 0;
    while let Some(own) = open.pop() {
        let name = own.get_display_name().unwrap_or_else(|| own.get_name());
        NewFile::at(&folder.join(format!("{name}.1")))?.fill(page(globals.lang, own).as_bytes())?;
        written = written.saturating_add(1);
        open.extend(own.get_subcommands());
    }
    let shown = folder.display();
    globals.talk(&format!("写入 {shown}：{written} 页"), &format!("written to {shown}: {}", counted(written, "page")));
    Ok(Exit::Done)
}

/// The page of a command.
fn page(lang: Lang, own: &Command) -> String {
    let mut bytes = Vec::new();
    let man = clap_mangen::Man::new(own.clone()).source(concat!("qizhang ", env!("CARGO_PKG_VERSION")));
    // Writing to memory does not fail.
    let _ = man.render(&mut bytes);
    let text = String::from_utf8_lossy(&bytes).into_owned();
    match lang {
        Lang::En => text,
        Lang::Zh => {
            SECTIONS.iter().fold(text, |text, (en, zh)| text.replace(&format!(".SH {en}\n"), &format!(".SH {zh}\n")))
        }
    }
}
