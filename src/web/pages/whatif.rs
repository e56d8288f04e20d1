//! What would be due if parameters or readings were otherwise. The address is the scenario.

use crate::explain::{Document, Paged};
use crate::ledger::{AsItIs, Scenario};
use crate::view::WhatIfV1;
use crate::web::asked::Asked;
use crate::web::fault::Fault;
use crate::web::form::{Html, hidden};
use crate::web::reply::{Answer, Json, Reply};
use crate::web::site::Site;

/// So many of the lines that differ are listed unless all are asked for, as the command does.
const SHOWN: usize = 20;
/// So many rows a form has for parameters and for readings.
const ROWS: usize = 3;

/// The form, and the report of the scenario in the address.
pub(in crate::web) fn whatif(site: &Site, asked: &Asked) -> Result<Answer, Fault> {
    let all = asked.flag("all")?;
    let horizon = site.horizon(asked)?;
    site.ledger()?;
    let base = site.served().as_it_is(horizon)?;
    let sets: Vec<String> = asked.all("set").map(str::to_owned).collect();
    let drops: Vec<String> = asked.all("drop").map(str::to_owned).collect();
    let mut reply = if sets.is_empty() && drops.is_empty() && asked.reads.is_empty() {
        Reply::told(Document::line(Paged::NothingSupposed), horizon, &[])
    } else {
        let words = scenario_words(&sets, &drops, all);
        let scenario = Scenario { sets, reads: asked.reads.clone(), drops, adds: Vec::new() };
        let run = base.what_if(site.ledger()?, scenario)?;
        let json = asked.json.then(|| Json::of(&WhatIfV1::of(&run)));
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        Reply::told(run.page(if all { usize::MAX } else { SHOWN }), horizon, &words).shaped(json)
    };
    reply.above = form(asked, &base);
    Ok(Answer::Told(Box::new(reply)))
}

fn scenario_words(sets: &[String], drops: &[String], all: bool) -> Vec<String> {
    let mut words: Vec<String> = ["whatif", "run"].map(str::to_owned).into();
    words.extend(sets.iter().flat_map(|set| ["--set".to_owned(), set.clone()]));
    words.extend(drops.iter().flat_map(|event| ["--drop".to_owned(), event.clone()]));
    words.extend(all.then(|| "--all".to_owned()));
    words
}

/// Rows for parameters and for readings, with those of the scenario filled in; what may stand in them is offered.
fn form(asked: &Asked, base: &AsItIs) -> String {
    let mut html = Html::new(asked.lang);
    html.raw("<form class=\"own\" action=\"/whatif\">\n<h2>").say(Paged::Scenario).raw("</h2>\n");
    hidden(&mut html, asked.kept().filter(|(name, _)| *name != "read"));
    hidden(&mut html, asked.given().filter(|(name, _)| *name == "drop"));
    html.raw("<fieldset><legend>").say(Paged::SetField).raw("</legend>\n<p class=\"hint\">").say(Paged::SetHint);
    html.raw("</p>\n");
    let sets = asked.all("set").chain(std::iter::repeat("")).take(ROWS.max(asked.all("set").count()));
    for set in sets {
        html.raw("<input name=\"set\" list=\"paths\" size=\"36\" aria-label=\"").say(Paged::SetField);
        html.raw("\" value=\"").words(set).raw("\">\n");
    }
    html.raw("</fieldset>\n<fieldset><legend>").say(Paged::ReadField).raw("</legend>\n<p class=\"hint\">");
    html.say(Paged::ReadHint).raw("</p>\n");
    let reads: Vec<String> = asked.reads.iter().map(|(id, option)| format!("{id}={option}")).collect();
    let rows = ROWS.max(reads.len());
    for read in reads.iter().map(String::as_str).chain(std::iter::repeat("")).take(rows) {
        html.raw("<input name=\"read\" list=\"readings\" size=\"36\" aria-label=\"").say(Paged::ReadField);
        html.raw("\" value=\"").words(read).raw("\">\n");
    }
    html.raw("</fieldset>\n");
    offered(&mut html, asked, base);
    html.raw("<button>").say(Paged::Run).raw("</button>\n</form>\n");
    html.text
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
