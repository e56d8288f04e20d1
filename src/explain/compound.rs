//! Values of several parts inside a sentence: a formula, a list, a name with its code.

use crate::explain::link::{Links, plain};
use crate::explain::shown::Shown;
use crate::explain::{Decisions, Link, Phrase};
use crate::policy::{Choices, Op, ParamValue, Reading};
use crate::position::FactRef;
use crate::value::{Exact, Fen, Lang, Ratio, Uscc};
use std::sync::Arc;

/// A subject by name and code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Who {
    /// Its name as known; none when nobody registered it.
    pub name: Option<Arc<str>>,
    /// Its code.
    pub code: Uscc,
}

/// Whose a line is, as it is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Whose {
    /// To those who may know it.
    Known(Who),
    /// To those who may not: what stands in its place.
    Veiled(Arc<str>),
}

/// The number of a payment on record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaymentNo(pub Arc<str>);

/// A detector by its name: `D05`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleId(pub Arc<str>);

/// A share with its factors: `3,456,789.12 × 10% = 345,678.912`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Product {
    /// The base.
    pub base: Exact,
    /// The published and the agreed rate, where the base counts in their proportion.
    pub reference: Option<(Ratio, Ratio)>,
    /// The share.
    pub rate: Ratio,
    /// A further evaluated share.
    pub times: Option<Ratio>,
    /// The result.
    pub exact: Exact,
}

/// A base amount and so much for each further one: `500,000.00 + 50,000.00 × (12 − 10) = 600,000.00`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stairs {
    /// The base amount.
    pub base: Fen,
    /// For each further one.
    pub per_extra: Fen,
    /// How many there are.
    pub count: i64,
    /// From how many on.
    pub threshold: i64,
    /// The result.
    pub exact: Exact,
}

/// What a condition rests on, behind its title.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Rests(pub Vec<Phrase>);

/// Ids in one line.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Named(pub Vec<Arc<str>>);

/// Words of a list in one line: `国家标准、行业标准`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Listed(pub Vec<Phrase>);

/// A difference with its sign: `+21.09`, `−0.91`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Difference(pub Fen);

/// Whether a reading was decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// By an event.
    Decided(FactRef),
    /// Not yet; the option in force is the suggested one.
    Suggested,
    /// Neither the suggested option nor a decided one: a supposition.
    Supposed,
}

impl Standing {
    /// Whether a reading was decided, by the decisions known and the choices in force.
    pub(super) fn of(reading: &Reading, choices: &Choices, decided: &Decisions) -> Self {
        let suggested = reading.options.first().map(|option| &option.token);
        let chosen = reading.chosen(choices).map(|option| &option.token);
        match decided.get(&reading.id) {
            Some((option, fact)) if Some(option) == chosen => Standing::Decided(*fact),
            None if suggested == chosen => Standing::Suggested,
            Some(_) | None => Standing::Supposed,
        }
    }
}

/// What something is about in money, behind what it is: `，¥1,918.29`; nothing where it is not about money.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Worth(pub Option<Fen>);

impl<T: Shown> Shown for Box<T> {
    fn show(&self, lang: Lang) -> String {
        (**self).show(lang)
    }

    fn tell(&self, lang: Lang, links: &mut Links) -> String {
        (**self).tell(lang, links)
    }

    fn facts(&self, found: &mut Vec<FactRef>) {
        (**self).facts(found);
    }

    fn amounts(&self, found: &mut Vec<Fen>) {
        (**self).amounts(found);
    }
}

impl Shown for Who {
    fn show(&self, lang: Lang) -> String {
        match (&self.name, lang) {
            (Some(name), Lang::Zh) => format!("{name}（{}）", self.code),
            (Some(name), Lang::En) => format!("{name} ({})", self.code),
            (None, _) => self.code.to_string(),
        }
    }

    fn tell(&self, lang: Lang, links: &mut Links) -> String {
        links.mark(&self.show(lang), Link::Subject(self.code))
    }
}

impl Shown for Whose {
    fn show(&self, lang: Lang) -> String {
        match self {
            Whose::Known(who) => who.show(lang),
            Whose::Veiled(pseudonym) => pseudonym.to_string(),
        }
    }

    fn tell(&self, lang: Lang, links: &mut Links) -> String {
        match self {
            Whose::Known(who) => who.tell(lang, links),
            Whose::Veiled(pseudonym) => pseudonym.to_string(),
        }
    }
}

impl Shown for PaymentNo {
    fn show(&self, _: Lang) -> String {
        self.0.to_string()
    }

    fn tell(&self, _: Lang, links: &mut Links) -> String {
        links.mark(&self.0, Link::Payment(Arc::clone(&self.0)))
    }
}

impl Shown for RuleId {
    fn show(&self, _: Lang) -> String {
        self.0.to_string()
    }

    fn tell(&self, _: Lang, links: &mut Links) -> String {
        links.mark(&self.0, Link::Rule(Arc::clone(&self.0)))
    }
}

impl Shown for Worth {
    fn show(&self, lang: Lang) -> String {
        match (self.0, lang) {
            (None, _) => String::new(),
            (Some(amount), Lang::Zh) => format!("，¥{amount}"),
            (Some(amount), Lang::En) => format!(", ¥{amount}"),
        }
    }

    fn amounts(&self, found: &mut Vec<Fen>) {
        found.extend(self.0);
    }
}

impl Shown for Product {
    fn show(&self, _: Lang) -> String {
        let mut factors = vec![self.base.to_string()];
        let quotient = |(published, agreed): (Ratio, Ratio)| format!("{} ÷ {}", published.percent(), agreed.percent());
        factors.extend(self.reference.map(quotient));
        factors.push(self.rate.percent());
        factors.extend(self.times.map(Ratio::percent));
        format!("{} = {}", factors.join(" × "), self.exact)
    }

    fn amounts(&self, found: &mut Vec<Fen>) {
        found.extend(self.base.whole());
    }
}

impl Shown for Stairs {
    fn show(&self, _: Lang) -> String {
        let Self { base, per_extra, count, threshold, exact } = self;
        format!("{base} + {per_extra} × ({count} − {threshold}) = {exact}")
    }

    fn amounts(&self, found: &mut Vec<Fen>) {
        found.extend([self.base, self.per_extra]);
    }
}

impl Shown for Rests {
    fn show(&self, lang: Lang) -> String {
        if self.0.is_empty() {
            return String::new();
        }
        let said = self.0.show(lang);
        match lang {
            Lang::Zh => format!("　{said}"),
            Lang::En => format!(": {said}"),
        }
    }

    fn tell(&self, lang: Lang, links: &mut Links) -> String {
        if self.0.is_empty() {
            return String::new();
        }
        let said = self.0.tell(lang, links);
        match lang {
            Lang::Zh => format!("　{said}"),
            Lang::En => format!(": {said}"),
        }
    }

    fn facts(&self, found: &mut Vec<FactRef>) {
        self.0.facts(found);
    }

    fn amounts(&self, found: &mut Vec<Fen>) {
        self.0.amounts(found);
    }
}

impl Shown for Named {
    fn show(&self, lang: Lang) -> String {
        self.0.join(match lang {
            Lang::Zh => "、",
            Lang::En => ", ",
        })
    }
}

impl Shown for Listed {
    fn show(&self, lang: Lang) -> String {
        let said: Vec<String> = self.0.iter().map(|phrase| phrase.say(lang)).collect();
        said.join(match lang {
            Lang::Zh => "、",
            Lang::En => ", ",
        })
    }

    fn tell(&self, lang: Lang, links: &mut Links) -> String {
        let said: Vec<String> = self.0.iter().map(|phrase| phrase.tell(lang, links)).collect();
        said.join(match lang {
            Lang::Zh => "、",
            Lang::En => ", ",
        })
    }
}

impl Shown for Difference {
    fn show(&self, _: Lang) -> String {
        match self.0.get() {
            0 => self.0.to_string(),
            1.. => format!("+{}", self.0),
            ..0 => format!("−{}", Fen::ZERO.minus(self.0)),
        }
    }

    fn amounts(&self, found: &mut Vec<Fen>) {
        found.push(self.0);
    }
}

impl Shown for Standing {
    fn show(&self, lang: Lang) -> String {
        match (self, lang) {
            (Standing::Decided(fact), Lang::Zh) => format!("已定，{}", fact.show(lang)),
            (Standing::Decided(fact), Lang::En) => format!("decided, {}", fact.show(lang)),
            (Standing::Suggested, Lang::Zh) => "暂定".to_owned(),
            (Standing::Suggested, Lang::En) => "suggested".to_owned(),
            (Standing::Supposed, Lang::Zh) => "试算所设".to_owned(),
            (Standing::Supposed, Lang::En) => "supposed in a what-if".to_owned(),
        }
    }

    fn tell(&self, lang: Lang, links: &mut Links) -> String {
        match (self, lang) {
            (Standing::Decided(fact), Lang::Zh) => format!("已定，{}", fact.tell(lang, links)),
            (Standing::Decided(fact), Lang::En) => format!("decided, {}", fact.tell(lang, links)),
            (Standing::Suggested | Standing::Supposed, _) => plain(&self.show(lang)),
        }
    }

    fn facts(&self, found: &mut Vec<FactRef>) {
        match self {
            Standing::Decided(fact) => found.push(*fact),
            Standing::Suggested | Standing::Supposed => {}
        }
    }
}

impl Shown for Op {
    fn show(&self, _: Lang) -> String {
        self.sign().to_owned()
    }
}

impl Shown for ParamValue {
    fn show(&self, _: Lang) -> String {
        match self {
            ParamValue::Yuan(amount) => amount.to_string(),
            ParamValue::Percent(ratio) => ratio.percent(),
            ParamValue::Whole(number) => number.to_string(),
        }
    }

    fn amounts(&self, found: &mut Vec<Fen>) {
        match self {
            ParamValue::Yuan(amount) => found.push(*amount),
            ParamValue::Percent(_) | ParamValue::Whole(_) => {}
        }
    }
}
