//! What waits for a second person, what became of the others, and a form that brings a file.

use super::check::asked_with;
use super::words::{boxed, in_browser};
use crate::access::Deed;
use crate::explain::{Importing, Phrase};
use crate::ledger::{
    Blank, ImportFault, Ledger, LedgerError, Listed, Outcome, Settlement, Standing, blank, fits_a_table, in_use_first,
};
use crate::value::TypeName;
use crate::web::asked::Asked;
use crate::web::fault::Fault;
use crate::web::form::{Html, hidden};
use crate::web::frame;
use crate::web::people::barred::Barred;
use crate::web::people::list::for_somebody;
use crate::web::people::posted::{allowed, may_open};
use crate::web::people::who::Who;
use crate::web::routes::{HTML, response};
use crate::web::site::Site;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::Response;
use std::sync::Arc;

pub(in crate::web::people) const PATH: &str = "/import";
/// So many letters of a reason stand in the list.
const LISTED: usize = 40;
/// Of those that are settled so many are listed.
const SETTLED: usize = 20;

/// The page.
pub(in crate::web::people) async fn front(State(site): State<Arc<Site>>, headers: HeaderMap, uri: Uri) -> Response {
    for_somebody(site, (headers, uri), |site, _, who, uri| {
        allowed(who, Deed::Look)?;
        let asked = asked_with(uri, who, &["type"])?;
        let kind = asked.own("type").map(|name| chosen(site, who, name)).transpose()?;
        drawn(site, &asked, who, (None, kind.as_ref().map_or("", |name| name.as_str())))
    })
    .await
}

/// The type that an address names: one that somebody may record, and that fits into a table.
fn chosen(site: &Site, who: &Who, name: &str) -> Result<TypeName, Barred> {
    let catalogue = site.ledger()?.catalogue();
    let unknown = |nearest| LedgerError::UnknownType { name: name.to_owned(), nearest };
    let kind = Ledger::type_in(&catalogue, name).map_err(unknown)?;
    may_open(who, &kind)?;
    let declaration = catalogue.type_id(&kind).map(|id| catalogue.declaration(id)).ok_or_else(|| unknown(None))?;
    if fits_a_table(declaration) { Ok(kind) } else { Err(LedgerError::Import(ImportFault::NotByTable { kind }).into()) }
}

/// The page, with what is wrong with a file that was brought.
pub(super) fn faced(site: &Site, asked: &Asked, who: &Who, wrong: Option<&Barred>) -> Result<Response, Barred> {
    drawn(site, asked, who, (wrong, ""))
}

fn drawn(site: &Site, asked: &Asked, who: &Who, (wrong, kind): (Option<&Barred>, &str)) -> Result<Response, Barred> {
    let mut html = Html::new(asked.lang);
    html.raw("<h1>").say(Importing::Import).raw("</h1>\n");
    if let Some(wrong) = wrong {
        boxed(&mut html, &told(wrong));
    }
    let listed = site.batches().listed(SETTLED, site.ledger()?)?;
    let (settled, open): (Vec<Listed>, Vec<Listed>) =
        listed.into_iter().partition(|one| matches!(one.standing, Standing::Settled(_)));
    let (waits, troubled): (Vec<Listed>, Vec<Listed>) =
        open.into_iter().partition(|one| one.standing == Standing::Waits);
    if !troubled.is_empty() {
        list(&mut html, site, asked, &troubled, (Importing::Troubled, Importing::Unclear))?;
    }
    list(&mut html, site, asked, &waits, (Importing::Waiting, Importing::NoneWaits))?;
    form(&mut html, site, asked, who, kind)?;
    list(&mut html, site, asked, &settled, (Importing::Settled, Importing::NoneSettled))?;
    let title = Phrase::from(Importing::Import).say(asked.lang);
    let status = wrong.map_or(StatusCode::OK, Barred::of_file);
    Ok(response(status, HTML, frame::plain(site, asked, &title, &html.text)))
}

/// What is wrong with a file, in words of a browser.
fn told(wrong: &Barred) -> crate::explain::Complaint {
    match wrong {
        Barred::Page(Fault::Ledger(error)) => match &**error {
            LedgerError::Import(fault) => in_browser(fault),
            _ => wrong.complaint(),
        },
        _ => wrong.complaint(),
    }
}

/// The types that somebody may record and that fit into a table.
pub(super) fn kinds(site: &Site, who: &Who) -> Result<Vec<Blank>, Barred> {
    let catalogue = site.ledger()?.catalogue();
    let mine = in_use_first(&catalogue)
        .into_iter()
        .filter(|declaration| may_open(who, &declaration.name).is_ok() && fits_a_table(declaration));
    Ok(mine.filter_map(|declaration| blank(&catalogue, &declaration.name)).collect())
}

fn form(html: &mut Html, site: &Site, asked: &Asked, who: &Who, chosen: &str) -> Result<(), Barred> {
    html.raw("<h2 id=\"bring\">").say(Importing::Bring).raw("</h2>\n");
    let kinds = kinds(site, who)?;
    if kinds.is_empty() {
        html.raw("<p>").say(Importing::BringsNone).raw("</p>\n");
        return Ok(());
    }
    let mark = who.shown.form(PATH).to_string();
    html.raw("<form class=\"fill\" method=\"post\" enctype=\"multipart/form-data\" action=\"");
    html.words(&asked.link(PATH)).raw("\">\n");
    // The mark stands before the file, which is not read without it.
    hidden(html, [("form", mark.as_str())]);
    select(html, &kinds, chosen);
    html.raw("<label><span class=\"name\">").say(Importing::File);
    html.raw("</span><input type=\"file\" name=\"file\" accept=\".xlsx,.xls,.ods,.csv\" required><small>");
    html.say(Importing::BringHint).raw("</small></label>\n<p><button class=\"main\">").say(Importing::Check);
    html.raw("</button></p>\n</form>\n<h2>").say(Importing::Templates);
    html.raw("</h2>\n<form class=\"fill\" action=\"/import/template\">\n");
    hidden(html, asked.kept());
    select(html, &kinds, chosen);
    html.raw("<p><button name=\"as\" value=\"xlsx\">").say(Importing::Template).raw("</button>\n");
    html.raw("<button name=\"as\" value=\"csv\">").say(Importing::AsText).raw("</button></p>\n</form>\n");
    Ok(())
}

fn select(html: &mut Html, kinds: &[Blank], chosen: &str) {
    html.raw("<label><span class=\"name\">")
        .say(Importing::Type)
        .raw("</span><select name=\"type\" required><option value=\"\">");
    html.say(crate::explain::Recording::Choose).raw("</option>");
    for kind in kinds {
        let name = kind.name.as_str();
        html.raw("<option value=\"").words(name).raw(if name == chosen { "\" selected>" } else { "\">" });
        html.say(kind.title.clone()).words(&format!(" · {name}")).raw("</option>");
    }
    html.raw("</select></label>\n");
}

fn list(
    html: &mut Html,
    site: &Site,
    asked: &Asked,
    batches: &[Listed],
    (title, none): (Importing, Importing),
) -> Result<(), Barred> {
    html.raw("<h2>").say(title).raw("</h2>\n");
    if batches.is_empty() {
        html.raw("<p>").say(none).raw("</p>\n");
        return Ok(());
    }
    html.raw("<div class=\"sheet\">\n<table>\n<thead><tr>");
    for name in [
        Importing::Number,
        Importing::Type,
        Importing::File,
        Importing::Records,
        Importing::By,
        Importing::At,
        Importing::Digest,
        Importing::Standing,
    ] {
        html.raw("<th>").say(name).raw("</th>");
    }
    html.raw("</tr></thead>\n<tbody>\n");
    let catalogue = site.ledger()?.catalogue();
    for one in batches {
        let address = asked.link(&format!("{PATH}/{}", one.number));
        html.raw("<tr><td class=\"right\"><a href=\"").words(&address).raw("\">");
        html.words(&one.number.to_string()).raw("</a></td>");
        match &one.head {
            Some(head) => {
                let name = TypeName::parse(&head.kind);
                let title = name.and_then(|name| blank(&catalogue, &name)).map(|blank| blank.title);
                html.raw("<td class=\"whole\">");
                match title {
                    Some(title) => html.say(title),
                    None => html.words(&head.kind),
                };
                html.raw("</td><td>").words(&head.file).raw("</td><td class=\"right\">");
                html.words(&head.count().to_string()).raw("</td><td class=\"whole\">").words(&head.submitted_by);
                html.raw("</td><td class=\"whole\">")
                    .words(&minute(&head.submitted_at))
                    .raw("</td><td class=\"whole\">");
                html.words(head.digest.get(..8).unwrap_or_default()).raw("</td>");
            }
            None => {
                html.raw("<td colspan=\"6\">").say(Importing::Unreadable).raw("</td>");
            }
        }
        html.raw("<td>").say(shortened(standing(&one.standing))).raw("</td></tr>\n");
    }
    html.raw("</tbody>\n</table>\n</div>\n");
    Ok(())
}

/// How a batch stands, in words.
pub(super) fn standing(standing: &Standing) -> Importing {
    match standing {
        Standing::Waits => Importing::Waits,
        Standing::Unsound(_) => Importing::Unsound,
        Standing::Missing(..) => Importing::Missing,
        Standing::Unclear(_) => Importing::Unclear,
        Standing::Settled(None) => Importing::SettledSomehow,
        Standing::Settled(Some(Settlement { outcome, by, at, reason, .. })) => {
            let (who, at) = (by.as_str().into(), minute(at).into());
            match outcome {
                Outcome::Recorded => Importing::RecordedBy { who, at },
                Outcome::Dropped => Importing::DroppedBy { who, at, reason: reason.clone().unwrap_or_default().into() },
            }
        }
    }
}

/// The same for a list, where a long reason would stand before everything else; the page of the batch has all of it.
fn shortened(standing: Importing) -> Importing {
    match standing {
        Importing::DroppedBy { who, at, reason } if reason.chars().count() > LISTED => {
            let begins: String = reason.chars().take(LISTED).collect();
            Importing::DroppedBy { who, at, reason: format!("{begins}…").into() }
        }
        standing => standing,
    }
}

/// An instant as people read it, to the minute.
pub(super) fn minute(at: &str) -> String {
    at.get(..16).unwrap_or(at).replace('T', " ")
}

/// A batch of a number that is none.
pub(super) fn no_batch(number: u64) -> Barred {
    LedgerError::Import(ImportFault::NoBatch { number }).into()
}
