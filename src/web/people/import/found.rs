//! What was found in a table, drawn: what is wrong cell by cell, what may be there already, what is good, and the ways on from there.

use super::headings;
use super::look::{Looked, Way};
use super::rows::{Told, records};
use super::uploads::Brought;
use super::words::{boxed, in_browser};
use crate::explain::{Complaint, Count, Importing};
use crate::ledger::{Blank, Duplicates, Good, ImportFault, Likeness, Sifted, Suspect, Trouble, Twin, Upload};
use crate::value::Bilingual;
use crate::web::asked::Asked;
use crate::web::form::{Html, hidden};
use crate::web::remedy::on_page;

/// So many faults are told on the page; the file of bad rows has all of them.
const TOLD: usize = 200;
/// So many good records are shown.
const SHOWN: usize = 20;

/// What the page is drawn of.
pub(super) struct Found<'f> {
    pub(super) file: &'f Brought,
    pub(super) way: &'f Way,
    pub(super) looked: &'f Looked,
    pub(super) blank: &'f Blank,
    /// The columns that a table of the type may have: the stable name and the label of each.
    pub(super) columns: &'f [(String, Bilingual)],
    /// What makes the form one of this sign-in.
    pub(super) mark: &'f str,
    /// What stands against submitting, where somebody tried.
    pub(super) against: Option<&'f ImportFault>,
}

/// The whole page.
pub(super) fn found(html: &mut Html, asked: &Asked, page: &Found<'_>) {
    let (file, kind) = (page.file.name.as_str().into(), page.blank.title.clone());
    html.raw("<h1>").say(Importing::Checked { file, kind }).raw("</h1>\n");
    match &page.looked.found {
        Ok(sifted) => sifted_told(html, asked, page, sifted),
        Err(fault) => {
            html.raw("<p class=\"verdict\" role=\"status\">").say(Importing::NotRead).raw("</p>\n");
            boxed(html, &in_browser(fault));
            way(html, asked, page);
        }
    }
    html.raw("<p class=\"ways\"><a href=\"").words(&asked.link_with("/import", &[("type", page.blank.name.as_str())]));
    html.raw("#bring\">").say(Importing::Other).raw("</a>\n<a href=\"");
    let template = [("type", page.blank.name.as_str())];
    html.words(&asked.link_with("/import/template", &template)).raw("\">").say(Importing::Template).raw("</a></p>\n");
}

fn sifted_told(html: &mut Html, asked: &Asked, page: &Found<'_>, sifted: &Sifted) {
    html.raw("<p class=\"verdict\" role=\"status\">").say(sifted.counted(page.way.duplicates)).raw("</p>\n");
    html.raw("<p class=\"hint\">").say(Importing::NotYet).raw("</p>\n");
    let stands = page.against.cloned().or_else(|| sifted.held_back(true, page.way.duplicates));
    if let Some(fault) = &stands {
        boxed(html, &in_browser(fault));
    }
    if !sifted.bad.is_empty() {
        bad_rows(html, asked, page, sifted);
    }
    if !sifted.suspects.is_empty() {
        suspects_told(html, asked, &sifted.suspects);
    }
    way(html, asked, page);
    // Suspects are among the good ones as soon as somebody said that they are kept.
    let good: Vec<&Good> = match page.way.duplicates {
        None => sifted.like_no_other().collect(),
        Some(Duplicates::Keep | Duplicates::Drop) => sifted.good.iter().collect(),
    };
    if !good.is_empty() {
        good_rows(html, asked, page, &good);
    }
    if sifted.held_back(true, page.way.duplicates).is_none() {
        submit(html, asked, page, sifted);
    }
    if !sifted.remarks.is_empty() {
        html.raw("<h2>").say(Importing::Remarks).raw("</h2>\n<ul>\n");
        for remark in &sifted.remarks {
            html.raw("<li>").say(remark.clone()).raw("</li>\n");
        }
        html.raw("</ul>\n");
    }
}

fn bad_rows(html: &mut Html, asked: &Asked, page: &Found<'_>, sifted: &Sifted) {
    html.raw("<h2>").say(Importing::BadRows).raw("</h2>\n<p><a href=\"");
    let address = |as_what| {
        asked.link_with(&format!("{}/bad", asked.path), &[&page.way.pairs()[..], &[("as", as_what)]].concat())
    };
    html.words(&address("xlsx")).raw("\">").say(Importing::TakeBack).raw("</a> <a href=\"").words(&address("csv"));
    html.raw("\">")
        .say(Importing::AsText)
        .raw("</a></p>\n<p class=\"hint\">")
        .say(Importing::TakeBackHint)
        .raw("</p>\n");
    html.raw("<div class=\"sheet\">\n<table>\n<thead><tr>");
    for name in [Importing::Cell, Importing::Column, Importing::Reason, Importing::Remedy] {
        html.raw("<th>").say(name).raw("</th>");
    }
    html.raw("</tr></thead>\n<tbody>\n");
    let troubles = || sifted.bad.iter().flat_map(|bad| &bad.troubles);
    troubles().take(TOLD).for_each(|trouble| trouble_told(html, trouble));
    html.raw("</tbody>\n</table>\n</div>\n");
    let more = troubles().count().saturating_sub(TOLD);
    if more > 0 {
        html.raw("<p>").say(Importing::MoreInFile { more }).raw("</p>\n");
    }
}

fn trouble_told(html: &mut Html, trouble: &Trouble) {
    let Complaint { what, why, remedy, code, .. } = &on_page(&trouble.complaint);
    let lang = html.lang();
    let heading: String = trouble.heading.split_whitespace().collect::<Vec<_>>().join(" ");
    html.raw("<tr><td class=\"whole\">").words(&trouble.place.to_string()).raw("</td><td class=\"whole\">");
    html.words(&heading).raw("</td><td>").words(what.get(lang));
    if !why.get(lang).is_empty() {
        html.raw("<br>").words(why.get(lang));
    }
    html.raw(" <small class=\"rests\">")
        .words(code)
        .raw("</small></td><td>")
        .words(remedy.get(lang))
        .raw("</td></tr>\n");
}

fn suspects_told(html: &mut Html, asked: &Asked, suspects: &[Suspect]) {
    html.raw("<h2>").say(Importing::Suspects).raw("</h2>\n<div class=\"sheet\">\n<table>\n<thead><tr>");
    for name in [Importing::Rows, Importing::Like, Importing::How] {
        html.raw("<th>").say(name).raw("</th>");
    }
    html.raw("</tr></thead>\n<tbody>\n");
    for Suspect { rows, twin, likeness } in suspects.iter().take(TOLD) {
        let rows: Vec<String> = rows.iter().map(ToString::to_string).collect();
        html.raw("<tr><td class=\"whole\">").words(&rows.join(", ")).raw("</td><td class=\"whole\">");
        like(html, asked, *twin);
        let how = match likeness {
            Likeness::Same => Importing::Same,
            Likeness::Number => Importing::ButNumber,
            Likeness::Spelling => Importing::Spelling,
            Likeness::Key => Importing::SameNumber,
        };
        html.raw("</td><td>").say(how).raw("</td></tr>\n");
    }
    html.raw("</tbody>\n</table>\n</div>\n");
}

/// What a record looks like, and where that is.
fn like(html: &mut Html, asked: &Asked, twin: Twin) {
    let (address, words) = match twin {
        Twin::Event(event) => (format!("/events/{}", event.0), Importing::LikeEvent { event }),
        Twin::Waiting { batch, row, .. } => {
            let (number, row) = (batch.to_string().into(), row.to_string().into());
            (format!("/import/{batch}"), Importing::LikeBatch { batch: number, row })
        }
        Twin::Row(row) => {
            html.say(Importing::LikeRow { row: row.to_string().into() });
            return;
        }
    };
    html.raw("<a href=\"").words(&asked.link(&address)).raw("\">").say(words).raw("</a>");
}

fn good_rows(html: &mut Html, asked: &Asked, page: &Found<'_>, good: &[&Good]) {
    let (shown, all) = (good.len().min(SHOWN), good.len());
    html.raw("<h2>").say(Importing::Good).raw("</h2>\n");
    if shown < all {
        html.raw("<p>").say(Importing::FirstOf { shown, all }).raw("</p>\n");
    }
    let told: Vec<Told<'_>> = good
        .iter()
        .take(SHOWN)
        .map(|good| {
            let rows: Vec<String> = good.rows.iter().map(ToString::to_string).collect();
            Told { rows: rows.join(", "), line: &good.line, beside: None }
        })
        .collect();
    records(html, asked, Some(page.blank), &told, Importing::Event);
}

/// How the table is read: the sheet, the columns that are left out, and what becomes of suspects. It only looks again.
fn way(html: &mut Html, asked: &Asked, page: &Found<'_>) {
    let sheets = sheets(page.looked);
    let columns = headings::columns(page);
    let suspects = page.looked.found.as_ref().is_ok_and(|sifted| !sifted.suspects.is_empty());
    // A sheet that was asked for and is not there is not asked for once more.
    let stray = page.looked.upload.is_none() && page.way.sheet.is_some();
    if sheets.len() < 2 && columns.is_empty() && !suspects && !stray && page.way.duplicates.is_none() {
        return;
    }
    html.raw("<h2 id=\"way\">")
        .say(Importing::Way)
        .raw("</h2>\n<form class=\"fill\" action=\"")
        .words(&asked.path)
        .raw("\">\n");
    hidden(html, asked.kept());
    if sheets.len() > 1 || stray && !sheets.is_empty() {
        html.raw("<label><span class=\"name\">").say(Importing::Sheet).raw("</span><select name=\"sheet\">");
        for (at, sheet) in sheets.iter().enumerate() {
            html.raw("<option value=\"").words(sheet).raw(if at == 0 { "\" selected>" } else { "\">" });
            html.words(sheet).raw("</option>");
        }
        html.raw("</select></label>\n");
    } else if let Some(sheet) = page.way.sheet.as_ref().filter(|_| !stray) {
        hidden(html, [("sheet", sheet.as_str())]);
    }
    if !columns.is_empty() {
        headings::told(html, asked, page, &columns);
    }
    if suspects || page.way.duplicates.is_some() {
        html.raw("<fieldset>\n<legend>").say(Importing::Duplicates).raw("</legend>\n");
        for (word, chosen, says) in
            [("keep", Duplicates::Keep, Importing::Keep), ("drop", Duplicates::Drop, Importing::LeaveOut)]
        {
            let words = crate::explain::Phrase::from(says).say(asked.lang);
            tick(html, ("radio", "duplicates", word), page.way.duplicates == Some(chosen), &words);
        }
        html.raw("</fieldset>\n");
    }
    html.raw("<p><button>").say(Importing::Again).raw("</button></p>\n</form>\n");
}

pub(super) fn tick(html: &mut Html, (kind, name, value): (&str, &str, &str), checked: bool, words: &str) {
    html.raw("<label class=\"tick\"><input type=\"")
        .raw(kind)
        .raw("\" name=\"")
        .raw(name)
        .raw("\" value=\"")
        .words(value);
    html.raw(if checked { "\" checked> " } else { "\"> " }).words(words).raw("</label>\n");
}

/// The sheets there are, the one that is read first; none where a file is one table.
fn sheets(looked: &Looked) -> Vec<String> {
    match (&looked.upload, &looked.found) {
        (Some(upload), _) => {
            let (own, others) = Upload::sheets(upload);
            own.map(str::to_owned).into_iter().chain(others.iter().cloned()).collect()
        }
        (None, Err(fault)) => fault.sheets(),
        (None, Ok(_)) => Vec::new(),
    }
}

/// The way on: what is good is submitted, in the way it was looked at.
fn submit(html: &mut Html, asked: &Asked, page: &Found<'_>, sifted: &Sifted) {
    html.raw("<form class=\"fill\" method=\"post\" action=\"").words(&asked.link(&asked.path)).raw("\">\n");
    hidden(html, page.way.pairs().into_iter().chain([("form", page.mark)]));
    if !sifted.bad.is_empty() {
        let behind = Importing::Behind { bad: sifted.bad.len() };
        let words = crate::explain::Phrase::from(behind).say(asked.lang);
        tick(html, ("checkbox", "returned", "yes"), page.way.returned, &words);
    }
    html.raw("<p class=\"hint\">").say(Importing::SubmitHint).raw("</p>\n<p><button class=\"main\">");
    html.say(Importing::Submit { count: Count::of(sifted.good.len(), "record") }).raw("</button></p>\n</form>\n");
}
