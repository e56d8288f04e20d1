//! The links of one enterprise, for the office: which were handed out, a new one, and one that is revoked.

use crate::access::{Deed, Handed, HandedLink};
use crate::explain::{Handing, Paged, Phrase, Who as ShownWho};
use crate::ledger::{KnownAt, quoted};
use crate::value::{Day, Uscc};
use crate::view::path_of_link;
use crate::web::asked::Asked;
use crate::web::escaped::unescaped;
use crate::web::fault::Fault;
use crate::web::form::Html;
use crate::web::frame;
use crate::web::people::barred::Barred;
use crate::web::people::list::for_somebody;
use crate::web::people::posted::{Posted, allowed, asked, language, posted, takes};
use crate::web::people::who::Who;
use crate::web::routes::{HTML, elsewhere, response};
use crate::web::site::Site;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode, Uri, header};
use axum::response::Response;
use std::sync::Arc;

/// How the address of the links of a subject ends.
const LINKS: &str = "/links";
/// A new link opens for so many days where nobody says otherwise.
const USUAL: i64 = 90;

/// The way to the links of a subject, for those who hand out.
pub(in crate::web) fn way(asked: &Asked, code: Uscc) -> Option<(Paged, String)> {
    let hands = asked.who.as_ref().is_some_and(|who| allowed(who, Deed::HandOut).is_ok());
    hands.then(|| (Paged::LinksWay, asked.link(&format!("/subjects/{code}{LINKS}"))))
}

/// Whether an address is the one of the links of a subject.
pub(super) fn is_theirs(path: &str) -> bool {
    let code = path.strip_prefix("/subjects/").and_then(|rest| rest.strip_suffix(LINKS));
    code.is_some_and(|code| !code.is_empty() && !code.contains('/'))
}

/// The page.
pub(super) async fn list(State(site): State<Arc<Site>>, headers: HeaderMap, uri: Uri) -> Response {
    for_somebody(site, (headers, uri), |site, asked, who, uri| {
        site.may(who, Deed::HandOut, uri)?;
        takes(uri, &[])?;
        let code = named(site, uri)?;
        page(site, asked, who, code)
    })
    .await
}

/// Hands one out, or revokes one.
pub(super) async fn sent(State(site): State<Arc<Site>>, request: Request) -> Response {
    posted((site, Site::turns), request, done).await
}

fn done(site: &Site, posted: &Posted) -> Result<Response, Barred> {
    let path = posted.uri.path();
    let who = site.sender(posted, path)?;
    site.may(&who, Deed::HandOut, &posted.uri)?;
    let code = named(site, &posted.uri)?;
    let by = Arc::clone(&who.person.name);
    let asked = asked(&posted.uri, language(&posted.uri), Some(who));
    if let Some(id) = posted.get("revoke") {
        // What stands on the page of one subject revokes nothing of another.
        let own = site.desk().revocable_link(id)?;
        let own = Some(own).filter(|link| link.subject == code).ok_or_else(|| unknown("revoke", id, "0123456789ab"))?;
        site.desk().revoke_link(&own.id, site.now(), &by)?;
        return Ok(elsewhere(&asked.link(path)));
    }
    let given = posted.get("until").unwrap_or_default();
    let until = Day::parse(given).ok_or_else(|| unknown("until", given, "2027-03-31"))?;
    let handed = site.desk().hand(code, until, site.now(), &by)?;
    Ok(made(site, &asked, &posted.headers, &handed))
}

fn unknown(name: &str, value: &str, example: &'static str) -> Barred {
    Fault::Parameter { name: name.to_owned(), value: value.to_owned(), example }.into()
}

/// The subject that an address names.
fn named(site: &Site, uri: &Uri) -> Result<Uscc, Barred> {
    let step = uri.path().strip_prefix("/subjects/").and_then(|rest| rest.strip_suffix(LINKS)).unwrap_or_default();
    let name = unescaped(step).unwrap_or_else(|| step.to_owned());
    Ok(site.served().subject(&name, site.served().clock().head())?)
}

fn page(site: &Site, asked: &Asked, who: &Who, code: Uscc) -> Result<Response, Barred> {
    let horizon = site.ledger()?.horizon(None, KnownAt::Head)?;
    let (world, _) = site.served().about(code, horizon, &[])?;
    let title = Phrase::from(Handing::Links { who: ShownWho { name: world.named(code), code } });
    let mark = who.shown.form(&asked.path).to_string();
    let mut html = Html::new(asked.lang);
    html.raw("<h1>").say(title.clone()).raw("</h1>\n<p>").say(Handing::What).raw("</p>\n");
    form(&mut html, asked, ("fill narrow", &mark));
    html.raw("<label>").say(Handing::Until).raw(" <input type=\"date\" name=\"until\" required value=\"");
    html.words(&site.today().plus_days(USUAL).to_string()).raw("\"></label>\n<p><button class=\"main\">");
    html.say(Handing::New).raw("</button></p>\n</form>\n<h2>").say(Handing::Those).raw("</h2>\n");
    let links = site.desk().links(Some(code))?;
    if links.is_empty() {
        html.raw("<p>").say(Handing::None).raw("</p>\n");
    } else {
        table(&mut html, asked, (&links, site.today()), &mark);
    }
    html.raw("<p class=\"hint\">").say(Paged::SameCommand).raw(" <code>");
    html.words(&format!("qizhang link list {code} --ledger {}", quoted(site.name())))
        .raw("</code></p>\n<p class=\"ways\"><a href=\"");
    html.words(&asked.link(&format!("/subjects/{code}/notice"))).raw("\">").say(Paged::Notice).raw("</a></p>\n");
    Ok(response(StatusCode::OK, HTML, frame::plain(site, asked, &title.say(asked.lang), &html.text)))
}

/// The beginning of a form of this page.
fn form(html: &mut Html, asked: &Asked, (class, mark): (&str, &str)) {
    html.raw("<form class=\"").raw(class).raw("\" method=\"post\" action=\"").words(&asked.link(&asked.path));
    html.raw("\">\n<input type=\"hidden\" name=\"form\" value=\"").words(mark).raw("\">\n");
}

/// The newest first: it is the one that is looked for.
fn table(html: &mut Html, asked: &Asked, (links, today): (&[HandedLink], Day), mark: &str) {
    html.raw("<div class=\"sheet\">\n<table>\n<thead><tr>");
    for head in [Handing::Id, Handing::On, Handing::By, Handing::Last, Handing::Standing] {
        html.raw("<th scope=\"col\">").say(head).raw("</th>");
    }
    html.raw("</tr></thead>\n<tbody>\n");
    for link in links.iter().rev() {
        let (at, by) = &link.handed;
        for words in [&*link.id, &at.day().to_string(), by, &link.until.to_string()] {
            html.raw(if words == &*link.id { "<tr><td>" } else { "<td>" }).words(words).raw("</td>");
        }
        html.raw("<td>");
        match &link.revoked {
            Some((at, by)) => _ = html.say(Handing::Revoked { on: at.day(), by: Arc::clone(by) }),
            None if today > link.until => _ = html.say(Handing::Ended),
            None => {
                html.say(Handing::Opens).raw(" ");
                form(html, asked, ("inline", mark));
                html.raw("<input type=\"hidden\" name=\"revoke\" value=\"").words(&link.id).raw("\">\n<button>");
                html.say(Handing::Revoke).raw("</button>\n</form>");
            }
        }
        html.raw("</td></tr>\n");
    }
    html.raw("</tbody>\n</table>\n</div>\n");
}

/// The address of a link that was just handed out. It is shown this once.
fn made(site: &Site, asked: &Asked, headers: &HeaderMap, Handed { link, secret }: &Handed) -> Response {
    let public = site.writing().and_then(|writing| writing.public.as_ref());
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    let begun = public.map_or_else(|| format!("http://{host}"), ToString::to_string);
    let title = Phrase::from(Handing::Made { id: Arc::clone(&link.id), until: link.until });
    let mut html = Html::new(asked.lang);
    html.raw("<h1>")
        .say(title.clone())
        .raw("</h1>\n<p>")
        .say(Handing::Once)
        .raw("</p>\n<p class=\"command\"><code id=\"address\">");
    html.words(&format!("{begun}{}", path_of_link(secret)));
    html.raw("</code> <button type=\"button\" class=\"scripted\" hidden data-copies=\"address\" data-done=\"");
    html.say(Paged::Copied).raw("\" data-marked=\"").say(Paged::Marked).raw("\">").say(Handing::Copy);
    html.raw("</button><span role=\"status\"></span></p>\n");
    if public.is_none() {
        html.raw("<p>").say(Handing::OnlyHere).raw("</p>\n");
    }
    html.raw("<p class=\"ways\"><a href=\"").words(&asked.link(&asked.path)).raw("\">").say(Handing::Back);
    html.raw("</a></p>\n");
    response(StatusCode::OK, HTML, frame::plain(site, asked, &title.say(asked.lang), &html.text))
}
