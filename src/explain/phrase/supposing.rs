//! What would be due if something were otherwise.

use crate::explain::phrase::macros::phrases;
use crate::explain::{Count, Difference, Listed, Phrase, Side, Who, Whose};
use crate::position::FactRef;
use crate::value::{Bilingual, Day, Fen, Position};
use std::sync::Arc;

phrases! {
    /// A head, a cell or a line.
    Supposing
    /// What was asked.
    Title { known: Position, on: Day } = "whatif":
        "试算　依据账本 #1–{known}，业务日 {on}，与现行账本和规则相比",
        "What if  ledger #1–{known}, business day {on}, beside the ledger and the rules as they are";
    /// What was asked, held against another scenario.
    TitleBeside { known: Position, on: Day, digest: Arc<str> } = "whatif_beside":
        "试算　依据账本 #1–{known}，业务日 {on}，与基准方案（摘要 {digest}）相比",
        "What if  ledger #1–{known}, business day {on}, beside a baseline (digest {digest})";
    /// The same with the name of that one.
    TitleBesideNamed { known: Position, on: Day, name: Arc<str>, digest: Arc<str> } = "whatif_beside_named":
        "试算　依据账本 #1–{known}，业务日 {on}，与基准方案“{name}”（摘要 {digest}）相比",
        "What if  ledger #1–{known}, business day {on}, beside the baseline “{name}” (digest {digest})";
    /// What people call the scenario.
    Named { name: Arc<str> } = "whatif_named": "方案　{name}", "Scenario  {name}";
    /// Nothing that was decided counts.
    Afresh { decisions: Count } = "whatif_afresh":
        "两边都撇开已作的批准、拨付、退回和追回（{decisions} 个事件），如同还没有决定过",
        "In both arms as if nothing had been approved, paid, returned or asked back yet: {decisions} left out";
    /// What it comes to.
    Total { side: Side, base: Fen, supposed: Fen, difference: Difference } = "whatif_total":
        "应享合计　{side} ¥{base}，试算 ¥{supposed}，差额 {difference}",
        "Net in all  {side} ¥{base}, as supposed ¥{supposed}, difference {difference}";
    /// The same with the difference as a share of what there is.
    TotalShare { side: Side, base: Fen, supposed: Fen, difference: Difference, share: Arc<str> } = "whatif_total_share":
        "应享合计　{side} ¥{base}，试算 ¥{supposed}，差额 {difference}（{share}）",
        "Net in all  {side} ¥{base}, as supposed ¥{supposed}, difference {difference} ({share})";
    /// What everybody is due in each arm, where some lines are known in one only; then the sums are of the others.
    Whole { side: Side, base: Fen, supposed: Fen } = "whatif_whole":
        "应享合计　{side} ¥{base}，试算 ¥{supposed}；以下只比较两边都已知的项，另有说明的除外",
        "Net in all  {side} ¥{base}, as supposed ¥{supposed}; what follows compares the items known in both, unless it says otherwise";
    /// What the lines known in both come to.
    Both { side: Side, base: Fen, supposed: Fen, difference: Difference } = "whatif_both":
        "两边都已知的　{side} ¥{base}，试算 ¥{supposed}，差额 {difference}",
        "Known in both  {side} ¥{base}, as supposed ¥{supposed}, difference {difference}";
    /// Lines whose parts cancel each other.
    Cancelled { count: Count } = "whatif_cancelled":
        "{count} 项的构成变了而应享不变（--json 列出）",
        "{count} made up otherwise and due the same (--json lists them)";
    /// How many lines and subjects differ.
    Lines { more: Count, gain: Fen, less: Count, loss: Fen, winners: Count, losers: Count } = "whatif_lines":
        "多得 {more} 项共 ¥{gain}，少得 {less} 项共 ¥{loss}；合计多得的主体 {winners} 家，少得的 {losers} 家",
        "more for {more}, ¥{gain}; less for {less}, ¥{loss}; {winners} with more in all, {losers} with less";
    /// What is not known any more.
    Opened { count: Count, amount: Fen } = "whatif_opened":
        "{count} 项由已知变为不能确定（原 ¥{amount}），不在合计内",
        "{count} known before and not known as supposed (¥{amount} before), not in the sums";
    /// What became known.
    Settled { count: Count, amount: Fen } = "whatif_settled":
        "{count} 项由不能确定变为已知（¥{amount}），不在合计内",
        "{count} not known before and known as supposed (¥{amount}), not in the sums";
    /// What is not known in either arm.
    Open { count: Count } = "whatif_open":
        "另有 {count} 项两边都不能确定（待定，或没有适用文件），不在合计内",
        "{count} known in neither (undetermined, or without a governing document), not in the sums";
    /// Nothing differs.
    NoDifference = "whatif_none": "没有一项不同", "nothing differs";
    /// The changes.
    Changes = "whatif_changes": "改动，每项单独试算", "The changes, each by itself";
    /// What is supposed at every step of a range.
    Besides = "whatif_besides": "每一步同时的改动", "Supposed at every step besides";
    /// Head: what is changed.
    Change = "whatif_head_change": "改动", "Change";
    /// Head: as it is.
    AsIs = "whatif_head_as_is": "现行", "As it is";
    /// Head: as the baseline supposes.
    AsBaseline = "whatif_head_baseline": "基准", "Baseline";
    /// Head: as supposed.
    AsSupposed = "whatif_head_supposed": "试算", "As supposed";
    /// Head: the lines a change can touch.
    Touched = "whatif_head_touched": "涉及项", "Touched";
    /// Head: the lines that differ.
    Differ = "whatif_head_differ": "变动项", "Differ";
    /// Head: what it changes by itself.
    Alone = "whatif_head_alone": "单独差额", "By itself";
    /// Head: why lines stayed as they were.
    Stayed = "whatif_head_stayed": "其余为何不变", "Why others stayed";
    /// Head: the difference.
    Difference = "whatif_head_difference": "差额", "Difference";
    /// Head: why.
    Why = "whatif_head_why": "原因", "Why";
    /// Head: how many lines.
    Count = "whatif_head_count": "项数", "Lines";
    /// Head: the amount.
    Amount = "whatif_head_amount": "金额", "Amount";
    /// A parameter.
    Parameter { path: Arc<str>, document: Arc<str> } = "whatif_parameter": "参数 {path}（{document}）", "parameter {path} ({document})";
    /// A parameter from a day on.
    ParameterFrom { path: Arc<str>, document: Arc<str>, from: Day } = "whatif_parameter_from":
        "参数 {path}（{document}），自 {from}",
        "parameter {path} ({document}), from {from}";
    /// A reading.
    Reading { id: Arc<str>, question: Bilingual } = "whatif_reading": "口径 {id} {question}", "reading {id} {question}";
    /// An event left out.
    Dropped { event: FactRef, kind: Bilingual } = "whatif_dropped": "去掉{event}（{kind}）", "without {event} ({kind})";
    /// An event left out with others.
    DroppedWith { event: FactRef, kind: Bilingual, with: Count } = "whatif_dropped_with":
        "去掉{event}（{kind}）及更正、撤回它的 {with} 个事件",
        "without {event} ({kind}) and {with} correcting it or taking it back";
    /// Events left out that have something in common.
    DroppedAlike { alike: Arc<str>, kind: Bilingual, count: Count } = "whatif_dropped_alike":
        "去掉 {count} 个“{kind}”事件（{alike}）", "without {count}, {kind} ({alike})";
    /// The same with others.
    DroppedAlikeWith { alike: Arc<str>, kind: Bilingual, count: Count, with: Count } = "whatif_dropped_alike_with":
        "去掉 {count} 个“{kind}”事件（{alike}）及更正、撤回它们的 {with} 个",
        "without {count}, {kind} ({alike}), and {with} correcting them or taking them back";
    /// What was recorded later is not known.
    OnlyKnown { until: Position, count: Count } = "whatif_only_known":
        "只知到 {until}，其后 {count} 个事件不计", "only what was known at {until}, {count} after it left out";
    /// The last event that is known.
    KnownUpTo { last: Position } = "whatif_known_up_to": "到 {last}", "up to {last}";
    /// What only the baseline supposes.
    Back { what: Box<Phrase> } = "whatif_back": "{what}，基准所设，不再设", "{what}, of the baseline and not supposed any more";
    /// Events brought in.
    Added { file: Arc<str>, count: Count } = "whatif_added": "加入 {file} 的 {count} 个事件", "with {count} of {file}";
    /// A policy.
    PolicyText { policy: Arc<str> } = "whatif_policy": "政策 {policy}", "policy {policy}";
    /// The text that was issued.
    IssuedAs { document: Arc<str> } = "whatif_issued_as": "{document}，已发布的", "{document} as issued";
    /// The text of a file.
    TextOf { document: Arc<str>, file: Arc<str> } = "whatif_text_of": "{document}，按 {file}", "{document} as in {file}";
    /// Recorded.
    Recorded = "whatif_recorded": "有", "there";
    /// Not recorded.
    Unrecorded = "whatif_unrecorded": "没有", "not there";
    /// A value.
    Value { value: Arc<str> } = "whatif_value": "{value}", "{value}";
    /// A value from a day on.
    ValueFrom { value: Arc<str>, from: Day } = "whatif_value_from": "{value}（自 {from}）", "{value} (from {from})";
    /// How much more or less.
    By { difference: Difference } = "whatif_by": "{difference}", "{difference}";
    /// Nothing looks at the parameter.
    NotLookedAt = "whatif_not_looked_at": "按现行规则没有一项金额用到它", "no amount looks at it under the rules in force";
    /// The grants that look at it have no items.
    NoItems { grants: Count } = "whatif_no_items": "用到它的 {grants} 个支持条目还没有事项", "{grants} looking at it, and no matter yet";
    /// No item rests on the reading.
    NotRestedOn = "whatif_not_rested_on": "没有一项依据这个口径", "no item rests on it";
    /// No item comes from the event.
    NotDrawnOn = "whatif_not_drawn_on": "没有一项出自它", "no item comes from it";
    /// All differ.
    AllDiffer = "whatif_all_differ": "–", "–";
    /// Before the first day of the value.
    StillEarlier { count: usize } = "whatif_still_earlier": "{count} 项的申报早于起始日", "{count} in calls before its first day";
    /// A condition does not hold either way.
    StillRefused { count: usize } = "whatif_still_refused": "{count} 项不符合条件", "{count} not eligible";
    /// Nothing is named, missed or gone.
    StillNothing { count: usize } = "whatif_still_nothing": "{count} 项没有对应金额或已错过申报", "{count} without an amount or missed";
    /// Not known.
    StillOpen { count: usize } = "whatif_still_open": "{count} 项待定", "{count} undetermined";
    /// Floor or ceiling decide.
    StillBounded { count: usize } = "whatif_still_bounded": "{count} 项由最低额、最高额决定", "{count} at a floor or ceiling";
    /// Caps or the better choice decide.
    StillLimited { count: usize } = "whatif_still_limited": "{count} 项由上限、不重复决定", "{count} decided by caps or the better choice";
    /// The same.
    StillSame { count: usize } = "whatif_still_same": "{count} 项算得相同", "{count} come to the same";
    /// What the changes do together.
    Together { alone: Difference, together: Difference } = "whatif_together":
        "各改动单独差额之和 {alone}，共同作用另有 {together}",
        "the differences by themselves come to {alone}, and together they make {together} besides";
    /// By clause and year.
    ByClause = "whatif_by_clause": "按条款和事实年度", "By clause and year of facts";
    /// The clause of a document.
    Clause { article: Arc<str> } = "whatif_clause": "{article}", "{article}";
    /// The clause of one of several documents.
    ClauseOf { document: Arc<str>, article: Arc<str> } = "whatif_clause_of": "{document} {article}", "{document} {article}";
    /// Money without a clause.
    NoClause = "whatif_no_clause": "不属于任何条款", "under no clause";
    /// The rows that do not differ.
    Rest = "whatif_rest": "其余不变", "the rest, unchanged";
    /// All rows.
    Sum = "whatif_sum": "合计", "Total";
    /// By field of technology.
    ByField = "whatif_by_field": "按技术领域", "By field of technology";
    /// Head: the field.
    FieldHead = "whatif_head_field": "领域", "Field";
    /// By scale.
    ByScale = "whatif_by_scale": "按规模", "By scale";
    /// Head: the scale.
    ScaleHead = "whatif_head_scale": "规模", "Scale";
    /// Nothing of it is on record.
    NotOnRecord = "whatif_not_on_record": "没有记录", "not on record";
    /// What may still be paid.
    ToPay = "whatif_to_pay": "仍可拨付（次年申报）和多付，按事实年度", "Still to be paid (in the call of the year after) and paid too much, by year of facts";
    /// The same where some lines are known in one arm only, and each arm has all of its own.
    ToPayOfEach = "whatif_to_pay_of_each":
        "仍可拨付（次年申报）和多付，按事实年度；各算本边已知的全部项，不只两边都已知的",
        "Still to be paid (in the call of the year after) and paid too much, by year of facts; each side with all items known there, not only those known in both";
    /// Head: paid too much as it is.
    OverpaidAsIs = "whatif_head_overpaid": "原多付", "Too much before";
    /// Head: paid too much as supposed.
    OverpaidAsSupposed = "whatif_head_overpaid_supposed": "试算多付", "Too much as supposed";
    /// Other readings.
    UnderReadings = "whatif_under": "口径未定的，换一种选项时两边各多少", "Under other options of undecided readings, in both arms";
    /// Head: the reading.
    ReadingHead = "whatif_head_reading": "口径", "Reading";
    /// Head: the option.
    OptionHead = "whatif_head_option": "选项", "Option";
    /// Head: how much more than under the readings in force.
    AgainstNow = "whatif_head_against_now": "比现口径", "Beyond now";
    /// Options that leave the difference as it is.
    SameUnder { count: Count } = "whatif_same_under": "另有 {count} 个选项下差额相同", "the difference is the same under {count}";
    /// How both arms come to a line.
    Tree { number: usize, who: Who } = "whatif_tree": "变动第 {number} 项　{who}", "Difference {number}  {who}";
    /// One of the arms.
    TreeOf { arm: Box<Phrase> } = "whatif_tree_of": "【{arm}】", "[{arm}]";
    /// An arm has no such item.
    NoItemHere = "whatif_no_item_here": "没有这个事项", "no such matter";
    /// What the difference is made of.
    Bridge = "whatif_bridge": "差额由什么构成", "What the difference is made of";
    /// The item by itself.
    OfAmount = "whatif_of_amount": "各项核算额", "the amounts by themselves";
    /// The matter is paid elsewhere.
    OfElsewhere = "whatif_of_elsewhere": "不重复", "counted elsewhere";
    /// Caps.
    OfCap = "whatif_of_cap": "上限", "caps";
    /// Another answer.
    OfAnswer = "whatif_of_answer": "条件的结论改变", "conditions that hold otherwise";
    /// New items.
    OfAppears = "whatif_of_appears": "新有的事项", "matters that appear";
    /// Items gone.
    OfVanishes = "whatif_of_vanishes": "不再有的事项", "matters that vanish";
    /// Other items of the same facts.
    OfRegrouped = "whatif_of_regrouped": "同样事实分作别的事项", "the same facts in other matters";
    /// Asked back.
    OfAskedBack = "whatif_of_asked_back": "因事故等收回", "asked back, as after an accident";
    /// Kept as it was approved.
    OfApproved = "whatif_of_approved": "已批准的保留", "kept as it was approved";
    /// What floors and ceilings did.
    Bounds { moves: Listed } = "whatif_bounds": "合计不成比例，因为：{moves}", "The total is not proportional: {moves}";
    /// Still at the floor.
    StillAtFloor { count: usize } = "whatif_still_at_floor": "仍在最低额 {count} 项", "{count} still at the floor";
    /// Still at the ceiling.
    StillAtCeiling { count: usize } = "whatif_still_at_ceiling": "仍在最高额 {count} 项", "{count} still at the ceiling";
    /// New at the floor.
    ToFloor { count: usize } = "whatif_to_floor": "落到最低额 {count} 项", "{count} down to the floor";
    /// Off the floor.
    OffFloor { count: usize } = "whatif_off_floor": "离开最低额 {count} 项", "{count} off the floor";
    /// New at the ceiling.
    ToCeiling { count: usize } = "whatif_to_ceiling": "升到最高额 {count} 项", "{count} up to the ceiling";
    /// Off the ceiling.
    OffCeiling { count: usize } = "whatif_off_ceiling": "离开最高额 {count} 项", "{count} off the ceiling";
    /// Caps take up the difference.
    TakenUp { count: usize } = "whatif_taken_up": "变动全被上限或不重复抵消 {count} 项", "{count} whose change caps or the better choice take up";
    /// The largest differences.
    Largest { shown: usize, all: usize } = "whatif_largest": "变动最大的 {shown} 项（共 {all} 项）", "The {shown} largest differences (of {all})";
    /// All differences.
    Everything { all: usize } = "whatif_everything": "变动的各项（{all} 项）", "What differs ({all})";
    /// How to see all.
    MoreLines { all: usize } = "whatif_more_lines": "--all 列出全部 {all} 项", "--all lists all {all}";
    /// To those who see pseudonyms: what stands for whom.
    Veiled = "whatif_veiled": "主体用化名表示：同一主体化名不变；要知道是哪一家，请有查看权限的人在搜索里查化名",
        "subjects stand under pseudonyms, each under the same one every time; whoever may read finds the subject by searching for its pseudonym";
    /// To those who see pseudonyms, where a fact was named or it was looked back.
    LinesWithheld = "whatif_lines_withheld": "方案指明了事件，或问的是以前所知：只给合计，不列各项，以免由此看出化名是哪一家",
        "the scenario names events, or asks what was known earlier: sums are given and no lines, because they would tell whose a pseudonym is";
    /// Head: whom.
    Whom = "whatif_head_whom": "主体", "Subject";
    /// Somebody.
    Subject { whose: Whose } = "whatif_subject": "{whose}", "{whose}";
    /// Several matters.
    Several { count: Count } = "whatif_several": "{count} 个事项", "{count}";
    /// The amount by itself.
    Amounts { base: Fen, supposed: Fen } = "whatif_amounts": "核算额 {base} → {supposed}", "amount {base} → {supposed}";
    /// The amount by itself, which is the floor as supposed.
    ToTheFloor { base: Fen, supposed: Fen } = "whatif_amounts_floor":
        "核算额 {base} → {supposed}（最低额）", "amount {base} → {supposed}, the floor";
    /// The amount by itself, which is the ceiling as supposed.
    ToTheCeiling { base: Fen, supposed: Fen } = "whatif_amounts_ceiling":
        "核算额 {base} → {supposed}（最高额）", "amount {base} → {supposed}, the ceiling";
    /// What is taken off as the matter is paid elsewhere.
    Elsewhere { base: Fen, supposed: Fen } = "whatif_elsewhere": "不重复减 {base} → {supposed}", "counted elsewhere {base} → {supposed}";
    /// What caps take.
    Cut { base: Fen, supposed: Fen } = "whatif_cut": "上限削减 {base} → {supposed}", "cut by caps {base} → {supposed}";
    /// Another answer.
    Answer { base: Box<Phrase>, supposed: Box<Phrase> } = "whatif_answer": "{base} → {supposed}", "{base} → {supposed}";
    /// It is new.
    Appears { outcome: Box<Phrase> } = "whatif_appears": "新有：{outcome}", "appears: {outcome}";
    /// It is gone.
    Vanishes { outcome: Box<Phrase> } = "whatif_vanishes": "不再有（原：{outcome}）", "vanishes (before: {outcome})";
    /// Other matters of the same facts.
    Regrouped { base: Count, supposed: usize } = "whatif_regrouped": "{base} 个事项 → {supposed} 个", "{base} → {supposed}";
    /// Asked back.
    AskedBack = "whatif_asked_back": "收回的不同", "asked back otherwise";
    /// Kept as it was approved.
    KeptAsApproved = "whatif_kept_as_approved": "已批准的保留", "kept as it was approved";
    /// A matter that was approved or paid and is none.
    NoMatter = "whatif_no_matter": "没有这个事项（只有已批、已拨）", "no such matter, only what was approved or paid";
    /// The supposed reading gives no value.
    ReadingGivesNone { measure: Bilingual } = "whatif_reading_none": "试算所设的口径没有给出{measure}", "the supposed reading leaves open: {measure}";
    /// What was held.
    Held = "whatif_held":
        "未作试算的　改动以外的批准、拨付、退回和追回照记录，已批准的不因改动而收回；其他事实、参数和口径不变；企业不因改动而改变申报",
        "Held as they are  all other approvals, payments, returns and recoveries as recorded, and what was approved keeps its place; all other \
         facts, parameters and readings; nobody applies otherwise because of the change";
    /// What was held where nothing that was decided counts.
    HeldAfresh = "whatif_held_afresh":
        "未作试算的　改动以外的事实、参数和口径不变；企业不因改动而改变申报",
        "Held as they are  all other facts, parameters and readings; nobody applies otherwise because of the change";
    /// Head: a value of a range.
    StepValue = "whatif_head_value": "取值", "Value";
    /// Head: more than at the value before.
    StepBy = "whatif_head_step": "比上一个", "Since the one before";
    /// Head: lines with more.
    StepMore = "whatif_head_more": "多得项", "More";
    /// Head: lines with less.
    StepLess = "whatif_head_less": "少得项", "Less";
    /// Head: lines that became known or unknown, in no sum.
    StepBeside = "whatif_head_beside": "待定变化", "Became known or open";
    /// How much was computed again.
    AskedAgain { asked: usize, all: usize } = "whatif_asked_again":
        "重新测算　{asked} 家，共 {all} 家；其余是改动触及不到的",
        "Computed again  {asked} of {all} subjects; the change cannot touch the others";
    /// All were computed again.
    AllAskedAgain { all: Count } = "whatif_all_asked_again": "重新测算　全部 {all} 家", "Computed again  all of {all}";
    /// How it is cited.
    Cited { digest: Arc<str> } = "whatif_cited": "方案摘要　{digest}", "Digest of the scenario  {digest}";
    /// The command.
    Again { command: Arc<str> } = "whatif_again": "复算　{command}", "Again  {command}";
}
