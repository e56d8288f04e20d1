//! What would be due if parameters or readings were otherwise. The address is the scenario.

use crate::explain::{Document, Paged};
use crate::ledger::{AsItIs, Extent, Scenario};
use crate::view::WhatIfV1;
use crate::web::asked::{Asked, Form};
use crate::web::fault::Fault;
use crate::web::form::{Html, hidden};
use crate::web::reply::{Answer, Json, Reply};
use crate::web::site::Site;
use std::ops::ControlFlow;

/// So many of the lines that differ are listed unless all are asked for, as the command does.
const SHOWN: usize = 20;
/// So many rows a form has for parameters and for readings.
const ROWS: usize = 3;

/// The form, and the report of the scenario in the address.
pub(in crate::web) fn whatif(site: &Site, asked: &Asked) -> Result<Answer, Fault> {
    let extras = Extras { all: asked.flag("all")?, why: asked.flag("why")?, sensitivity: asked.flag("sensitivity")? };
    let horizon = site.horizon(asked)?;
    site.ledger()?;
    let base = site.served().as_it_is(horizon)?;
    let sets: Vec<String> = asked.all("set").map(str::to_owned).collect();
    let drops: Vec<String> = asked.all("drop").map(str::to_owned).collect();
    // Whoever looks is shown what can be filled in; a program that supposes nothing is refused, as the command is.
    let supposes_nothing = sets.is_empty() && drops.is_empty() && asked.reads.is_empty();
    let mut reply = if supposes_nothing && asked.form == Form::Page {
        let [title, hint] = [Paged::WhatIf, Paged::NothingSupposed].map(|said| Document::line(said).parts);
        Reply::told(Document { parts: [title, hint].concat() }, horizon, &[]).unasked()
    } else {
        let words = extras.words(&sets, &drops);
        let scenario = Scenario { sets, reads: asked.reads.clone(), drops, ..Scenario::default() };
        let run = base.what_if(site.ledger()?, scenario)?;
        let under =
            extras.sensitivity.then(|| run.under_readings(&mut |_, _| ControlFlow::Continue(()))).transpose()?;
        let trees = run.trees(usize::from(extras.why));
        let page = run.page(&Extent { lines: extras.lines(), trees: &trees, under: under.as_deref() });
        let json = asked.is_json().then(|| Json::of(&WhatIfV1::of(&run).with(&trees, under.as_deref())));
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        Reply::told(page, horizon, &words).shaped(json)
    };
    reply.above = form(asked, &base, &extras);
    Ok(Answer::Told(Box::new(reply)))
}

/// What is told besides.
struct Extras {
    /// Every line that differs.
    all: bool,
    /// How both arms come to the largest difference.
    why: bool,
    /// The difference under other readings.
    sensitivity: bool,
}

impl Extras {
    const fn lines(&self) -> usize {
        if self.all { usize::MAX } else { SHOWN }
    }

    /// The words of the command that asks the same.
    fn words(&self, sets: &[String], drops: &[String]) -> Vec<String> {
        let mut words: Vec<String> = ["whatif", "run"].map(str::to_owned).into();
        words.extend(sets.iter().flat_map(|set| ["--set".to_owned(), set.clone()]));
        words.extend(drops.iter().flat_map(|event| ["--drop".to_owned(), event.clone()]));
        words.extend(self.all.then(|| "--all".to_owned()));
        words.extend(self.why.then(|| ["--why", "1"].map(str::to_owned)).into_iter().flatten());
        words.extend(self.sensitivity.then(|| "--sensitivity".to_owned()));
        words
    }
}

/// Rows for parameters, readings and events, with those of the scenario filled in; what may stand in them is offered.
fn form(asked: &Asked, base: &AsItIs, extras: &Extras) -> String {
    let mut html = Html::new(asked.lang);
    html.raw("<form class=\"own\" action=\"/whatif\">\n<h2>").say(Paged::Scenario).raw("</h2>\n");
    hidden(&mut html, asked.kept().filter(|(name, _)| *name != "read"));
    let reads: Vec<String> = asked.reads.iter().map(|(id, option)| format!("{id}={option}")).collect();
    let given = |name: &str| asked.all(name).map(str::to_owned).collect::<Vec<String>>();
    // A parameter that was only chosen has a row that waits for its value.
    let sets = given("set").into_iter().chain(asked.own("path").map(|path| format!("{path}="))).collect::<Vec<_>>();
    rows(&mut html, ("set", "paths"), (Paged::SetField, Paged::SetHint), &sets);
    rows(&mut html, ("read", "readings"), (Paged::ReadField, Paged::ReadHint), &reads);
    rows(&mut html, ("drop", ""), (Paged::DropField, Paged::DropHint), &given("drop"));
    offered(&mut html, asked, base);
    let ways = [(Paged::ParametersWay, "/policies/parameters"), (Paged::ReadingsWay, "/policies/readings")];
    html.raw("<p class=\"hint\">");
    for (name, path) in ways {
        html.raw("<a href=\"").words(&asked.link(path)).raw("\">").say(name).raw("</a>\n");
    }
    html.raw("</p>\n");
    check(&mut html, "why", Paged::WhyBox, extras.why);
    check(&mut html, "sensitivity", Paged::UnderBox, extras.sensitivity);
    html.raw("<button>").say(Paged::Run).raw("</button>\n</form>\n");
    html.text
}

/// Rows for several of one kind: those that are given, and some that are empty. `list` names what is offered for them.
fn rows(html: &mut Html, (name, list): (&str, &str), (label, hint): (Paged, Paged), given: &[String]) {
    html.raw("<fieldset><legend>").say(label.clone()).raw("</legend>\n<p class=\"hint\">").say(hint).raw("</p>\n");
    let empty = std::iter::repeat("");
    for value in given.iter().map(String::as_str).chain(empty).take(ROWS.max(given.len())) {
        html.raw("<input name=\"").raw(name).raw("\"");
        if !list.is_empty() {
            html.raw(" list=\"").raw(list).raw("\"");
        }
        html.raw(" size=\"44\" aria-label=\"").say(label.clone()).raw("\" value=\"").words(value).raw("\">\n");
    }
    html.raw("</fieldset>\n");
}

/// Something that is asked for or not.
fn check(html: &mut Html, name: &str, label: Paged, is_on: bool) {
    html.raw("<label class=\"check\"><input type=\"checkbox\" name=\"").raw(name).raw("\" value=\"yes\"");
    html.raw(if is_on { " checked> " } else { "> " }).say(label).raw("</label>\n");
}

/// Every parameter with the value it has, and every option of every reading that is not in force.
fn offered(html: &mut Html, asked: &Asked, base: &AsItIs) {
    html.raw("<datalist id=\"paths\">\n");
    let program = &base.world.program;
    for parameter in &program.parameters {
        let several = program.parameters_at(None, &parameter.path).len() > 1;
        let policy = program.documents.get(parameter.document).filter(|_| several);
        let before = policy.map(|document| format!("{}:", document.policy)).unwrap_or_default();
        let value = parameter.values.last().map_or("", |value| &value.written);
        html.raw("<option value=\"").words(&format!("{before}{}={value}", parameter.path)).raw("\">\n");
    }
    html.raw("</datalist>\n<datalist id=\"readings\">\n");
    for reading in base.world.policies.iter().flat_map(|policy| &policy.readings) {
        for option in &reading.options {
            html.raw("<option value=\"").words(&format!("{}={}", reading.id.0, option.token)).raw("\">");
            html.words(reading.question.get(asked.lang))
                .raw(" ")
                .words(option.title.get(asked.lang))
                .raw("</option>\n");
        }
    }
    html.raw("</datalist>\n");
}
