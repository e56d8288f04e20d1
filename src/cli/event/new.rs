//! `event new`: a file to begin with.

use super::files::{fault, folder, read, version_of, versions_in};
use super::request::New;
use crate::cli::exit::Exit;
use crate::cli::new_file::NewFile;
use crate::cli::output::{Answer, Stop, data};
use crate::cli::request::Globals;
use crate::ledger::{
    DeclaredFault, Ledger, LedgerError, declaration_template, next_declaration, story_of, story_template,
};
use crate::view::EventFileV1;
use std::fs;
use std::path::{Path, PathBuf};

/// What a story beside a declaration is called.
const STORY: &str = "story.jsonl";

/// Writes the first version of a type, or the one after the newest.
pub(super) fn new(globals: &Globals, asked: &New) -> Answer {
    let types = folder(asked.folder.as_deref())?;
    let own = types.join(asked.name.as_str());
    let versions = if own.is_dir() { versions_in(&own)? } else { Vec::new() };
    if let Some(newest) = versions.last().filter(|_| asked.story) {
        return story_beside(globals, asked, newest);
    }
    let (version, text) = match versions.last() {
        Some(newest) => after(asked, newest, &versions)?,
        None if asked.next => {
            return Err(fault(DeclaredFault::NothingBefore { folder: types, name: asked.name.clone() }));
        }
        None => (1, declaration_template(&asked.name, asked.zh.as_deref(), asked.en.as_deref())),
    };
    let file = own.join(format!("{version}.json"));
    if !asked.dry_run {
        write(&file, &own, &text)?;
        if asked.story {
            NewFile::at(&own.join(STORY))?.fill(story_template(&asked.name).as_bytes())?;
        }
    }
    told(globals, asked, &file, version, text)
}

/// Writes a story for a type that is there, and touches nothing of it.
fn story_beside(globals: &Globals, asked: &New, newest: &Path) -> Answer {
    let (file, version) = (newest.with_file_name(STORY), version_of(newest).unwrap_or_default());
    let unreadable = || fault(DeclaredFault::Unreadable { file: newest.to_owned() });
    let text = story_of(&read(newest)?.text).ok_or_else(unreadable)?;
    if !asked.dry_run {
        Ledger::keeps_clear(&file)?;
        NewFile::at(&file)?.fill(text.as_bytes())?;
    }
    let (shown, story) = (newest.display().to_string(), file.display().to_string());
    if globals.json.is_some() {
        return view(globals, asked, story, version, text);
    }
    if asked.dry_run {
        data(&text)?;
        globals.talk(&format!("会写成 {story}；没有写入"), &format!("this would be {story}; nothing was written"));
    } else {
        data(&format!("{story}\n"))?;
        tell_story(globals, &shown, &story);
    }
    Ok(Exit::Done)
}

/// How a story is told.
fn tell_story(globals: &Globals, shown: &str, story: &str) {
    globals.talk(
        &format!("故事在 {story}：qizhang event check {shown} --story {story}"),
        &format!("its story is {story}: qizhang event check {shown} --story {story}"),
    );
}

fn view(globals: &Globals, asked: &New, file: String, version: u16, text: String) -> Answer {
    let (name, written) = (asked.name.to_string(), !asked.dry_run);
    let view = EventFileV1 { format: "event-file.v1", file, name, version, written, text };
    globals.value(&serde_json::to_value(view).unwrap_or_default())?;
    Ok(Exit::Done)
}

/// The version after the newest, made from it.
fn after(asked: &New, newest: &Path, versions: &[PathBuf]) -> Result<(u16, String), Stop> {
    let version = version_of(newest).unwrap_or_default();
    if !asked.next {
        return Err(fault(DeclaredFault::Exists { file: newest.to_owned(), name: asked.name.clone(), version }));
    }
    let gap = (1..).zip(versions).find(|(expected, path)| version_of(path) != Some(*expected));
    if let Some((version, _)) = gap {
        let folder = newest.parent().unwrap_or(newest).to_owned();
        return Err(fault(DeclaredFault::Gap { folder, name: asked.name.clone(), version }));
    }
    let text = read(newest)?.text;
    // Another one beside it would be the same once more under the next number.
    if let [.., before, _] = versions
        && next_declaration(&read(before)?.text).as_deref() == Some(&text)
    {
        let (file, name) = (newest.to_owned(), asked.name.clone());
        return Err(fault(DeclaredFault::NextUntouched { file, name, version }));
    }
    let next = next_declaration(&text).zip(version.checked_add(1));
    next.map(|(text, next)| (next, text)).ok_or_else(|| fault(DeclaredFault::Unreadable { file: newest.to_owned() }))
}

fn write(file: &Path, own: &Path, text: &str) -> Result<(), Stop> {
    Ledger::keeps_clear(file)?;
    let made = if own.is_dir() { Ok(()) } else { fs::create_dir(own) };
    made.map_err(|cause| LedgerError::File { path: own.display().to_string(), cause })?;
    NewFile::at(file)?.fill(text.as_bytes())
}

fn told(globals: &Globals, asked: &New, file: &Path, version: u16, text: String) -> Answer {
    let (shown, written) = (file.display().to_string(), !asked.dry_run);
    if globals.json.is_some() {
        return view(globals, asked, shown, version, text);
    }
    if written {
        data(&format!("{shown}\n"))?;
        globals.talk(
            &format!("已写成，改好后运行 qizhang event check {shown}"),
            &format!("written; edit it, then run qizhang event check {shown}"),
        );
        if asked.story {
            tell_story(globals, &shown, &file.with_file_name(STORY).display().to_string());
        }
    } else {
        data(&text)?;
        globals.talk(&format!("会写成 {shown}；没有写入"), &format!("this would be {shown}; nothing was written"));
    }
    Ok(Exit::Done)
}
