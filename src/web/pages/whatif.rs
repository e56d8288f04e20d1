//! What would be due if parameters, readings or facts were otherwise. The address is the scenario.

use crate::explain::{Document, Paged};
use crate::web::asked::{Asked, Form};
use crate::web::fault::Fault;
use crate::web::pages::paced::{Paced, paced};
use crate::web::pages::scenario::form;
use crate::web::reply::{Answer, Json, Reply};
use crate::web::site::Site;
use crate::web::supposing::{Answered, Question, Wanted};
use std::ops::ControlFlow;

/// What the page takes: the scenario, a parameter that was only chosen, and whether the form alone is wanted.
pub(in crate::web) const TAKES: [&str; 10] =
    ["path", "set", "drop", "sweep", "only-known", "afresh", "all", "why", "sensitivity", "form"];

/// What is for whoever fills the form in, and would mean nothing to a program.
pub(in crate::web) const OF_A_FORM: [&str; 2] = ["path", "form"];

/// The form, and the report of the scenario in the address.
pub(in crate::web) fn whatif(site: &Site, asked: &Asked) -> Result<Answer, Fault> {
    site.ledger()?;
    let question = Question::of(site, asked)?;
    let is_page = asked.form == Form::Page;
    if let Some(name) = OF_A_FORM.into_iter().find(|name| !is_page && asked.own(name).is_some()) {
        return Err(Fault::unknown(name, TAKES.iter().filter(|name| !OF_A_FORM.contains(name))));
    }
    let base = question.base(site.served())?;
    // Whoever looks is shown what can be filled in; a program that supposes nothing is refused, as the command is.
    let mut reply = if is_page && (question.supposes_nothing() || asked.flag("form")?) {
        let [title, hint] = [Paged::WhatIf, Paged::NothingSupposed].map(|said| Document::line(said).parts);
        Reply::told(Document { parts: [title, hint].concat() }, question.horizon, &[]).unasked()
    } else if is_page && question.is_long() {
        match paced(site, asked, &question)? {
            Paced::Done(document) => told(document, &question),
            Paced::Running(reply) => *reply,
        }
    } else {
        let wanted = if asked.is_json() { Wanted::Value } else { Wanted::Words };
        match question.answer(site.served(), wanted, &mut |_, _| ControlFlow::Continue(()))? {
            Answered::Words(document) => told(document, &question),
            Answered::Value(value) => told(Document::default(), &question).shaped(Some(Json::One(value))),
        }
    };
    reply.above = form(asked, &base, &question);
    Ok(Answer::Told(Box::new(reply)))
}

fn told(document: Document, question: &Question) -> Reply {
    let words = question.words();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    Reply::told(document, question.horizon, &words)
}
