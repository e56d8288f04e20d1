//! How an amount came about.

use crate::explain::phrase::macros::phrases;
use crate::explain::{Fields, Product, Spoken, Stairs};
use crate::position::FactRef;
use crate::value::{Bilingual, Exact, Fen, Ratio, Rounding};

phrases! {
    /// A step of the computation.
    Reckoning
    /// The same amount for every item.
    Fixed { amount: Fen } = "fixed": "定额 {amount}", "fixed amount {amount}";
    /// An amount by a word of the fact.
    ByWord { said: Fields, amount: Fen } = "by_word": "{said} → {amount}", "{said} → {amount}";
    /// A share of a base.
    Share { product: Product } = "share": "{product}", "{product}";
    /// What was decided about an open term, and by which event.
    Decided { term: Bilingual, value: Spoken, fact: FactRef } = "decided":
        "{term}：确定为 {value}（{fact}）", "{term}: decided as {value} ({fact})";
    /// The base of a share and where it comes from.
    Base { base: Exact, measure: Bilingual } = "base": "{base} 为{measure}", "{base} is the {measure}";
    /// What is above a figure and a rate of growth on it.
    AboveRate { reached: Fen, before: Fen, target: Ratio, excess: Exact } = "above_rate":
        "{reached} − {before} ×（1 + {target}）= {excess}",
        "{reached} − {before} × (1 + {target}) = {excess}";
    /// What is above a figure and an amount beyond it.
    AboveAmount { reached: Fen, before: Fen, target: Fen, excess: Exact } = "above_amount":
        "{reached} − {before} − {target} = {excess}",
        "{reached} − {before} − {target} = {excess}";
    /// A rate that a reference rate limits.
    Limited { agreed: Ratio, of: Bilingual, published: Ratio, by: Bilingual } = "limited_rate":
        "{of} {agreed} 高于{by} {published}，按 {published} ÷ {agreed} 折算",
        "the {of} {agreed} is above the {by} {published}: counted at {published} ÷ {agreed}";
    /// A base amount and so much for each further one.
    Steps { stairs: Stairs } = "steps": "{stairs}", "{stairs}";
    /// What is counted.
    Counted { count: i64, measure: Bilingual } = "counted": "{count} 为{measure}", "{count}: {measure}";
    /// Divided by so many.
    Divided { by: i64 } = "divided": "由 {by} 家平分", "shared equally by {by}";
    /// Nothing to round.
    NotRounded { gross: Fen } = "not_rounded": "核算额 {gross}", "gross {gross}";
    /// The one rounding.
    Rounded { exact: Exact, gross: Fen, rounding: Rounding } = "rounded":
        "{exact} → 核算额 {gross}（{rounding}）",
        "{exact} → gross {gross} ({rounding})";
    /// The floor decided.
    AtFloor { floor: Fen, exact: Exact } = "at_floor":
        "低于下限：按下限 {floor} 计（原为 {exact}）",
        "below the floor: the floor of {floor} counts (was {exact})";
    /// The floor did not decide.
    AboveFloor { floor: Fen } = "above_floor": "下限 {floor} 未触及", "the floor of {floor} does not bind";
    /// The ceiling decided.
    AtCeiling { ceiling: Fen, exact: Exact } = "at_ceiling":
        "高于单项上限：按上限 {ceiling} 计（原为 {exact}）",
        "above the ceiling: the ceiling of {ceiling} counts (was {exact})";
    /// The ceiling did not decide.
    BelowCeiling { ceiling: Fen } = "below_ceiling": "单项上限 {ceiling} 未触及", "the ceiling of {ceiling} does not bind";
    /// There is neither.
    NoBounds = "no_bounds": "本条目没有下限和单项上限", "this grant has neither floor nor ceiling";
}
