//! Which fact would change an answer, and what it would be then.

use crate::event::{FieldKind, TypeId};
use crate::explain::facts::label;
use crate::explain::why::{asked, condition_test, status_title};
use crate::explain::{Case, Filed, Listed, Phrase, Remedy, Spoken, counterpart};
use crate::policy::{Days, FieldRef, MeasureId, Op, Operand, ParamValue, StatusId, StatusUntil, Test};
use crate::position::{Gap, Interval, Item, Outcome, Witness, evaluate};
use crate::value::{Bilingual, Day};

/// The failed conditions, the nearest to holding first: figures by how much is missing, then statuses by how many days,
/// then words of the fact, and last what every grant asks.
pub(super) fn failed(case: &Case<'_>, item: &Item) -> Vec<usize> {
    let failed = item.checks.iter().enumerate().filter(|(_, check)| check.holds == Ok(false));
    let mut sorted: Vec<(bool, u8, i128, usize)> = failed
        .map(|(index, check)| {
            let (class, distance) =
                check.witnesses.iter().map(|seen| distance(case, item, index, seen)).min().unwrap_or((3, 0));
            (check.article.is_some(), class, distance, index)
        })
        .collect();
    sorted.sort_unstable();
    sorted.into_iter().map(|(.., index)| index).collect()
}

fn distance(case: &Case<'_>, item: &Item, index: usize, seen: &Witness) -> (u8, i128) {
    match seen {
        Witness::Measured(measure, answer) => {
            let asked = condition_test(case, item, index).and_then(|test| bound(case, item, test, *measure));
            let missing = asked.zip(answer.value.whole()).map(|(asked, found)| asked.abs_diff(found));
            (0, missing.map_or(i128::MAX, i128::from))
        }
        Witness::NotHeld(status, on, _) => (1, days_off(case, *status, *on)),
        Witness::Held(_, day, interval) => (1, interval.last.days_since(*day).into()),
        Witness::Said(_) | Witness::Found(..) | Witness::Term(_) => (2, 0),
    }
}

/// Days from a day to the nearest interval of a status of the subject.
fn days_off(case: &Case<'_>, id: StatusId, on: Day) -> i128 {
    let name = case.program.status(id).map(|status| &status.name);
    let own = case.position.statuses.iter().filter(|span| Some(&span.status) == name && span.first <= span.last);
    let off = own.map(|span| i128::from(on.days_since(span.last).max(span.first.days_since(on))));
    off.min().unwrap_or(i128::MAX)
}

/// The whole number a predicate asks of a measure.
fn bound(case: &Case<'_>, item: &Item, test: &Test, id: MeasureId) -> Option<i64> {
    let (.., with) = test.comparisons().find(|(measure, ..)| *measure == id)?;
    match with {
        Operand::Whole(number) => Some(*number),
        Operand::Parameter(parameter) => match case.program.value(*parameter, item.days())?.value {
            ParamValue::Whole(number) => Some(number),
            ParamValue::Yuan(_) | ParamValue::Percent(_) => None,
        },
        Operand::Text(_) | Operand::Flag(_) | Operand::Term(_) => None,
    }
}

/// Which fact would make a failed condition hold.
pub(super) fn remedies(case: &Case<'_>, item: &Item, index: usize) -> Vec<Phrase> {
    let (Some(test), Some(check)) = (condition_test(case, item, index), item.checks.get(index)) else {
        return Vec::new();
    };
    let mut said = Vec::new();
    wish(case, item, test, &check.witnesses, true, &mut said);
    said
}

/// Walks a predicate that should answer `yes` and says what that needs.
fn wish(case: &Case<'_>, item: &Item, test: &Test, seen: &[Witness], yes: bool, said: &mut Vec<Phrase>) {
    match test {
        Test::All(tests) | Test::Any(tests) => {
            // One is enough of alternatives that should hold, and of conditions that should not all hold.
            let one_is_enough = matches!(test, Test::Any(_)) == yes && tests.len() > 1;
            said.extend(one_is_enough.then(|| Remedy::OneOf.into()));
            for test in tests {
                wish(case, item, test, seen, yes, said);
            }
        }
        Test::Not(test) => wish(case, item, test, seen, !yes, said),
        Test::In { field, values, .. } => {
            let kind = case.kind_of(item);
            let words = kind.and_then(|kind| words(case, kind, *field, values, item.days()));
            said.extend(words.map(|(field, words)| {
                if yes { Remedy::SaysOther { field, allowed: words } } else { Remedy::SaysNot { field, barred: words } }
                    .into()
            }));
        }
        Test::Compare { measure, op, with } => {
            let asked = comparison(case, (*measure, *op, with), item.days(), yes);
            said.extend(asked.map(|(measure, op, asked)| Remedy::Measure { measure, op, asked }.into()));
        }
        Test::Holds { status, at, .. } if yes => {
            status_wish(case, *status, at.day(item.day, item.application.test_day), said);
        }
        Test::Holds { status, .. } => said.extend(seen.iter().flat_map(|seen| block(case, *status, seen))),
        Test::Opens(status) => status_wish(case, *status, item.day, said),
        Test::Recorded(records) => {
            let fact = case.kind_title(records.kind);
            said.push(if yes { Remedy::Record { fact } } else { Remedy::Gone { fact } }.into());
        }
        Test::Followed { facts, .. } => said.push(Remedy::Record { fact: case.kind_title(facts.kind) }.into()),
        Test::Elapsed { field, .. } => {
            let declared = case.kind_of(item).and_then(|kind| case.catalogue.declaration(kind).fields.get(*field));
            said.extend(declared.map(|field| Remedy::Earlier { field: field.title.clone() }.into()));
        }
        Test::Decided(term) => {
            let term = usize::try_from(*term).ok().and_then(|index| case.program.open_terms.get(index));
            let decide = |term: &crate::policy::OpenTerm| Remedy::Decide {
                term: term.title.clone(),
                authority: term.authority.clone(),
            };
            said.extend(term.map(|term| decide(term).into()));
        }
    }
}

/// A status that is needed, and the records it begins with.
fn status_wish(case: &Case<'_>, id: StatusId, on: Day, said: &mut Vec<Phrase>) {
    let status = status_title(case, id);
    let from = case.program.status(id).into_iter().flat_map(|status| &status.from);
    let mut facts: Vec<Phrase> = from.map(|from| case.kind_title(from.facts.kind).into()).collect();
    facts.dedup();
    said.push(Remedy::NeedStatus { status, on, facts: Listed(facts) }.into());
}

/// A status that stands in the way: until when, by which fact, and what ends it earlier.
fn block(case: &Case<'_>, id: StatusId, seen: &Witness) -> Vec<Phrase> {
    let Witness::Held(status, _, Interval { last, opened_by, .. }) = seen else { return Vec::new() };
    if *status != id {
        return Vec::new();
    }
    let by = Box::new(case.fact_words(*opened_by));
    let mut said = vec![Remedy::Blocked { status: status_title(case, id), last: *last, by }.into()];
    let until = case.program.status(id).into_iter().flat_map(|status| &status.until);
    let ends = |until: &StatusUntil| match until {
        StatusUntil::Event { facts, .. } => Some(case.kind_title(facts.kind).into()),
        StatusUntil::Enters(_) => None,
    };
    let facts = Listed(until.filter_map(ends).collect());
    said.extend((!facts.0.is_empty()).then(|| Remedy::Cleared { facts }.into()));
    said
}

/// A field of a type, and the words it is compared with.
pub(super) fn words(
    case: &Case<'_>,
    kind: TypeId,
    field: FieldRef,
    values: &[Operand],
    on: Days,
) -> Option<(Bilingual, Listed)> {
    let declared = case.field(kind, field)?;
    let words = values.iter().map(|value| match value {
        Operand::Text(text) => match (&declared.kind, label(declared, text)) {
            (FieldKind::Choice(_), Some(words)) => Phrase::Words(words),
            _ => Filed::Text { text: text.clone() }.into(),
        },
        Operand::Whole(number) => Spoken::Whole(*number, declared.unit).into(),
        Operand::Flag(flag) => Spoken::Flag(*flag).into(),
        Operand::Parameter(_) | Operand::Term(_) => asked(case, value, on)
            .map_or_else(|| Phrase::Words(Bilingual::new("规定的值", "the value that is set")), Phrase::Value),
    });
    Some((declared.title.clone(), Listed(words.collect())))
}

/// A measure, and what it is compared with so that the comparison answers `yes`.
pub(super) fn comparison(
    case: &Case<'_>,
    (id, op, with): (MeasureId, Op, &Operand),
    on: Days,
    yes: bool,
) -> Option<(Bilingual, Op, Spoken)> {
    let measure = case.program.measure(id)?.title.clone();
    let asked = asked(case, with, on)?;
    Some((measure, if yes { op } else { opposite(op)? }, asked))
}

/// The comparison that holds where another does not; equality has none that is one comparison.
fn opposite(op: Op) -> Option<Op> {
    match op {
        Op::Equal => None,
        Op::Below => Some(Op::AtLeast),
        Op::AtMost => Some(Op::Above),
        Op::Above => Some(Op::AtMost),
        Op::AtLeast => Some(Op::Below),
    }
}

/// What the item would give if its conditions held, caps and choice included; none where it cannot be computed.
pub(super) fn lifted(case: &Case<'_>, item: &Item) -> Option<Phrase> {
    let mut program = case.program.clone();
    program.gates.clear();
    program.grants.get_mut(item.grant?)?.conditions.clear();
    let position = evaluate(case.timeline, &program, case.words, case.position.subject, case.position.on);
    let found = counterpart(item, case.position, &position.items)?;
    match &found.outcome {
        Outcome::Due => Some(Remedy::WouldGive { gross: found.gross, net: found.net }.into()),
        // A word no row of the table has: another word is needed first.
        Outcome::Undetermined(gaps) if gaps.iter().all(|gap| *gap == Gap::Uncomputable) => None,
        Outcome::Undetermined(gaps) => {
            let gaps = gaps.iter().map(|one| crate::explain::why::gap(case, one)).collect();
            Some(Remedy::WouldStillNeed { gaps }.into())
        }
        Outcome::Refused(_)
        | Outcome::NotNamed
        | Outcome::MissedCall
        | Outcome::NoGoverningPolicy(_)
        | Outcome::FactGone => None,
    }
}
