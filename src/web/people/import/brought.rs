//! Taking a file that a browser sends. Who sends it is known before a byte of it is kept.

use super::bars::ImportBar;
use super::front::faced;
use super::look::is_a_table;
use super::uploads::Brought;
use crate::access::{Deed, PersonError};
use crate::ledger::{Ledger, LedgerError};
use crate::value::{Digest, legible};
use crate::web::escaped::query;
use crate::web::people::barred::Barred;
use crate::web::people::posted::{PATIENCE, apart, asked, carries, is_ours, language, may_open, route};
use crate::web::people::who::{Who, who};
use crate::web::routes::elsewhere;
use crate::web::sent::is_larger;
use crate::web::site::Site;
use axum::body::{Body, Bytes, HttpBody};
use axum::extract::multipart::MultipartError;
use axum::extract::{FromRequest, Multipart, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::Response;
use std::future::poll_fn;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;
use tokio::time::timeout;

/// A file has at most so many bytes.
const FILE: usize = 8 << 20;
/// What a browser sends has at most so many: a little stands around the file.
pub(in crate::web::people) const MOST: usize = FILE + (64 << 10);
/// What is not taken is read to its end all the same, up to so many bytes, and not kept: a browser that is cut off shows no answer.
const READ_ON: usize = 64 << 20;
/// A file is whole within this time.
const WHOLE: Duration = Duration::from_mins(1);
/// The name of a file has at most so many letters.
const NAME: usize = 150;
/// Of a longer one so many letters at its end are kept.
const END: usize = 30;

/// What the form holds.
#[derive(Default)]
struct Sent {
    kind: String,
    /// The name of the file, and what is in it.
    file: Option<(String, Bytes)>,
}

/// Takes the file and leads to its check.
pub(in crate::web::people) async fn brought(State(site): State<Arc<Site>>, request: Request) -> Response {
    let (parts, mut body) = request.into_parts();
    let uri = parts.uri.clone();
    let (own, headers, address) = (Arc::clone(&site), parts.headers.clone(), uri.clone());
    let answer = match apart(move || own.may_bring(&headers, &address)).await {
        Ok(who) => {
            let taken = taken(&site, (parts, body), &who).await;
            let address = uri.clone();
            apart(move || site.after(&address, &who, taken)).await
        }
        Err(barred) => {
            read_on(&mut body).await;
            Err(barred)
        }
    };
    answer.unwrap_or_else(|barred| barred.answer(&uri, None))
}

/// Takes the file as it comes, and then its turn: one table is checked at a time. The key under which it is held.
async fn taken(site: &Arc<Site>, (parts, mut body): (Parts, Body), who: &Who) -> Result<String, Barred> {
    if is_larger(&body, MOST) {
        read_on(&mut body).await;
        return Err(ImportBar::TooLarge.into());
    }
    let Ok(Ok(_place)) = timeout(PATIENCE, site.brings().acquire()).await else { return Err(Barred::Busy) };
    let mark = who.shown.form(parts.uri.path());
    let sent = timeout(WHOLE, read(Request::from_parts(parts, body), mark)).await.unwrap_or(Err(Barred::Unread))?;
    let Ok(Ok(_turn)) = timeout(PATIENCE, site.tables().acquire()).await else { return Err(Barred::Busy) };
    let (own, who) = (Arc::clone(site), who.clone());
    apart(move || own.bring(&who, sent)).await
}

/// The parts of the form. The file is kept only behind the mark, which stands before it.
async fn read(request: Request, mark: Digest) -> Result<Sent, Barred> {
    let unread = |error: MultipartError| {
        if error.status() == StatusCode::PAYLOAD_TOO_LARGE { ImportBar::TooLarge.into() } else { Barred::Unread }
    };
    let mut parts = Multipart::from_request(request, &()).await.map_err(|_| Barred::Unread)?;
    let (mut sent, mut is_ours) = (Sent::default(), false);
    while let Some(part) = parts.next_field().await.map_err(unread)? {
        match part.name().unwrap_or_default() {
            "form" => is_ours = carries(Some(&part.text().await.map_err(unread)?), mark).is_ok(),
            "type" => part.text().await.map_err(unread)?.trim().clone_into(&mut sent.kind),
            "file" if is_ours => {
                let name = named(part.file_name().unwrap_or_default());
                sent.file = Some((name, part.bytes().await.map_err(unread)?));
            }
            // What is passed over is read and not kept.
            _ => {}
        }
    }
    if is_ours { Ok(sent) } else { Err(PersonError::Forged.into()) }
}

/// The name of a file without folders, and without letters that nobody sees. Of a long one both ends are kept, and a mark between them says that
/// there was more.
fn named(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let letters: Vec<char> = legible(last).chars().collect();
    let Some(more) = letters.len().checked_sub(NAME).filter(|more| *more > 0) else { return letters.iter().collect() };
    let begins = letters.iter().take(NAME.saturating_sub(END).saturating_sub(1));
    let ends = letters.iter().skip(NAME.saturating_sub(END).saturating_add(more));
    begins.chain(&['…']).chain(ends).collect()
}

#[test]
fn a_long_name_says_that_it_was_cut() {
    assert_eq!(named("C:\\张三\\清单.xlsx"), "清单.xlsx");
    let whole = "字".repeat(145) + ".xlsx";
    assert_eq!(named(&whole), whole, "{NAME} letters are whole");
    let cut = named(&("字".repeat(300) + "尾.xlsx"));
    assert!(cut.chars().count() == NAME && cut.contains("字…字") && cut.ends_with("尾.xlsx"), "{cut}");
}

/// Reads what is not taken, and keeps nothing of it.
async fn read_on(body: &mut Body) {
    // What would not be read to its end is not begun.
    if is_larger(body, READ_ON) {
        return;
    }
    let all = async {
        let mut left = READ_ON;
        while let Some(Ok(frame)) = poll_fn(|context| Pin::new(&mut *body).poll_frame(context)).await {
            let Some(fewer) = left.checked_sub(frame.data_ref().map_or(0, Bytes::len)) else { return };
            left = fewer;
        }
    };
    let _ = timeout(WHOLE, all).await;
}

impl Site {
    /// Who sends a file, where he may record anything at all. What is refused is written down.
    fn may_bring(&self, headers: &HeaderMap, uri: &Uri) -> Result<Who, Barred> {
        if self.writing().is_none() {
            return Err(Barred::WritingOff);
        }
        let refused = |who: Option<&Who>, error: PersonError| self.noted_refusal(who, &route(uri), error.into());
        is_ours(self, headers).map_err(|error| refused(None, error))?;
        let who = who(self, headers).ok_or_else(|| refused(None, PersonError::NotSignedIn))?;
        if let Err(error) = self.desk().still(&who.person) {
            self.sign_ins().end(&who.shown);
            return Err(refused(Some(&who), error));
        }
        if !who.person.role.records() {
            return self.may(&who, Deed::Record, uri).map(|()| who);
        }
        Ok(who)
    }

    /// Holds a file that reads as a table, of a type that somebody may record.
    fn bring(&self, who: &Who, sent: Sent) -> Result<String, Barred> {
        let (name, bytes) =
            sent.file.filter(|(name, bytes)| !name.is_empty() && !bytes.is_empty()).ok_or(ImportBar::NoFile)?;
        let catalogue = self.ledger()?.catalogue();
        let unknown = |nearest| LedgerError::UnknownType { name: sent.kind.clone(), nearest };
        let kind = Ledger::type_in(&catalogue, &sent.kind).map_err(unknown)?;
        may_open(who, &kind)?;
        let file = Brought { kind, name, bytes };
        is_a_table(&file)?;
        Ok(self.uploads().hold(&who.person.name, file, self.now())?)
    }

    /// On to the check; what is wrong with the file is told where another one is chosen.
    fn after(&self, uri: &Uri, who: &Who, taken: Result<String, Barred>) -> Result<Response, Barred> {
        let asked = asked(uri, language(uri), Some(who.clone()));
        match taken {
            Ok(key) => Ok(elsewhere(&format!("/import/checks/{key}{}", query(asked.kept())))),
            Err(barred) => {
                let barred = self.noted_refusal(Some(who), &route(uri), barred);
                if barred.is_of_file() { faced(self, &asked, who, Some(&barred)) } else { Err(barred) }
            }
        }
    }
}
