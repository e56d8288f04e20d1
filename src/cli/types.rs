//! `event docs`: the types a ledger knows, and what each field of one may hold.

use crate::cli::exit::Exit;
use crate::cli::output::{Answer, Stop, data};
use crate::cli::request::Globals;
use crate::ledger::{Ledger, LedgerError, field_rows, shipped_types};
use crate::value::Bilingual;
use serde_json::{Value, json};
use std::sync::Arc;

/// Lists the types of the ledger, or of the program where there is none yet; or the fields of one of them.
pub(super) fn docs(globals: &Globals, kind: Option<&str>) -> Answer {
    let catalogue = if globals.ledger.exists() { globals.open_read()?.catalogue() } else { Arc::new(shipped_types()?) };
    let Some(name) = kind else {
        for id in catalogue.ids() {
            let declaration = catalogue.declaration(id);
            let (name, version) = (&declaration.name, declaration.version);
            if globals.json.is_some() {
                globals.row(&event_type(name.as_str(), version, &declaration.title))?;
                continue;
            }
            data(&line(
                globals,
                &[name.to_string(), version.to_string(), declaration.title.get(globals.lang).to_owned()],
            ))?;
        }
        return Ok(Exit::Done);
    };
    let found = Ledger::type_in(&catalogue, name).and_then(|name| catalogue.type_id(&name).ok_or(None));
    let id = found.map_err(|nearest| Stop::from(LedgerError::UnknownType { name: name.to_owned(), nearest }))?;
    let declaration = catalogue.declaration(id);
    if globals.json.is_some() {
        let mut value = event_type(declaration.name.as_str(), declaration.version, &declaration.title);
        if let Some(fields) = value.as_object_mut() {
            let whole: Value = serde_json::from_str(&declaration.text).unwrap_or_default();
            fields.insert("declaration".to_owned(), whole);
        }
        globals.value(&value)?;
        return Ok(Exit::Done);
    }
    let title = declaration.title.get(globals.lang);
    data(&format!("{}  {title}\n", declaration.name))?;
    if let Some(told) = &declaration.description {
        data(&format!("{}\n", told.get(globals.lang)))?;
    }
    for row in field_rows(declaration, globals.lang) {
        data(&line(globals, &row))?;
    }
    Ok(Exit::Done)
}

/// `event-type.v1`, without the declaration, which only the answer about one type has.
fn event_type(name: &str, version: u16, title: &Bilingual) -> Value {
    let title = json!({"zh": &*title.zh, "en": &*title.en});
    json!({"format": "event-type.v1", "name": name, "version": version, "title": title})
}

fn line(globals: &Globals, cells: &[String]) -> String {
    let joint = if globals.plain { "\t" } else { "  " };
    format!("{}\n", cells.join(joint).trim_end())
}
