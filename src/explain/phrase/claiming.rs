//! What an enterprise may claim: what was due and never paid, and the notice for the enterprise itself, in words of the street.

use crate::explain::phrase::macros::phrases;
use crate::explain::{Count, Listed, Who};
use crate::value::{Bilingual, Day, Position};
use std::sync::Arc;

phrases! {
    /// A head, a cell or a line.
    Claiming
    /// What was due and never paid.
    NeverPaid { known: Position, on: Day } = "never_paid":
        "应享未享　依据账本 #1–{known}，业务日 {on}",
        "Eligible, never paid  ledger #1–{known}, business day {on}";
    /// What such a list is for.
    Lead = "never_paid_lead":
        "条件具备而错过申报期，或申报年度已过仍没有批准。这是服务线索，不是差错；企业可以放弃申报。",
        "what met every condition and missed its call, or was due in a call that is over and never approved; a lead for the service desk and no fault: an enterprise may choose not to apply";
    /// Nothing is.
    NoneMissed = "none_missed": "没有应享未享的", "nothing was missed";
    /// What was found and is settled.
    SettledBesides { count: Count } = "settled_besides": "另有 {count} 项已说明或了结，不在表内", "settled besides and not listed: {count}";
    /// Sums by subject.
    BySubject = "by_subject": "按主体", "By subject";
    /// One by one.
    OneByOne = "one_by_one": "逐项", "One by one";
    /// Head: the subject.
    Subject = "head_whom": "主体", "Subject";
    /// Head: the money.
    Missed = "head_missed": "未享金额", "Never paid";
    /// Head: how it was missed.
    How = "head_missed_how": "情况", "How";
    /// Head: the number of the finding.
    Finding = "head_its_finding": "疑点编号", "Finding";
    /// A subject.
    Whom { who: Who } = "claiming_who": "{who}", "{who}";
    /// A text.
    Text { text: Arc<str> } = "claiming_text": "{text}", "{text}";

    /// The notice.
    Notice { who: Who } = "notice": "惠企政策告知单　{who}", "Support that is open to {who}";
    /// What it rests on.
    AsRecorded { on: Day } = "as_recorded":
        "按到 {on} 为止已经登记的情况",
        "by what was on record up to {on}";
    /// Head: the clause.
    Clause = "notice_clause": "条款", "Clause";
    /// Head: what it gives.
    Support = "notice_support": "支持内容", "Support";
    /// Head: what for.
    For = "notice_for": "为哪件事", "For";
    /// Head: how much.
    Amount = "notice_amount": "金额（元）", "Amount (yuan)";
    /// Head: the next step.
    Next = "notice_next": "下一步", "Next step";
    /// Head: what is missing.
    Missing = "notice_missing": "还差什么", "What is missing";
    /// Head: what there would be.
    Then = "notice_then": "满足后可得（元）", "It would give (yuan)";
    /// Head: what it takes.
    Takes = "notice_takes": "需要什么", "What it takes";
    /// What may be claimed.
    May = "notice_may": "可以申领和等候拨付的", "Yours to claim, or on its way";
    /// Nothing may be.
    MayNothing = "notice_may_nothing": "目前没有", "nothing at present";
    /// What is not met yet.
    Lacks = "notice_lacks": "还差条件或材料的", "A condition or a paper is missing";
    /// What was given.
    Given = "notice_given": "已经批准和拨付的", "Granted and paid so far";
    /// Head: what was granted.
    Granted = "notice_granted": "已批准（元）", "Granted (yuan)";
    /// Head: what was paid.
    Paid = "notice_paid": "已拨付（元）", "Paid (yuan)";
    /// Head: the last day something was paid.
    PaidOn = "notice_paid_on": "最近拨付", "Last paid";
    /// Services.
    Services = "notice_services": "可以要求的服务", "Services";
    /// Head: a service.
    Service = "notice_service": "服务", "Service";
    /// Head: how far it is.
    Standing = "notice_standing": "情况", "Standing";
    /// What ends soon.
    Ends = "notice_ends": "半年内到期的资格", "Ends within half a year";
    /// Head: what ends.
    Title = "notice_title": "资格", "Title";
    /// Head: the last day.
    Last = "notice_last": "到期日", "Last day";
    /// Head: days.
    DaysLeft = "notice_days": "还有几天", "Days left";
    /// What was not begun yet.
    Others = "notice_others": "其他条款，有所列情形时可以申报", "Other clauses, open when what they speak of happens";
    /// A total.
    Sum = "notice_sum": "合计", "Total";
    /// What figures are.
    Mind = "notice_mind":
        "金额按已登记的情况计算，以受理、审核和批准为准。",
        "Amounts are computed from what is on record; what counts is the decision on an application.";
    /// What to do about a mistake.
    Mend = "notice_mend":
        "如与实际不符，请带上证明材料到受理窗口更正。",
        "If something is wrong, bring papers that show it to the service desk.";

    /// It is there for the asking.
    Apply { year: i32 } = "notice_apply": "请在 {year} 年申报期内提交申请", "apply in the call of {year}";
    /// Somebody looks at it.
    Waits = "notice_waits": "已提交申请，等候审核", "applied for, under review";
    /// It was granted.
    ToBePaid = "notice_to_be_paid": "已批准，等候拨付", "granted, to be paid";
    /// A part of it was granted.
    Remainder = "notice_remainder": "已批准的少于应得，余额待补", "less was granted than is due; the rest is to follow";
    /// The application was not taken in.
    Rejected = "notice_rejected": "申请不予受理", "the application was not taken in";
    /// The application did not pass.
    Failed = "notice_failed": "申请没有通过评审", "the application did not pass the review";
    /// An objection was upheld.
    Objected = "notice_objected": "公示期间有异议，异议成立", "an objection to it was upheld";
    /// What is held back.
    HeldBack = "notice_held_back": "暂缓拨付的", "Held back";
    /// What is over.
    Over = "notice_over": "已经过去，不能再申领的", "Over, and not to be had any more";
    /// Head: the year of what happened.
    Year = "notice_year": "年度", "Year";
    /// Head: why.
    Why = "notice_why": "原因", "Why";
    /// No document is in force.
    NoneInForce { on: Day } = "notice_none_in_force": "{on} 没有有效的文件，其他条款不能申报。", "no document is in force on {on}; no other clause is open";
    /// It is held back.
    Held { since: Day } = "notice_held": "{since} 起暂缓拨付", "held back since {since}";
    /// Conditions that do not hold.
    NotMet { conditions: Listed } = "notice_not_met": "未满足：{conditions}", "not met: {conditions}";
    /// The call is over.
    Late { year: i32 } = "notice_late": "错过了 {year} 年申报期", "the call of {year} is over";
    /// The text has no amount for it.
    NotListed = "notice_not_listed": "文件没有列出这种情形", "the document does not list this case";
    /// No document was in force.
    NoDocument = "notice_no_document": "当时没有有效的文件", "no document was in force then";
    /// It is supported already.
    Elsewhere = "notice_elsewhere": "同一件事已按另一条款或另一政策支持", "the same matter is supported under another clause or scheme";
    /// A cap is used up.
    CapFull = "notice_cap_full": "年度上限已用完", "the yearly cap is used up";
    /// A paper is missing.
    Provide { fact: Bilingual } = "notice_provide": "请提供：{fact}", "please provide: {fact}";
    /// A paper of a year is missing.
    ProvideOf { fact: Bilingual, year: i32 } = "notice_provide_of": "请提供 {year} 年度的：{fact}", "please provide for {year}: {fact}";
    /// An authority has to decide.
    Decides { authority: Bilingual, term: Bilingual } = "notice_decides": "等候{authority}确定：{term}", "the {authority} has yet to decide: {term}";
    /// Somebody has to check.
    Checked = "notice_checked": "等候主管部门核对", "the authority has yet to check it";
    /// What begins it.
    With { facts: Listed } = "notice_with": "{facts}", "{facts}";
    /// What begins it each year.
    Yearly { facts: Listed } = "notice_yearly": "{facts}，每年一次", "{facts}; once a year";
    /// Such a thing happened, but is not what it speaks of.
    OtherKind { facts: Listed } = "notice_other_kind":
        "{facts}（已登记的不属于本条所说的情形）",
        "{facts} (those on record are not what the clause speaks of)";
    /// It was done.
    Done = "notice_done": "已提供", "provided";
    /// It may be asked for.
    MayAsk = "notice_may_ask": "可以要求提供", "yours to ask for";
    /// A condition of a service does not hold.
    NotYet { condition: Bilingual } = "notice_not_yet": "暂不符合：{condition}", "not met: {condition}";
}
