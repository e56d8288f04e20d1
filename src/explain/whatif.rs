//! A scenario beside the ledger as it is, in words: the difference first, then what made it.

use crate::explain::grouped::{Under, groups, to_pay, under};
use crate::explain::why::{gap, outcome_words};
use crate::explain::{
    Case, Cell, Column, Count, Difference, Document, Evidence, Filed, Listed, Phrase, Sheet, Side, Supposing, Who,
};
use crate::position::{Gap, Item, Limited, Outcome};
use crate::value::{Day, Digest, Fen, Position, Uscc};
use crate::whatif::{
    BoundMove, Bounds, Bridge, Cause, Change, Effect, Group, Part, Row, Setting, Still, Sums, Table, ToPay, Value,
};
use std::sync::Arc;

/// What is told.
#[derive(Debug)]
pub struct Supposition<'s> {
    /// The business day, and the last event that was known.
    pub horizon: (Day, Position),
    /// What the scenario is called, and its digest.
    pub scenario: (Option<&'s str>, Digest),
    /// The same of the scenario it is held against, where that is not the ledger as it is.
    pub beside: Option<(Option<&'s str>, Digest)>,
    /// The changes, each with what it did by itself.
    pub changes: &'s [(Change, Effect)],
    /// What all lines come to.
    pub sums: &'s Sums,
    /// The same by clause and year.
    pub table: &'s Table,
    /// What the difference is made of.
    pub bridge: &'s Bridge,
    /// What floors, ceilings and caps did.
    pub bounds: &'s Bounds,
    /// How many subjects get more, and how many less.
    pub subjects: [usize; 2],
    /// How many subjects were asked again, and how many there are.
    pub asked: (usize, usize),
    /// How many lines differ.
    pub changed: usize,
    /// How many are made up otherwise and due the same.
    pub cancelled: usize,
    /// The lines to be shown.
    pub moving: Vec<Moving<'s>>,
    /// How both arms come to the first of them.
    pub trees: &'s [[Document; 2]],
    /// By field of technology.
    pub fields: &'s [Group],
    /// By scale.
    pub scales: &'s [Group],
    /// What may still be paid.
    pub to_pay: &'s [ToPay],
    /// The difference under other readings, where that was asked for.
    pub under: Option<&'s [Under]>,
    /// How many documents there are.
    pub documents: usize,
    /// The command that asks the same again.
    pub command: &'s str,
}

/// A line that differs.
#[derive(Debug)]
pub struct Moving<'m> {
    /// Whose it is.
    pub code: Uscc,
    /// The name of that.
    pub name: Option<Arc<str>>,
    /// The year of the facts.
    pub year: i32,
    /// What is due in each arm, where it is known.
    pub due: (Option<Fen>, Option<Fen>),
    /// What the difference is made of.
    pub parts: &'m [Part],
    /// The items in each arm.
    pub items: [&'m [Item]; 2],
    /// The subject in each arm.
    pub cases: [Case<'m>; 2],
}

/// A scenario in words.
pub fn whatif(of: &Supposition<'_>) -> Document {
    let mut page = Document::default();
    head(&mut page, of.horizon, of.scenario.0, of.beside);
    total(&mut page, of);
    changes(&mut page, of);
    if of.changed > 0 {
        by_clause(&mut page, of);
    }
    let beside = of.beside.is_some();
    groups(&mut page, Supposing::ByField, Supposing::FieldHead, of.fields, beside);
    groups(&mut page, Supposing::ByScale, Supposing::ScaleHead, of.scales, beside);
    to_pay(&mut page, of.to_pay, beside);
    bridge(&mut page, of);
    largest(&mut page, of);
    trees(&mut page, of);
    if let Some(options) = of.under {
        under(&mut page, options, of.sums.difference(), beside);
    }
    page.say(0, Supposing::Held);
    let (asked, all) = of.asked;
    page.say(0, Supposing::AskedAgain { asked, all });
    page.say(0, Supposing::Cited { digest: of.scenario.1.to_string().into() });
    page.say(0, Supposing::Again { command: of.command.into() });
    page
}

/// What is asked of what, and what it is held against.
pub(super) fn head(
    page: &mut Document,
    (on, known): (Day, Position),
    title: Option<&str>,
    beside: Option<(Option<&str>, Digest)>,
) {
    page.say(
        0,
        match beside {
            None => Supposing::Title { known, on },
            Some((None, digest)) => Supposing::TitleBeside { known, on, digest: digest.short().into() },
            Some((Some(name), digest)) => {
                Supposing::TitleBesideNamed { known, on, name: name.into(), digest: digest.short().into() }
            }
        },
    );
    if let Some(name) = title {
        page.say(0, Supposing::Named { name: name.into() });
    }
}

/// The word for what a scenario is held against.
fn side(of: &Supposition<'_>) -> Side {
    if of.beside.is_some() { Side::Baseline } else { Side::Law }
}

/// The head of its column.
pub(super) fn side_head(is_baseline: bool) -> Supposing {
    if is_baseline { Supposing::AsBaseline } else { Supposing::AsIs }
}

fn total(page: &mut Document, of: &Supposition<'_>) {
    let sums = of.sums;
    let (base, supposed, difference) = (sums.base, sums.supposed, Difference(sums.difference()));
    let side = side(of);
    if sums.opened.count > 0 || sums.settled.count > 0 {
        let (whole, other) = (base.plus(sums.opened.amount), supposed.plus(sums.settled.amount));
        page.say(0, Supposing::Whole { side, base: whole, supposed: other });
        page.say(0, Supposing::Both { side, base, supposed, difference });
    } else {
        page.say(
            0,
            match share(sums.difference(), base) {
                Some(share) => Supposing::TotalShare { side, base, supposed, difference, share },
                None => Supposing::Total { side, base, supposed, difference },
            },
        );
    }
    if of.changed == 0 {
        page.say(1, Supposing::NoDifference);
    } else {
        let items = |count| Count::of(count, "item");
        let [winners, losers] = of.subjects.map(|count| Count::of(count, "subject"));
        let (more, less) = (items(sums.more.count), items(sums.less.count));
        page.say(1, Supposing::Lines { more, gain: sums.more.amount, less, loss: sums.less.amount, winners, losers });
    }
    let beside = |count| Count::of(count, "item");
    if of.cancelled > 0 {
        page.say(1, Supposing::Cancelled { count: beside(of.cancelled) });
    }
    if sums.opened.count > 0 {
        page.say(1, Supposing::Opened { count: beside(sums.opened.count), amount: sums.opened.amount });
    }
    if sums.settled.count > 0 {
        page.say(1, Supposing::Settled { count: beside(sums.settled.count), amount: sums.settled.amount });
    }
    if sums.open > 0 {
        page.say(1, Supposing::Open { count: beside(sums.open) });
    }
}

/// A difference as a share of what there is, half up to a hundredth of a percent: `+12.34%`. It is for reading and nothing rests on it.
fn share(difference: Fen, base: Fen) -> Option<Arc<str>> {
    let (size, of) = (difference.get().unsigned_abs(), base.get().unsigned_abs());
    if size == 0 {
        return None;
    }
    let doubled = size.checked_mul(20_000)?.checked_add(of)?;
    let hundredths = doubled.checked_div(of.checked_mul(2)?)?;
    let sign = if difference.get() < 0 { "−" } else { "+" };
    Some(format!("{sign}{}.{:02}%", hundredths.div_euclid(100), hundredths.rem_euclid(100)).into())
}

fn changes(page: &mut Document, of: &Supposition<'_>) {
    let mut columns: Vec<Column> =
        [Supposing::Change, side_head(of.beside.is_some()), Supposing::AsSupposed].map(Column::left).into();
    columns.extend([Supposing::Touched, Supposing::Differ, Supposing::Alone].map(Column::right));
    columns.push(Column::left(Supposing::Stayed));
    let mut sheet = Sheet::new(Supposing::Changes, columns);
    for (change, effect) in of.changes {
        let [what, was, is] = change_words(change);
        sheet.rows.push(vec![
            Cell::of(what),
            Cell::of(was),
            Cell::of(is),
            number(effect.touched),
            number(effect.sums.changed()),
            by(effect.sums.difference()),
            Cell::of(stayed(change, effect)),
        ]);
    }
    page.show(sheet);
    if of.changes.len() > 1 {
        let alone: Fen = of.changes.iter().map(|(_, effect)| effect.sums.difference()).sum();
        let together = of.sums.difference().minus(alone);
        page.say(1, Supposing::Together { alone: Difference(alone), together: Difference(together) });
    }
}

pub(super) fn number(count: usize) -> Cell {
    Cell::Number(i64::try_from(count).unwrap_or(i64::MAX))
}

pub(super) fn by(amount: Fen) -> Cell {
    Cell::of(Supposing::By { difference: Difference(amount) })
}

/// What is changed, how it is, and how it is supposed to be.
pub(super) fn change_words(change: &Change) -> [Phrase; 3] {
    match change {
        Change::Set(setting) => setting_words(setting),
        Change::Read { reading, question, was, option, .. } => {
            let what = Supposing::Reading { id: reading.0.clone(), question: question.clone() };
            [what.into(), was.clone().into(), option.clone().into()]
        }
        Change::Drop { event, kind, with } => {
            let (event, kind) = (*event, kind.clone());
            let what = match *with {
                0 => Supposing::Dropped { event, kind },
                with => Supposing::DroppedWith { event, kind, with: Count::of(with, "event") },
            };
            [what.into(), Supposing::Recorded.into(), Supposing::Unrecorded.into()]
        }
        Change::DropAlike { alike, kind, events, with } => {
            let (alike, kind, count) = (alike.clone(), kind.clone(), Count::of(events.len(), "event"));
            let what = match *with {
                0 => Supposing::DroppedAlike { alike, kind, count },
                with => Supposing::DroppedAlikeWith { alike, kind, count, with: Count::of(with, "event") },
            };
            [what.into(), Supposing::Recorded.into(), Supposing::Unrecorded.into()]
        }
        Change::OnlyKnown { was, until, events } => {
            let what = Supposing::OnlyKnown { until: *until, count: Count::of(*events, "event") };
            let [was, is] = [*was, *until].map(|last| Supposing::KnownUpTo { last });
            [what.into(), was.into(), is.into()]
        }
        Change::Back(change) => {
            let [what, was, is] = change_words(change);
            [Supposing::Back { what: Box::new(what) }.into(), is, was]
        }
        Change::Add { file, events } => {
            let what = Supposing::Added { file: file.clone(), count: Count::of(events.len(), "event") };
            [what.into(), Supposing::Unrecorded.into(), Supposing::Recorded.into()]
        }
    }
}

fn setting_words(setting: &Setting) -> [Phrase; 3] {
    let (path, document) = (setting.path.clone(), setting.document.clone());
    let what = match setting.from {
        Some(from) => Supposing::ParameterFrom { path, document, from },
        None => Supposing::Parameter { path, document },
    };
    let was = setting.before().map(|(from, value)| match from {
        None => Supposing::Value { value: text(value) }.into(),
        Some(from) => Supposing::ValueFrom { value: text(value), from }.into(),
    });
    [what.into(), Phrase::Several(was.collect()), Supposing::Value { value: text(setting.after()) }.into()]
}

fn text(value: Value) -> Arc<str> {
    match value {
        Value::Yuan(amount) => format!("¥{amount}").into(),
        Value::Percent(ratio) => ratio.percent().into(),
        Value::Whole(number) => number.to_string().into(),
    }
}

/// Why the lines that a change can touch stayed as they were.
fn stayed(change: &Change, effect: &Effect) -> Phrase {
    if let Change::Back(change) = change {
        return stayed(change, effect);
    }
    if effect.touched == 0 && effect.sums.changed() == 0 {
        return match change {
            Change::Set(_) if effect.grants == 0 => Supposing::NotLookedAt,
            Change::Set(_) => Supposing::NoItems { grants: Count::of(effect.grants, "grant") },
            Change::Read { .. } => Supposing::NotRestedOn,
            Change::Drop { .. }
            | Change::DropAlike { .. }
            | Change::OnlyKnown { .. }
            | Change::Add { .. }
            | Change::Back(_) => Supposing::NotDrawnOn,
        }
        .into();
    }
    let said = effect.still.iter().map(|(why, count)| {
        let count = *count;
        match why {
            Still::Earlier => Supposing::StillEarlier { count },
            Still::Refused => Supposing::StillRefused { count },
            Still::Nothing => Supposing::StillNothing { count },
            Still::Open => Supposing::StillOpen { count },
            Still::Bounded => Supposing::StillBounded { count },
            Still::Limited => Supposing::StillLimited { count },
            Still::Same => Supposing::StillSame { count },
        }
        .into()
    });
    let said: Vec<Phrase> = said.collect();
    if said.is_empty() { Supposing::AllDiffer.into() } else { Phrase::Several(said) }
}

/// The rows that differ, the others as one row, and all of them.
fn by_clause(page: &mut Document, of: &Supposition<'_>) {
    let mut columns = vec![Column::left(Filed::Article), Column::right(Filed::FactYear)];
    columns.extend(
        [side_head(of.beside.is_some()), Supposing::AsSupposed, Supposing::Difference, Supposing::Differ]
            .map(Column::right),
    );
    let mut sheet = Sheet::new(Supposing::ByClause, columns);
    let mut rest = Sums::default();
    for (row, sums) in of.table {
        if sums.changed() == 0 {
            rest.join(sums);
            continue;
        }
        let year = Cell::Number(row.year.into());
        sheet.rows.push(sums_row(Cell::of(clause(row, of.documents)), year, sums));
    }
    if rest.base != Fen::ZERO {
        sheet.rows.push(sums_row(Cell::of(Supposing::Rest), Cell::Empty, &rest));
    }
    sheet.rows.push(sums_row(Cell::of(Supposing::Sum), Cell::Empty, of.sums));
    page.show(sheet);
}

fn sums_row(clause: Cell, year: Cell, sums: &Sums) -> Vec<Cell> {
    let (base, supposed) = (Cell::Money(sums.base), Cell::Money(sums.supposed));
    vec![clause, year, base, supposed, by(sums.difference()), number(sums.changed())]
}

fn clause(row: &Row, documents: usize) -> Phrase {
    let (document, article) = (row.document.clone(), row.article.clone());
    match (row.article.is_empty(), documents > 1) {
        (true, _) => Supposing::NoClause,
        (false, true) => Supposing::ClauseOf { document, article },
        (false, false) => Supposing::Clause { article },
    }
    .into()
}

fn bridge(page: &mut Document, of: &Supposition<'_>) {
    let columns = vec![Column::left(Supposing::Why), Column::right(Supposing::Count), Column::right(Supposing::Amount)];
    let mut sheet = Sheet::new(Supposing::Bridge, columns);
    for (cause, (count, amount)) in &of.bridge.0 {
        sheet.rows.push(vec![Cell::of(cause_words(*cause)), number(*count), by(*amount)]);
    }
    // One cause is the whole difference.
    if sheet.rows.len() > 1 {
        let sum: Fen = of.bridge.0.values().map(|(_, amount)| *amount).sum();
        sheet.rows.push(vec![Cell::of(Supposing::Sum), Cell::Empty, by(sum)]);
    }
    page.show(sheet);
    let moves: Vec<Phrase> = of.bounds.0.iter().map(|(kind, count)| bound_words(*kind, *count).into()).collect();
    if !moves.is_empty() && of.sums.changed() > 0 && of.changes.iter().any(|(change, _)| is_of_a_price(change)) {
        page.say(1, Supposing::Bounds { moves: Listed(moves) });
    }
}

/// Whether a total might be expected to follow a change in proportion.
fn is_of_a_price(change: &Change) -> bool {
    match change {
        Change::Set(setting) => matches!(setting.after(), Value::Yuan(_) | Value::Percent(_)),
        Change::Back(change) => is_of_a_price(change),
        Change::Read { .. }
        | Change::Drop { .. }
        | Change::DropAlike { .. }
        | Change::OnlyKnown { .. }
        | Change::Add { .. } => false,
    }
}

fn cause_words(cause: Cause) -> Supposing {
    match cause {
        Cause::Amount => Supposing::OfAmount,
        Cause::Elsewhere => Supposing::OfElsewhere,
        Cause::Cap => Supposing::OfCap,
        Cause::Answer => Supposing::OfAnswer,
        Cause::Appears => Supposing::OfAppears,
        Cause::Vanishes => Supposing::OfVanishes,
        Cause::Regrouped => Supposing::OfRegrouped,
        Cause::Approved => Supposing::OfApproved,
        Cause::AskedBack => Supposing::OfAskedBack,
    }
}

fn bound_words(kind: BoundMove, count: usize) -> Supposing {
    match kind {
        BoundMove::StillAtFloor => Supposing::StillAtFloor { count },
        BoundMove::StillAtCeiling => Supposing::StillAtCeiling { count },
        BoundMove::ToFloor => Supposing::ToFloor { count },
        BoundMove::OffFloor => Supposing::OffFloor { count },
        BoundMove::ToCeiling => Supposing::ToCeiling { count },
        BoundMove::OffCeiling => Supposing::OffCeiling { count },
        BoundMove::TakenUp => Supposing::TakenUp { count },
    }
}

fn largest(page: &mut Document, of: &Supposition<'_>) {
    let mut columns: Vec<Column> =
        vec![Column::left(Supposing::Whom), Column::left(Filed::Article), Column::left(Filed::Matter)];
    columns.extend(
        [
            Phrase::from(Filed::FactYear),
            side_head(of.beside.is_some()).into(),
            Supposing::AsSupposed.into(),
            Supposing::Difference.into(),
        ]
        .map(Column::right),
    );
    columns.push(Column::left(Supposing::Why));
    let title = match of.moving.len() {
        all if all == of.changed => Supposing::Everything { all },
        shown => Supposing::Largest { shown, all: of.changed },
    };
    let mut sheet = Sheet::new(title, columns);
    sheet.rows.extend(of.moving.iter().filter_map(line));
    page.show(sheet);
    if of.moving.len() < of.changed {
        page.say(1, Supposing::MoreLines { all: of.changed });
    }
}

/// How each arm comes to the largest differences, one after the other.
fn trees(page: &mut Document, of: &Supposition<'_>) {
    for ((number, moving), arms) in (1..).zip(&of.moving).zip(of.trees) {
        let who = Who { name: moving.name.clone(), code: moving.code };
        page.say(0, Supposing::Tree { number, who });
        for (own, head) in arms.iter().zip([side_head(of.beside.is_some()), Supposing::AsSupposed]) {
            page.say(0, Supposing::TreeOf { arm: Box::new(head.into()) });
            page.parts.extend(own.parts.iter().filter(|part| !is_command(part)).cloned());
            if own.parts.is_empty() {
                page.say(1, Supposing::NoItemHere);
            }
        }
    }
}

/// The command of an explanation asks the ledger as it is, which is not what an arm is.
fn is_command(part: &crate::explain::Part) -> bool {
    matches!(part, crate::explain::Part::Line(line) if matches!(line.phrase, Phrase::Evidence(Evidence::Command { .. })))
}

fn line(moving: &Moving<'_>) -> Option<Vec<Cell>> {
    let [base_case, supposed_case] = &moving.cases;
    let [base, supposed] = moving.items;
    let (case, items) = if supposed.is_empty() { (base_case, base) } else { (supposed_case, supposed) };
    let item = items.first()?;
    let who = Who { name: moving.name.clone(), code: moving.code };
    let money = |amount: Option<Fen>| amount.map_or_else(|| Cell::of(Filed::IsOpen), Cell::Money);
    let difference = moving.due.0.zip(moving.due.1).map(|(base, supposed)| by(supposed.minus(base)));
    let matter = match items {
        [_] => Cell::of(Filed::MatterOf { matter: case.matter(item) }),
        several => Cell::of(Supposing::Several { count: several.len() }),
    };
    Some(vec![
        Cell::of(Supposing::Subject { who }),
        Cell::of(case.heading(item)),
        matter,
        Cell::Number(moving.year.into()),
        money(moving.due.0),
        money(moving.due.1),
        difference.unwrap_or(Cell::Empty),
        Cell::of(Phrase::Several(because(moving))),
    ])
}

/// Why a line differs: what each part of the difference was and is, or how the answers differ.
fn because(moving: &Moving<'_>) -> Vec<Phrase> {
    let [base_case, supposed_case] = &moving.cases;
    match moving.items {
        [[base], [supposed]] if base.outcome == Outcome::Due && supposed.outcome == Outcome::Due => {
            moving.parts.iter().map(|part| part_words(part.cause, base, supposed)).collect()
        }
        [[base], [supposed]] => {
            let (base, supposed) = (answer(base_case, base, false), answer(supposed_case, supposed, true));
            vec![Supposing::Answer { base: Box::new(base), supposed: Box::new(supposed) }.into()]
        }
        [[], [supposed]] => {
            vec![Supposing::Appears { outcome: Box::new(answer(supposed_case, supposed, true)) }.into()]
        }
        [[base], []] => vec![Supposing::Vanishes { outcome: Box::new(answer(base_case, base, false)) }.into()],
        [base, supposed] => vec![Supposing::Regrouped { base: base.len(), supposed: supposed.len() }.into()],
    }
}

/// The answer of an item; of one that is not known, what would settle it.
fn answer(case: &Case<'_>, item: &Item, supposed: bool) -> Phrase {
    match &item.outcome {
        Outcome::FactGone if !item.is_unattributed() => Supposing::NoMatter.into(),
        Outcome::Undetermined(gaps) => {
            let mut said = vec![outcome_words(case, item)];
            said.extend(gaps.iter().map(|own| gap_words(case, own, supposed)));
            Phrase::Several(said)
        }
        Outcome::Due
        | Outcome::Refused(_)
        | Outcome::NotNamed
        | Outcome::MissedCall
        | Outcome::NoGoverningPolicy(_)
        | Outcome::FactGone => outcome_words(case, item),
    }
}

/// What would settle it. A reading of the supposed arm may be the one that is supposed.
fn gap_words(case: &Case<'_>, own: &Gap, supposed: bool) -> Phrase {
    match own {
        Gap::Reading(id) if supposed => {
            let measure = case.program.measure(*id).map(|measure| measure.title.clone());
            measure.map_or_else(|| gap(case, own), |measure| Supposing::ReadingGivesNone { measure }.into())
        }
        Gap::Fact { .. } | Gap::Field { .. } | Gap::Reading(_) | Gap::Term(_) | Gap::Names(_) | Gap::Uncomputable => {
            gap(case, own)
        }
    }
}

fn amounts(base: Fen, supposed: Fen, limited: Limited) -> Supposing {
    match limited {
        Limited::Floor(_) => Supposing::ToTheFloor { base, supposed },
        Limited::Ceiling(_) => Supposing::ToTheCeiling { base, supposed },
        Limited::Neither => Supposing::Amounts { base, supposed },
    }
}

fn part_words(cause: Cause, base: &Item, supposed: &Item) -> Phrase {
    let off = |item: &Item| item.excluded.iter().map(|excluded| excluded.amount).sum();
    let cut = |item: &Item| item.cuts.iter().map(|cut| cut.amount).sum();
    match cause {
        Cause::Amount => amounts(base.gross, supposed.gross, supposed.limited),
        Cause::Elsewhere => Supposing::Elsewhere { base: off(base), supposed: off(supposed) },
        Cause::Cap => Supposing::Cut { base: cut(base), supposed: cut(supposed) },
        Cause::Approved => Supposing::KeptAsApproved,
        Cause::Answer | Cause::Appears | Cause::Vanishes | Cause::Regrouped | Cause::AskedBack => Supposing::AskedBack,
    }
    .into()
}
