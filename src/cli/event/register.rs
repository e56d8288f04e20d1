//! `event register`: a declaration becomes an event, and the ledger is read by it from then on.

use super::check::line;
use super::files::read;
use crate::cli::append;
use crate::cli::exit::Exit;
use crate::cli::input::options;
use crate::cli::output::{Answer, complain, complain_json, data};
use crate::cli::request::{Globals, Writing};
use crate::ledger::{Appending, Beside, CheckedFile, Spot, check_declarations};
use std::path::Path;

/// Checks a declaration beside the types of the ledger, and records it.
pub(super) fn register(globals: &Globals, path: &Path, writing: &Writing) -> Answer {
    let file = read(path)?;
    let ledger = globals.open_for(writing)?;
    if ledger.has_registered(&file.text) {
        globals.talk("早已登记，没有变化", "it is registered already and has not changed");
        if globals.json.is_some() {
            append::record(globals, &ledger, Appending::new(&ledger, options(writing)?), writing, None)?;
        }
        return Ok(Exit::Done);
    }
    let (text, files) = (file.text.clone(), [file]);
    let checked = check_declarations(&files, &[], &Beside::of(&ledger)?);
    let newer = checked.iter().any(|file| file.evolution.is_some());
    if let Some(checked) = checked.first().filter(|checked| checked.kept_back().is_some()) {
        return kept_back(globals, checked);
    }
    match ledger.registering(&text)? {
        Ok(draft) => {
            let retagging = ledger.would_retag(&text)?;
            let mut appending = Appending::new(&ledger, options(writing)?);
            appending.draft(1, draft);
            let rejected = append::record(globals, &ledger, appending, writing, None)?;
            if let Some(said) = retagging.filter(|_| rejected.is_empty()).map(|retagging| retagging.told()) {
                globals.talk(&said.zh, &said.en);
            }
            if rejected.is_empty() && newer {
                globals.talk(
                    "应享可能随之改变：qizhang event check 文件 --against 账本 逐元说明",
                    "what is due may change with it: qizhang event check FILE --against LEDGER tells every yuan",
                );
            }
            Ok(if rejected.is_empty() { Exit::Done } else { Exit::Refused })
        }
        Err(complaint) => {
            globals.complain(&complaint, &Spot::default(), Exit::Refused);
            Ok(Exit::Refused)
        }
    }
}

/// What keeps a declaration from being released or registered: to people a line each and then the first in full, to programs the first.
pub(super) fn kept_back(globals: &Globals, checked: &CheckedFile) -> Answer {
    let Some(first) = checked.kept_back() else { return Ok(Exit::Refused) };
    if globals.json.is_some() {
        let line = u64::try_from(first.place.line).ok();
        let field = Some(first.place.path.clone()).filter(|path| !path.is_empty());
        let spot = Spot { file: Some(checked.path.clone()), line, field, ..Spot::default() };
        complain_json(&first.complaint, &spot, Exit::Refused);
        return Ok(Exit::Refused);
    }
    for told in checked.told.iter().filter(|told| told.keeps_back) {
        data(&format!("{}\n", line(checked, told, globals.lang)))?;
    }
    complain(&first.complaint, globals.lang);
    Ok(Exit::Refused)
}
