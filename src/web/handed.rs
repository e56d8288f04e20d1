//! The notice of one enterprise, for whoever has the link to it: no way to any other page, no form, and what opens it does not stand in it.

use crate::access::{AccessError, HandedLink};
use crate::explain::{Handing, Paged, Phrase};
use crate::ledger::Horizon;
use crate::paper::{Screen, fragment, title};
use crate::value::{Bilingual, Lang};
use crate::web::api::only;
use crate::web::asked::{Asked, Form};
use crate::web::escaped::unescaped;
use crate::web::fault::Fault;
use crate::web::form::Html;
use crate::web::frame::sealed;
use crate::web::refused::{language, refused_sealed};
use crate::web::routes::{HTML, response};
use crate::web::seen::{Shows, is_about, is_at, is_by_link, shown};
use crate::web::site::Site;
use axum::Router;
use axum::extract::State;
use axum::http::{StatusCode, Uri};
use axum::response::Response;
use axum::routing::get;
use std::sync::Arc;

/// What the address of a link begins with.
pub(super) const OPENED: &str = "/given/";

/// Puts it beside the pages.
pub(super) fn add(router: Router<Arc<Site>>) -> Router<Arc<Site>> {
    router.route("/given/{secret}", shown(Shows::Handed, get(opened)))
}

/// Of what kind an address is, in a word of ours; none where it is another's.
pub(super) fn class(path: &str) -> Option<&'static str> {
    opens(path).then_some("given")
}

/// An address as it may be told: without what opens a link.
pub(super) fn untold(path: &str) -> &str {
    if opens(path) { "/given/…" } else { path }
}

/// Whether an address opens a link, so that it is told to nobody: every answer to it says so (`qizhang::http`).
pub fn opens(path: &str) -> bool {
    path.starts_with(OPENED)
}

/// The page behind a link.
async fn opened(State(site): State<Arc<Site>>, uri: Uri) -> Response {
    let lang = language(uri.query());
    let work = tokio::task::spawn_blocking(move || told(&site, &uri));
    work.await.unwrap_or_else(|_| refused_sealed(lang, &Fault::Broken))
}

fn told(site: &Site, uri: &Uri) -> Response {
    let lang = language(uri.query());
    let secret = uri.path().strip_prefix(OPENED).and_then(unescaped).unwrap_or_default();
    let link = match site.desk().opened(&secret, site.today()) {
        Ok(link) => link,
        Err(error) => {
            let known = if let AccessError::Link(shut) = &error { shut.link().map(str::to_owned) } else { None };
            let mut response = refused_sealed(lang, &error.into());
            if let Some(id) = known {
                is_by_link(&mut response, &id);
            }
            return response;
        }
    };
    let mut response = notice(site, uri, &link).unwrap_or_else(|fault| refused_sealed(lang, &fault));
    is_by_link(&mut response, &link.id);
    is_about(&mut response, link.subject);
    response
}

/// The notice as of today, with everything known: an enterprise asks what holds now.
fn notice(site: &Site, uri: &Uri, link: &HandedLink) -> Result<Response, Fault> {
    let asked = Asked::read((OPENED.to_owned(), Form::Page), Vec::new(), uri.query().unwrap_or_default(), &[])?;
    only(&asked, &["lang"], &[])?;
    let asked = asked.without_rows()?;
    let horizon = site.horizon(&asked)?;
    let (world, position) = site.served().about(link.subject, horizon, &[])?;
    let document = world.notice(&position);
    let screen = Screen { href: None, table: None, beside: &|_, _| String::new() };
    let mut html = Html::new(asked.lang);
    html.raw("<main id=\"main\">\n").raw(&fragment(&document, asked.lang, screen)).raw("</main>\n");
    foot(&mut html, site, horizon, link);
    let page = sealed(asked.lang, &title(&document, asked.lang), &html.text);
    let mut response = response(StatusCode::OK, HTML, page);
    is_at(&mut response, horizon);
    Ok(response)
}

/// How long the link opens, the other language, and on every sheet of paper what the page rests on. The other language is asked of the page one
/// is on, so that its address need not be written down here.
fn foot(html: &mut Html, site: &Site, Horizon { on, known }: Horizon, link: &HandedLink) {
    let (other, id) = (if html.lang() == Lang::Zh { "en" } else { "zh" }, Arc::clone(&link.id));
    html.raw("<footer>\n<p><span>").say(Handing::OpensUntil { until: link.until, id });
    html.raw("</span> <a href=\"?lang=").raw(other).raw("\">").say(Paged::OtherLanguage).raw("</a></p>\n</footer>\n");
    let place = Phrase::from(Paged::UpTo { known });
    let place = Bilingual::new(&place.say(Lang::Zh), &place.say(Lang::En));
    html.raw("<p class=\"every\">").say(Paged::Horizon { on, known: place });
    if let Some(root) = site.root(known) {
        html.raw(" · ").say(Paged::RootAt { root: root.to_string().into(), known });
    }
    html.raw("</p>\n");
}
