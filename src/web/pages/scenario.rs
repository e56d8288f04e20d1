//! The form in which a scenario is filled in.

use crate::explain::Paged;
use crate::ledger::AsItIs;
use crate::web::asked::Asked;
use crate::web::form::{Html, hidden};
use crate::web::supposing::Question;

/// So many rows a form has for parameters and for readings.
const ROWS: usize = 3;

/// Rows for parameters, readings and events, with those of the scenario filled in; what may stand in them is offered.
pub(super) fn form(asked: &Asked, base: &AsItIs, question: &Question) -> String {
    let mut html = Html::new(asked.lang);
    html.raw("<form class=\"own\" action=\"/whatif\">\n<h2>").say(Paged::Scenario).raw("</h2>\n");
    hidden(&mut html, asked.kept().filter(|(name, _)| *name != "read"));
    let reads: Vec<String> = asked.reads.iter().map(|(id, option)| format!("{id}={option}")).collect();
    // A parameter that was only chosen has a row that waits for its value.
    let chosen = asked.own("path").map(|path| format!("{path}="));
    let sets: Vec<String> = question.sets.iter().cloned().chain(chosen).collect();
    let sweep: Vec<String> = question.sweep.iter().cloned().collect();
    let known: Vec<String> = asked.own("only-known").map(str::to_owned).into_iter().collect();
    rows(&mut html, ("set", "paths", ROWS), (Paged::SetField, Paged::SetHint), &sets);
    rows(&mut html, ("read", "readings", ROWS), (Paged::ReadField, Paged::ReadHint), &reads);
    rows(&mut html, ("drop", "", ROWS), (Paged::DropField, Paged::DropHint), &question.drops);
    rows(&mut html, ("sweep", "paths", 1), (Paged::SweepField, Paged::SweepHint), &sweep);
    rows(&mut html, ("only-known", "", 1), (Paged::OnlyKnownField, Paged::OnlyKnownHint), &known);
    offered(&mut html, asked, base);
    let ways = [(Paged::ParametersWay, "/policies/parameters"), (Paged::ReadingsWay, "/policies/readings")];
    html.raw("<p class=\"hint\">");
    for (name, path) in ways {
        html.raw("<a href=\"").words(&asked.link(path)).raw("\">").say(name).raw("</a>\n");
    }
    html.raw("</p>\n");
    check(&mut html, "afresh", Paged::AfreshBox, question.afresh);
    // What an amount rests on tells whose it is.
    if question.veil.is_none() {
        check(&mut html, "why", Paged::WhyBox, question.besides.why);
    }
    check(&mut html, "sensitivity", Paged::UnderBox, question.besides.sensitivity);
    html.raw("<button>").say(Paged::Run).raw("</button>\n</form>\n");
    html.text
}

/// Rows for several of one kind: those that are given, and some that are empty. `list` names what is offered for them.
fn rows(html: &mut Html, (name, list, least): (&str, &str, usize), (label, hint): (Paged, Paged), given: &[String]) {
    html.raw("<fieldset><legend>").say(label.clone()).raw("</legend>\n<p class=\"hint\">").say(hint).raw("</p>\n");
    let empty = std::iter::repeat("");
    for value in given.iter().map(String::as_str).chain(empty).take(least.max(given.len())) {
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
