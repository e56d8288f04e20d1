//! `event docs`: the types a ledger knows, and what each field of one may hold.

use super::files::types_in;
use super::request::Form;
use crate::cli::exit::Exit;
use crate::cli::new_file::NewFile;
use crate::cli::output::{Answer, Stop, data};
use crate::cli::request::Globals;
use crate::explain::{Document, Link, deprecation, listed_as};
use crate::ledger::{
    Catalogue, Ledger, LedgerError, catalogue_markdown, catalogue_with, field_rows, in_use_first, shipped_types,
    type_markdown, type_page, types_page,
};
use crate::paper::linked;
use crate::value::{TypeName, counted};
use crate::view::{event_type_v1, event_types_v1};
use std::fs;
use std::path::Path;
use std::sync::Arc;

/// Lists the types of the ledger, or of the program where there is none yet; or the fields of one of them.
pub(super) fn docs(globals: &Globals, kind: Option<&str>) -> Answer {
    let catalogue = catalogue(globals)?;
    let Some(name) = kind else {
        if globals.json.is_some() {
            event_types_v1(&catalogue).iter().try_for_each(|row| globals.row(row))?;
            return Ok(Exit::Done);
        }
        for declaration in in_use_first(&catalogue) {
            let (name, version, title) = (&declaration.name, declaration.version, listed_as(declaration));
            data(&line(globals, &[name.to_string(), version.to_string(), title.get(globals.lang).to_owned()]))?;
        }
        return Ok(Exit::Done);
    };
    let catalogue = with_own(globals, catalogue, name);
    let own = named(&catalogue, name)?;
    let id =
        catalogue.type_id(&own).ok_or_else(|| LedgerError::UnknownType { name: name.to_owned(), nearest: None })?;
    let declaration = catalogue.declaration(id);
    if globals.json.is_some() {
        globals.value(&event_type_v1(&catalogue, &own).unwrap_or_default())?;
        return Ok(Exit::Done);
    }
    let title = declaration.title.get(globals.lang);
    data(&format!("{}  {title}\n", declaration.name))?;
    if let Some(deprecated) = &declaration.deprecated {
        data(&format!("{}\n", deprecation(deprecated).get(globals.lang)))?;
    }
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

fn catalogue(globals: &Globals) -> Result<Arc<Catalogue>, Stop> {
    Ok(if globals.ledger.exists() { globals.open_read()?.catalogue() } else { Arc::new(shipped_types()?) })
}

/// With a type that was written a moment ago and is in no ledger yet, where that is the one asked about.
fn with_own(globals: &Globals, catalogue: Arc<Catalogue>, name: &str) -> Arc<Catalogue> {
    if named(&catalogue, name).is_ok() {
        return catalogue;
    }
    let Some((_, files)) = types_in(None).into_iter().find(|(own, _)| own == name) else { return catalogue };
    let texts: Option<Vec<String>> = files.iter().map(|file| fs::read_to_string(file).ok()).collect();
    match texts.and_then(|texts| catalogue_with(&catalogue, &texts)) {
        Some(more) => {
            globals.talk(
                "这个类型还没有登记到账本，下面是文件夹里的声明；登记用 qizhang event register 文件",
                "no ledger has this type yet, and this is what the folder declares; qizhang event register FILE registers it",
            );
            Arc::new(more)
        }
        None => catalogue,
    }
}

fn named(catalogue: &Catalogue, name: &str) -> Result<TypeName, Stop> {
    let unknown = |nearest| LedgerError::UnknownType { name: name.to_owned(), nearest };
    Ok(Ledger::type_in(catalogue, name).map_err(unknown)?)
}

/// Writes pages to a new folder: one that lists the types and one for each, or one for the type that is named.
pub(super) fn write(globals: &Globals, kind: Option<&str>, folder: &Path, form: Form) -> Answer {
    let catalogue = catalogue(globals)?;
    let names: Vec<TypeName> = match kind {
        Some(name) => vec![named(&catalogue, name)?],
        None => catalogue.names().cloned().collect(),
    };
    Ledger::keeps_clear(folder)?;
    fs::create_dir(folder).map_err(|cause| LedgerError::File { path: folder.display().to_string(), cause })?;
    if kind.is_none() {
        let listed = || page(globals, &types_page(&catalogue));
        let (file, text) = match form {
            Form::Html => ("index.html", listed()),
            Form::Markdown => ("index.md", catalogue_markdown(&catalogue, globals.lang)),
        };
        NewFile::at(&folder.join(file))?.fill(text.as_bytes())?;
    }
    for name in &names {
        let (end, text) = match form {
            Form::Html => (
                "html",
                type_page(&catalogue, name)
                    .map(|document| page(globals, &document))
                    .map(|text| if kind.is_none() { homeward(globals, &text) } else { text }),
            ),
            Form::Markdown => ("md", type_markdown(&catalogue, name, globals.lang)),
        };
        NewFile::at(&folder.join(format!("{name}.{end}")))?.fill(text.unwrap_or_default().as_bytes())?;
    }
    let (shown, count) = (folder.display(), names.len());
    globals.talk(&format!("写入 {shown}：{count} 个类型"), &format!("written to {shown}: {}", counted(count, "type")));
    Ok(Exit::Done)
}

/// A page that leads back to the list.
fn homeward(globals: &Globals, page: &str) -> String {
    let back = globals.pick("全部事件类型", "All event types");
    page.replacen("<body>\n", &format!("<body>\n<p><a href=\"index.html\">{back}</a></p>\n"), 1)
}

/// A page that leads to the others beside it.
fn page(globals: &Globals, document: &Document) -> String {
    let href = |link: &Link| match link {
        Link::Type(name) => format!("{name}.html"),
        Link::Subject(_)
        | Link::Clause { .. }
        | Link::Payment(_)
        | Link::Event(_)
        | Link::Finding(_)
        | Link::Readings(_)
        | Link::Findings
        | Link::Lapses
        | Link::Policies
        | Link::Supposed(_)
        | Link::Rule(_) => "index.html".to_owned(),
    };
    linked(document, globals.lang, &href)
}
