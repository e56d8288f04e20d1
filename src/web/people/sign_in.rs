//! The way in and out.

use crate::access::{Outcome, Password, PersonError};
use crate::explain::{Recording, Told};
use crate::value::Lang;
use crate::web::asked::Asked;
use crate::web::escaped::pairs;
use crate::web::form::Html;
use crate::web::frame;
use crate::web::people::barred::{Barred, of_person};
use crate::web::people::posted::{Posted, asked, language, posted, route, takes};
use crate::web::people::who::{cookie, shown, who};
use crate::web::remedy::on_page;
use crate::web::routes::{HTML, elsewhere, response};
use crate::web::seen::is_of_user;
use crate::web::site::Site;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode, Uri, header};
use axum::response::Response;
use std::sync::Arc;

pub(super) const IN: &str = "/sign-in";
pub(super) const OUT: &str = "/sign-out";

/// The form.
pub(super) async fn form(State(site): State<Arc<Site>>, headers: HeaderMap, uri: Uri) -> Response {
    if site.writing().is_none() {
        return Barred::WritingOff.answer(&uri, None);
    }
    if let Err(barred) = takes(&uri, &["next"]) {
        return barred.answer(&uri, None);
    }
    let given = pairs(uri.query().unwrap_or_default()).unwrap_or_default();
    let next = given.iter().find(|(name, _)| name == "next").map_or("", |(_, value)| value.as_str());
    let asked = asked(&uri, language(&uri), who(&site, &headers));
    page(&site, &asked, ("", next), None).unwrap_or_else(|barred| barred.answer(&uri, None))
}

/// A page of ours where somebody goes on; anything else, and the way in itself, is the page of what he may record.
fn ours(next: &str, lang: Lang) -> &str {
    let plain = next.starts_with('/')
        && !next.starts_with("//")
        && !next.contains(|sign: char| sign == '\\' || sign.is_control());
    match lang {
        _ if plain && next.split('?').next() != Some(IN) => next,
        Lang::Zh => "/record",
        Lang::En => "/record?lang=en",
    }
}

fn page(
    site: &Site,
    asked: &Asked,
    (name, next): (&str, &str),
    error: Option<&PersonError>,
) -> Result<Response, Barred> {
    let mark = site.sign_ins().form(IN)?;
    let mut html = Html::new(asked.lang);
    html.raw("<h1>").say(Recording::SignIn).raw("</h1>\n");
    if let Some(error) = error {
        let complaint = on_page(&error.complaint());
        html.raw("<div class=\"wrong\" role=\"alert\">\n<p><strong>").words(complaint.what.get(asked.lang));
        html.raw("</strong></p>\n<p>").words(complaint.remedy.get(asked.lang)).raw("</p>\n</div>\n");
    }
    html.raw("<form class=\"fill narrow\" method=\"post\" action=\"").words(&asked.link(IN)).raw("\">\n");
    for (own, value) in [("form", mark.to_string().as_str()), ("next", ours(next, asked.lang))] {
        html.raw("<input type=\"hidden\" name=\"").raw(own).raw("\" value=\"").words(value).raw("\">\n");
    }
    html.raw("<label>").say(Recording::Name).raw(" <input name=\"name\" autocomplete=\"username\" required value=\"");
    html.words(name).raw("\"></label>\n<label>").say(Recording::Password);
    html.raw(" <input type=\"password\" name=\"password\" autocomplete=\"current-password\" required></label>\n<p><button class=\"main\">");
    html.say(Recording::SignIn)
        .raw("</button></p>\n<p class=\"hint\">")
        .say(Recording::SignInHint)
        .raw("</p>\n</form>\n");
    let title = crate::explain::Phrase::from(Recording::SignIn).say(asked.lang);
    let status = error.map_or(StatusCode::OK, of_person);
    Ok(response(status, HTML, frame::plain(site, asked, &title, &html.text)))
}

/// Signs somebody in. How many passwords are worked out at once has a bound of its own: nobody but who signs in waits for it.
pub(super) async fn enter(State(site): State<Arc<Site>>, request: Request) -> Response {
    posted((site, Site::passwords), request, entered).await
}

fn entered(site: &Site, posted: &Posted) -> Result<Response, Barred> {
    let (name, next) = (posted.get("name").unwrap_or_default(), posted.get("next").unwrap_or_default());
    let tried = site.is_sign_in(posted, IN).and_then(|()| recognised(site, posted, name));
    match tried {
        Ok(shown) => {
            let mut response = elsewhere(ours(next, language(&posted.uri)));
            response
                .headers_mut()
                .extend(cookie(site, &posted.headers, Some(&shown)).map(|cookie| (header::SET_COOKIE, cookie)));
            Ok(response)
        }
        Err(error) => {
            // Of a name that nobody has nothing is kept: it may be a password in the wrong field.
            let known = site.desk().user(name).ok().map(|user| user.name);
            let _ =
                site.note(known.clone(), &route(&posted.uri), Outcome::Refused { code: error.complaint().code.into() });
            let asked = asked(&posted.uri, language(&posted.uri), None);
            let mut response = page(site, &asked, (name, next), Some(&error))?;
            response.extensions_mut().insert(Told(error.complaint().code));
            if let Some(name) = &known {
                is_of_user(&mut response, name);
            }
            if let PersonError::LockedOut { minutes } = error {
                let seconds = axum::http::HeaderValue::from(minutes.saturating_mul(60));
                response.headers_mut().insert(header::RETRY_AFTER, seconds);
            }
            Ok(response)
        }
    }
}

/// Finds out who somebody is. Whoever was wrong too often is not even asked.
fn recognised(site: &Site, posted: &Posted, name: &str) -> Result<crate::access::Shown, PersonError> {
    site.sign_ins().may_try(name, site.now())?;
    let password = Password::typed(posted.get("password").unwrap_or_default().to_owned());
    match site.desk().recognised(name, &password) {
        Ok((name, role)) => {
            site.note(Some(Arc::clone(&name)), &route(&posted.uri), Outcome::SignedIn)?;
            site.sign_ins().begin(&name, role, site.now())
        }
        Err(error) => {
            if matches!(error, PersonError::WrongSignIn) {
                site.sign_ins().failed(name, site.now());
            }
            Err(error)
        }
    }
}

/// Signs somebody out; whoever is not signed in is out already.
pub(super) async fn leave(State(site): State<Arc<Site>>, request: Request) -> Response {
    posted((site, Site::turns), request, left).await
}

fn left(site: &Site, posted: &Posted) -> Result<Response, Barred> {
    if who(site, &posted.headers).is_some() {
        let who = site.sender(posted, OUT)?;
        site.sign_ins().end(&who.shown);
        site.note(Some(who.person.name), &route(&posted.uri), Outcome::SignedOut)?;
    } else if let Some(shown) = shown(site, &posted.headers) {
        site.sign_ins().end(&shown);
    }
    let place = if language(&posted.uri) == Lang::En { "/sign-in?lang=en" } else { IN };
    let mut response = elsewhere(place);
    response.headers_mut().extend(cookie(site, &posted.headers, None).map(|cookie| (header::SET_COOKIE, cookie)));
    Ok(response)
}
