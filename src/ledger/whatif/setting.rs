//! From `PATH@DAY=VALUE` to another value of a parameter.

use super::fault::{Like, WhatIfFault};
use crate::event::nearest;
use crate::ledger::error::LedgerError;
use crate::ledger::fault::Fault;
use crate::policy::{ParamValue, Parameter, Program};
use crate::value::Day;
use crate::whatif::{Setting, Value};

/// Reads what is set, in the order in which the values begin to hold: what holds always first, then by day.
pub(super) fn settings(program: &Program, on: Day, sets: &[String]) -> Result<Vec<Setting>, LedgerError> {
    let mut found: Vec<Setting> = Vec::new();
    for text in sets {
        let setting = setting(program, on, text)?;
        let same = |known: &Setting| {
            (&known.policy, &known.path, known.from) == (&setting.policy, &setting.path, setting.from)
        };
        if found.iter().any(same) {
            return Err(LedgerError::WhatIf(WhatIfFault::Twice { what: text.clone() }));
        }
        found.push(setting);
    }
    found.sort_by_key(|setting| setting.from);
    Ok(found)
}

fn setting(program: &Program, on: Day, text: &str) -> Result<Setting, LedgerError> {
    let refused = |fault| LedgerError::WhatIf(fault);
    let tidy = half_width(text);
    let (named, value) = tidy
        .split_once('=')
        .map(|(named, value)| (named.trim(), value.trim()))
        .filter(|(named, value)| !named.is_empty() && !value.is_empty())
        .ok_or_else(|| refused(WhatIfFault::Setting { text: text.to_owned() }))?;
    let (named, from) = match named.rsplit_once('@') {
        Some((named, day)) => {
            let bad = || WhatIfFault::Day { text: text.to_owned(), day: day.to_owned() };
            (named, Some(Day::parse(day.trim()).ok_or_else(|| refused(bad()))?))
        }
        None => (named, None),
    };
    let parameter = parameter(program, on, named)?;
    let document = program.document(parameter.document);
    let like = parameter.values.first().map(|known| known.value);
    let read = like.and_then(|like| value_like(value, like));
    let Some(read) = read else {
        let like = like.map_or(Like::Whole, like_of);
        return Err(refused(WhatIfFault::Value { path: parameter.path.clone(), value: value.to_owned(), like }));
    };
    Ok(Setting {
        policy: document.policy.clone(),
        document: document.document.clone(),
        path: parameter.path.clone(),
        from,
        value: read,
        written: value.into(),
        was: parameter.values.clone(),
    })
}

/// A parameter and the values it is to run through.
pub(super) struct Range {
    /// The parameter, with the first value.
    pub(super) setting: Setting,
    pub(super) values: Vec<Value>,
    /// As it is asked for, in one way for one thing.
    pub(super) text: String,
}

/// Reads `PATH[@DAY]=FROM..TO/STEP`, both ends inside.
pub(super) fn range(program: &Program, on: Day, text: &str, most: usize) -> Result<Range, LedgerError> {
    let refused = || LedgerError::WhatIf(WhatIfFault::Range { text: text.to_owned(), most });
    let tidy = half_width(text);
    let (named, ends) = tidy.split_once('=').ok_or_else(refused)?;
    let (from, rest) = ends.split_once("..").ok_or_else(refused)?;
    let (to, step) = rest.rsplit_once('/').ok_or_else(refused)?;
    let of = |value: &str| setting(program, on, &format!("{named}={value}")).map_err(in_range);
    let (first, last, step) = (of(from)?, of(to)?.after(), of(step)?.after());
    let mut values = vec![first.after()];
    while let Some(next) = values.last().and_then(|value| value.plus(step)).filter(|next| next <= &last) {
        if values.len() == most || values.last() == Some(&next) {
            return Err(refused());
        }
        values.push(next);
    }
    if values.len() < 2 {
        return Err(refused());
    }
    let text = format!("{}..{last}/{step}", first.with(first.after()));
    Ok(Range { setting: first, values, text })
}

/// A fault of a setting, where it stands in a range of values.
fn in_range(error: LedgerError) -> LedgerError {
    match error {
        LedgerError::WhatIf(WhatIfFault::SeveralPolicies { path, policies, .. }) => {
            LedgerError::WhatIf(WhatIfFault::SeveralPolicies { path, policies, in_range: true })
        }
        other => other,
    }
}

/// The parameter of `PATH` or `POLICY:PATH`. Where several documents have it, the one that stands on the business day is named first.
fn parameter<'p>(program: &'p Program, on: Day, named: &str) -> Result<&'p Parameter, LedgerError> {
    let (policy, path) = match named.split_once(':') {
        Some((policy, path)) => (Some(policy.trim()), path.trim()),
        None => (None, named.trim()),
    };
    let policies = || program.documents.iter().map(|document| &*document.policy);
    if let Some(name) = policy.filter(|name| !policies().any(|known| known == *name)) {
        let fault = Fault::UnknownPolicy { name: name.to_owned(), nearest: nearest(name, policies()) };
        return Err(LedgerError::Reading(Box::new(fault)));
    }
    let found = program.parameters_at(policy, path);
    match found.as_slice() {
        [one] => Ok(program.parameter(*one)).transpose().unwrap_or_else(|| Err(unknown(program, path))),
        [] => Err(unknown(program, path)),
        several => {
            let principal = program.principal(on);
            let mut of: Vec<usize> = several.iter().filter_map(|id| Some(program.parameter(*id)?.document)).collect();
            of.sort_by_key(|document| (*document != principal, *document));
            let policies = of.into_iter().map(|document| program.document(document).policy.to_string()).collect();
            Err(LedgerError::WhatIf(WhatIfFault::SeveralPolicies { path: path.to_owned(), policies, in_range: false }))
        }
    }
}

fn unknown(program: &Program, path: &str) -> LedgerError {
    let nearest = nearest(path, program.parameters.iter().map(|known| &*known.path));
    LedgerError::Reading(Box::new(Fault::UnknownParameter { path: path.to_owned(), nearest }))
}

fn like_of(value: ParamValue) -> Like {
    match value {
        ParamValue::Yuan(_) => Like::Yuan,
        ParamValue::Percent(_) => Like::Percent,
        ParamValue::Whole(_) => Like::Whole,
    }
}

/// A value of the kind that another one is. People write amounts with separators, shares with a sign, numbers with what they count.
fn value_like(text: &str, like: ParamValue) -> Option<ParamValue> {
    let plain = match like {
        ParamValue::Yuan(_) => text.trim_start_matches(['¥', '￥']).replace(',', ""),
        ParamValue::Percent(_) => text.strip_suffix('%').unwrap_or(text).trim_end().to_owned(),
        ParamValue::Whole(_) => {
            text.trim_end_matches(['年', '个', '月', '天', '日', '家', '项', '人', '名']).trim_end().to_owned()
        }
    };
    ParamValue::parse(plain.trim(), like.unit())
}

/// Digits, signs and punctuation as an input method of Chinese may give them, in the width that programs read.
fn half_width(text: &str) -> String {
    let narrow = |letter: char| match letter {
        '０'..='９' | '＝' | '＠' | '％' | '．' | '，' | '：' | '－' | '／' => {
            u32::from(letter).checked_sub(0xFEE0).and_then(char::from_u32).unwrap_or(letter)
        }
        other => other,
    };
    text.chars().map(narrow).collect()
}
