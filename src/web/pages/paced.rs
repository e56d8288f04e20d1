//! What takes many runs goes on behind the page that asks for it. Whoever opens the address again finds the same job: he waits a while for the
//! answer, sees how far it is, and may stop it. A page that nobody opens any more is not reckoned to its end.

use crate::explain::{Document, Paged};
use crate::web::asked::{Asked, Form};
use crate::web::fault::Fault;
use crate::web::pages::whatif::TAKES;
use crate::web::parts::ROWS;
use crate::web::people::{is_ours, who};
use crate::web::refused::{refusal, refused};
use crate::web::reply::Reply;
use crate::web::routes::elsewhere;
use crate::web::site::Site;
use crate::web::supposing::{Answered, Owner, Question, RUNNING, Stands, Wanted};
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::Response;
use std::sync::Arc;
use std::time::Duration;

/// Where what-ifs are asked.
pub(in crate::web) const PATH: &str = "/whatif";
/// Where one that runs is stopped.
pub(in crate::web) const STOP: &str = "/whatif/stop";
/// A page waits so long for the answer before it tells how far it is.
const PATIENCE: Duration = Duration::from_secs(5);

/// What there is to show.
pub(super) enum Paced {
    /// The answer.
    Done(Document),
    /// How far it is.
    Running(Box<Reply>),
}

/// The answer of the job that this address began, or how far it is.
pub(super) fn paced(site: &Site, asked: &Asked, question: &Question) -> Result<Paced, Fault> {
    let (owner, page) = (Owner::of(asked.who.as_ref(), None), (address(asked), question.horizon));
    let (job, is_new) = site.jobs().of_page(&owner, page).ok_or(Fault::Jobs { most: RUNNING })?;
    if is_new {
        Arc::clone(&job).run(Arc::clone(site.served()), question.clone(), Wanted::Words);
    }
    match job.waited(PATIENCE) {
        Stands::Done { answered, .. } => match &*answered {
            Answered::Words(document) => Ok(Paced::Done(document.clone())),
            Answered::Value(_) => Err(Fault::Broken),
        },
        Stands::Refused { why, .. } => Err(Fault::Run(why)),
        Stands::Stopped { runs } => Ok(Paced::Running(Box::new(standing(asked, question, Paged::RunStopped { runs })))),
        Stands::Running { done, of, .. } => {
            let of = of.map_or_else(|| Arc::from("…"), |of| Arc::from(of.to_string()));
            Ok(Paced::Running(Box::new(standing(asked, question, Paged::StillRunning { done, of }))))
        }
    }
}

/// What a job is known by: the address, in whatever language and with whatever rows it is looked at.
fn address(asked: &Asked) -> String {
    asked.again(&[("lang", None), (ROWS, None)])
}

/// How far it is, with the ways on.
fn standing(asked: &Asked, question: &Question, said: Paged) -> Reply {
    let runs = matches!(said, Paged::StillRunning { .. });
    let [title, line] = [Paged::WhatIf, said].map(|said| Document::line(said).parts);
    let mut reply = Reply::told(Document { parts: [title, line].concat() }, question.horizon, &[]).unasked();
    let again = if runs { Paged::LookAgain } else { Paged::RunAgain };
    reply.ways.push((again, asked.again(&[])));
    if runs {
        reply.posts.push((Paged::StopRunning, asked.again(&[]).replacen(PATH, STOP, 1)));
    }
    reply
}

/// Stops the one that an address began, and leads back to its form.
pub(in crate::web) async fn stop(State(site): State<Arc<Site>>, headers: HeaderMap, uri: Uri) -> Response {
    if let Err(error) = is_ours(&site, &headers) {
        return refused(StatusCode::FORBIDDEN, &error.complaint(), &error.spot(), (uri.path(), uri.query()));
    }
    let (page, own) = ((PATH.to_owned(), Form::Page), uri.clone());
    let stopped = move || -> Result<Response, Fault> {
        let asked = Asked::read(page, Vec::new(), own.query().unwrap_or_default(), &TAKES)?;
        let who = who(&site, &headers);
        let page = (address(&asked), site.horizon(&asked)?);
        site.jobs().stop_page(&Owner::of(who.as_ref(), None), &page);
        Ok(elsewhere(&asked.again(&[("form", Some("yes"))])))
    };
    let stopped = tokio::task::spawn_blocking(stopped).await.unwrap_or(Err(Fault::Broken));
    stopped.unwrap_or_else(|fault| refusal(&fault, uri.path(), uri.query()))
}
