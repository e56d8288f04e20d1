//! What of an answer goes into the access log, in one place: each route says what it shows, and one that says nothing counts as showing
//! everybody. The line is written before the answer leaves; what cannot be written down is not shown.

use crate::access::{AccessError, Asker, Came, Look, Person, RequestNumber, Token, is_untold, untold};
use crate::explain::{Complaint, Told};
use crate::ledger::Horizon;
use crate::value::{Position, Uscc};
use crate::web::asked::Form;
use crate::web::escaped::{pairs, unescaped};
use crate::web::fault::Fault;
use crate::web::people::who;
use crate::web::refused::{refusal, refused};
use crate::web::site::Site;
use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderName, HeaderValue, Method, StatusCode, Uri, header};
use axum::middleware::{Next, map_response};
use axum::response::Response;
use axum::routing::MethodRouter;
use std::sync::Arc;
use tokio::time::Instant;

/// What a route shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shows {
    /// Nothing of anybody: rules, types, empty forms, looks.
    Rules,
    /// Several subjects, or all of them.
    Everybody,
    /// The subject that its address names.
    Subject,
    /// The payment that its address names.
    Payment,
    /// The finding that its address names.
    Finding,
    /// The event that its address names.
    Event,
    /// The batch that its address names.
    Batch,
    /// The subject whose link was opened, which its address does not name.
    Handed,
    /// Who the users are, or who read what.
    Users,
}

/// What is known of an answer besides where it stands, by whoever gave it.
#[derive(Debug, Clone, Default)]
struct Seen {
    about: Vec<Arc<str>>,
    horizon: Option<Horizon>,
    token: Option<(Arc<str>, Option<Arc<str>>)>,
    link: Option<Arc<str>>,
}

/// An answer that shows nothing of what was asked for and leads elsewhere.
#[derive(Debug, Clone, Copy)]
struct TurnedAway;

/// The header that says under which number a log has a request.
const NUMBER: HeaderName = HeaderName::from_static("x-request-id");
/// What an address names a subject by, besides its path.
const SUBJECTS: [&str; 3] = ["of", "subject", "uscc"];
/// Of what was refused so many pairs are told, and so many letters of each.
const FEW: usize = 8;
const REFUSED: usize = 100;

impl Shows {
    const fn is_of_somebody(self) -> bool {
        match self {
            Shows::Rules => false,
            Shows::Everybody
            | Shows::Subject
            | Shows::Payment
            | Shows::Finding
            | Shows::Event
            | Shows::Batch
            | Shows::Handed
            | Shows::Users => true,
        }
    }

    /// What the first step of the address that is a name stands for.
    const fn kind(self) -> Option<&'static str> {
        match self {
            Shows::Rules | Shows::Everybody | Shows::Handed | Shows::Users => None,
            Shows::Subject => Some("subject"),
            Shows::Payment => Some("payment"),
            Shows::Finding => Some("finding"),
            Shows::Event => Some("event"),
            Shows::Batch => Some("batch"),
        }
    }
}

/// A route that says what it shows.
pub(super) fn shown(shows: Shows, methods: MethodRouter<Arc<Site>>) -> MethodRouter<Arc<Site>> {
    methods.layer(map_response(move |mut response: Response| async move {
        response.extensions_mut().insert(shows);
        response
    }))
}

fn seen(response: &mut Response) -> &mut Seen {
    response.extensions_mut().get_or_insert_default()
}

/// Tells that an answer is about a subject, which its address may name otherwise.
pub(super) fn is_about(response: &mut Response, code: Uscc) {
    seen(response).about.push(format!("subject:{code}").into());
}

/// Tells that somebody tried a name that is a user's.
pub(super) fn is_of_user(response: &mut Response, name: &str) {
    seen(response).about.push(format!("user:{name}").into());
}

/// Tells the times that an answer holds for.
pub(super) fn is_at(response: &mut Response, horizon: Horizon) {
    seen(response).horizon = Some(horizon);
}

/// Tells that an answer shows nothing of what was asked for, and why, although it leads elsewhere.
pub(super) fn is_turned_away(response: &mut Response, complaint: &Complaint) {
    response.extensions_mut().insert(Told(complaint.code));
    response.extensions_mut().insert(TurnedAway);
}

/// Tells the token that was shown.
pub(super) fn is_for(response: &mut Response, token: Option<&Token>) {
    if let Some(token) = token {
        seen(response).token = Some((Arc::clone(&token.id), Some(Arc::clone(&token.actor))));
    }
}

/// Tells the id of a token that was shown and does not count.
pub(super) fn is_for_id(response: &mut Response, id: Option<Arc<str>>) {
    if let Some(id) = id {
        seen(response).token = Some((id, None));
    }
}

/// Tells the id of the link that was opened, or that opens no more.
pub(super) fn is_by_link(response: &mut Response, id: &str) {
    seen(response).link = Some(id.into());
}

/// A request, as it came.
struct Asked {
    person: Option<Person>,
    number: Option<Arc<str>>,
    method: Method,
    pattern: Option<MatchedPath>,
    uri: Uri,
}

/// Writes down what becomes of a request, where it shows something of somebody or is refused.
pub(super) async fn witnessed(State(site): State<Arc<Site>>, request: Request, next: Next) -> Response {
    let of = request.extensions();
    let asked = Asked {
        // Whoever signs out is nobody afterwards.
        person: who(&site, request.headers()).map(|who| who.person),
        number: of.get::<RequestNumber>().map(|number| Arc::clone(&number.0)),
        method: request.method().clone(),
        pattern: of.get::<MatchedPath>().cloned(),
        uri: request.uri().clone(),
    };
    let response = next.run(request).await;
    let shows = response.extensions().get::<Shows>().copied().unwrap_or(Shows::Everybody);
    if !shows.is_of_somebody() && !is_refused(&response) {
        return response;
    }
    let uri = asked.uri.clone();
    match tokio::task::spawn_blocking(move || asked.written(&site, shows, response)).await {
        Ok(response) => response,
        Err(_) => refusal(&Fault::Broken, uri.path(), uri.query()),
    }
}

fn is_refused(response: &Response) -> bool {
    let refusals = [StatusCode::UNAUTHORIZED, StatusCode::FORBIDDEN, StatusCode::TOO_MANY_REQUESTS];
    refusals.contains(&response.status()) || response.extensions().get::<TurnedAway>().is_some()
}

impl Asked {
    fn written(self, site: &Site, shows: Shows, mut response: Response) -> Response {
        let Some(look) = spared(site, self.look(site, shows, &response)) else { return response };
        match site.access_log().note(&look) {
            Ok(false) => {}
            Ok(true) => {
                let number = self.number.as_ref().and_then(|number| HeaderValue::from_str(number).ok());
                response.headers_mut().extend(number.map(|number| (NUMBER, number)));
            }
            // What is refused anyway shows nothing.
            Err(_) if look.came == Came::Refused => {}
            Err(error) => return self.unseen(&error),
        }
        response
    }

    /// Nobody reads what is not written down.
    fn unseen(&self, error: &AccessError) -> Response {
        let address = (self.uri.path(), self.uri.query());
        refused(StatusCode::SERVICE_UNAVAILABLE, &error.complaint(), &error.spot(), address)
    }

    fn look(&self, site: &Site, shows: Shows, response: &Response) -> Look {
        let status = response.status();
        let seen = response.extensions().get::<Seen>().cloned().unwrap_or_default();
        let given = pairs(self.uri.query().unwrap_or_default()).unwrap_or_default();
        let named = shows.kind().zip(self.step()).map(|(kind, name)| format!("{kind}:{name}"));
        // Who answered has looked up whom a name means; he says so.
        let known = seen.about.iter().any(|about| about.starts_with("subject:"));
        let asked_of = given.iter().filter_map(|(name, value)| about(site, (name, value), known));
        let mut about: Vec<Arc<str>> = Vec::new();
        let led = led_to(response);
        for one in named.into_iter().chain(asked_of).chain(led).map(Arc::from).chain(seen.about) {
            if !about.contains(&one) {
                about.push(one);
            }
        }
        let came = match status {
            _ if is_refused(response) => Came::Refused,
            status if status.is_success() || status.is_redirection() => Came::Read,
            _ => Came::Failed,
        };
        let horizon = seen.horizon;
        Look {
            at: site.now(),
            asker: asker(seen.link, seen.token, self.person.as_ref()),
            request: self.number.clone(),
            route: format!("{} {}", self.method, self.pattern.as_ref().map_or("-", MatchedPath::as_str)).into(),
            about,
            asked: asked_besides(&given, came == Came::Refused),
            on: horizon.map(|horizon| horizon.on),
            known: horizon.map(|horizon| horizon.known).or_else(|| head_of(response)),
            came,
            status: Some(status.as_u16()),
            code: response.extensions().get::<Told>().map(|told| told.0.into()),
        }
    }

    /// The first step of the address that is a name.
    fn step(&self) -> Option<String> {
        let pattern = self.pattern.as_ref()?.as_str();
        let at = pattern.split('/').position(|step| step.starts_with('{'))?;
        let given = self.uri.path().split('/').nth(at)?;
        let last = pattern.split('/').count().saturating_sub(1) == at;
        let end = if last { Form::of(given).end() } else { "" };
        unescaped(given.strip_suffix(end).unwrap_or(given)).map(|name| name.trim().to_owned())
    }
}

/// The line of an answer; of a refusal with how many like it have none, and none where many like it had one in this minute. Those are alike that
/// refuse the same somebody for the same reason: nobody hides behind the flood of another who tried what, and a flood fills no disk.
fn spared(site: &Site, mut look: Look) -> Option<Look> {
    if look.came == Came::Refused {
        let count = site.sparing().one((tried(&look), look.code.clone()), Instant::now().into_std())?;
        look.asked.extend(untold(count));
    }
    Some(look)
}

/// Who is refused: whoever is signed in, a program by its token where that counts, the user whose name somebody tried; else nobody.
fn tried(look: &Look) -> Arc<str> {
    match &look.asker {
        Asker::User { name, .. } => format!("user:{name}").into(),
        Asker::Token { id, actor: Some(_) } => format!("token:{id}").into(),
        Asker::Link { id } => format!("link:{id}").into(),
        Asker::Token { .. } | Asker::Command { .. } | Asker::Nobody => {
            let user = look.about.iter().find(|about| about.starts_with("user:"));
            user.map_or_else(|| "".into(), Arc::clone)
        }
    }
}

/// Whom or what a pair of an address asks about, by the code where a name is somebody's.
fn about(site: &Site, (name, value): (&str, &str), is_told: bool) -> Option<String> {
    if name == "tag" {
        let (kind, own) = value.split_once(':')?;
        return match kind {
            "enterprise" => Some(format!("subject:{own}")),
            "payment" => Some(value.to_owned()),
            _ => None,
        };
    }
    if !SUBJECTS.contains(&name) || is_told {
        return None;
    }
    if let Ok(code) = Uscc::parse(value) {
        return Some(format!("subject:{code}"));
    }
    let known = site.served().clock().head();
    let code = site.served().subject(value, known).ok();
    Some(format!("subject:{}", code.as_ref().map_or(value, Uscc::as_str)))
}

/// Whom a search leads to: a name is told by it as the file behind it would.
fn led_to(response: &Response) -> Option<String> {
    let to = response.headers().get(header::LOCATION)?.to_str().ok()?;
    let mut steps = to.split(['?', '#']).next()?.split('/').skip(1);
    let (kind, name) = (steps.next()?, unescaped(steps.next()?)?);
    match kind {
        "subjects" => Some(format!("subject:{name}")),
        "payments" => Some(format!("payment:{}", name.trim())),
        "events" => Some(format!("event:{name}")),
        "findings" => Some(format!("finding:{name}")),
        _ => None,
    }
}

/// What was asked besides the language, as it stood in the address. Whoever is refused fills no disk with it.
fn asked_besides(given: &[(String, String)], refused: bool) -> Vec<Arc<str>> {
    let kept = given.iter().filter(|(name, _)| name != "lang" && !is_untold(name));
    let own = kept.map(|(name, value)| format!("{name}={value}"));
    if refused {
        let short = |text: String| text.chars().take(REFUSED).collect::<String>().into();
        return own.take(FEW).map(short).collect();
    }
    own.map(Arc::from).collect()
}

/// How far the ledger was when events were read, as the answer itself says.
fn head_of(response: &Response) -> Option<Position> {
    let head = response.headers().get("qizhang-head")?;
    head.to_str().ok()?.parse().ok().map(Position)
}

fn asker(link: Option<Arc<str>>, token: Option<(Arc<str>, Option<Arc<str>>)>, person: Option<&Person>) -> Asker {
    if let Some(id) = link {
        return Asker::Link { id };
    }
    match (token, person) {
        (Some((id, actor)), _) => Asker::Token { id, actor },
        (None, Some(person)) => Asker::User { name: Arc::clone(&person.name), role: person.role.name().into() },
        (None, None) => Asker::Nobody,
    }
}
