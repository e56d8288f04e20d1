//! Examples are tests: each is what it claims to be, and together they show the least, the most and what is wrong.

use super::kinds::Lint;
use super::look::{Look, keys};
use crate::event::declaration::Declaration;
use crate::event::layout::Layout;
use crate::event::profile::{Step, steps_of};
use serde_json::Value;

pub(super) fn look(look: &mut Look<'_>) {
    let declaration = look.declaration;
    let layout = Layout::of(&declaration.fields);
    for (number, body) in declaration.examples.iter().enumerate() {
        if let Err(refusal) = layout.decode(&body.to_string()) {
            let mut steps = keys(["examples"]);
            steps.push(Step::At(number));
            steps.extend(steps_of(&refusal.field));
            look.say(steps, Lint::ExampleRefused { refusal });
        }
    }
    for (number, (body, code)) in declaration.refused.iter().enumerate() {
        let mut steps = keys(["x-refused"]);
        steps.push(Step::At(number));
        steps.push(Step::Key("code".to_owned()));
        match layout.decode(&body.to_string()) {
            Ok(_) => look.say(steps, Lint::RefusedAccepted { said: code.clone() }),
            Err(refusal) if refusal.fault.code() != code => {
                look.say(steps, Lint::RefusedOtherwise { said: code.clone(), refusal });
            }
            Err(_) => {}
        }
    }
    look_whole(look, declaration);
}

fn look_whole(look: &mut Look<'_>, declaration: &Declaration) {
    if declaration.examples.len() < 2 {
        look.say(keys(["examples"]), Lint::FewExamples);
    }
    let given = |body: &Value, name: &str| body.get(name).is_some();
    let extra = |body: &Value| -> Vec<String> {
        let optional = declaration.fields.iter().filter(|field| !field.required && given(body, &field.name));
        optional.map(|field| field.name.clone()).collect()
    };
    let missing = |body: &Value| -> Vec<String> {
        let absent = declaration.fields.iter().filter(|field| !given(body, &field.name));
        absent.map(|field| field.name.clone()).collect()
    };
    let fewest = |names: &dyn Fn(&Value) -> Vec<String>| declaration.examples.iter().map(names).min_by_key(Vec::len);
    if let Some(extra) = fewest(&extra).filter(|extra| !extra.is_empty()) {
        look.say(keys(["examples"]), Lint::NoSmallestExample { extra });
    }
    if let Some(missing) = fewest(&missing).filter(|missing| !missing.is_empty()) {
        look.say(keys(["examples"]), Lint::NoFullExample { missing });
    }
    if declaration.refused.is_empty() {
        look.say(keys(["x-refused"]), Lint::NoRefusedExample);
    }
}
