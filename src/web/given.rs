//! An answer in the form that was asked for: a page, one document for programs, one of its tables, the picture of one, or a workbook.

use crate::explain::Sheet;
use crate::paper::{csv, parquet, pictures, workbook};
use crate::web::asked::{Asked, Form, TABLE};
use crate::web::escaped::unescaped;
use crate::web::fault::Fault;
use crate::web::file_name::{NAME, kept_as};
use crate::web::frame;
use crate::web::reply::Reply;
use crate::web::routes::{HTML, response};
use crate::web::site::Site;
use axum::http::StatusCode;
use axum::response::Response;

pub(super) const CSV: &str = "text/csv; charset=utf-8; header=present";
const SVG: &str = "image/svg+xml";
const PARQUET: &str = "application/vnd.apache.parquet";
pub(super) const WORKBOOK: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// The answer in the form that was asked for.
pub(super) fn given(site: &Site, asked: &Asked, reply: &Reply) -> Result<Response, Fault> {
    let unwritten = |_: String| Fault::Broken;
    Ok(match asked.form {
        Form::Page => response(StatusCode::OK, HTML, frame::page(site, asked, reply)?),
        Form::Json => {
            let json = reply.for_programs();
            response(StatusCode::OK, json.kind(), json.bytes())
        }
        Form::Csv => {
            let (name, sheet) = meant(asked, reply)?;
            let bytes = csv(sheet, asked.lang).map_err(unwritten)?;
            kept_as(response(StatusCode::OK, CSV, bytes), &file_name(asked, reply, Some(&name)))
        }
        Form::Parquet => {
            let (name, sheet) = meant(asked, reply)?;
            let bytes = parquet(sheet, asked.lang).map_err(unwritten)?;
            kept_as(response(StatusCode::OK, PARQUET, bytes), &file_name(asked, reply, Some(&name)))
        }
        Form::Picture => {
            let (name, svg) = drawn(asked, reply)?;
            kept_as(response(StatusCode::OK, SVG, svg), &file_name(asked, reply, Some(&name)))
        }
        Form::Workbook => {
            let bytes = workbook(&reply.document, asked.lang).map_err(unwritten)?;
            kept_as(response(StatusCode::OK, WORKBOOK, bytes), &file_name(asked, reply, None))
        }
    })
}

/// The table that is meant: the one of the name, or the only one.
fn meant<'r>(asked: &Asked, reply: &'r Reply) -> Result<(String, &'r Sheet), Fault> {
    let unknown = |known| Fault::Table { parameter: TABLE, name: asked.table.clone(), known };
    of_name(asked, reply.document.tables()).map_err(unknown)
}

/// The picture of the table that is meant.
fn drawn(asked: &Asked, reply: &Reply) -> Result<(String, String), Fault> {
    let unknown = |known| Fault::Undrawn { parameter: TABLE, name: asked.table.clone(), known };
    of_name(asked, pictures(&reply.document, asked.lang)).map_err(unknown)
}

/// What an address names among several, or the only one; otherwise the names there are.
fn of_name<T>(asked: &Asked, mut all: Vec<(String, T)>) -> Result<(String, T), Vec<String>> {
    let at = match &asked.table {
        Some(name) => all.iter().position(|(own, _)| own.eq_ignore_ascii_case(name)),
        None => Some(0).filter(|_| all.len() == 1),
    };
    match at {
        Some(at) => Ok(all.swap_remove(at)),
        None => Err(all.into_iter().map(|(name, _)| name).collect()),
    }
}

/// What the file is called where somebody keeps it: the page, the table, the two times.
fn file_name(asked: &Asked, reply: &Reply, table: Option<&str>) -> String {
    let page = if asked.path == "/" { "index" } else { asked.path.trim_start_matches('/') };
    // In a path a plus is one.
    let page = unescaped(&page.replace('+', "%2B")).unwrap_or_default();
    let name: String = [&*page].into_iter().chain(table).collect::<Vec<_>>().join("-").chars().take(NAME).collect();
    format!("{name}-{}-{}{}", reply.horizon.on, reply.horizon.known.0, asked.form.end())
}
