//! Things that take several events to matter: a crowd at a carrier, a full cap, a standard made from another.

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
}
