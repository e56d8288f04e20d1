//! An answer in the form that was asked for: a page, one document for programs, one of its tables, or a workbook.

use crate::explain::Sheet;
use crate::paper::{csv, parquet, workbook};
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
        Form::Workbook => {
            let bytes = workbook(&reply.document, asked.lang).map_err(unwritten)?;
            kept_as(response(StatusCode::OK, WORKBOOK, bytes), &file_name(asked, reply, None))
        }
    })
}

/// The table that is meant: the one of the name, or the only one.
fn meant<'r>(asked: &Asked, reply: &'r Reply) -> Result<(String, &'r Sheet), Fault> {
    let mut tables = reply.document.tables();
    let known: Vec<String> = tables.iter().map(|(name, _)| name.clone()).collect();
    let at = match &asked.table {
        Some(name) => known.iter().position(|own| own.eq_ignore_ascii_case(name)),
        None => Some(0).filter(|_| known.len() == 1),
    };
    match at.filter(|at| *at < tables.len()) {
        Some(at) => Ok(tables.swap_remove(at)),
        None => Err(Fault::Table { parameter: TABLE, name: asked.table.clone(), known }),
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
