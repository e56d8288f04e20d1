//! What the sources say: dates, ranks, levels, names (D15, D24, D25, D40).

use super::office::{Office, Who};
use serde_json::{Value, json};

pub(super) fn tell(office: &mut Office<'_>) {
    d15_dates(office);
    d24_ranks(office);
    d25_levels(office);
    d40_names(office);
}

fn d15_dates(office: &mut Office<'_>) {
    for before in [true, false] {
        let who = office.enterprise();
        let (on, recorded) = (office.call(5, 11), office.call(5, if before { 10 } else { 11 }));
        let data = json!({"uscc": who.code, "kind": "coaching", "count": 1});
        let service = office.late(recorded, on, "service.provided", data);
        if before {
            let story = ("服务尚未发生就已录入", "recorded the day before it happened");
            office.fault("D15", &[&who], &service, None, story);
        } else {
            office.near_miss("D15", &[&who], ("当天录入", "recorded on the day"));
        }
    }
}

fn standard(office: &mut Office<'_>, number: &str, level: &str, units: &Value) -> String {
    let on = office.then(6, 10);
    let data =
        json!({"standard_no": number, "title": "示例设备 测试方法", "level": level, "nature": "new", "units": units});
    office.late(on, on, "standard.published", data)
}

fn unit(who: &Who, rank: i64) -> Value {
    json!({"rank": rank, "name": who.name, "uscc": who.code})
}

fn d24_ranks(office: &mut Office<'_>) {
    for (number, ranks) in [(1, [1, 3]), (2, [2, 2])] {
        let who = office.enterprise();
        let number = format!("GB/T 9910{number}-{}", office.year());
        let told = standard(office, &number, "national", &json!(ranks.map(|rank| unit(&who, rank))));
        if ranks == [2, 2] {
            office.near_miss("D24", &[&who], ("列了两次，位次相同", "listed twice under one rank"));
        } else {
            let story = ("同一标准里既列第一又列第三", "first and third in one standard");
            office.fault("D24", &[&who], &told, None, story);
        }
    }
}

fn d25_levels(office: &mut Office<'_>) {
    for (number, level) in [(1, "international"), (2, "national")] {
        let who = office.enterprise();
        let number = format!("GB/T 9920{number}-{}", office.year());
        let told = standard(office, &number, level, &json!([unit(&who, 1)]));
        if level == "national" {
            office.near_miss("D25", &[&who], ("GB/T 登记为国家标准", "a GB/T as a national standard"));
        } else {
            let story = ("GB/T 登记为国际标准", "a GB/T recorded as an international standard");
            office.fault("D25", &[&who], &told, None, story);
        }
    }
}

fn d40_names(office: &mut Office<'_>) {
    for known in [false, true] {
        let who = office.enterprise();
        let old = if known { who.name.clone() } else { format!("{}（集团）", who.name) };
        let data = json!({"old_name": old, "new_name": format!("{}·新", who.name)});
        let renamed = office.fact(&who, office.then(6, 10), "enterprise.renamed", data);
        if known {
            office.near_miss("D40", &[&who], ("更名接得上", "renamed from the name on record"));
        } else {
            let story = ("更名的原名从未登记", "renamed from a name that was never on record");
            office.fault("D40", &[&who], &renamed, None, story);
        }
    }
}
