//! Everything an explanation can say. A new phrase does not compile until it says itself in both languages.

use crate::position::{ApplicationBasis, FactRef};
use crate::value::{Bilingual, Day, Exact, Fen, Lang, Ratio, Rounding};
use std::sync::Arc;

/// One thing an explanation says.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "the sentence on each variant names its fields")]
pub enum Phrase {
    /// The item's title and matter.
    Title { title: Bilingual, matter: Arc<str> },
    /// What is due, with what was paid, what may still be paid and what was paid too much.
    Due { net: Fen, paid: Fen, outstanding: Fen, overpaid: Fen },
    /// Nothing, because a condition does not hold.
    Refused { condition: Bilingual },
    /// Not known.
    Unknown,
    /// The call closed without an application; so much was missed.
    Missed { gross: Fen, closed: Day },
    /// No document was in force on the day that governs the fact.
    Ungoverned { on: Day },
    /// It was paid for a fact that no longer stands.
    Gone { paid: Fen },
    /// The document, the clause and its sentence.
    Clause { document: Arc<str>, article: Arc<str>, sentence: u16 },
    /// The clause in our own words.
    Restated(Bilingual),
    /// A fact the item comes from.
    FromFact(FactRef),
    /// The day conditions are tested, and why that day.
    Tested { day: Day, basis: ApplicationBasis },
    /// The opening of the call is assumed, not recorded.
    AssumedCall { on: Day },
    /// A condition that holds.
    Holds(Bilingual),
    /// A condition that does not hold.
    Fails(Bilingual),
    /// A condition whose answer is not known.
    Open(Bilingual),
    /// An interval of a status that covers the day asked about.
    Held { status: Bilingual, first: Day, last: Day, fact: FactRef },
    /// No interval of a status covers the day; so many intervals were looked at.
    NotHeld { status: Bilingual, on: Day, seen: usize },
    /// A measure and its value.
    Measured { measure: Bilingual, value: String },
    /// A word the fact says.
    Said(Arc<str>),
    /// The same amount for every item.
    Fixed(Fen),
    /// An amount by a word of the fact.
    ByWord { word: Arc<str>, amount: Fen },
    /// A share of a base.
    Share { base: Fen, rate: Ratio, reference: Option<(Ratio, Ratio)>, times: Option<Ratio>, exact: Exact },
    /// A base amount and so much for each further one.
    Steps { count: i64, threshold: i64, base: Fen, per_extra: Fen, exact: Exact },
    /// Divided by so many.
    Divided(i64),
    /// The one rounding, with its result.
    Rounded { rounding: Rounding, gross: Fen },
    /// The floor decided.
    AtFloor(Fen),
    /// The ceiling decided.
    AtCeiling(Fen),
    /// Neither floor nor ceiling decided.
    Unbounded,
    /// Another item of the same matter takes so much.
    TakenBy { amount: Fen, title: Bilingual, matter: Arc<str> },
    /// A linked matter takes so much.
    TakenByLink { amount: Fen, title: Bilingual },
    /// Support from another scheme takes so much.
    TakenByOther { amount: Fen, fact: FactRef },
    /// Nothing else is paid for the matter.
    Alone,
    /// The use of a cap in a year.
    Cap { title: Bilingual, year: i32, used: Fen, cap: Fen },
    /// What the cap took off this item.
    CutBy { amount: Fen, title: Bilingual, year: i32 },
    /// No cap concerns the item.
    NoCap,
    /// A fact of this type would settle it.
    WouldSettle { fact: Bilingual },
    /// A decision on this term would settle it.
    WouldDecide { term: Bilingual, authority: Bilingual },
    /// A field that is missing would settle it.
    WouldComplete { measure: Bilingual },
    /// Another reading would settle it.
    WouldRead { measure: Bilingual },
    /// The exact result cannot be held.
    Uncomputable,
    /// What is unpaid is withheld since a day.
    Withheld { since: Day },
    /// A reading, the option taken, and whether it is decided or only suggested.
    Reading { id: Arc<str>, question: Bilingual, option: Bilingual },
}

impl Phrase {
    /// Says it.
    pub fn say(&self, lang: Lang) -> String {
        match lang {
            Lang::Zh => self.chinese(),
            Lang::En => self.english(),
        }
    }

    fn chinese(&self) -> String {
        match self {
            Phrase::Title { title, matter } => format!("{}　{matter}", title.zh),
            Phrase::Due { net, paid, outstanding, overpaid } => {
                let over = if overpaid.is_positive() { format!("；多付 ¥{overpaid}") } else { String::new() };
                format!("应享 ¥{net}；已付 ¥{paid}；尚可付 ¥{outstanding}{over}")
            }
            Phrase::Refused { condition } => format!("不予支持：不满足“{}”", condition.zh),
            Phrase::Unknown => "尚不能确定".to_owned(),
            Phrase::Missed { gross, closed } => format!("错过申报（{closed} 截止）；若已申报可得 ¥{gross}"),
            Phrase::Ungoverned { on } => format!("{on} 没有生效的政策文件"),
            Phrase::Gone { paid } => format!("已付 ¥{paid}，但所依据的事实已不存在"),
            Phrase::Clause { document, article, sentence } => format!("{document} {article} 第{sentence}句"),
            Phrase::Restated(words) => words.zh.to_string(),
            Phrase::FromFact(fact) => format!("事实 {}　事件 #{}", fact.day, fact.position),
            Phrase::Tested { day, basis } => format!("按 {day} 核对条件（{}）", basis_zh(*basis)),
            Phrase::AssumedCall { on } => format!("该年度申报未记录，按 {on} 开始推定"),
            Phrase::Holds(title) => format!("✓ {}", title.zh),
            Phrase::Fails(title) => format!("✗ {}", title.zh),
            Phrase::Open(title) => format!("？ {}", title.zh),
            Phrase::Held { status, first, last, fact } => {
                format!("{}：{first} 至 {}　事件 #{}", status.zh, until(*last, "长期"), fact.position)
            }
            Phrase::NotHeld { status, on, seen } => format!("{}：{on} 不在其中（查 {seen} 段）", status.zh),
            Phrase::Measured { measure, value } => format!("{}：{value}", measure.zh),
            Phrase::Said(word) => format!("记录为“{word}”"),
            Phrase::Fixed(amount) => format!("定额 {amount}"),
            Phrase::ByWord { word, amount } => format!("{word} → {amount}"),
            Phrase::Share { .. } | Phrase::Steps { .. } => self.formula(),
            Phrase::Divided(by) => format!("由 {by} 家分享"),
            Phrase::Rounded { rounding, gross } => format!("→ {gross}（{}）", rounding_words(*rounding).0),
            Phrase::AtFloor(amount) => format!("按下限 {amount}"),
            Phrase::AtCeiling(amount) => format!("按上限 {amount}"),
            Phrase::Unbounded => "未触及下限、上限".to_owned(),
            Phrase::TakenBy { amount, title, matter } => {
                format!("同一事项已由“{}”（{matter}）支持，减 {amount}", title.zh)
            }
            Phrase::TakenByLink { amount, title } => format!("{}：减 {amount}", title.zh),
            Phrase::TakenByOther { amount, fact } => format!("其他政策已支持，减 {amount}　事件 #{}", fact.position),
            Phrase::Alone => "同一事项下无其他资金".to_owned(),
            Phrase::Cap { title, year, used, cap } => format!("{}：{year} 年已用 {used} / {cap}", title.zh),
            Phrase::CutBy { amount, title, year } => format!("{}（{year} 年）减 {amount}", title.zh),
            Phrase::NoCap => "本款无年度上限".to_owned(),
            Phrase::WouldSettle { fact } => format!("需要记录：{}", fact.zh),
            Phrase::WouldDecide { term, authority } => format!("需要{}确定：{}", authority.zh, term.zh),
            Phrase::WouldComplete { measure } => format!("已有记录缺少：{}", measure.zh),
            Phrase::WouldRead { measure } => format!("所选口径未给出：{}", measure.zh),
            Phrase::Uncomputable => "结果超出可精确计算的范围".to_owned(),
            Phrase::Withheld { since } => format!("自 {since} 起暂停支付"),
            Phrase::Reading { id, question, option } => format!("{id} {} = {}", question.zh, option.zh),
        }
    }

    fn english(&self) -> String {
        match self {
            Phrase::Title { title, matter } => format!("{}  {matter}", title.en),
            Phrase::Due { net, paid, outstanding, overpaid } => {
                let over = if overpaid.is_positive() { format!("; overpaid ¥{overpaid}") } else { String::new() };
                format!("due ¥{net}; paid ¥{paid}; still payable ¥{outstanding}{over}")
            }
            Phrase::Refused { condition } => format!("refused: “{}” does not hold", condition.en),
            Phrase::Unknown => "not determined yet".to_owned(),
            Phrase::Missed { gross, closed } => {
                format!("the call was missed (closed on {closed}); an application would have brought ¥{gross}")
            }
            Phrase::Ungoverned { on } => format!("no document was in force on {on}"),
            Phrase::Gone { paid } => format!("¥{paid} was paid, but the fact it rests on no longer stands"),
            Phrase::Clause { document, article, sentence } => format!("{document} {article}, sentence {sentence}"),
            Phrase::Restated(words) => words.en.to_string(),
            Phrase::FromFact(fact) => format!("fact of {}, event #{}", fact.day, fact.position),
            Phrase::Tested { day, basis } => format!("conditions tested on {day} ({})", basis_en(*basis)),
            Phrase::AssumedCall { on } => format!("the call of that year is not recorded; taken to open on {on}"),
            Phrase::Holds(title) => format!("✓ {}", title.en),
            Phrase::Fails(title) => format!("✗ {}", title.en),
            Phrase::Open(title) => format!("? {}", title.en),
            Phrase::Held { status, first, last, fact } => {
                format!("{}: {first} to {}, event #{}", status.en, until(*last, "open"), fact.position)
            }
            Phrase::NotHeld { status, on, seen } => {
                format!("{}: does not hold on {on} (intervals seen: {seen})", status.en)
            }
            Phrase::Measured { measure, value } => format!("{}: {value}", measure.en),
            Phrase::Said(word) => format!("recorded as “{word}”"),
            Phrase::Fixed(amount) => format!("fixed amount {amount}"),
            Phrase::ByWord { word, amount } => format!("{word} → {amount}"),
            Phrase::Share { .. } | Phrase::Steps { .. } => self.formula(),
            Phrase::Divided(by) => format!("shared by {by}"),
            Phrase::Rounded { rounding, gross } => format!("→ {gross} ({})", rounding_words(*rounding).1),
            Phrase::AtFloor(amount) => format!("the floor of {amount} decides"),
            Phrase::AtCeiling(amount) => format!("the ceiling of {amount} decides"),
            Phrase::Unbounded => "neither floor nor ceiling decides".to_owned(),
            Phrase::TakenBy { amount, title, matter } => {
                format!("the matter is supported under “{}” ({matter}): less {amount}", title.en)
            }
            Phrase::TakenByLink { amount, title } => format!("{}: less {amount}", title.en),
            Phrase::TakenByOther { amount, fact } => {
                format!("supported by another scheme: less {amount}, event #{}", fact.position)
            }
            Phrase::Alone => "no other money for this matter".to_owned(),
            Phrase::Cap { title, year, used, cap } => format!("{}: {used} of {cap} used in {year}", title.en),
            Phrase::CutBy { amount, title, year } => format!("{} ({year}): less {amount}", title.en),
            Phrase::NoCap => "no yearly cap concerns this clause".to_owned(),
            Phrase::WouldSettle { fact } => format!("to be recorded: {}", fact.en),
            Phrase::WouldDecide { term, authority } => format!("to be decided by {}: {}", authority.en, term.en),
            Phrase::WouldComplete { measure } => format!("the record lacks: {}", measure.en),
            Phrase::WouldRead { measure } => format!("the chosen reading leaves open: {}", measure.en),
            Phrase::Uncomputable => "the exact result is out of range".to_owned(),
            Phrase::Withheld { since } => format!("payment withheld since {since}"),
            Phrase::Reading { id, question, option } => format!("{id} {} = {}", question.en, option.en),
        }
    }

    /// A formula with its numbers reads the same in both languages.
    fn formula(&self) -> String {
        match self {
            Phrase::Share { base, rate, reference, times, exact } => {
                let mut factors = vec![base.to_string()];
                factors.extend(
                    reference.map(|(published, agreed)| format!("{} ÷ {}", published.percent(), agreed.percent())),
                );
                factors.push(rate.percent());
                factors.extend(times.map(Ratio::percent));
                let said = factors.join(" × ");
                format!("{said} = {exact}")
            }
            Phrase::Steps { count, threshold, base, per_extra, exact } => {
                format!("{base} + {per_extra} × ({count} − {threshold}) = {exact}")
            }
            _ => String::new(),
        }
    }
}

fn until(last: Day, open: &str) -> String {
    if last == Day::MAX { open.to_owned() } else { last.to_string() }
}

fn basis_zh(basis: ApplicationBasis) -> String {
    match basis {
        ApplicationBasis::Submitted(fact) => format!("申请日，事件 #{}", fact.position),
        ApplicationBasis::Approved(fact) => format!("未见申请，以批准日计，事件 #{}", fact.position),
        ApplicationBasis::Horizon => "尚未申请，以查询日计".to_owned(),
        ApplicationBasis::Missed => "申报截止日".to_owned(),
    }
}

fn basis_en(basis: ApplicationBasis) -> String {
    match basis {
        ApplicationBasis::Submitted(fact) => format!("the application, event #{}", fact.position),
        ApplicationBasis::Approved(fact) => format!("no application: the approval, event #{}", fact.position),
        ApplicationBasis::Horizon => "no application yet: the day asked about".to_owned(),
        ApplicationBasis::Missed => "the last day of the call".to_owned(),
    }
}

fn rounding_words(rounding: Rounding) -> (&'static str, &'static str) {
    match rounding {
        Rounding::HalfUpFen => ("四舍五入到分", "half up to the fen"),
        Rounding::DownToYuan => ("舍去元以下", "down to whole yuan"),
        Rounding::HundredthWan => ("四舍五入到0.01万元", "half up to 100 yuan"),
    }
}
