//! `event check --story`: what a story comes to, beside what it came to before.

use super::check::tell;
use super::files::group;
use crate::cli::append::refused;
use crate::cli::exit::Exit;
use crate::cli::new_file::replace;
use crate::cli::output::{Answer, complain, data};
use crate::cli::request::Globals;
use crate::ledger::{CheckedFile, Ledger, LedgerError, StoryTold, check_declarations, story_text, told_story};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// A story and what is to be done with it.
#[derive(Debug, Clone)]
pub(in crate::cli) struct Story {
    pub(in crate::cli) file: PathBuf,
    /// What it comes to is what is expected from now on.
    pub(in crate::cli) keep: bool,
}

/// Checks a file, tells the story to a new ledger that has its type, and says what is otherwise than it was kept.
pub(super) fn story(globals: &Globals, paths: &[PathBuf], story: &Story) -> Answer {
    let Some(path) = paths.first() else { return Ok(Exit::Usage) };
    let group = group(path)?;
    let checked = check_declarations(&group.asked, &group.others, &group.beside);
    if !checked.iter().all(CheckedFile::is_fine) {
        tell(globals, &checked)?;
        return Ok(Exit::Refused);
    }
    let failed = |file: &Path, cause| LedgerError::File { path: file.display().to_string(), cause };
    let lines = fs::read_to_string(&story.file).map_err(|cause| failed(&story.file, cause))?;
    let newest = checked.iter().filter_map(|file| Some(file.named.as_ref()?.1)).max().unwrap_or(u16::MAX);
    let versions = check_declarations(&group.others, &group.asked, &group.beside);
    let older = versions
        .iter()
        .zip(&group.others)
        .filter(|(checked, _)| checked.named.as_ref().is_some_and(|(_, version)| *version < newest));
    let texts = older.map(|(_, file)| file).chain(&group.asked).map(|file| file.text.clone());
    match told_story(&texts.collect::<Vec<_>>(), &lines, globals.on)? {
        StoryTold::NotRegistered(complaint) => {
            complain(&complaint, globals.lang);
            Ok(Exit::Refused)
        }
        StoryTold::Refused(rejected) => {
            refused(globals, &rejected);
            Ok(Exit::Refused)
        }
        StoryTold::Told(_, files) => compared(globals, story, &story_text(&files)),
    }
}

/// What the story came to, held against what was kept beside it.
fn compared(globals: &Globals, story: &Story, now: &str) -> Answer {
    let kept = story.file.with_extension("txt");
    let shown = kept.display();
    let before = match fs::read_to_string(&kept) {
        Ok(text) => Some(text),
        Err(cause) if cause.kind() == io::ErrorKind::NotFound => None,
        Err(cause) => return Err(LedgerError::File { path: shown.to_string(), cause }.into()),
    };
    let same = before.as_deref() == Some(now);
    match &before {
        None => data(now)?,
        Some(before) if !same => data(&difference(before, now))?,
        Some(_) => {}
    }
    if story.keep && !same {
        Ledger::keeps_clear(&kept)?;
        replace(&kept, now.as_bytes())?;
        globals.talk(&format!("已存为 {shown}"), &format!("kept as {shown}"));
        return Ok(Exit::Done);
    }
    match (before.is_some(), same) {
        (_, true) => globals.talk(&format!("与 {shown} 一致"), &format!("the same as {shown}")),
        (true, false) => globals.talk(
            &format!("与 {shown} 不同（- 原来，+ 现在）；确认无误后加 --keep"),
            &format!("not the same as {shown} (- before, + now); add --keep where it is right"),
        ),
        (false, _) => globals.talk(
            &format!("还没有 {shown}；确认无误后加 --keep 存下"),
            &format!("there is no {shown} yet; add --keep where it is right"),
        ),
    }
    Ok(if before.is_some() && !same { Exit::Found } else { Exit::Done })
}

/// The lines that went and those that came, in order; others are left out.
fn difference(before: &str, now: &str) -> String {
    let (old, new): (Vec<&str>, Vec<&str>) = (before.lines().collect(), now.lines().collect());
    // Most of two stories is the same: what they begin and end with need not be compared line by line.
    let begins = old.iter().zip(&new).take_while(|(one, other)| one == other).count();
    let (old, new) = (old.get(begins..).unwrap_or_default(), new.get(begins..).unwrap_or_default());
    let ends = old.iter().rev().zip(new.iter().rev()).take_while(|(one, other)| one == other).count();
    let until = |lines: &[&str]| lines.len().saturating_sub(ends);
    changes(old.get(..until(old)).unwrap_or_default(), new.get(..until(new)).unwrap_or_default())
}

fn changes(old: &[&str], new: &[&str]) -> String {
    // How many lines the ends from each pair of places have in common.
    let mut common = vec![vec![0_usize; new.len().saturating_add(1)]; old.len().saturating_add(1)];
    let at = |common: &[Vec<usize>], row: usize, column: usize| {
        common.get(row).and_then(|row| row.get(column)).copied().unwrap_or_default()
    };
    for (row, one) in old.iter().enumerate().rev() {
        for (column, other) in new.iter().enumerate().rev() {
            let (below, right) = (row.saturating_add(1), column.saturating_add(1));
            let most = if one == other {
                at(&common, below, right).saturating_add(1)
            } else {
                at(&common, below, column).max(at(&common, row, right))
            };
            if let Some(cell) = common.get_mut(row).and_then(|row| row.get_mut(column)) {
                *cell = most;
            }
        }
    }
    let (mut row, mut column, mut text) = (0_usize, 0_usize, String::new());
    loop {
        let (below, right) = (row.saturating_add(1), column.saturating_add(1));
        let (sign, line) = match (old.get(row), new.get(column)) {
            (None, None) => return text,
            (Some(one), Some(other)) if one == other => {
                (row, column) = (below, right);
                continue;
            }
            (Some(_), Some(other)) if at(&common, below, column) < at(&common, row, right) => {
                column = right;
                ('+', other)
            }
            (Some(one), _) => {
                row = below;
                ('-', one)
            }
            (None, Some(other)) => {
                column = right;
                ('+', other)
            }
        };
        text.extend([sign, ' ']);
        text.push_str(line);
        text.push('\n');
    }
}
