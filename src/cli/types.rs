//! `event docs`: the types a ledger knows, and what each field of one may hold.

use crate::cli::exit::Exit;
use crate::cli::output::{Answer, Stop, data};
use crate::cli::request::Globals;
use crate::ledger::{Ledger, LedgerError, field_rows, shipped_types};
use crate::view::{event_type_v1, event_types_v1};
use std::sync::Arc;

/// Lists the types of the ledger, or of the program where there is none yet; or the fields of one of them.
pub(super) fn docs(globals: &Globals, kind: Option<&str>) -> Answer {
    let catalogue = if globals.ledger.exists() { globals.open_read()?.catalogue() } else { Arc::new(shipped_types()?) };
    let Some(name) = kind else {
        if globals.json.is_some() {
            event_types_v1(&catalogue).iter().try_for_each(|row| globals.row(row))?;
            return Ok(Exit::Done);
        }
        for id in catalogue.ids() {
            let declaration = catalogue.declaration(id);
            let (name, version, title) = (&declaration.name, declaration.version, &declaration.title);
            data(&line(globals, &[name.to_string(), version.to_string(), title.get(globals.lang).to_owned()]))?;
        }
        return Ok(Exit::Done);
    };
    let unknown = |nearest| Stop::from(LedgerError::UnknownType { name: name.to_owned(), nearest });
    let own = Ledger::type_in(&catalogue, name).map_err(unknown)?;
    let id = catalogue.type_id(&own).ok_or_else(|| unknown(None))?;
    let declaration = catalogue.declaration(id);
    if globals.json.is_some() {
        globals.value(&event_type_v1(&catalogue, &own).unwrap_or_default())?;
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

fn line(globals: &Globals, cells: &[String]) -> String {
    let joint = if globals.plain { "\t" } else { "  " };
    format!("{}\n", cells.join(joint).trim_end())
}
