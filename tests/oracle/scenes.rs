//! Things that take several events to matter: a crowd at a carrier, a full cap, a standard made from another.

use super::bodies_8_9::amount_of;
use super::draw::{Act, What};
use super::tell::{Telling, code_of, day_of};
use crate::story::day;
use serde_json::json;

impl Telling {
    /// Publishes both ends of an adoption, in either order, in one year or in two, and records the adoption.
    pub(super) fn adopt(&mut self, act: Act, enterprises: usize) {
        let (first, second) = if act.key.is_multiple_of(2) { (1, 0) } else { (0, 1) };
        let standard = |key: usize, day: usize| Act { what: What::Standard, key, day, word: 0, amount: 0, ..act };
        for act in [standard(first, act.amount % 4), standard(second, 2 + act.amount)] {
            self.plain(act, enterprises);
        }
        self.plain(act, enterprises);
    }

    /// Two standards or two first sets that fill, or nearly fill, the cap of a year.
    pub(super) fn full(&mut self, act: Act) {
        let (on, uscc) = (day_of(act.day, act.shift), code_of(act.who));
        for number in 0..2 {
            if act.word >= 4 {
                let data = json!({"uscc": uscc, "product_key": format!("P{number}"), "level": "national"});
                self.add("first_set.recognized", on, &data);
                continue;
            }
            let national = number == 1 && act.word % 2 == 1;
            let (no, level) = if national {
                ("GB/T 3001-2026".to_owned(), "national")
            } else {
                (format!("ISO 300{number}:2026"), "international")
            };
            let units = json!([{"rank": 1, "name": "x", "uscc": uscc}]);
            let data = json!({"standard_no": no, "title": "x", "level": level, "nature": "new", "units": units});
            self.add("standard.published", on, &data);
        }
    }

    /// Eight to fifteen tenants of one carrier in one year, certified there or landed with a certificate.
    pub(super) fn crowd(&mut self, act: Act) {
        let year = day_of(act.day, 0).year();
        let on = |text: &str, year: i32| day(&format!("{year}-{text}"));
        for number in 0..8 + act.amount {
            let (uscc, cert) = (code_of(20 + number), format!("GR-{year}-{number}"));
            let (leased, certified) =
                if act.word % 5 > number { ("05-01", on("10-10", year - 1)) } else { ("01-10", on("11-20", year)) };
            let lease = json!({"carrier": code_of(10 + act.key % 2), "uscc": uscc});
            self.add("tenancy.started", on(leased, year), &lease);
            let data = json!({"uscc": uscc, "cert_no": cert, "issued_on": certified.to_string()});
            self.add("hightech.certified", certified, &data);
            // Some go after their certificate and come back with it.
            if act.word >= 5 && number < 3 {
                let away = json!({"carrier": code_of(10 + act.key % 2), "uscc": code_of(20 + number)});
                self.add("tenancy.ended", on("12-01", year), &away);
                self.add("tenancy.started", on("12-20", year), &away);
            }
        }
    }
    /// An award or a title, approved, and a better or a lesser one for the same project or of the same tier.
    pub(super) fn better(&mut self, act: Act, enterprises: usize) {
        let later = (act.day + 3) % 12;
        // Ranked first, so that the rank is no question.
        let award =
            |award: usize, day: usize| Act { what: What::Award, word: 0, amount: amount_of(award, day), day, ..act };
        let title = |word: usize, day: usize| Act { what: What::Title, word, day, ..act };
        let [first, second] = if act.word < 5 {
            [award([3, 13, 8, 1][act.amount % 4], act.day), award([1, 4, 9, 0][act.amount / 2], later)]
        } else {
            [title(act.amount % 4, act.day), title(act.key % 3, later)]
        };
        self.plain(first, enterprises);
        if act.word % 5 != 4 {
            // Mostly the usual amount.
            let amount = if act.amount == 7 { 7 } else { 0 };
            self.approve(Act { key: 0, word: 0, amount, shift: 0, ..act });
        }
        self.plain(second, enterprises);
    }

    /// The figures of two years, the target of the second and the review of its growth; now and then one is missing.
    pub(super) fn grown(&mut self, act: Act, enterprises: usize) {
        let reported = |day: usize, amount: usize| Act { what: What::Research, day, amount, word: act.word / 3, ..act };
        // Reported in the year after the one they are of.
        let (before, now) = if act.key < 3 { (0, 8) } else { (8, 19) };
        let set = |word: usize| Act { what: What::Target, amount: act.amount * 3 % 8, word, ..act };
        let steps = [
            (act.word != 7, reported(before, act.amount)),
            (true, reported(now, if act.word.is_multiple_of(2) { 4 } else { act.amount / 2 + 3 })),
            (act.word != 5, set(0)),
            (act.word != 5, set(1)),
            (act.word != 3, Act { what: What::Assessed, amount: act.day % 8, ..act }),
        ];
        for (_, act) in steps.into_iter().filter(|(told, _)| *told) {
            self.plain(act, enterprises);
        }
    }

    /// An entry to the list of those growing to scale, with the scale before it and now and then the one after.
    pub(super) fn listing(&mut self, act: Act, enterprises: usize) {
        // Half of the time so early that the three years are over on most of the days asked about.
        let act = if act.key < 2 { Act { day: [5, 16][act.key], ..act } } else { act };
        let on = day_of(act.day, act.shift);
        let data = |scale: &str| json!({"uscc": code_of(act.who), "scale": scale});
        if act.word > 0 {
            let days = if act.word < 4 || act.amount < 4 { 0 } else { -30 };
            let scale = if act.word == 1 { "above" } else { "below" };
            self.add("enterprise.scale_changed", on.plus_days(days), &data(scale));
        }
        self.plain(Act { what: What::ScaleUp, ..act }, enterprises);
        if act.word.is_multiple_of(2) {
            self.approve(Act { key: 0, word: 0, amount: 0, shift: 0, ..act });
        }
        // Above scale on the day of the listing, which is no growth, or on the last day that counts, or just after it.
        let anniversary = day(&format!("{}{}", on.year() + 3, &on.to_string()[4..]).replace("02-29", "02-28"));
        let grown = [None, None, Some(on), Some(on), Some(anniversary), Some(anniversary), Some(anniversary.next())];
        if let Some(grown) = grown.get(act.amount).copied().unwrap_or(Some(on.plus_days(365))) {
            self.add("enterprise.scale_changed", grown, &data("above"));
        }
    }

    /// Something holds, ceases and holds again: the seat in the district, or the place on a list.
    pub(super) fn gap(&mut self, act: Act) {
        let (first, again) = (day_of(act.day, act.shift), day_of(act.day, act.shift).plus_days(90));
        let uscc = code_of(act.who);
        if act.word < 3 {
            for (day, from, to) in [(first, "昌平区", "海淀区"), (again, "海淀区", "昌平区")] {
                self.add("enterprise.relocated", day, &json!({"uscc": uscc, "from": from, "to": to, "whole": true}));
            }
            return;
        }
        let (list, letter) = [("strong_list", "G"), ("cultivation_list", "L")][act.word / 6];
        let entry = |number: usize| json!({"uscc": uscc, "list_no": format!("{letter}{number}")});
        let exit = json!({"uscc": uscc, "list_no": format!("{letter}{}", act.key % 2), "reason": "x"});
        self.add(&format!("{list}.entered"), first.plus_days(-90), &entry(act.key % 2));
        self.add(&format!("{list}.exited"), first, &exit);
        self.add(&format!("{list}.entered"), again, &entry((act.key + 1) % 2));
    }
}
