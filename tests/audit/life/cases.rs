//! What each step needs before it, what forbids it and what bounds it, case by case.

use super::*;

fn applications() -> Vec<Case> {
    let mut cases = vec![Case("submitted", vec![], step("2027-03-10", S), "")];
    for kind in [A, RETURNED, REJECTED, WITHDRAWN] {
        let on = "2027-03-20";
        cases.extend([
            Case("after the submission", submitted(), step(on, kind), ""),
            Case("on its day", submitted(), step("2027-03-10", kind), ""),
            Case("no submission", vec![], step(on, kind), "没有登记“提交申请”SB1"),
            Case("another subject's", vec![with("2027-03-10", S, of_other())], step(on, kind), "属于另一主体"),
            Case("the day before", submitted(), step("2027-03-09", kind), "晚于 2027-03-09"),
        ]);
        for end in [REJECTED, WITHDRAWN].into_iter().filter(|end| *end != kind) {
            cases.push(Case("ended", and(submitted(), step("2027-03-12", end)), step(on, kind), "2027-03-12 已有"));
            if [A, RETURNED].contains(&kind) {
                cases.push(Case("ends later", and(submitted(), step("2027-03-21", end)), step(on, kind), ""));
            }
        }
    }
    cases.extend([
        Case("returned and accepted", and(submitted(), step("2027-03-12", RETURNED)), step("2027-03-20", A), ""),
        Case("approved, not paid", approved(), step("2027-09-01", WITHDRAWN), ""),
        Case("paid", paid(), step("2027-10-01", WITHDRAWN), "2027-09-25 已有“资金拨付”P1"),
        Case(
            "paid that day, and recorded before",
            paid(),
            step("2027-09-25", WITHDRAWN),
            "2027-09-25 已有“资金拨付”P1",
        ),
        Case("what was paid came back", and(paid(), step("2027-09-30", BOUNCED)), step("2027-10-01", WITHDRAWN), ""),
        Case(
            "what was paid comes back a day later",
            and(paid(), step("2027-10-02", BOUNCED)),
            step("2027-10-01", WITHDRAWN),
            "2027-09-25 已有“资金拨付”P1",
        ),
        Case(
            "one of two payments came back",
            and(and(paid(), step("2027-09-26", BOUNCED)), with("2027-09-28", MADE, json!({"payment_no": "P2"}))),
            step("2027-10-01", WITHDRAWN),
            "2027-09-28 已有“资金拨付”P2",
        ),
        Case("rejected after the approval", paid(), step("2027-10-01", REJECTED), "已有“支持资金审批”SB1"),
    ]);
    cases
}

fn reviews() -> Vec<Case> {
    let again = json!({"opinion_no": "PS2", "passed": false});
    let mut cases = vec![
        Case("after the acceptance", accepted(), step("2027-06-10", REVIEWED), ""),
        Case("no submission", vec![], step("2027-06-10", REVIEWED), "没有登记“提交申请”SB1"),
        Case("not accepted", submitted(), step("2027-06-10", REVIEWED), "没有登记“受理申请”SB1"),
        Case("before the acceptance", accepted(), step("2027-03-14", REVIEWED), "晚于 2027-03-14"),
        Case("of another subject", accepted(), with("2027-06-10", REVIEWED, of_other()), "属于另一主体"),
        Case("once more", and(accepted(), step("2027-06-10", REVIEWED)), with("2027-07-01", REVIEWED, again), ""),
    ];
    for end in [REJECTED, WITHDRAWN] {
        cases.push(Case("ended", and(accepted(), step("2027-06-01", end)), step("2027-06-10", REVIEWED), "已有"));
    }
    cases
}

fn publicity() -> Vec<Case> {
    let shown = || and(accepted(), step("2027-08-02", STARTED));
    let filed = || and(shown(), step("2027-08-03", FILED));
    vec![
        Case("shown", accepted(), step("2027-08-02", STARTED), ""),
        Case("ended", shown(), step("2027-08-07", ENDED), ""),
        Case("ended without a start", accepted(), step("2027-08-07", ENDED), "没有登记“公示开始”GS1"),
        Case("ended before it", shown(), step("2027-08-01", ENDED), "晚于 2027-08-01"),
        Case("an objection", shown(), step("2027-08-03", FILED), ""),
        Case("against no list and no application", vec![], ("2027-08-03", FILED, json!({"objection_no": "Y1"})), ""),
        Case("against a list nobody saw", accepted(), step("2027-08-03", FILED), "没有登记“公示开始”GS1"),
        Case("before the list was shown", shown(), step("2027-08-01", FILED), "晚于 2027-08-01"),
        Case(
            "against no application",
            vec![step("2027-08-02", STARTED)],
            step("2027-08-03", FILED),
            "没有登记“提交申请”",
        ),
        Case("resolved", filed(), step("2027-08-05", RESOLVED), ""),
        Case("resolved without one", shown(), step("2027-08-05", RESOLVED), "没有登记“提出异议”Y1"),
        Case("resolved before it", filed(), step("2027-08-02", RESOLVED), "晚于 2027-08-02"),
        Case("about another subject", filed(), with("2027-08-05", RESOLVED, of_other()), "属于另一主体"),
    ]
}

fn approvals() -> Vec<Case> {
    let reviewed = || and(accepted(), step("2027-06-10", REVIEWED));
    let nameless = json!({"approval_no": "A1", "lines": body(APPROVED)["lines"]});
    let mut cases = vec![
        Case("after the review", reviewed(), step("2027-08-20", APPROVED), ""),
        Case("on no application", vec![], ("2027-08-20", APPROVED, nameless), ""),
        Case("not on record", vec![], step("2027-08-20", APPROVED), "没有登记“提交申请”SB1"),
        Case(
            "of another subject",
            vec![with("2027-03-10", S, of_other())],
            step("2027-08-20", APPROVED),
            "属于另一主体",
        ),
        Case("before the application", submitted(), step("2027-03-09", APPROVED), "晚于 2027-03-09"),
    ];
    for end in [REJECTED, WITHDRAWN] {
        cases.push(Case("ended", and(accepted(), step("2027-06-01", end)), step("2027-08-20", APPROVED), "已有"));
    }
    cases
}

fn money() -> Vec<Case> {
    let part = |amount: &str| json!({"amount": amount});
    let second = |amount: &str| json!({"clawback_no": "C2", "amount": amount});
    let second_application = || json!({"application_no": "SB2"});
    let withdrawn = || and(approved(), step("2027-09-01", WITHDRAWN));
    let bounced = || and(paid(), step("2027-10-01", BOUNCED));
    let whole_waiver = json!({"clawback_no": "C1", "reason": "企业注销"});
    let mut cases = vec![
        Case("paid", approved(), step("2027-09-25", MADE), ""),
        Case("given up", withdrawn(), step("2027-09-25", MADE), "2027-09-01 已有“撤回申请”SB1"),
        Case("paid before it was given up", withdrawn(), step("2027-08-31", MADE), "2027-08-31 已有“资金拨付”P1"),
        Case(
            "another application given up",
            and(
                and(approved(), with("2027-03-11", S, second_application())),
                with("2027-09-01", WITHDRAWN, second_application()),
            ),
            step("2027-09-25", MADE),
            "",
        ),
        Case("bounced", paid(), step("2027-10-01", BOUNCED), ""),
        Case("bounced without a payment", vec![], step("2027-10-01", BOUNCED), "没有登记“资金拨付”P1"),
        Case("bounced before it", paid(), step("2027-09-24", BOUNCED), "晚于 2027-09-24"),
        Case("bounced for another", paid(), with("2027-10-01", BOUNCED, of_other()), "属于另一主体"),
        Case("bounced after an order", ordered(), step("2027-10-11", BOUNCED), "2027-10-10 已有“决定追回”P1"),
        Case("bounced before the order", ordered(), step("2027-10-09", BOUNCED), "2027-10-09 已有“拨付退回”P1"),
        Case("ordered back in part", paid(), step("2027-10-10", ORDERED), ""),
        Case("ordered back whole", paid(), with("2027-10-10", ORDERED, part("10000")), ""),
        Case("a fen more", paid(), with("2027-10-10", ORDERED, part("10000.01")), "只剩 ¥10,000.00"),
        Case("of no payment", vec![], step("2027-10-10", ORDERED), "没有登记“资金拨付”P1"),
        Case("of another's", paid(), with("2027-10-10", ORDERED, of_other()), "属于另一主体"),
        Case("before the payment", paid(), step("2027-09-24", ORDERED), "晚于 2027-09-24"),
        Case("of one that came back", bounced(), step("2027-10-10", ORDERED), "2027-10-01 已有“拨付退回”P1"),
        Case("the rest", ordered(), with("2027-10-12", ORDERED, second("6000")), ""),
        Case("beyond the rest", ordered(), with("2027-10-12", ORDERED, second("6000.01")), "只剩 ¥6,000.00"),
        Case(
            "what was waived, ordered again",
            and(ordered(), ("2027-10-11", WAIVED, whole_waiver.clone())),
            with("2027-10-12", ORDERED, second("10000")),
            "",
        ),
        Case("whole waiver", ordered(), ("2027-10-11", WAIVED, whole_waiver.clone()), ""),
        Case(
            "after the rest was waived",
            and(ordered(), ("2027-10-11", WAIVED, whole_waiver)),
            with("2027-10-12", RECOVERED, part("0.01")),
            "超过余额 ¥0.00",
        ),
    ];
    for kind in [RECOVERED, WAIVED] {
        cases.extend([
            Case("in whole", ordered(), step("2027-10-20", kind), ""),
            Case("a fen more", ordered(), with("2027-10-20", kind, part("4000.01")), "超过余额 ¥4,000.00"),
            Case("no order", paid(), step("2027-10-20", kind), "没有登记“决定追回”C1"),
            Case("before the order", ordered(), step("2027-10-09", kind), "晚于 2027-10-09"),
            Case("of another", ordered(), with("2027-10-20", kind, of_other()), "属于另一主体"),
            Case(
                "the rest",
                and(ordered(), with("2027-10-15", RECOVERED, part("1500"))),
                with("2027-10-20", kind, part("2500")),
                "",
            ),
            Case(
                "beyond the rest",
                and(ordered(), with("2027-10-15", RECOVERED, part("1500"))),
                with("2027-10-20", kind, part("2500.01")),
                "超过余额 ¥2,500.00",
            ),
        ]);
    }
    cases
}

pub(super) fn cases() -> Vec<Case> {
    [applications(), reviews(), publicity(), approvals(), money()].into_iter().flatten().collect()
}
