//! D40: one code with two names and no rename, or one name with two codes.

use crate::audit::detector::Found;
use crate::audit::row::Row;
use crate::audit::{Detector, Needs, Scene, Severity, Words};
use crate::position::FactRef;
use crate::value::{Day, Uscc};
use std::collections::BTreeMap;

pub(super) const DETECTOR: Detector = Detector {
    id: "D40",
    title: Words("代码与名称对不上", "Names and codes do not agree"),
    looks_for: Words(
        "一个代码有两个名称而没有更名记录（更名记录接不上，或标准、奖励的单位名单用了从未有过的名称）；同一时间两个代码用同一名称，而没有合并、注销或换码。",
        "one code with two names and no rename (a rename from a name it did not bear, or a list of units with a name it never had); or two codes under one name at one time, neither merged, deregistered nor recoded",
    ),
    basis: Words(
        "企业以统一社会信用代码为准，一照一码；名称变更应有登记。",
        "An enterprise is known by its unified social credit code, one for each; a change of name is registered.",
    ),
    severity: Severity::Warning,
    beware: Words(
        "单位名单只用简称的，属于登记不规范；全角半角括号和空格不计。",
        "A list of units may use a short name, which is careless and no more; the width of brackets and spaces does not count.",
    ),
    needs: Needs::Facts,
    guards: false,
    find,
};

/// A name, while it was borne.
#[derive(Debug, Clone)]
struct Borne {
    name: String,
    first: Day,
    /// The first day it was borne no longer.
    off: Day,
    fact: FactRef,
}

type Names = BTreeMap<Uscc, Vec<Borne>>;

fn find(scene: &Scene<'_>) -> Vec<Found> {
    let (names, mut found) = names(scene);
    for kind in ["standard.published", "award.won"] {
        found.extend(scene.rows(kind).flat_map(|row| strangers(&names, row)));
    }
    found.extend(shared(&names));
    found
}

/// Every name of everybody, and the renames that fit no name.
fn names(scene: &Scene<'_>) -> (Names, Vec<Found>) {
    let mut names = Names::new();
    for row in scene.rows("enterprise.registered") {
        let Some((code, name)) = row.subject().zip(row.text("name")) else { continue };
        let (name, first, fact) = (plain(name), row.day(), row.at());
        names.entry(code).or_default().push(Borne { name, first, off: Day::MAX, fact });
    }
    let mut found = Vec::new();
    for row in scene.rows("enterprise.renamed") {
        let (Some(code), Some(old), Some(new)) = (row.subject(), row.text("old_name"), row.text("new_name")) else {
            continue;
        };
        let own = names.entry(code).or_default();
        if own.is_empty() {
            // Its registration is not on record: the rename itself says what it was called.
            own.push(Borne { name: plain(old), first: Day::MIN, off: Day::MAX, fact: row.at() });
        }
        if let Some(last) = own.last_mut() {
            last.off = row.day();
            if last.name != plain(old) {
                let zh = format!("更名记录的原名“{old}”不是此前登记的名称");
                let en = "renamed from a name that is not the one on record";
                found.push(Found::about(code, &zh, en).resting_on([row.at(), last.fact]));
            }
        }
        own.push(Borne { name: plain(new), first: row.day(), off: Day::MAX, fact: row.at() });
    }
    for (code, day) in gone(scene) {
        for borne in names.get_mut(&code).into_iter().flatten() {
            borne.off = borne.off.min(day);
        }
    }
    (names, found)
}

/// Who is no longer there, and from when: deregistered, or absorbed.
fn gone(scene: &Scene<'_>) -> Vec<(Uscc, Day)> {
    let left = scene.rows("enterprise.deregistered").filter_map(|row| Some((row.subject()?, row.day())));
    let absorbed = |row: Row<'_>| {
        let day = row.day();
        row.rows("absorbed").filter_map(|other| other.code("uscc")).map(|code| (code, day)).collect::<Vec<_>>()
    };
    left.chain(scene.rows("enterprise.merged").flat_map(absorbed)).collect()
}

/// The units of a list under a name their code never had.
fn strangers(names: &Names, row: Row<'_>) -> Vec<Found> {
    let mut found = Vec::new();
    for unit in row.rows("units") {
        let Some((code, name)) = unit.code("uscc").zip(unit.text("name")) else { continue };
        let Some(own) = names.get(&code) else { continue };
        if !own.iter().any(|borne| borne.name == plain(name)) {
            let zh = format!("名单写作“{name}”，该代码从未登记过这一名称");
            let en = "listed under a name that its code never had";
            let known = own.iter().map(|borne| borne.fact);
            found.push(Found::about(code, &zh, en).resting_on([row.at()].into_iter().chain(known)));
        }
    }
    found
}

/// The names that two codes bore at one time.
fn shared(names: &Names) -> Vec<Found> {
    let mut by_name: BTreeMap<&str, Vec<(Uscc, &Borne)>> = BTreeMap::new();
    for (code, own) in names {
        for borne in own.iter().filter(|borne| borne.first < borne.off) {
            by_name.entry(&borne.name).or_default().push((*code, borne));
        }
    }
    let mut found = Vec::new();
    for (name, mut bearers) in by_name {
        bearers.sort_by_key(|(code, borne)| (borne.first, *code));
        for [(one, earlier), (other, later)] in bearers.array_windows() {
            if one != other && later.first < earlier.off {
                let zh = format!("两个代码同时使用名称“{name}”");
                let both = Found::among([*other, *one], &zh, "two codes under one name at one time");
                found.push(both.resting_on([later.fact, earlier.fact]));
            }
        }
    }
    found
}

/// A name without spaces, and with brackets of one width.
fn plain(name: &str) -> String {
    let letters = name.chars().filter(|letter| !letter.is_whitespace());
    letters
        .map(|letter| match letter {
            '（' => '(',
            '）' => ')',
            other => other,
        })
        .collect()
}
