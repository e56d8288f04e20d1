//! What cannot be meant is refused where it stands: each row breaks the file of 2025 and marks with ▸ where the fault is.

use super::{fault, file};
use crate::story::{CATALOGUE, place};
use qizhang::explain::Complaint;
use qizhang::policy::Policy;

/// What is written and what is broken into it; the code; what the words must speak of.
type Row<'r> = (&'r [(&'r str, &'r str)], &'r str, &'r str);

const MARK: char = '▸';

/// Tells a row that is not refused as it should be.
fn missed((changes, code, speaks_of): &Row<'_>) -> Option<String> {
    let marked = changes.iter().fold(file(), |text, (right, wrong)| {
        assert!(text.contains(right), "the file no longer says {right}");
        text.replacen(right, wrong, 1)
    });
    let at = marked.find(MARK).unwrap_or_else(|| panic!("nothing is marked in {changes:?}"));
    let broken = marked.replace(MARK, "");
    let Err(error) = Policy::parse(&broken).and_then(|policy| policy.check(&CATALOGUE)) else {
        return Some(format!("{changes:?} went unnoticed"));
    };
    let said = Complaint::of_policy(&error, &broken);
    let wanted = (*code, place(&broken, at));
    let found = (error.fault.code(), place(&broken, error.span.start));
    let told = said.what.en.contains(&wanted.1);
    let named = said.why.zh.contains(speaks_of) || said.remedy.zh.contains(speaks_of);
    (found != wanted || !told || !named).then(|| format!("{changes:?}\n    is {found:?}, not {wanted:?}: {said:?}"))
}

fn all_refused(rows: &[Row<'_>]) {
    let missed: Vec<String> = rows.iter().filter_map(missed).collect();
    assert!(missed.is_empty(), "{} of {}:\n{}", missed.len(), rows.len(), missed.join("\n"));
}

#[test]
fn a_list_that_must_say_something_is_not_empty() {
    let eligible =
        "any = [{ holds = \"高新技术企业\", at = \"test_day\" }, { holds = \"育新企业\", at = \"test_day\" }]";
    let moved = "all = [{ field = \"to\", is = \"昌平区\" }, { field = \"whole\", is = true }, { holds = \"高新技术企业\", at = \"fact_day\" }]";
    let levels = "table = { field = \"level\", international = \"第七条/标准/国际\", national = \"第七条/标准/国家\", industry = \"第七条/标准/行业\", provincial = \"第七条/标准/省级地方\" }";
    let revoked = "match = { scheme = \"scheme\", year = \"year\", project_key = \"project_key\" }";
    let years = "\"第二条/回溯/年数\" = [{ value = \"3\", unit = \"year\", from = 2025-09-05 }]";
    let day_options = "options = [\n  { token = \"anniversary_inclusive\"";
    all_refused(&[
        (
            &[("\npayees = [\"enterprise\", \"service_org\", \"carrier\", \"institution\"]", "\npayees = ▸[]")],
            "nothing-listed",
            "payees",
        ),
        (&[("enterprises_only = [\"enterprise\"]", "enterprises_only = ▸[]")], "nothing-listed", "payees"),
        (&[(eligible, "any = ▸[]")], "nothing-listed", "any"),
        (&[("repeals = [\"昌政办发〔2024〕5号\"]", "repeals = ▸[\" \"]")], "blank", "repeals"),
        (&[(moved, "all = ▸[]")], "nothing-listed", "all"),
        (&[("in = [\"IDT\", \"MOD\"]", "in = ▸[]")], "nothing-listed", "in"),
        (&[("fields = [\"scheme\"", "fields = ▸[]\nothers = [\"scheme\"")], "nothing-listed", "fields"),
        (&[("rows = [\n", "rows = ▸[]\nothers = [\n")], "nothing-listed", "rows"),
        (&[(levels, "table = ▸{ field = \"level\" }")], "nothing-listed", "table"),
        (&[("trigger = [{ event = \"platform.completed\" }]", "trigger = ▸[]")], "nothing-listed", "trigger"),
        (&[("from = [{ event = \"scale_up_list.entered\" }]", "from = ▸[]")], "nothing-listed", "from"),
        (&[("kinds = [\"carrier\"]", "kinds = ▸[]")], "nothing-listed", "kinds"),
        (&[("eligible_units = [\"高新技术企业\", \"育新企业\"]", "eligible_units = ▸[]")], "nothing-listed", "among"),
        (&[("holding = [\"高新技术企业\", \"育新企业\"]", "holding = ▸[]")], "nothing-listed", "holding"),
        (
            &[("order = [\"special_audit\", \"tax_deduction\", \"annual_report\"]", "order = ▸[]")],
            "nothing-listed",
            "order",
        ),
        (&[("firm = [\"P\", \"C\"]", "firm = ▸[]")], "nothing-listed", "firm"),
        (&[("key = [\"uscc\", \"kind\", \"year\"]", "key = ▸[]")], "nothing-listed", "key"),
        (&[(revoked, "match = ▸{}")], "nothing-listed", "match"),
        (&[(years, "\"第二条/回溯/年数\" = ▸[]")], "nothing-listed", "第二条/回溯/年数"),
        (
            &[(day_options, "options = ▸[]\nothers = [\n  { token = \"anniversary_inclusive\"")],
            "nothing-listed",
            "options",
        ),
        (&[("grants = [\"第七条/标准\"]", "grants = ▸[]")], "limit-reaches-nothing", "第七条/年度上限"),
        (
            &[("trigger = [{ each_year = true, kinds = [\"carrier\"], ", "trigger = [▸{ each_year = true, ")],
            "missing-key",
            "kinds",
        ),
    ]);
}

#[test]
fn a_list_that_may_leave_everything_out_may_be_empty() {
    let first = "when = [{ title = { zh = \"首次入库\", en = \"first entry\" }, measure = \"此前入库次数\", op = \"=\", value = 0 }]";
    for (right, empty) in [
        ("repeals = [\"昌政办发〔2024〕5号\"]", "repeals = []"),
        ("until = [{ event = \"enterprise.deregistered\" }]", "until = []"),
        ("each = [\"contract_no\"]", "each = []"),
        ("where = [{ field = \"degree\", in = [\"IDT\", \"MOD\"] }]", "where = []"),
        (first, "when = []"),
    ] {
        assert!(file().contains(right), "the file no longer says {right}");
        let taken = Policy::parse(&file().replacen(right, empty, 1)).and_then(|policy| policy.check(&CATALOGUE));
        assert_eq!(taken, Ok(()), "{empty}");
    }
}

#[test]
fn a_floor_is_not_above_its_ceiling_on_any_day() {
    let grant = "floor = \"第五条/新认定/下限\", ceiling = \"第五条/新认定/上限\"";
    let marked = (grant, "floor = ▸\"第五条/新认定/下限\", ceiling = \"第五条/新认定/上限\"");
    let ceiling = "\"第五条/新认定/上限\" = [{ value = \"50万元\", unit = \"yuan\", from = 2025-09-05 }";
    let lowered = format!("{ceiling}, {{ value = \"4万元\", unit = \"yuan\", from = 2027-01-01 }}");
    let floor = "\"第五条/新认定/下限\" = [{ value = \"5万元\", unit = \"yuan\", from = 2025-09-05 }";
    let raised = format!("{floor}, {{ value = \"50.01万元\", unit = \"yuan\", from = 2028-01-01 }}");
    let swapped = (grant, "floor = ▸\"第五条/新认定/上限\", ceiling = \"第五条/新认定/下限\"");
    let term = ("least = \"0\"\nmost = \"100000万元\"", "least = ▸\"100001万元\"\nmost = \"100000万元\"");
    all_refused(&[
        (&[swapped], "empty-range", "2025-09-05"),
        (&[marked, (ceiling, &lowered)], "empty-range", "2027-01-01"),
        (&[marked, (floor, &raised)], "empty-range", "2028-01-01"),
        (&[term], "empty-range", "100001万元"),
    ]);
    for (right, equal) in [(ceiling, ceiling.replace("50万元", "5万元")), (floor, raised.replace("50.01", "50"))] {
        let taken = Policy::parse(&file().replacen(right, &equal, 1)).and_then(|policy| policy.check(&CATALOGUE));
        assert_eq!(taken, Ok(()), "{equal}");
    }
}

#[test]
fn no_more_than_the_whole_of_a_base_is_paid() {
    let rate = "\"第五条/新认定/比例\" = [{ value = \"10\", unit = \"percent\", from = 2025-09-05 }";
    let above = "\"第五条/新认定/比例\" = [{ value = ▸\"100.01\", unit = \"percent\", from = 2025-09-05 }";
    let later = format!("{rate}, {{ value = ▸\"101\", unit = \"percent\", from = 2027-01-01 }}");
    let whole = ("第十七条/贷款/全额\" = [{ value = \"100\"", "第十七条/贷款/全额\" = [{ value = ▸\"1000\"");
    let insured = ("第十七条/保险/最高比例\" = [{ value = \"50\"", "第十七条/保险/最高比例\" = [{ value = ▸\"500\"");
    all_refused(&[
        (&[(rate, above)], "share-above-whole", "第五条/新认定/比例"),
        (&[(rate, &later)], "share-above-whole", "101"),
        (&[whole], "share-above-whole", "第十七条/贷款/全额"),
        (&[insured], "share-above-whole", "第十七条/保险/最高比例"),
        (&[("most = \"100\"", "most = ▸\"100.5\"")], "share-above-whole", "第十一条/评审比例"),
        (&[("value = \"10\", unit = \"percent\"", "value = ▸\"-10\", unit = \"percent\"")], "bad-value", "-10"),
    ]);
    // A target of growth, and what one measure must be of another, may be more than the whole.
    for (right, above) in
        [("most = \"1000\"", "most = \"9999\""), ("最低比例\" = [{ value = \"50\"", "最低比例\" = [{ value = \"120\"")]
    {
        assert!(file().contains(right), "the file no longer says {right}");
        let taken = Policy::parse(&file().replacen(right, above, 1)).and_then(|policy| policy.check(&CATALOGUE));
        assert_eq!(taken, Ok(()), "{above}");
    }
}

#[test]
fn the_entries_of_a_register_name_one_row_and_say_how_much() {
    let returns = "returns = { event = \"space.released\", key = [\"site_key\"]";
    all_refused(&[
        (&[("key = [\"uscc\", \"kind\", \"@year\"]", "key = ▸[\"uscc\", \"@year\"]")], "not-as-many", "key"),
        (
            &[(returns, "returns = { event = \"space.released\", key = ▸[\"site_key\", \"@year\"]")],
            "not-as-many",
            "key",
        ),
        (&[("\"year\"], amount = \"count\"", "\"year\"], amount = ▸\"kind\"")], "wrong-field", "kind"),
        (&[("\"year\"], amount = \"count\"", "\"year\"], amount = ▸\"year\"")], "wrong-field", "year"),
        (&[("counts = \"count\"", "counts = ▸\"kind\"")], "wrong-field", "kind"),
        (&[("sum = { field = \"investment\" }", "sum = { field = ▸\"platform_key\" }")], "wrong-field", "platform_key"),
        (&[("less = \"penalty\"", "less = ▸\"paid_on\"")], "wrong-field", "paid_on"),
    ]);
}

#[test]
fn nothing_stands_twice_in_one_list() {
    let second = "{ is = [\"国家科学技术奖\", \"*\", \"二等奖\"]";
    all_refused(&[
        (
            &[("\npayees = [\"enterprise\", \"service_org\"", "\npayees = [\"enterprise\", ▸\"enterprise\"")],
            "repeated-word",
            "enterprise",
        ),
        (&[("in = [\"IDT\", \"MOD\"]", "in = [\"IDT\", ▸\"IDT\"]")], "repeated-word", "IDT"),
        (
            &[(
                "grants = [\"第十四条/首台套\", \"第十四条/新材料\"]",
                "grants = [\"第十四条/首台套\", ▸\"第十四条/首台套\"]",
            )],
            "repeated-word",
            "第十四条/首台套",
        ),
        (
            &[("holding = [\"高新技术企业\", \"育新企业\"]", "holding = [\"高新技术企业\", ▸\"高新技术企业\"]")],
            "repeated-word",
            "高新技术企业",
        ),
        (
            &[("\"tax_deduction\", \"annual_report\"]", "\"tax_deduction\", ▸\"tax_deduction\"]")],
            "repeated-word",
            "tax_deduction",
        ),
        (&[("key = [\"uscc\", \"kind\", \"year\"]", "key = [\"uscc\", \"kind\", ▸\"kind\"]")], "repeated-word", "kind"),
        (&[("kinds = [\"carrier\"]", "kinds = [\"carrier\", ▸\"carrier\"]")], "repeated-word", "carrier"),
        (&[("each = [\"contract_no\"]", "each = [\"contract_no\", ▸\"contract_no\"]")], "repeated-word", "contract_no"),
        (&[(second, "{ is = ▸[\"国家科学技术奖\", \"*\", \"一等奖\"]")], "repeated-word", "一等奖"),
        (
            &[("{ token = \"day_before\"", "{ token = ▸\"anniversary_inclusive\"")],
            "repeated-word",
            "anniversary_inclusive",
        ),
    ]);
}

#[test]
fn no_two_declarations_of_a_kind_share_a_name() {
    let duty = ("[[duty]]\nname = \"第二十条/应用场景\"", "[[duty]]\nname = ▸\"第四条/一企一档\"");
    all_refused(&[
        (&[("name = \"第二条/在本区\"", "name = ▸\"第二条/依法登记\"")], "repeated-name", "通用条件"),
        (&[("name = \"第十七条/保险年度上限\"", "name = ▸\"第十七条/贷款年度上限\"")], "repeated-name", "限额"),
        (&[("name = \"第二十二条/从优不重复\"", "name = ▸\"第七条/转化不重复\"")], "repeated-name", "不重复规定"),
        (&[duty], "repeated-name", "服务事项"),
        (&[("name = \"第十九条/产业用地\"", "name = ▸\"第十九条/产业空间\"")], "repeated-name", "台账"),
        (&[("id = \"R0.2\"", "id = ▸\"R0.1\"")], "repeated-name", "口径"),
        (&[("name = \"严重失信影响期\"", "name = ▸\"登记\"")], "repeated-name", "状态"),
    ]);
}

#[test]
fn a_circle_is_shown_where_it_begins() {
    let strong = "until = [{ event = \"strong_list.exited\", match = { list_no = \"list_no\" } }]";
    let scale = "until = [{ event = \"scale_up_list.exited\", match = { list_no = \"list_no\" } }]";
    let measure = "ratio = { of = \"申报上年境内研发费用\", to = \"申报上年研发费用\" }";
    let (to_strong, to_scale) = ("until = [{ enters = \"规升强清单\" }]", "until = [{ enters = \"小升规清单\" }]");
    let at_strong = ("name = \"规升强清单\"", "name = ▸\"规升强清单\"");
    let at_scale = ("name = \"小升规清单\"", "name = ▸\"小升规清单\"");
    let at_measure = ("name = \"境内研发比例\"", "name = ▸\"境内研发比例\"");
    let ratio = (measure, "ratio = { of = \"境内研发比例\", to = \"申报上年研发费用\" }");
    all_refused(&[
        (&[at_strong, (strong, to_strong)], "circular", "规升强清单 → 规升强清单"),
        // What only rests on a circle is not part of it.
        (&[at_strong, (strong, to_strong), (scale, to_strong)], "circular", "规升强清单 → 规升强清单"),
        (&[at_scale, (strong, to_scale), (scale, to_strong)], "circular", "小升规清单 → 规升强清单 → 小升规清单"),
        (&[at_measure, ratio], "circular", "境内研发比例"),
    ]);
}

#[test]
fn a_fault_is_shown_at_the_very_value() {
    let unused = "[parameters]\n▸\"第四条/多余\" = [{ value = \"1\", unit = \"count\", from = 2025-09-05 }]\n";
    let stray = "[[reading]]\nid = ▸\"R9.9\"\narticle = \"通用\"\nquestion = { zh = \"问\", en = \"?\" }\noptions = [{ token = \"one\", zh = \"一\", en = \"one\" }]\n\n[[reading]]\nid = \"R0.1\"";
    let twice = "from = 2025-09-05 }, { value = ▸\"2\", unit = \"year\", from = 2025-09-05 }]\n\"第四条/清单";
    let yearly = "en = \"the threshold is reached\" }, measure = \"新培育新落地家数\", op = \">=\", parameter = \"第十六条/载体/起点\" }]";
    let of_fact = "en = \"the threshold is reached\" }, field = ▸\"kind\", is = \"x\" }]";
    let carried = "amount = { steps = { count = \"新培育新落地家数\"";
    all_refused(&[
        (&[("[parameters]\n", unused)], "parameter-unused", "第四条/多余"),
        (&[("[[reading]]\nid = \"R0.1\"", stray)], "reading-unused", "R9.9"),
        (&[("from = 2025-09-05 }]\n\"第四条/清单", twice)], "two-values", "第二条/回溯/年数"),
        (&[("value = \"1万元\"", "value = ▸\"1万\"")], "bad-value", "1万"),
        (
            &[("down_to_yuan = \"down_to_yuan\"", "down_to_yuan = \"none\""), ("rounding = {", "rounding = ▸{")],
            "none-not-possible",
            "rounding",
        ),
        (&[("op = \">=\"", "op = ▸\"=>\"")], "unknown-word", "是不是“>=”"),
        (&[("unit = \"year\"", "unit = ▸\"years\"")], "unknown-word", "year"),
        (&[("most = \"1000\"", "most = ▸\"1000%\"")], "bad-value", "1000%"),
        (&[("\nyears = 5", "\nlast_on = ▸2024-01-01")], "never-opens", "起日"),
        (
            &[("matter = \"platform:{platform_key}\"", "matter = ▸\"platform:{platform_key\"")],
            "open-brace",
            "platform_key",
        ),
        (&[("matter = \"carrier:{year}\"", "matter = ▸\"carrier:{carrier}\"")], "no-fact", "each_year"),
        (&[(yearly, of_fact)], "no-fact", "each_year"),
        (
            &[(carried, "amount = { table = ▸{ field = \"kind\" }, steps = { count = \"新培育新落地家数\"")],
            "no-fact",
            "each_year",
        ),
        (&[("grant = \"第七条/标准\"\nlink", "grant = ▸\"第十六条/载体\"\nlink")], "no-fact", "each_year"),
        (
            &[("table = { field = \"level\", int", "table = { field = ▸\"standard_no\", int")],
            "wrong-field",
            "standard_no",
        ),
        (&[("value = \"share_pct\"", "value = ▸\"uscc\"")], "wrong-field", "uscc"),
        (
            &[("is = [\"国家科学技术奖\", \"*\", \"一等奖\"]", "is = ▸[\"国家科学技术奖\", \"一等奖\"]")],
            "not-as-many",
            "fields",
        ),
        (&[("amount = { fixed = \"第四条/首次入库/金额\" }", "amount = ▸{ }")], "one-form-of", "写上其中一项"),
        (&[("decided = \"第十五条/评价金额\"", "decided = ▸\"第十一条/评审比例\"")], "wrong-unit", "待定项"),
    ]);
    assert_eq!(fault(&file().replacen("format = 1", "format = 2", 1)).fault.code(), "unknown-format");
}

/// Conditions of one grant that ask for more than they allow, and values that no fact can have.
#[test]
fn what_can_never_hold_is_refused() {
    let least = "{ title = { zh = \"境内研发费用占比不低于50%\", en = \"at least half of the R&D expense within the country\" }, measure = \"境内研发比例\", op = \">=\", parameter = \"第六条/境内研发/最低比例\" },";
    let most = format!(
        "{least}\n  ▸{{ title = {{ zh = \"不高于\", en = \"at most\" }}, measure = \"境内研发比例\", op = \"<=\", parameter = \"第六条/境内研发/最高比例\" }},"
    );
    let line = file().lines().find(|line| line.starts_with("\"第六条/境内研发/最低比例\"")).unwrap().to_owned();
    let both = format!("{line}\n{}", line.replace("最低", "最高").replace("\"50\"", "\"40\""));
    all_refused(&[
        (&[(&line, &both), (least, &most)], "empty-range", "40"),
        (&[("{ field = \"to\", is = \"昌平区\" }", "{ field = \"to\", is = ▸\"\" }")], "unreachable-key", "to"),
    ]);
}
