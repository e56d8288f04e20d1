//! The workbook: which sheets there are, and which part each is.

use super::cells;
use super::parts::Parts;
use crate::sheet::fault::SheetFault;
use crate::sheet::flaw::Flaw;
use crate::sheet::table::{Source, Table};
use crate::sheet::xml::{Node, Xml};
use crate::sheet::zipped::Zipped;
use std::sync::Arc;

/// A sheet as the workbook lists it.
struct Listed {
    name: String,
    shows: bool,
    relation: String,
}

/// What one part says of others: how it calls each, of which kind it is, and where it lies.
struct Relation {
    id: String,
    kind: String,
    target: String,
}

/// Reads a sheet by its name, or the first one that shows.
pub(in crate::sheet) fn read(mut zipped: Zipped<'_>, name: Option<&str>) -> Result<Table, SheetFault> {
    let book = relations(&mut zipped, "")?.into_iter().find(|relation| relation.kind.ends_with("/officeDocument"));
    let book = book.map_or_else(|| "xl/workbook.xml".to_owned(), |relation| relation.target);
    let (listed, since_1904) = sheets(&mut zipped, &book)?;
    let relations = relations(&mut zipped, &book)?;
    let sheet = |listed: &Listed| {
        let found = relations.iter().find(|relation| relation.id == listed.relation);
        found.filter(|relation| relation.kind.ends_with("/worksheet")).map(|relation| relation.target.clone())
    };
    let found = match name {
        Some(name) => listed.iter().find(|listed| listed.name == name),
        None => listed.iter().find(|listed| listed.shows && sheet(listed).is_some()),
    };
    let Some((chosen, part)) = found.and_then(|chosen| Some((chosen, sheet(chosen)?))) else {
        let found = listed.into_iter().map(|listed| listed.name).collect();
        return Err(SheetFault::NoSheet { name: name.unwrap_or_default().to_owned(), found });
    };
    let of_kind = |end: &str, otherwise: &str| {
        let found = relations.iter().find(|relation| relation.kind.ends_with(end));
        found.map_or_else(|| otherwise.to_owned(), |relation| relation.target.clone())
    };
    let strings = of_kind("/sharedStrings", "xl/sharedStrings.xml");
    let styles = of_kind("/styles", "xl/styles.xml");
    let parts = Parts::read(&mut zipped, [&strings, &styles], since_1904)?;
    let table = cells::read(&mut zipped, &part, &parts)?;
    let others = listed.iter().filter(|listed| listed.name != chosen.name).map(|listed| listed.name.clone());
    Ok(Table { source: Source::Xlsx, sheet: Some(Arc::from(chosen.name.as_str())), others: others.collect(), ..table })
}

fn sheets(zipped: &mut Zipped<'_>, book: &str) -> Result<(Vec<Listed>, bool), SheetFault> {
    let missing = || SheetFault::Broken { part: book.to_owned(), why: Flaw::Missing };
    let mut xml = Xml::new(book, zipped.part(book)?.ok_or_else(missing)?);
    let (mut listed, mut since_1904) = (Vec::new(), false);
    loop {
        match xml.next()? {
            Node::Open(tag, _) if tag.name == "sheet" => listed.push(Listed {
                name: tag.get("name").unwrap_or_default().to_owned(),
                shows: tag.get("state").is_none_or(|state| state == "visible"),
                relation: tag.get("id").unwrap_or_default().to_owned(),
            }),
            Node::Open(tag, _) if tag.name == "workbookPr" => since_1904 = tag.is("date1904"),
            Node::End => return Ok((listed, since_1904)),
            Node::Open(..) | Node::Close(_) | Node::Text(_) => {}
        }
    }
}

/// The relations of a part, with targets as names of parts.
fn relations(zipped: &mut Zipped<'_>, of: &str) -> Result<Vec<Relation>, SheetFault> {
    let (folder, name) = of.rsplit_once('/').unwrap_or(("", of));
    let joint = if folder.is_empty() { "" } else { "/" };
    let path = format!("{folder}{joint}_rels/{name}.rels");
    let Some(part) = zipped.part(&path)? else { return Ok(Vec::new()) };
    let mut xml = Xml::new(&path, part);
    let mut found = Vec::new();
    loop {
        match xml.next()? {
            Node::Open(tag, _) if tag.name == "Relationship" => {
                let get = |name| tag.get(name).unwrap_or_default().to_owned();
                found.push(Relation { id: get("Id"), kind: get("Type"), target: target(folder, &get("Target")) });
            }
            Node::End => return Ok(found),
            Node::Open(..) | Node::Close(_) | Node::Text(_) => {}
        }
    }
}

fn target(folder: &str, target: &str) -> String {
    if let Some(whole) = target.strip_prefix('/') {
        return whole.to_owned();
    }
    let mut steps: Vec<&str> = folder.split('/').filter(|step| !step.is_empty()).collect();
    for step in target.split('/') {
        match step {
            "" | "." => {}
            ".." => drop(steps.pop()),
            step => steps.push(step),
        }
    }
    steps.join("/")
}
