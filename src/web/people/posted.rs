//! A form that a browser sent: whether it comes from a page of ours, what is in it, and who sent it.

use crate::access::{Deed, Outcome, PersonError, Write};
use crate::ledger::{Ledger, Typed, amends, target_kind};
use crate::value::{Digest, Lang, TypeName};
use crate::web::asked::{Asked, Form};
use crate::web::escaped::unescaped;
use crate::web::fault::Fault;
use crate::web::people::barred::Barred;
use crate::web::people::who::{Who, who};
use crate::web::sent::is_huge;
use crate::web::site::Site;
use axum::body::{Body, HttpBody, to_bytes};
use axum::extract::Request;
use axum::http::request::Parts;
use axum::http::{HeaderMap, Uri, header};
use axum::response::Response;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Semaphore;
use tokio::time::timeout;

/// A form has at most so many bytes.
const MOST: usize = 1 << 20;
/// It is whole within this time.
const WHOLE: Duration = Duration::from_secs(30);
/// A form that is no longer than this is so within this time: whoever sends a few letters slowly keeps nobody from signing in.
const SHORT: u64 = 16 << 10;
const SOON: Duration = Duration::from_secs(5);
/// It waits so long for its turn.
pub(super) const PATIENCE: Duration = Duration::from_secs(20);

/// A form, with the head of its request.
pub(super) struct Posted {
    pub(super) headers: HeaderMap,
    pub(super) uri: Uri,
    /// What was typed and what the form carries, in order; what is blank is left out.
    pub(super) pairs: Vec<(String, String)>,
}

impl Posted {
    /// What stands under a name.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.pairs.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str())
    }

    /// Whether the form carries a mark.
    fn carries(&self, mark: Digest) -> Result<(), PersonError> {
        carries(self.get("form"), mark)
    }
}

/// Whether what a form carries is a mark.
pub(super) fn carries(given: Option<&str>, mark: Digest) -> Result<(), PersonError> {
    let given = given.and_then(Digest::parse);
    // Digests are compared, so that the time tells nothing of how much of it was right.
    let same = given.is_some_and(|given| Digest::of(&given.0) == Digest::of(&mark.0));
    if same { Ok(()) } else { Err(PersonError::Forged) }
}

/// An address with a language, and who asks.
pub(super) fn asked(uri: &Uri, lang: Lang, who: Option<Who>) -> Asked {
    let given = if lang == Lang::En { "lang=en" } else { "" };
    let path = (uri.path().to_owned(), Form::Page);
    let mut asked = Asked::read(path, Vec::new(), given, &[]).unwrap_or_else(|_| Asked::plain(uri.path()));
    asked.who = who;
    asked
}

/// Whether an address of a page that takes some names has no others, and each once, as everywhere: a name that is misspelt is told, and not left
/// without effect. The two times may stand in it, since every link keeps them.
pub(super) fn takes(uri: &Uri, names: &[&str]) -> Result<(), Barred> {
    let path = (uri.path().to_owned(), Form::Page);
    Asked::read(path, Vec::new(), uri.query().unwrap_or_default(), names)?.without_rows()?;
    Ok(())
}

/// The language that an address asks for.
pub(super) fn language(uri: &Uri) -> Lang {
    let english = uri.query().is_some_and(|query| query.split('&').any(|pair| pair == "lang=en"));
    if english { Lang::En } else { Lang::Zh }
}

/// Reads a form and has something done with it, apart, where it holds up nobody.
pub(super) async fn posted(
    (site, turns): (Arc<Site>, fn(&Site) -> &Semaphore),
    request: Request,
    work: impl FnOnce(&Site, &Posted) -> Result<Response, Barred> + Send + 'static,
) -> Response {
    let (Parts { headers, uri, .. }, body) = request.into_parts();
    let address = uri.clone();
    let answer = taken((site, turns), (headers, uri, body), work).await;
    answer.unwrap_or_else(|barred| barred.answer(&address, None))
}

async fn taken(
    (site, turns): (Arc<Site>, fn(&Site) -> &Semaphore),
    (headers, uri, body): (HeaderMap, Uri, Body),
    work: impl FnOnce(&Site, &Posted) -> Result<Response, Barred> + Send + 'static,
) -> Result<Response, Barred> {
    if site.writing().is_none() {
        return Err(Barred::WritingOff);
    }
    let waits = Arc::clone(&site);
    if let Err(error) = is_ours(&waits, &headers) {
        let route = route(&uri);
        return apart(move || Err(site.noted_refusal(None, &route, error.into()))).await;
    }
    if is_huge(&body, MOST) {
        return Err(Barred::Large);
    }
    let Ok(Ok(_body)) = timeout(PATIENCE, waits.bodies().acquire()).await else { return Err(Barred::Busy) };
    let pairs = read(&headers, body).await?;
    let Ok(Ok(_turn)) = timeout(PATIENCE, turns(&waits).acquire()).await else { return Err(Barred::Busy) };
    apart(move || {
        let posted = Posted { headers, uri, pairs };
        let done = work(&site, &posted);
        done.or_else(|barred| within(&site, &posted, barred))
    })
    .await
}

/// A refusal within the frame, for whoever is still signed in.
fn within(site: &Site, posted: &Posted, barred: Barred) -> Result<Response, Barred> {
    let Some(who) = who(site, &posted.headers) else { return Err(barred) };
    let asked = asked(&posted.uri, language(&posted.uri), Some(who));
    Ok(barred.answer_within(site, &asked, &posted.uri))
}

/// Work that waits for disks, apart, where it holds up nobody.
pub(super) async fn apart<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, Barred> + Send + 'static,
) -> Result<T, Barred> {
    match tokio::task::spawn_blocking(work).await {
        Ok(done) => done,
        Err(_) => Err(Barred::Page(Fault::Broken)),
    }
}

/// A form is sent from a page of ours, which a browser says in `Origin`. The `Host` is ours: the door has looked. Under the public name only what
/// came encrypted is, and on this machine only what did not.
pub(in crate::web) fn is_ours(site: &Site, headers: &HeaderMap) -> Result<(), PersonError> {
    let mut origins = headers.get_all(header::ORIGIN).iter();
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok());
    let (Some(origin), None, Some(host)) = (origins.next(), origins.next(), host) else {
        return Err(PersonError::Foreign);
    };
    let is_own = origin.to_str().is_ok_and(|origin| match site.public(headers) {
        Some(public) => public.has(origin),
        None => origin.strip_prefix("http://") == Some(host),
    });
    if is_own { Ok(()) } else { Err(PersonError::Foreign) }
}

async fn read(headers: &HeaderMap, body: Body) -> Result<Vec<(String, String)>, Barred> {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    if !kind.to_ascii_lowercase().starts_with("application/x-www-form-urlencoded") {
        return Err(Barred::Unread);
    }
    let is_short = body.size_hint().upper().is_some_and(|most| most <= SHORT);
    let bytes = match timeout(if is_short { SOON } else { WHOLE }, to_bytes(body, MOST)).await {
        Ok(Ok(bytes)) => bytes,
        // The limit is told by its words alone; everything else is a form that breaks off.
        Ok(Err(error)) if error.to_string().contains("length limit") => return Err(Barred::Large),
        Ok(Err(_)) | Err(_) => return Err(Barred::Unread),
    };
    let text = std::str::from_utf8(&bytes).map_err(|_| Barred::Unread)?;
    pairs(text).ok_or(Barred::Unread)
}

/// The pairs of a form. Blanks at the ends are kept of nothing but a password, which is told by its name.
fn pairs(text: &str) -> Option<Vec<(String, String)>> {
    let mut found = Vec::new();
    for pair in text.split('&').filter(|pair| !pair.is_empty()) {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        let (name, value) = (unescaped(name)?, unescaped(value)?);
        if name == "password" || !value.trim().is_empty() {
            let value = if name == "password" { value } else { value.trim().to_owned() };
            found.push((name, value));
        }
    }
    Some(found)
}

/// Where a form was sent, as the record of writing names it. The key of a file that is held does not stand in it.
pub(super) fn route(uri: &Uri) -> String {
    let path = uri.path();
    format!("POST {}", if path.starts_with("/import/checks/") { "/import/checks" } else { path })
}

impl Site {
    /// Who sent a form: somebody who is signed in, is still a user, and was given this very form.
    pub(super) fn sender(&self, posted: &Posted, path: &str) -> Result<Who, Barred> {
        let refused =
            |who: Option<&Who>, error: PersonError| self.noted_refusal(who, &route(&posted.uri), error.into());
        let who = who(self, &posted.headers).ok_or_else(|| refused(None, PersonError::NotSignedIn))?;
        if let Err(error) = self.desk().still(&who.person) {
            self.sign_ins().end(&who.shown);
            return Err(refused(Some(&who), error));
        }
        posted.carries(who.shown.form(path)).map_err(|error| refused(Some(&who), error))?;
        Ok(who)
    }

    /// Whether somebody may do something; that he may not is written down.
    pub(super) fn may(&self, who: &Who, deed: Deed, uri: &Uri) -> Result<(), Barred> {
        let result = allowed(who, deed);
        result.map_err(|error| self.noted_refusal(Some(who), &route(uri), error.into()))
    }

    /// Whether the form of signing in is one of ours.
    pub(super) fn is_sign_in(&self, posted: &Posted, path: &str) -> Result<(), PersonError> {
        posted.carries(self.sign_ins().form(path)?)
    }

    /// A refusal, written down; where that fails the refusal is told all the same.
    pub(super) fn noted_refusal(&self, who: Option<&Who>, route: &str, barred: Barred) -> Barred {
        let actor = who.map(|who| Arc::clone(&who.person.name));
        let _ = self.note(actor, route, Outcome::Refused { code: barred.code().into() });
        barred
    }

    /// Writes down what somebody did.
    pub(super) fn note(&self, actor: Option<Arc<str>>, route: &str, outcome: Outcome) -> Result<(), PersonError> {
        let write = Write { at: self.now(), token: None, actor, route: route.into(), outcome };
        let ((), noted) = self.desk().noting(|| (write, ()))?;
        Ok(noted?)
    }
}

/// Whether somebody may open the form of a type. What corrects or takes back is the deed of the event it speaks of, which is not known before
/// it is filled in.
pub(in crate::web) fn may_open(who: &Who, name: &TypeName) -> Result<(), PersonError> {
    if amends(name) && who.person.role.records() { Ok(()) } else { allowed(who, Deed::of_type(name)) }
}

/// Whether somebody may record what he filled in; of an event that is not there the ledger says so.
pub(super) fn may_record(ledger: &Ledger, who: &Who, name: &TypeName, typed: &Typed) -> Result<(), Barred> {
    may_open(who, name)?;
    if let Some(kind) = target_kind(ledger, name, typed)? {
        allowed(who, Deed::of_type(&kind))?;
    }
    Ok(())
}

/// Whether the role of somebody allows something.
pub(in crate::web) fn allowed(who: &Who, deed: Deed) -> Result<(), PersonError> {
    let (name, role) = (who.person.name.to_string(), who.person.role);
    if role.allows(deed) { Ok(()) } else { Err(PersonError::NotAllowed { name, role, deed }) }
}
