//! What a sentence can hold: each kind of value knows how it reads, and which facts and amounts it carries.

use crate::event::Unit;
use crate::explain::link::{Links, plain};
use crate::explain::{Fields, Link, Who};
use crate::position::{ApplicationBasis, FactRef};
use crate::value::{Bilingual, Day, DayPeriod, Digest, Exact, Fen, Lang, Position, Ratio, Rounding, Uscc, counted};
use std::sync::Arc;

/// A value inside a sentence.
pub(super) trait Shown {
    /// How it reads.
    fn show(&self, lang: Lang) -> String;

    /// The same, with what it leads to marked.
    fn tell(&self, lang: Lang, _links: &mut Links) -> String {
        plain(&self.show(lang))
    }

    /// The facts it points at.
    fn facts(&self, _found: &mut Vec<FactRef>) {}

    /// The amounts it names.
    fn amounts(&self, _found: &mut Vec<Fen>) {}
}

/// A value of a fact, of a measure or of a parameter as people read it: words of a closed list by their label.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Spoken {
    /// The label of a word.
    Words(Bilingual),
    /// Text as it was recorded.
    Text(Arc<str>),
    /// Money.
    Money(Fen),
    /// Money with parts of a fen.
    Exact(Exact),
    /// A share.
    Percent(Ratio),
    /// A number, with its unit where that is said.
    Whole(i64, Option<Unit>),
    /// A day.
    Day(Day),
    /// A run of days.
    Period(DayPeriod),
    /// Yes or no.
    Flag(bool),
    /// Another subject.
    Who(Who),
    /// The matter of an item.
    Matter(Fields),
    /// So many rows, and the sums of their amounts.
    Rows(usize, Fields),
}

/// So many of something: Chinese has the measure word in the sentence, English the noun here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Count {
    /// How many.
    pub number: u64,
    /// What, in English and in the singular.
    pub noun: &'static str,
}

impl Count {
    /// So many of this.
    pub fn of(number: usize, noun: &'static str) -> Self {
        Self { number: u64::try_from(number).unwrap_or(u64::MAX), noun }
    }

    /// So many days, before or after.
    pub fn days(number: i64) -> Self {
        Self { number: number.unsigned_abs(), noun: "day" }
    }
}

impl Shown for Count {
    fn show(&self, lang: Lang) -> String {
        said(lang, &self.number.to_string(), &counted(self.number, self.noun))
    }
}

/// What a scenario is held against.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// The ledger and the rules as they are.
    Law,
    /// Another scenario.
    Baseline,
}

impl Shown for Side {
    fn show(&self, lang: Lang) -> String {
        match self {
            Side::Law => said(lang, "现行", "as it is"),
            Side::Baseline => said(lang, "基准", "as the baseline"),
        }
    }
}

/// The place of a sentence in its article, in the numerals of each language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ordinal(pub u16);

/// Digits in groups of three: `31,902`.
pub(super) fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && digits.len().saturating_sub(index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

fn said(lang: Lang, zh: &str, en: &str) -> String {
    match lang {
        Lang::Zh => zh.to_owned(),
        Lang::En => en.to_owned(),
    }
}

macro_rules! shown_as_written {
    ($($kind:ty),*) => { $(impl Shown for $kind {
        fn show(&self, _: Lang) -> String {
            self.to_string()
        }
    })* };
}

shown_as_written!(i32, i64, u64, usize, Arc<str>, String, Exact);

impl Shown for Uscc {
    fn show(&self, _: Lang) -> String {
        self.to_string()
    }

    fn tell(&self, _: Lang, links: &mut Links) -> String {
        links.mark(self.as_str(), Link::Subject(*self))
    }
}

impl Shown for Bilingual {
    fn show(&self, lang: Lang) -> String {
        self.get(lang).to_owned()
    }
}

impl Shown for Fen {
    fn show(&self, _: Lang) -> String {
        self.to_string()
    }

    fn amounts(&self, found: &mut Vec<Fen>) {
        found.push(*self);
    }
}

impl Shown for Ratio {
    fn show(&self, _: Lang) -> String {
        self.percent()
    }
}

impl Shown for Day {
    fn show(&self, lang: Lang) -> String {
        if *self == Day::MAX { said(lang, "长期", "open") } else { self.to_string() }
    }
}

impl Shown for Digest {
    fn show(&self, _: Lang) -> String {
        self.short()
    }
}

impl Shown for Position {
    fn show(&self, _: Lang) -> String {
        format!("#{}", grouped(self.0))
    }
}

impl Shown for FactRef {
    fn show(&self, lang: Lang) -> String {
        let place = self.position.show(lang);
        said(lang, &format!("事件 {place}"), &format!("event {place}"))
    }

    fn tell(&self, lang: Lang, links: &mut Links) -> String {
        links.mark(&self.show(lang), Link::Event(self.position))
    }

    fn facts(&self, found: &mut Vec<FactRef>) {
        found.push(*self);
    }
}

impl Shown for Vec<FactRef> {
    fn show(&self, lang: Lang) -> String {
        several(&self.iter().map(|fact| fact.position.show(lang)).collect::<Vec<_>>(), lang)
    }

    fn tell(&self, lang: Lang, links: &mut Links) -> String {
        let mark = |fact: &FactRef| links.mark(&fact.position.show(lang), Link::Event(fact.position));
        several(&self.iter().map(mark).collect::<Vec<_>>(), lang)
    }

    fn facts(&self, found: &mut Vec<FactRef>) {
        found.extend(self);
    }
}

/// The places of several events in one line.
fn several(places: &[String], lang: Lang) -> String {
    match (places.len(), lang) {
        (0, _) => said(lang, "没有事件", "no event"),
        (1, Lang::Zh) => format!("事件 {}", places.concat()),
        (1, Lang::En) => format!("event {}", places.concat()),
        (_, Lang::Zh) => format!("事件 {}", places.join("、")),
        (_, Lang::En) => format!("events {}", places.join(", ")),
    }
}

impl Shown for Ordinal {
    fn show(&self, lang: Lang) -> String {
        match lang {
            Lang::Zh => numeral(self.0),
            Lang::En => self.0.to_string(),
        }
    }
}

/// Chinese numerals up to ninety-nine; digits beyond.
pub(super) fn numeral(number: u16) -> String {
    const ONES: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let one = |digit: u16| ONES.get(usize::from(digit)).copied().unwrap_or_default();
    match (number.div_euclid(10), number.rem_euclid(10)) {
        (0, 0) => "零".to_owned(),
        (0, ones) => one(ones).to_owned(),
        (1, ones) => format!("十{}", one(ones)),
        (tens @ 2..=9, ones) => format!("{}十{}", one(tens), one(ones)),
        _ => number.to_string(),
    }
}

impl Shown for Rounding {
    fn show(&self, lang: Lang) -> String {
        match self {
            Rounding::HalfUpFen => said(lang, "四舍五入到分", "half up to the fen"),
            Rounding::DownToYuan => said(lang, "舍去元以下", "down to whole yuan"),
            Rounding::HundredthWan => said(lang, "四舍五入到0.01万元", "half up to 100 yuan"),
        }
    }
}

/// The day an application counts from; the event in words as it is to be shown.
fn basis(basis: &ApplicationBasis, lang: Lang, show: &mut dyn FnMut(&FactRef) -> String) -> String {
    match basis {
        ApplicationBasis::Submitted(fact) => {
            let fact = show(fact);
            said(lang, &format!("申请日，{fact}"), &format!("the application, {fact}"))
        }
        ApplicationBasis::Approved(fact) => {
            let fact = show(fact);
            said(lang, &format!("没有申请记录，以批准日计，{fact}"), &format!("no application: the approval, {fact}"))
        }
        ApplicationBasis::Horizon => said(lang, "尚未申请，以业务日计", "no application yet: the business day"),
        ApplicationBasis::Missed => said(lang, "申报截止日", "the last day of the call"),
    }
}

impl Shown for ApplicationBasis {
    fn show(&self, lang: Lang) -> String {
        basis(self, lang, &mut |fact| fact.show(lang))
    }

    fn tell(&self, lang: Lang, links: &mut Links) -> String {
        basis(self, lang, &mut |fact| fact.tell(lang, links))
    }

    fn facts(&self, found: &mut Vec<FactRef>) {
        match self {
            ApplicationBasis::Submitted(fact) | ApplicationBasis::Approved(fact) => found.push(*fact),
            ApplicationBasis::Horizon | ApplicationBasis::Missed => {}
        }
    }
}

impl Shown for Spoken {
    fn show(&self, lang: Lang) -> String {
        match self {
            Spoken::Words(words) => words.show(lang),
            Spoken::Text(text) => text.to_string(),
            Spoken::Money(amount) => amount.to_string(),
            Spoken::Exact(amount) => amount.to_string(),
            Spoken::Percent(ratio) => ratio.percent(),
            Spoken::Whole(number, unit) => whole(*number, *unit, lang),
            Spoken::Day(day) => day.show(lang),
            Spoken::Period(period) => {
                let (first, last) = (period.first, period.last);
                said(lang, &format!("{first} 至 {last}"), &format!("{first} to {last}"))
            }
            Spoken::Flag(true) => said(lang, "是", "yes"),
            Spoken::Flag(false) => said(lang, "否", "no"),
            Spoken::Who(who) => who.show(lang),
            Spoken::Matter(fields) => fields.show(lang),
            Spoken::Rows(count, sums) if sums.0.is_empty() => said(lang, &format!("{count} 项"), &rows(*count)),
            Spoken::Rows(count, sums) => {
                let sums = sums.show(lang);
                said(lang, &format!("{count} 项，合计{sums}"), &format!("{}, in all {sums}", rows(*count)))
            }
        }
    }

    fn tell(&self, lang: Lang, links: &mut Links) -> String {
        match self {
            Spoken::Who(who) => who.tell(lang, links),
            Spoken::Matter(fields) => fields.tell(lang, links),
            Spoken::Words(_)
            | Spoken::Text(_)
            | Spoken::Money(_)
            | Spoken::Exact(_)
            | Spoken::Percent(_)
            | Spoken::Whole(..)
            | Spoken::Day(_)
            | Spoken::Period(_)
            | Spoken::Flag(_)
            | Spoken::Rows(..) => plain(&self.show(lang)),
        }
    }

    fn amounts(&self, found: &mut Vec<Fen>) {
        match self {
            Spoken::Money(amount) => found.push(*amount),
            Spoken::Exact(amount) => found.extend(amount.whole()),
            Spoken::Rows(_, sums) => sums.amounts(found),
            Spoken::Words(_)
            | Spoken::Who(_)
            | Spoken::Matter(_)
            | Spoken::Text(_)
            | Spoken::Percent(_)
            | Spoken::Whole(..)
            | Spoken::Day(_)
            | Spoken::Period(_)
            | Spoken::Flag(_) => {}
        }
    }
}

fn rows(count: usize) -> String {
    if count == 1 { "1 entry".to_owned() } else { format!("{count} entries") }
}

fn whole(number: i64, unit: Option<Unit>, lang: Lang) -> String {
    let of = |number: i64, noun| if number == 1 { counted(1, noun) } else { format!("{number} {noun}s") };
    match unit {
        Some(Unit::Month) => said(lang, &format!("{number} 个月"), &of(number, "month")),
        Some(Unit::Day) => said(lang, &format!("{number} 天"), &of(number, "day")),
        Some(Unit::SquareMetre) => said(lang, &format!("{number} 平方米"), &format!("{number} m²")),
        Some(Unit::Yuan | Unit::Percent | Unit::Count | Unit::Year) | None => number.to_string(),
    }
}
