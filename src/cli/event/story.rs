//! `event check --story`: what a story comes to, beside what it came to before.

use super::check::tell;
use super::files::group;
use crate::cli::append::refused_in;
use crate::cli::exit::Exit;
use crate::cli::new_file::replace;
use crate::cli::output::{Answer, Stop, complaint_value, data};
use crate::cli::request::Globals;
use crate::ledger::{
    CheckedFile, Ledger, LedgerError, Rejected, StoryTold, check_declarations, story_text, told_story,
};
use crate::value::Day;
use crate::view::{RefusedV1, StoryV1};
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
        StoryTold::NotRegistered(complaint) => Ok(globals.complain_of(path, &complaint)),
        StoryTold::Refused(rejected) => not_told(globals, story, &rejected),
        StoryTold::Told(on, files) => compared(globals, story, on, &story_text(&files)),
    }
}

/// Lines that the ledger would not take, each by its file and number.
fn not_told(globals: &Globals, story: &Story, rejected: &[Rejected]) -> Answer {
    if globals.json.is_some() {
        let refused = rejected.iter().map(|one| RefusedV1::of(one, complaint_value(&one.fault.complaint()))).collect();
        view(globals, StoryV1 { refused, ..begun(story) })?;
    } else {
        refused_in(globals, Some(&story.file), rejected);
    }
    Ok(Exit::Refused)
}

fn begun(story: &Story) -> StoryV1 {
    StoryV1::of(&story.file.display().to_string(), &story.file.with_extension("txt").display().to_string())
}

fn view(globals: &Globals, view: StoryV1) -> Result<(), Stop> {
    globals.value(&serde_json::to_value(view).unwrap_or_default())
}

/// What the story came to, held against what was kept beside it.
fn compared(globals: &Globals, story: &Story, on: Day, now: &str) -> Answer {
    let kept = story.file.with_extension("txt");
    let shown = kept.display();
    let before = match fs::read_to_string(&kept) {
        Ok(text) => Some(text),
        Err(cause) if cause.kind() == io::ErrorKind::NotFound => None,
        Err(cause) => return Err(LedgerError::File { path: shown.to_string(), cause }.into()),
    };
    let same = before.as_deref() == Some(now);
    let changed = before.as_ref().filter(|_| !same).map(|before| difference(before, now)).unwrap_or_default();
    let keeps = story.keep && !same;
    if keeps {
        Ledger::keeps_clear(&kept)?;
        replace(&kept, now.as_bytes())?;
    }
    let exit = if before.is_some() && !same && !keeps { Exit::Found } else { Exit::Done };
    if globals.json.is_some() {
        let lines = changed.lines().map(str::to_owned).collect();
        let told =
            StoryV1 { on: Some(on.to_string()), text: Some(now.to_owned()), same, changes: lines, ..begun(story) };
        view(globals, StoryV1 { had: before.is_some(), written: keeps, ..told })?;
        return Ok(exit);
    }
    data(if before.is_none() { now } else { &changed })?;
    match (before.is_some(), same) {
        _ if keeps => globals.talk(&format!("已存为 {shown}"), &format!("kept as {shown}")),
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
    Ok(exit)
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
