//! Pages in a browser: what stands around an answer, the first page, what was searched for, and events by themselves.

use crate::explain::phrase::macros::phrases;
use crate::explain::{Count, Who};
use crate::policy::ParamValue;
use crate::position::FactRef;
use crate::value::{Bilingual, Day, Fen, Position, Uscc};
use std::sync::Arc;

phrases! {
    /// A word of a page.
    Paged
    /// The name of the program.
    Brand = "brand": "企账", "Qizhang";
    /// Goes past what every page begins with.
    Skip = "skip": "跳到正文", "Skip to the answer";
    /// The parts of the site.
    Parts = "parts": "栏目", "Parts";
    /// The first page.
    Start = "start": "概况", "Overview";
    /// Findings.
    Findings = "nav_findings": "疑点", "Findings";
    /// What lapses.
    Lapses = "nav_lapses": "到期", "Lapses";
    /// Registers.
    Registers = "nav_registers": "台账", "Registers";
    /// Documents.
    Policies = "nav_policies": "文件", "Documents";
    /// Readings.
    Readings = "nav_readings": "口径", "Readings";
    /// Events.
    Events = "nav_events": "事件", "Events";
    /// Types.
    Types = "nav_types": "事件类型", "Event types";
    /// What-ifs.
    WhatIf = "nav_whatif": "试算", "What if";
    /// What the search takes.
    SearchFor = "search_for": "名称、统一社会信用代码、付款或文书编号", "Name, code, number of a payment or document";
    /// Searches.
    Search = "search": "查找", "Search";
    /// The two times of every answer.
    Horizon { on: Day, known: Bilingual } = "horizon": "业务截至 {on} · 按 {known} 所知", "as of {on} · as known at {known}";
    /// All that was recorded.
    AllUpTo { known: Position } = "all_up_to": "全部记录（到 {known}）", "everything recorded (up to {known})";
    /// Part of what was recorded.
    UpTo { known: Position } = "up_to": "{known}", "{known}";
    /// The business day, as a field.
    OnField = "on_field": "业务截至", "Business day";
    /// The knowledge, as a field.
    KnownField = "known_field": "按何时所知", "As known at";
    /// What the field of the knowledge takes.
    KnownHint = "known_hint": "空为全部；日期、时刻或序号", "empty for all; a day, a moment or a position";
    /// Asks again at other times.
    Ask = "ask": "查看", "Show";
    /// Today, with everything known.
    Today = "today": "今天", "Today";
    /// The day of the payment, as known then.
    PaymentDay = "payment_day": "付款当日", "Day of the payment";
    /// Readings flipped for this page.
    Flipped { reads: Arc<str> } = "flipped": "本页改了口径：{reads}", "Readings flipped for this page: {reads}";
    /// The command that gives the same answer.
    SameCommand = "same_command": "给出同样回答的命令", "The command that gives the same answer";
    /// Takes the command to the clipboard.
    CopyCommand = "copy_command": "复制命令", "Copy the command";
    /// It is there.
    Copied = "copied": "已复制", "Copied";
    /// A browser that lets no page write there: the command is marked.
    Marked = "marked": "已选中，请按 Ctrl+C", "Marked: press Ctrl+C";
    /// The list of keys.
    Keys = "keys": "键盘", "Keys";
    /// How they are pressed.
    KeysHow = "keys_how": "与 Alt 同按；浏览器自己要用时与 Alt+Shift 同按（macOS 为 Control+Option）：", "Together with Alt, or with Alt+Shift where the browser wants the key itself (on macOS with Control+Option):";
    /// The same answer for programs.
    AsJson = "as_json": "同一回答的 JSON", "The same answer as JSON";
    /// The same answer as a workbook.
    AsWorkbook = "as_workbook": "Excel 工作簿（xlsx）", "As a workbook (xlsx)";
    /// The page in the other language; each word is in that language.
    OtherLanguage = "other_language": "English", "中文";
    /// Where the ledger lies and how far it goes.
    OfLedger { ledger: Arc<str>, head: Position } = "of_ledger": "账本 {ledger}，到 {head}", "ledger {ledger}, up to {head}";
    /// Nothing is written from here.
    ReadOnly = "read_only": "只读", "read only";
    /// From a type to its form.
    RecordOne = "way_record_one": "录入一条", "Record one";
    /// From an enterprise to what may be recorded about it.
    RecordOf = "way_record_of": "为它录入", "Record something about it";
    /// The statement of account.
    Statement = "way_statement": "对账单", "Statement";
    /// The file of the subject.
    BackToFile = "way_file": "一企一档", "File of the subject";
    /// The event of what the page is about.
    ItsEvent = "way_event": "付款事件", "Event of the payment";
    /// A payment that a finding rests on.
    LeadsToPayment { number: Arc<str> } = "way_payment": "付款 {number}", "Payment {number}";
    /// Why a clause gives what it gives.
    LeadsToClause { name: Arc<str> } = "way_clause": "{name}为什么给、为什么不给", "Why {name} gives what it gives";
    /// The same of somebody, where several are meant.
    LeadsToClauseOf { who: Who, name: Arc<str> } = "way_clause_of":
        "{who}：{name}为什么给、为什么不给",
        "{who}: why {name} gives what it gives";
    /// The events that name the subject.
    EventsOfSubject = "way_events": "有关的全部事件", "All events that name it";
    /// What was found about it.
    FindingsOfSubject = "way_findings": "有关的疑点", "Findings about it";
    /// Every item whole.
    Whole = "way_whole": "每一项的完整依据", "The whole tree of every item";
    /// What is settled as well.
    SettledToo = "way_settled": "连同已处理的", "With those that are settled";
    /// The code of a refusal.
    CodeOf { code: Arc<str> } = "code_of": "错误代码 {code}", "error code {code}";
    /// Why.
    Because = "because": "原因", "Because";
    /// What to do.
    Remedy = "remedy_head": "办法", "Remedy";
    /// What was not found is there at other times.
    ItIsThere = "it_is_there": "它在别的时点有：到那里看", "It is there at other times: go there";
    /// A way on.
    BackToStart = "back_to_start": "回到概况", "Back to the overview";

    /// What is in a ledger.
    Overview { on: Day } = "overview": "账本概况　业务日 {on}", "The ledger  business day {on}";
    /// How many events, and when the last was recorded.
    Recorded { count: Count, last: Position, moment: Arc<str> } = "overview_events":
        "事件 {count} 个，最近一个 {last} 记于 {moment}",
        "{count}, the last one {last} recorded {moment}";
    /// How many subjects.
    Subjects { count: Count } = "overview_subjects": "主体 {count} 家", "{count}";
    /// What is in force.
    InForce = "in_force": "现行文件", "Documents in force";
    /// The number of a document.
    Document = "head_document": "文号", "Document";
    /// The policy.
    Policy = "head_policy": "政策", "Policy";
    /// What needs attention.
    Attention = "attention": "待处理的疑点", "Findings that are open";
    /// How grave.
    Severity = "head_severity": "程度", "Severity";
    /// How many.
    Number = "head_number": "数量", "Number";
    /// Nothing was found.
    NothingOpen = "nothing_open": "没有待处理的疑点", "no finding is open";
    /// What lapses in so many days.
    LapsesIn { days: Count } = "lapses_in": "{days} 天内到期", "What lapses within {days}";
    /// Nothing lapses.
    NothingLapses = "nothing_lapses_soon": "没有", "nothing";
    /// Some of them are listed.
    AndMore { count: usize } = "and_more": "另有 {count} 项，见“到期”", "{count} more, see “Lapses”";

    /// What was searched for.
    Found { words: Arc<str>, count: Count } = "found": "查找“{words}”　{count} 项", "Search for “{words}”  {count}";
    /// Only the first of them are listed.
    FirstOf { shown: usize } = "first_of": "只列出前 {shown} 项，请多写几个字", "only the first {shown} are listed; give more of the name";
    /// No document is in force.
    NoneInForce = "none_in_force": "这一天没有文件有效", "no document is in force on this day";
    /// None is any more.
    NoneInForceSince { day: Day } = "none_in_force_since": "这一天没有文件有效，最后一个到 {day} 为止", "no document is in force on this day; the last one ended on {day}";
    /// Events are not narrowed to a business day.
    AnyDay = "any_day": "事件按记录先后列出，不受业务日限制", "events stand in the order of recording, whatever the business day";
    /// Nothing was found.
    NoneFound { words: Arc<str> } = "none_found": "查找“{words}”　没有", "Search for “{words}”  nothing";
    /// What is nearest.
    Nearest = "nearest": "最接近的", "The nearest";
    /// What can be searched for.
    SearchHint = "search_hint":
        "可按名称（或其中几个字）、统一社会信用代码、付款编号、批准文号、申请编号、证书等文书编号查找",
        "search by name or a part of it, unified social credit code, or the number of a payment, an approval, an application, a certificate or another document";
    /// What a hit is.
    Kind = "head_kind": "类别", "Kind";
    /// A subject.
    SubjectKind = "kind_subject": "主体", "subject";
    /// A payment.
    PaymentKind = "kind_payment": "付款", "payment";
    /// A former name.
    FormerName { name: Arc<str> } = "former_name": "曾用名 {name}", "formerly {name}";
    /// A hit.
    Hit = "head_hit": "名称或编号", "Name or number";
    /// More about it.
    About = "head_about": "说明", "About";
    /// A code.
    Coded { code: Uscc } = "coded": "{code}", "{code}";
    /// A text.
    Text { text: Arc<str> } = "paged_text": "{text}", "{text}";

    /// The log.
    Log { known: Position } = "log_title": "事件　到 {known}，新的在前", "Events  up to {known}, the newest first";
    /// No event.
    NoEvents = "no_events": "没有符合的事件", "no event fits";
    /// A place.
    Place = "head_place": "序号", "Position";
    /// A type.
    Type = "head_type": "类型", "Type";
    /// When it was recorded.
    RecordedAt = "head_recorded_at": "记录时刻", "Recorded at";
    /// By whom.
    RecordedBy = "head_recorded_by": "记录人", "Recorded by";
    /// Older ones.
    Older = "older": "更早的", "Older";
    /// The newest.
    Newest = "newest": "最新的", "The newest";
    /// Which rows of a table are shown.
    RowsShown { first: usize, last: usize, all: usize } = "rows_shown": "第 {first}–{last} 行，共 {all} 行", "rows {first}–{last} of {all}";
    /// The rows before those that are shown.
    RowsBefore = "rows_before": "上一页", "Earlier rows";
    /// The rows behind them.
    RowsAfter = "rows_after": "下一页", "Later rows";
    /// Every row on one page.
    AllRows { all: usize } = "rows_all": "全部 {all} 行", "All {all} rows";
    /// A table that is shown whole, in parts again.
    InParts { all: usize } = "rows_in_parts": "共 {all} 行，分页显示", "{all} rows: show them in parts";
    /// A subject, as a field.
    OfSubject = "of_subject": "主体（代码或名称）", "Subject (code or name)";
    /// A type, as a field.
    OfType = "of_type": "类型", "Type";
    /// A tag, as a field.
    OfTag = "of_tag": "标签（如 payment:P-2026-0001）", "Tag (as payment:P-2026-0001)";
    /// The first day on which it happened, as a field.
    HappenedSince = "happened_since": "业务日从", "Happened since";
    /// The last one.
    HappenedUntil = "happened_until": "业务日到", "Happened until";
    /// Each event with everything it says.
    Unfold = "unfold_all": "全部展开（每页 20 个）", "Unfold all (20 a page)";
    /// One line each.
    Fold = "fold_all": "收起", "One line each";

    /// One event.
    Event { place: Position, title: Bilingual } = "event_title": "事件 {place}　{title}", "Event {place}  {title}";
    /// What the ledger keeps of any event.
    Envelope = "envelope": "记录", "Record";
    /// What it says.
    Body = "body": "内容", "Content";
    /// A field.
    Field = "head_field": "字段", "Field";
    /// Its value.
    Value = "head_value": "值", "Value";
    /// An id.
    Id = "event_id": "事件编号", "event id";
    /// A type and its version.
    TypeVersion { name: Arc<str>, version: usize } = "type_version": "{name}　第 {version} 版", "{name}, version {version}";
    /// The business day.
    OccurredOn = "occurred_on": "发生日", "business day";
    /// A remark.
    Note = "note": "备注", "remark";
    /// The labels.
    Tags = "tags": "标签", "tags";
    /// What a correction changes.
    Corrected = "corrected_fields": "更正前后", "Before and after";
    /// Before it.
    Before = "head_before": "更正前", "Before";
    /// After it.
    After = "head_after": "更正后", "After";
    /// Documents that came with it.
    Evidence = "evidence_of_event": "证明材料", "Documents";
    /// A document.
    EvidenceTitle = "head_evidence": "材料", "Document";
    /// Its digest.
    Digest = "head_digest": "SHA-256", "SHA-256";
    /// Where it is kept.
    KeptAt = "head_kept_at": "存放", "Kept at";
    /// What corrects it or takes it back.
    SpokenOf = "spoken_of": "更正或撤回它的事件", "Events that correct it or take it back";
    /// Events.
    Places { facts: Vec<FactRef> } = "paged_facts": "{facts}", "{facts}";
    /// A field that pages do not show.
    Personal = "personal": "个人信息，不在页面上显示", "personal, not shown on pages";
    /// So many rows, told below.
    RowsBelow { count: Count } = "rows_below": "{count} 行，见下表", "{count}, see the table below";

    /// The catalogue.
    Catalogue { count: Count } = "catalogue": "事件类型　{count} 种", "Event types  {count}";
    /// A name.
    Name = "head_type_name": "名称", "Name";
    /// A version.
    Version = "head_version": "版本", "Version";
    /// What it is called.
    Title = "head_title": "称为", "Called";
    /// The clauses it serves.
    Serves = "head_serves": "相关条款", "Clauses";
    /// The fields.
    Fields = "fields": "字段（* 为必填）", "Fields (* must be given)";
    /// What it may hold.
    Holds = "head_may_hold": "可填", "May hold";
    /// An example.
    Example = "example": "示例", "Example";
    /// Its events.
    EventsOfType = "events_of_type": "这种类型的事件", "Events of this type";

    /// The parameters of a document.
    Parameters { document: Arc<str>, on: Day } = "parameters_of": "参数　{document}，{on} 的值", "Parameters  {document}, values on {on}";
    /// It is not in force on the day asked about.
    NotInForce { on: Day, first: Day, last: Day } = "not_in_force": "{on} 不在本文件的有效期（{first} 至 {last}）内，下面是若适用时的值", "the document is not in force on {on}, but from {first} to {last}: these are the values it would have";
    /// It has none.
    NoParameters = "no_parameters": "没有参数", "it has none";
    /// The path of a parameter.
    ParameterPath = "head_parameter": "参数路径", "Parameter";
    /// Its value.
    ValueNow = "head_value_now": "值", "Value";
    /// Since when.
    ValueSince = "head_value_since": "自", "Since";
    /// The values before and after.
    OtherValues = "head_other_values": "以前和以后", "Before and after";
    /// A value.
    ValueOf { value: ParamValue } = "value_of": "{value}", "{value}";
    /// A value and its first day.
    ValueFrom { value: ParamValue, from: Day } = "value_from": "{from} 起 {value}", "{value} from {from}";
    /// The first day of a value, and whose day that is.
    SinceBy { from: Day, by: Bilingual } = "since_by": "{from}（{by}）", "{from} ({by})";
    /// A value, and the first day of the fact or of the application it is for.
    ValueFromBy { value: ParamValue, from: Day, by: Bilingual } = "value_from_by":
        "{by}在 {from} 及以后的 {value}",
        "{value} where {by} is {from} or later";
    /// The list of parameters.
    ParametersWay = "way_parameters": "全部参数和现值", "All parameters and their values";
    /// The list of readings.
    ReadingsWay = "way_readings": "全部口径和选项", "All readings and their options";
    /// What was due and never paid.
    NeverPaid = "nav_never_paid": "应享未享", "Never paid";
    /// The plan of a call.
    Plan = "nav_plan": "兑现方案", "Plan";
    /// The year of a call, as a field.
    CallYear = "call_year": "申报年度", "Year of the call";
    /// One subject alone, as a field.
    OnlySubject = "only_subject": "只看一个主体（代码或名称）", "Of one subject (code or name)";
    /// The notice for the enterprise.
    TakeBundle = "way_bundle": "底稿包（zip），带走核对", "Bundle (zip), to be checked elsewhere";
    Notice = "way_notice": "给企业的告知单", "Notice for the enterprise";
    /// The links to it.
    LinksWay = "way_links": "发查阅链接给企业", "Hand a link to the enterprise";

    /// Facts of every type.
    AllKinds = "all_kinds": "全部", "All";
    /// The tables of a page.
    OnThisPage = "on_this_page": "本页", "On this page";
    /// The form of the two times.
    BothTimes = "both_times": "两个时间", "Both times";
    /// A table as a picture, to whoever hears it.
    AsPicture = "as_picture": "（图）", " (picture)";
    /// A cap that is used up.
    CapUsedUp = "cap_used_up": "■ 已用完", "■ used up";
    /// A cap of which something is left.
    CapLeft = "cap_left": "◧ 有余额", "◧ some left";
    /// A cap of which nothing is used.
    CapUnused = "cap_unused": "□ 未用", "□ unused";
    /// Used, of how much, and what is left.
    CapFigures { used: Fen, cap: Fen, left: Fen } = "cap_figures": "已用 {used} / {cap}，余 {left}", "{used} of {cap} used, {left} left";
    /// The bars of a time axis.
    AxisLegend { on: Day } = "axis_legend":
        "■ 有效　□ 已结束或到期　┄ 尚未开始　│ 业务日 {on}　◀ ▶ 图外还有；日期见下表",
        "■ holds  □ over  ┄ not yet begun  │ business day {on}  ◀ ▶ goes on beyond the picture; the days stand in the table below";
    /// The bars of a difference.
    BarsLegend = "bars_legend": "■ 增加　□ 减少；数字与下表相同", "■ more  □ less; the figures are those of the table below";
    /// The root of the ledger at a place.
    RootAt { root: Arc<str>, known: Position } = "root_at": "账本根 {root} @ {known}", "ledger root {root} @ {known}";

    /// The form of a scenario.
    Scenario = "scenario": "改什么", "What is otherwise";
    /// A parameter.
    SetField = "set_field": "参数路径 = 值", "Parameter path = value";
    /// What it takes.
    SetHint = "set_hint": "如 路径=15%；路径后写 @日期 为从那一日起", "as PATH=15%; @DAY after the path gives the day it begins";
    /// A reading.
    ReadField = "read_field": "口径 = 选项", "Reading = option";
    /// A word that is understood by whoever reads readings.
    ReadHint = "read_hint": "编号和选项见“口径”", "ids and options are under “Readings”";
    /// Events that are left out.
    DropField = "drop_field": "去掉的事件", "Events left out";
    /// What it takes.
    DropHint = "drop_hint": "序号、编号，或 type=类型,from=日期,字段=值", "a position, an id, or type=TYPE,from=DAY,FIELD=VALUE";
    /// The largest differences with both trees.
    WhyBox = "why_box": "变动最大的一项，两边各怎样算出", "how both sides come to the largest difference";
    /// The difference under other readings.
    UnderBox = "under_box": "口径未定的，每个选项下的差额（较慢）", "the difference under every option of undecided readings (slower)";
    /// A range of values.
    SweepField = "sweep_field": "一段取值", "A range of values";
    /// What it takes.
    SweepHint = "sweep_hint": "路径=5%..20%/1%：每个值算一遍，一行合计；不列各项", "PATH=5%..20%/1%: run once for each value, a line of sums each; nothing is listed";
    /// What is known.
    OnlyKnownField = "only_known_field": "只知道到哪里", "Known only up to";
    /// What it takes.
    OnlyKnownHint = "only_known_hint": "试算一边只用到这一日或这一序号为止记入的事件", "the supposed side knows only what was recorded up to this day or position";
    /// As if nothing had been decided.
    AfreshBox = "afresh_box": "两边都撇开已作的批准、拨付、退回和追回", "leave out approvals, payments, returns and clawbacks on both sides";
    /// It goes on.
    StillRunning { done: usize, of: Arc<str> } = "still_running": "还在算：已算 {done} 遍，共 {of} 遍。再看一次会接着等；一分钟没有人看就停下。", "Still running: {done} of {of} runs are done. Look again to wait on; it stops when nobody looks for a minute.";
    /// It was stopped.
    RunStopped { runs: usize } = "run_stopped": "已停下，算了 {runs} 遍，没有结果。", "It was stopped after {runs} runs and has no answer.";
    /// Waits on.
    LookAgain = "look_again": "再看一次", "Look again";
    /// Begins anew.
    RunAgain = "run_again": "重新算", "Run it again";
    /// Stops it.
    StopRunning = "stop_running": "停下", "Stop";
    /// Runs it.
    Run = "run": "试算", "Run";
    /// Nothing is otherwise yet.
    NothingSupposed = "nothing_supposed": "填一个参数或口径，与现行的相比；不写入账本", "Give a parameter or a reading, to be held against what is in force; nothing is recorded";
}
