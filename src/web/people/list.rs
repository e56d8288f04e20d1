//! What somebody may record: the types of his role, by the clauses they serve.

use crate::access::PersonError;
use crate::explain::{Importing, Recording};
use crate::ledger::{Blank, article_order, blank, in_use_first};
use crate::value::Lang;
use crate::web::asked::Asked;
use crate::web::escaped::{escaped, pairs, query};
use crate::web::form::Html;
use crate::web::frame;
use crate::web::people::barred::Barred;
use crate::web::people::posted::{asked, language, may_open, takes};
use crate::web::people::sign_in::IN;
use crate::web::people::who::{Who, who};
use crate::web::refused::refused;
use crate::web::routes::{HTML, elsewhere, response};
use crate::web::seen::is_turned_away;
use crate::web::site::Site;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::Response;
use std::sync::Arc;

pub(super) const PATH: &str = "/record";

/// Who is to sign in first is brought to where he wanted to go afterwards.
pub(super) fn sign_in_first(uri: &Uri) -> Response {
    let next = uri.path_and_query().map_or(PATH, |whole| whole.as_str());
    let lang = (language(uri) == Lang::En).then_some(("lang", "en"));
    let mut response = elsewhere(&format!("{IN}{}", query([("next", next)].into_iter().chain(lang))));
    is_turned_away(&mut response, &PersonError::NotSignedIn.complaint());
    response
}

/// Somebody who may not read something: whom signing in would help is to do that first.
pub(in crate::web) fn turned_away(site: &Site, error: &PersonError, (is_page, uri): (bool, &Uri)) -> Response {
    if is_page && site.is_closed() && matches!(error, PersonError::NotSignedIn) {
        return sign_in_first(uri);
    }
    refused(StatusCode::FORBIDDEN, &error.complaint(), &error.spot(), (uri.path(), uri.query()))
}

/// Does something for whoever is signed in, apart; anybody else is to sign in first.
pub(super) async fn for_somebody(
    site: Arc<Site>,
    (headers, uri): (HeaderMap, Uri),
    work: impl FnOnce(&Site, &Asked, &Who, &Uri) -> Result<Response, Barred> + Send + 'static,
) -> Response {
    let address = uri.clone();
    let done = tokio::task::spawn_blocking(move || {
        if site.writing().is_none() {
            return Err(Barred::WritingOff);
        }
        let Some(own) = who(&site, &headers) else { return Ok(sign_in_first(&uri)) };
        if site.desk().still(&own.person).is_err() {
            site.sign_ins().end(&own.shown);
            return Ok(sign_in_first(&uri));
        }
        let asked = asked(&uri, language(&uri), Some(own.clone()));
        let done = work(&site, &asked, &own, &uri);
        Ok(done.unwrap_or_else(|barred| barred.answer_within(&site, &asked, &uri)))
    });
    let done = done.await.unwrap_or(Err(Barred::Page(crate::web::fault::Fault::Broken)));
    done.unwrap_or_else(|barred| barred.answer(&address, None))
}

/// The list.
pub(super) async fn list(State(site): State<Arc<Site>>, headers: HeaderMap, uri: Uri) -> Response {
    for_somebody(site, (headers, uri), listed).await
}

fn listed(site: &Site, asked: &Asked, who: &Who, uri: &Uri) -> Result<Response, Barred> {
    takes(uri, &["q", "uscc"])?;
    let given = pairs(uri.query().unwrap_or_default()).unwrap_or_default();
    let of = |name: &str| given.iter().find(|(own, _)| own == name).map_or("", |(_, value)| value.as_str());
    let (words, code) = (of("q"), of("uscc"));
    let catalogue = site.ledger()?.catalogue();
    let mine: Vec<Blank> = in_use_first(&catalogue)
        .into_iter()
        .filter(|declaration| may_open(who, &declaration.name).is_ok())
        .filter_map(|declaration| blank(&catalogue, &declaration.name))
        .collect();
    let mut html = Html::new(asked.lang);
    html.raw("<h1>").say(Recording::Types { who: Arc::clone(&who.person.name) }).raw("</h1>\n");
    narrow(&mut html, asked, (words, code));
    if !mine.is_empty() {
        html.raw("<p><a href=\"").words(&asked.link("/import")).raw("\">").say(Importing::FromTable).raw("</a></p>\n");
    }
    let found: Vec<&Blank> = mine.iter().filter(|blank| blank.speaks_of(words)).collect();
    if found.is_empty() {
        let why = if mine.is_empty() { Recording::NoTypes } else { Recording::NoneSpeaks };
        html.raw("<p>").say(why).raw("</p>\n");
    }
    for (articles, blanks) in grouped(&found) {
        html.raw("<h2>");
        match articles {
            [] => html.say(Recording::Others),
            articles => html.words(&articles.join("、")),
        };
        html.raw("</h2>\n<ul class=\"types\">\n");
        for blank in blanks {
            one(&mut html, asked, blank, code);
        }
        html.raw("</ul>\n");
    }
    let title = crate::explain::Phrase::from(Recording::Record).say(asked.lang);
    Ok(response(StatusCode::OK, HTML, frame::plain(site, asked, &title, &html.text)))
}

/// Those that serve the same clauses stand together, in the order of the clauses; those of none stand last.
fn grouped<'b>(found: &[&'b Blank]) -> Vec<(&'b [String], Vec<&'b Blank>)> {
    let mut groups: Vec<(&[String], Vec<&Blank>)> = Vec::new();
    for blank in found {
        match groups.iter_mut().find(|(articles, _)| *articles == blank.articles) {
            Some((_, group)) => group.push(blank),
            None => groups.push((&blank.articles, vec![blank])),
        }
    }
    let order = |articles: &[String]| articles.iter().map(|name| article_order(name)).collect::<Vec<_>>();
    groups.sort_by_cached_key(|(articles, _)| (articles.is_empty(), order(articles)));
    groups
}

fn narrow(html: &mut Html, asked: &Asked, (words, code): (&str, &str)) {
    html.raw("<form class=\"own\" action=\"").raw(PATH).raw("\">\n");
    let code = Some(("uscc", code)).filter(|(_, code)| !code.is_empty());
    crate::web::form::hidden(html, asked.kept().chain(code));
    html.raw("<label>").say(Recording::Narrow).raw(" <input type=\"search\" name=\"q\" value=\"").words(words);
    html.raw("\"></label>\n<button>").say(crate::explain::Paged::Search).raw("</button>\n</form>\n");
}

fn one(html: &mut Html, asked: &Asked, blank: &Blank, code: &str) {
    let path = format!("{PATH}/{}", escaped(blank.name.as_str()));
    let code = [("uscc", code)];
    let code = if code.iter().any(|(_, code)| code.is_empty()) { &[][..] } else { &code[..] };
    html.raw("<li><a href=\"").words(&asked.link_with(&path, code)).raw("\">").words(blank.title.get(asked.lang));
    html.raw("</a> <code>").words(blank.name.as_str()).raw("</code>");
    if blank.deprecated.is_some() {
        html.raw(" <em>").say(Recording::OutOfUse).raw("</em>");
    }
    if let Some(story) = &blank.description {
        html.raw("<br><small>").words(story.get(asked.lang)).raw("</small>");
    }
    html.raw("</li>\n");
}
