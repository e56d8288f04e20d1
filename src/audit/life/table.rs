//! The life of public money, a step after the other: the law of the procedure as one table.
//!
//! `docs/lifecycle.md` prints it. A step of which only one may stand is kept single by its natural key.

use crate::audit::Words;
use crate::audit::life::law::{Asks, Bound, Rule, Step};

const APPLICATION: &str = "application_no";
const OBJECTION: &str = "objection_no";
const LIST: &str = "list_no";
const PAYMENT: &str = "payment_no";
const CLAWBACK: &str = "clawback_no";

const fn rule(zh: &'static str, en: &'static str, asks: Asks) -> Rule {
    Rule { says: Words(zh, en), asks }
}

const SUBMITTED: Rule = rule(
    "先有同一主体提交的该份申请",
    "the application was submitted before, by the same subject",
    Asks::After(&["application.submitted"], APPLICATION),
);
const ACCEPTED: Rule =
    rule("该份申请已受理", "the application was accepted before", Asks::After(&["application.accepted"], APPLICATION));
const NOT_REJECTED: Rule =
    rule("申请未被拒绝", "the application was not rejected", Asks::Unless("application.rejected", APPLICATION));
const NOT_WITHDRAWN: Rule =
    rule("申请未撤回", "the application was not withdrawn", Asks::Unless("application.withdrawn", APPLICATION));
const MADE: Rule = rule(
    "先有付给同一主体的该笔付款",
    "the payment was made before, to the same subject",
    Asks::After(&["payment.made"], PAYMENT),
);
const ORDERED: Rule = rule(
    "先有对同一主体的该份追回决定",
    "the clawback was ordered before, of the same subject",
    Asks::After(&["clawback.ordered"], CLAWBACK),
);
const LEFT_OF_ORDER: Rule = rule(
    "金额不超过追回决定尚未追回、免除的余额",
    "the amount is no more than is left of the order after what was recovered and waived",
    Asks::Within(Bound::Order),
);

/// Every step, in the order of the procedure.
pub static LIFE: [Step; 16] = [
    Step { kind: "application.submitted", rules: &[] },
    Step { kind: "application.returned", rules: &[SUBMITTED, NOT_REJECTED, NOT_WITHDRAWN] },
    Step { kind: "application.accepted", rules: &[SUBMITTED, NOT_REJECTED, NOT_WITHDRAWN] },
    Step {
        kind: "application.rejected",
        rules: &[
            SUBMITTED,
            NOT_WITHDRAWN,
            rule("尚未据以批准", "nothing was approved on it", Asks::Unless("grant.approved", APPLICATION)),
        ],
    },
    Step {
        kind: "application.withdrawn",
        rules: &[
            SUBMITTED,
            NOT_REJECTED,
            rule("尚未据以付款，或所付已全部退回", "nothing was paid on it, or all of that came back", Asks::Unpaid),
        ],
    },
    Step { kind: "review.completed", rules: &[SUBMITTED, ACCEPTED, NOT_REJECTED, NOT_WITHDRAWN] },
    Step { kind: "publicity.started", rules: &[] },
    Step {
        kind: "publicity.ended",
        rules: &[rule(
            "该名单先已开始公示",
            "the publicity of the list started before",
            Asks::After(&["publicity.started"], LIST),
        )],
    },
    Step {
        kind: "objection.filed",
        rules: &[
            SUBMITTED,
            rule(
                "所指名单先已公示",
                "the list it names was made public before",
                Asks::After(&["publicity.started", "list.published"], LIST),
            ),
        ],
    },
    Step {
        kind: "objection.resolved",
        rules: &[rule(
            "先有对同一主体的该项异议",
            "the objection was filed before, about the same subject",
            Asks::After(&["objection.filed"], OBJECTION),
        )],
    },
    Step { kind: "grant.approved", rules: &[SUBMITTED, NOT_REJECTED, NOT_WITHDRAWN] },
    Step {
        kind: "payment.made",
        rules: &[
            rule(
                "先有对同一主体的批准，评审通过",
                "it was approved before, for the same subject, after a review that was passed",
                Asks::AskedBy("D17"),
            ),
            rule("批准所据的申请未撤回", "the application it was approved on was not withdrawn", Asks::NotGivenUp),
            rule("公示期满", "publicity is over", Asks::AskedBy("D18")),
            rule("异议已了结", "objections are settled", Asks::AskedBy("D19")),
            rule("金额不超过批准额", "the amount is no more than was approved", Asks::AskedBy("D04")),
        ],
    },
    Step {
        kind: "payment.bounced",
        rules: &[
            MADE,
            rule("该笔付款未决定追回", "the payment was not ordered back", Asks::Unless("clawback.ordered", PAYMENT)),
        ],
    },
    Step {
        kind: "clawback.ordered",
        rules: &[
            MADE,
            rule("该笔付款未退回", "the payment did not come back", Asks::Unless("payment.bounced", PAYMENT)),
            rule(
                "金额不超过该笔付款留存而尚未决定追回的部分",
                "the amount is no more than stayed of the payment and is not ordered back yet",
                Asks::Within(Bound::Payment),
            ),
        ],
    },
    Step { kind: "clawback.recovered", rules: &[ORDERED, LEFT_OF_ORDER] },
    Step { kind: "clawback.waived", rules: &[ORDERED, LEFT_OF_ORDER] },
];
