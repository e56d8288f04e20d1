//! Heads and cells of sheets: the file of an enterprise, statements and lists.

use crate::explain::phrase::macros::phrases;
use crate::explain::{Count, Fields, Phrase, Recorded, Standing};
use crate::position::FactRef;
use crate::value::{Bilingual, Day, Fen};
use std::sync::Arc;

phrases! {
    /// A head or a cell.
    Filed
    /// Heads.
    Article = "head_article": "条款", "Article";
    /// The grant.
    Grant = "head_grant": "支持条目", "Grant";
    /// The matter.
    Matter = "head_matter": "事项", "Matter";
    /// The year of the fact.
    FactYear = "head_fact_year": "事实年度", "Fact year";
    /// Gross.
    Gross = "head_gross": "核算额", "Gross";
    /// Taken off as the matter is paid elsewhere.
    Excluded = "head_excluded": "不重复减", "Excluded";
    /// Taken off by caps.
    Cut = "head_cut": "上限削减", "Cut";
    /// Net.
    Net = "head_net": "应享", "Net";
    /// Approved.
    Approved = "head_approved": "已批", "Approved";
    /// Paid.
    Paid = "head_paid": "已拨", "Paid";
    /// Outstanding.
    Outstanding = "head_outstanding": "待拨", "Outstanding";
    /// Withheld.
    Withheld = "head_withheld": "暂缓", "Withheld";
    /// An amount that is not known.
    NotKnown = "not_known": "–", "–";
    /// How many items a sum leaves out as they are undetermined.
    OpenBesides { count: usize } = "open_besides": "另有 {count} 项待定", "undetermined besides: {count}";
    /// How many items a sum leaves out as no document governs them.
    UngovernedBesides { count: usize } = "ungoverned_besides":
        "另有 {count} 项没有适用文件",
        "without a governing document besides: {count}";
    /// How much was reckoned of which nothing is due: a row says why.
    LostBesides { count: usize, amount: Fen } = "lost_besides":
        "核算额中 {count} 项 ¥{amount} 不给，原因见各行",
        "of the gross ¥{amount} is not given, for reasons in the rows ({count})";
    /// What was paid for the items a sum leaves out.
    PaidOfThem { paid: Fen } = "paid_of_them": "其已拨 ¥{paid}", "paid for them: ¥{paid}";
    /// What was paid for items of which it is not known what is due.
    PaidOpen = "head_paid_open": "已拨未定", "Paid, undetermined";
    /// Overpaid.
    Overpaid = "head_overpaid": "多付", "Overpaid";
    /// The outcome.
    Outcome = "head_outcome": "结果", "Outcome";
    /// A cap.
    Cap = "head_cap": "上限", "Cap";
    /// What a cap says.
    CapTitle = "head_cap_title": "规定", "Rule";
    /// A year.
    Year = "head_year": "年度", "Year";
    /// What is used.
    Used = "head_used": "已用", "Used";
    /// What is left.
    Left = "head_left": "余额", "Left";
    /// The running total against a cap.
    Running = "head_running": "上限累计", "Running / cap";
    /// A status.
    Status = "head_status": "状态", "Status";
    /// The first day.
    From = "head_from": "起", "From";
    /// The last day.
    Until = "head_until": "止", "Until";
    /// Whether it holds.
    Holds = "head_holds": "现况", "Now";
    /// A day.
    DayHead = "head_day": "日期", "Day";
    /// What happened.
    What = "head_what": "事实", "Fact";
    /// In short.
    Summary = "head_summary": "内容", "Content";
    /// An event.
    Event = "head_event": "事件", "Event";
    /// How it was recorded.
    Record = "head_record": "记录情况", "Record";
    /// A duty.
    Duty = "head_duty": "事项", "Duty";
    /// Since when.
    Since = "head_since": "自", "Since";
    /// When it is due.
    DueBy = "head_due_by": "应于", "Due";
    /// Whether it is done.
    Done = "head_done": "办理", "Done";
    /// A code.
    Code = "head_code": "代码", "Code";
    /// A name.
    Name = "head_name": "名称", "Name";
    /// Days left.
    DaysLeft = "head_days_left": "剩余天数", "Days left";
    /// How many items.
    Items = "head_items": "项数", "Items";
    /// What happens.
    Happens = "head_happens": "到期后", "What happens";
    /// A reading's id.
    Id = "head_id": "编号", "Id";
    /// A question.
    Question = "head_question": "问题", "Question";
    /// The option in force.
    Option = "head_option": "现用选项", "Option in force";
    /// Whether it was decided.
    Standing = "head_standing": "情况", "Standing";
    /// The options not taken.
    Others = "head_others": "其他选项", "Other options";
    /// A sum.
    Sum = "sum": "合计", "Total";
    /// It holds, and for so many days more.
    HoldsFor { days: Count } = "holds_for": "有效，还有 {days} 天", "holds, {days} left";
    /// It holds without an end.
    HoldsOpen = "holds_open": "有效", "holds";
    /// It begins later.
    Ahead = "ahead": "尚未开始", "not yet begun";
    /// It was ended before its time.
    EndedBy { fact: FactRef } = "ended_by": "已结束（{fact}）", "ended ({fact})";
    /// It lapsed.
    Lapsed = "lapsed": "已到期", "lapsed";
    /// It was ended before it began.
    Void = "void": "自始无效", "void from the start";
    /// Done.
    DoneBy { fact: FactRef } = "done_by": "已办（{fact}）", "done ({fact})";
    /// Given so often or so much since.
    GivenSince { given: i64, fact: FactRef } = "given_since": "已提供 {given}（首次 {fact}）", "given: {given} (first {fact})";
    /// Owed, without a term.
    Owed = "owed": "可享，尚未提供", "entitled, nothing given yet";
    /// Not yet due.
    DueIn { days: Count } = "due_in": "还有 {days} 天", "{days} left";
    /// Late.
    LateBy { days: Count } = "late_by": "逾期 {days} 天", "{days} late";
    /// Due and nothing stands against it.
    IsDue = "is_due": "应享", "due";
    /// Withheld.
    IsWithheld { since: Day } = "is_withheld": "暂缓（{since} 起）", "withheld (since {since})";
    /// Another item takes the matter.
    IsElsewhere { title: Bilingual } = "is_elsewhere": "同一事项归“{title}”", "goes to “{title}”";
    /// An earlier item of the same grant takes the matter.
    IsEarlier { year: i32 } = "is_earlier": "同一事项已计入 {year} 年度", "the matter counts in {year}";
    /// The cap has no room for the higher item.
    IsNoRoom { title: Bilingual, year: i32 } = "is_no_room":
        "{year} 年上限已用于其他事项，归“{title}”",
        "the cap of {year} goes to other matters; “{title}” instead";
    /// A linked matter stands against it.
    IsLinked { rule: Bilingual, matter: Fields } = "is_linked": "{rule}（已有 {matter}）", "{rule} (there is {matter})";
    /// Another scheme supports it.
    IsOther { fact: FactRef } = "is_other": "其他政策已支持（{fact}）", "supported under another scheme ({fact})";
    /// Its own amount is nothing.
    IsNothing = "is_nothing": "核算额为零", "comes to nothing";
    /// Asked back as a whole.
    IsClawedBack { since: Day } = "is_clawed_back": "追回（{since} 起）", "asked back (since {since})";
    /// A cap took all.
    IsCut = "is_cut": "上限已满", "cap used up";
    /// Refused.
    IsRefused { condition: Bilingual } = "is_refused": "不满足“{condition}”", "“{condition}” does not hold";
    /// Undetermined.
    IsOpen = "is_open": "待定", "undetermined";
    /// The text names no amount.
    IsNotNamed = "is_not_named": "原文未列明", "not named by the text";
    /// Missed.
    IsMissed = "is_missed": "错过申报", "missed call";
    /// Ungoverned.
    IsUngoverned = "is_ungoverned": "没有适用文件", "no governing document";
    /// The fact is gone.
    IsGone = "is_gone": "事实已不存在", "the fact is gone";
    /// Nothing on record was approved for it.
    IsUnattributed = "is_unattributed": "没有对应的批准", "no approval on record";
    /// Used of a cap.
    RunningOf { used: Fen, cap: Fen, year: i32 } = "running_of": "{year} 年 {used} / {cap}", "{year}: {used} of {cap}";
    /// A matter.
    MatterOf { matter: Fields } = "matter": "{matter}", "{matter}";
    /// A text.
    Text { text: Arc<str> } = "text": "{text}", "{text}";
    /// A day.
    On { day: Day } = "day": "{day}", "{day}";
    /// How a fact was recorded.
    RecordedAs { record: Recorded } = "recorded_as": "{record}", "{record}";
    /// What was recorded at first.
    WasCorrected { by: FactRef } = "was_corrected": "原记录，已由 {by} 更正", "as first recorded, corrected by {by}";
    /// What was corrected to another subject, as it stood here last.
    WasMoved { by: FactRef } = "was_moved":
        "原记在本主体，已由 {by} 更正到另一主体",
        "as it last stood here, corrected to another subject by {by}";
    /// What was taken back.
    WasTakenBack { by: FactRef } = "was_taken_back": "已由 {by} 撤回", "taken back by {by}";
    /// Whether a reading was decided.
    As { standing: Standing } = "standing": "{standing}", "{standing}";
    /// Kind and district of a subject.
    Identity { kind: Box<Phrase>, district: Box<Phrase>, fact: FactRef } = "identity":
        "{kind}；注册地所在区 {district}；{fact}",
        "{kind}; district of registration {district}; {fact}";
    /// A rename.
    Renamed { on: Day, old: Arc<str>, new: Arc<str>, fact: FactRef } = "renamed":
        "{on} 由“{old}”更名为“{new}”　{fact}",
        "{on} renamed from “{old}” to “{new}”, {fact}";
    /// Nobody is registered under the code.
    Unregistered = "unregistered": "没有主体登记的记录", "no registration on record";
    /// An issue.
    Issue { kind: Box<Phrase>, article: Arc<str>, facts: Vec<FactRef> } = "issue":
        "{kind}（{article}）　{facts}",
        "{kind} ({article}), {facts}";
    /// An issue that concerns no article.
    IssueOf { kind: Box<Phrase>, facts: Vec<FactRef> } = "issue_of": "{kind}　{facts}", "{kind}, {facts}";
    /// The text does not say.
    Gap = "gap": "空白：原文没有说到这种情形", "gap: the text does not speak of this case";
    /// No document governs.
    NoGoverningPolicy = "no_governing_policy":
        "没有适用文件：起作用的那一天没有文件在有效期内",
        "no governing document: none is in force on the day that decides";
    /// A fact or judgement is missing.
    Undetermined = "issue_undetermined": "待定：缺少事实或待定项", "undetermined: a fact or an open term is missing";
    /// Two facts contradict each other.
    Conflict = "conflict": "矛盾：同一件事有两个不同的数，采用优先的一个", "conflict: two figures for one thing; the preferred one counts";
    /// The call was missed.
    MissedCall = "missed_call": "错过申报：受理期内没有申请", "missed call: no application in the window";
    /// A fact lies ahead.
    FutureFact = "future_fact": "未来事实：发生日晚于业务日，暂不计算", "future fact: dated after the business day, not counted yet";
    /// A figure that nobody checked.
    WeakReference = "weak_reference":
        "来源待核：决定金额的基准数据没有在官方页面核实过",
        "weak source: the reference figure that decides was not checked at its source";
    /// What to do about it.
    SettleWeak = "settle_weak": "对照官方公布的数据核实，有误则更正", "check it against the official publication, and correct it if it is wrong";
    /// What to do about a conflict.
    SettleConflict = "settle_conflict": "核对两份材料，把错的一份更正或撤回", "compare the documents and correct or retract the wrong one";
    /// What to do about a future fact.
    SettleFuture = "settle_future": "日期有误请更正；无误则到日自动计入", "correct the day if it is wrong; otherwise it counts when the day comes";
    /// What to do about a gap.
    SettleGap = "settle_gap": "请主管部门对这种情形作出口径并记入账本", "ask the authority for a reading of this case and record it";
    /// What to do about a missing document.
    SettleUngoverned = "settle_ungoverned": "新文件发布并记入账本后再算", "wait for the next document to be issued and recorded";
    /// What to do about a fact from before the document.
    SettleEarlier { first: Day } = "settle_earlier":
        "本文件自 {first} 起；当时如另有文件，把它记入账本后按它计算",
        "this document begins on {first}; if another one was in force then, record it and it will govern";
    /// What to do about a missed call.
    SettleMissed = "settle_missed": "如其实已申请，补记申请；否则按现行口径不再支持", "record the application if there was one; otherwise the item is lost under the reading in force";
    /// A payment about which nothing on record says what it was for.
    Unattributed = "unattributed": "未能归属的付款", "payment that belongs to no approval";
    /// Items of grants that the document does not have.
    OtherGrants = "other_grants": "不属于本文件各条目", "under no grant of this document";
    /// A record of money that fits no other.
    Unplaced = "unplaced":
        "矛盾：这笔资金记录与其他记录对不上，所写的编号在账上没有，或已用过",
        "conflict: this record of money fits no other; the number it names is not on record, or was used before";
    /// What to do about it.
    SettleUnplaced = "settle_unplaced":
        "核对它所写的编号并更正，或补记所缺的批准、付款或追回决定",
        "check the number it names and correct it, or record the approval, payment or order that is missing";
    /// No items.
    NoItems = "no_items": "没有支持项", "no items";
    /// Nothing lapses.
    NothingLapses = "nothing_lapses": "没有即将到期的状态", "nothing lapses";
}
