//! Services without money: what was given, filings and their approval, scenarios joined, quotas and space.

use super::bodies::pick;
use super::draw::{Act, What};
use qizhang::value::Day;
use serde_json::{Value, json};

const GIVEN: [&str; 8] = [
    "coaching",
    "consulting",
    "key_liaison",
    "finance_matching",
    "recruiting",
    "information",
    "school",
    "housing_quota",
];
const FIELDS: [&str; 5] = ["biomedicine", "integrated_circuits", "artificial_intelligence", "key_materials", "other"];

/// The body of an act about a service.
pub(super) fn service(act: Act, on: Day) -> Value {
    let number = format!("{}-{}", act.who, act.key);
    match act.what {
        What::Served => json!({"kind": GIVEN[act.word], "count": 1 + act.amount}),
        What::Filed => {
            // Around a year in business, to the day.
            let since =
                Day::new(on.year() - 1, 5, 11).unwrap_or(on).plus_days(i64::try_from(act.amount).unwrap_or(0) - 4);
            let since = if act.key == 0 { since } else { Day::year_start(2020) };
            json!({"field": pick(&FIELDS, act.word), "in_business_since": since.to_string(), "above_scale": act.amount < 6})
        }
        What::FilingApproved => json!({"decision_no": number}),
        _ => {
            let role = pick(&["builder", "participant", "demonstrator"], act.word);
            json!({"project_key": number, "field": "big_data", "scenario": "transport", "role": role})
        }
    }
}
