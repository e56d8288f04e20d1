//! Who asks: the cookie that a browser shows, and who it was given to.

use crate::access::{Person, Shown};
use crate::explain::Recording;
use crate::web::asked::Asked;
use crate::web::escaped::query;
use crate::web::form::Html;
use crate::web::site::Site;
use axum::http::{HeaderMap, HeaderValue, header};

/// Somebody who is signed in, with what his browser shows.
#[derive(Debug, Clone)]
pub(in crate::web) struct Who {
    pub(in crate::web) person: Person,
    pub(in crate::web) shown: Shown,
}

/// The name of the cookie: two programs on one machine have two ports, and browsers send each what they have of the other. Under the public name it
/// is one that no other host of the same domain can set (RFC 6265bis, 4.1.3.2).
fn name(site: &Site, headers: &HeaderMap) -> String {
    if site.public(headers).is_some() {
        return "__Host-qizhang".to_owned();
    }
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    let port = host.rsplit(':').next().filter(|port| port.bytes().all(|byte| byte.is_ascii_digit()));
    format!("qizhang-{}", port.unwrap_or("80"))
}

/// What a browser shows.
pub(super) fn shown(site: &Site, headers: &HeaderMap) -> Option<Shown> {
    let name = name(site, headers);
    let all = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut pairs = all.flat_map(|value| value.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(own, _)| *own == name).and_then(|(_, value)| Shown::parse(value))
}

/// Who asks; nobody where nothing can be written, because there is nothing to sign in for.
pub(in crate::web) fn who(site: &Site, headers: &HeaderMap) -> Option<Who> {
    site.writing()?;
    let shown = shown(site, headers)?;
    site.sign_ins().person(&shown, site.now()).map(|person| Who { person, shown })
}

/// What a browser is to show from now on, or no more.
pub(super) fn cookie(site: &Site, headers: &HeaderMap, shown: Option<&Shown>) -> Option<HeaderValue> {
    let (value, age) = shown.map_or((String::new(), "; Max-Age=0"), |shown| (shown.told(), ""));
    let secure = if site.public(headers).is_some() { "; Secure" } else { "" };
    let name = name(site, headers);
    HeaderValue::from_str(&format!("{name}={value}; HttpOnly; SameSite=Strict; Path=/{secure}{age}")).ok()
}

/// Who is signed in, as the head of every page says it; nothing where nobody can be.
pub(in crate::web) fn at_head(html: &mut Html, site: &Site, asked: &Asked) {
    if site.writing().is_none() {
        return;
    }
    match &asked.who {
        Some(Who { person, shown }) => {
            let (name, role) = (person.name.clone(), person.role.title());
            html.raw("<form class=\"who\" method=\"post\" action=\"/sign-out\">\n<span>")
                .say(Recording::Who { name, role });
            html.raw("</span>\n<input type=\"hidden\" name=\"form\" value=\"")
                .words(&shown.form("/sign-out").to_string());
            html.raw("\">\n<button>").say(Recording::SignOut).raw("</button>\n</form>\n");
        }
        None => {
            let next = format!("{}{}", asked.path, query(asked.given().chain(asked.kept())));
            html.raw("<a class=\"who\" href=\"").words(&asked.link_with("/sign-in", &[("next", &next)])).raw("\">");
            html.say(Recording::SignIn).raw("</a>\n");
        }
    }
}
