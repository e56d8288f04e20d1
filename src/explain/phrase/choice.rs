//! Other items of the same matter, other schemes, and caps.

use crate::explain::Fields;
use crate::explain::phrase::macros::phrases;
use crate::position::FactRef;
use crate::value::{Bilingual, Fen};
use std::sync::Arc;

phrases! {
    /// What stands beside an item.
    Choice
    /// Nothing else is paid for the matter.
    Alone = "alone": "同一事项下没有其他资金", "no other money for this matter";
    /// Another item of the same matter takes so much.
    TakenBy { amount: Fen, title: Bilingual, matter: Fields, year: i32, net: Fen } = "taken_by":
        "同一事项由“{title}”（{matter}，{year} 年度，应享 {net}）支持，本项减 {amount}",
        "the matter is supported under “{title}” ({matter}, {year}, net {net}): less {amount}";
    /// A linked matter takes so much.
    TakenByLink { amount: Fen, rule: Bilingual, article: Arc<str> } = "taken_by_link":
        "{article}：{rule}，减 {amount}",
        "{article}: {rule}, less {amount}";
    /// A linked matter of the enterprise takes so much.
    TakenByLinked { amount: Fen, rule: Bilingual, article: Arc<str>, matter: Fields } = "taken_by_linked":
        "{article}：{rule}（已有 {matter}），减 {amount}",
        "{article}: {rule} (there is {matter}), less {amount}";
    /// The cap, and not the amount, makes a lesser item stand in place of a higher one.
    NoRoom { higher: Bilingual, title: Bilingual, year: i32, used: Fen, cap: Fen, left: Fen } = "no_room":
        "“{higher}”数额较高而不取，原因是上限：{year} 年已由其他事项用去 {used} / {cap}，余 {left}（{title}）",
        "“{higher}” is higher and not taken because of the cap: other matters of {year} use {used} of {cap}, {left} left ({title})";
    /// Support from another scheme takes so much.
    TakenByOther { amount: Fen, scheme: Fields, fact: FactRef } = "taken_by_other":
        "其他政策已支持（{scheme}），减 {amount}　{fact}",
        "supported under another scheme ({scheme}): less {amount}, {fact}";
    /// A path not taken: an item this one beats.
    Rejected { title: Bilingual, matter: Fields, year: i32, gross: Fen, net: Fen } = "rejected":
        "未取：“{title}”（{matter}，{year} 年度）单独计 {gross}，本次选择下得 {net}",
        "not taken: “{title}” ({matter}, {year}) by itself {gross}, under this choice {net}";
    /// Why this choice stands.
    BestTotal { total: Fen } = "best_total":
        "各项与上限合并求解，企业合计 {total} 为最多",
        "items and caps solved together: {total} for the enterprise is the most";
    /// The use of a cap that still has room.
    Free { article: Arc<str>, title: Bilingual, year: i32, used: Fen, cap: Fen, left: Fen } = "cap_free":
        "{article} {title}：{year} 年已用 {used} / {cap}，余 {left}，未触及",
        "{article} {title}: {used} of {cap} used in {year}, {left} left, does not bind";
    /// The use of a cap that is full.
    Full { article: Arc<str>, title: Bilingual, year: i32, used: Fen, cap: Fen } = "cap_full":
        "{article} {title}：{year} 年已用 {used} / {cap}，已满",
        "{article} {title}: {used} of {cap} used in {year}, full";
    /// What is above the cap of a year is carried to the cap of a later one.
    Carried { from: i32, to: i32 } = "carried":
        "{from} 年上限以上的部分结转，用 {to} 年的上限",
        "what is above the cap of {from} is carried to the cap of {to}";
    /// What a cap took off this item.
    CutBy { amount: Fen, title: Bilingual, year: i32 } = "cut_by":
        "本项因 {year} 年上限（{title}）削减 {amount}",
        "cut by {amount} under the cap of {year} ({title})";
    /// No cap concerns the item.
    NoCap = "no_cap": "本条目没有年度上限", "no yearly cap concerns this grant";
}
