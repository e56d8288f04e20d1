//! A bundle checked: what holds, what does not, and where.

use crate::explain::Count;
use crate::explain::phrase::macros::phrases;
use crate::value::{Bilingual, Day, Fen, Position};
use std::sync::Arc;

phrases! {
    /// The outcome of checking a bundle, or a part of it.
    Bundled
    /// Everything holds.
    Holds { under: Bilingual, what: Bilingual, on: Day, known: Position, later: Bilingual } = "bundle_holds":
        "{under}底稿包成立：{what}　业务日 {on}，所知到 {known}{later}",
        "{under}the bundle holds: {what}  business day {on}, known up to {known}{later}";
    /// Everything that was compared holds, and texts were not, because another version of the program wrote them.
    ValuesHold { under: Bilingual, wrote: Arc<str>, what: Bilingual, on: Day, known: Position, later: Bilingual } = "bundle_values_hold":
        "{under}只比较了值：签名、事件和金额成立，说明文字没有比较（由 {wrote} 版程序写出）：{what}　业务日 {on}，所知到 {known}{later}",
        "{under}only values were compared: signature, events and amounts hold, texts were not compared (version {wrote} wrote them): \
         {what}  business day {on}, known up to {known}{later}";
    /// The ledger had more than was asked, when it was signed; a part of a sentence.
    SignedLater { size: Position } = "bundle_signed_later":
        "；签出时账本已到 {size}", "; the ledger had come to {size} when it was signed";
    /// Something differs.
    Fails { under: Bilingual, count: Count } = "bundle_fails":
        "{under}底稿包不成立：{count} 处不符", "{under}the bundle does not hold: {count}";
    /// What is signed holds, and the answer was not computed again.
    NotRecomputed { under: Bilingual } = "bundle_not_recomputed":
        "{under}签名和事件成立，但这个版本没有重新算出金额",
        "{under}signature and events hold, but this version did not compute the amounts again";
    /// Who signed.
    Signed { key: Arc<str>, ledger: Arc<str>, size: Position } = "bundle_signed":
        "签名　密钥 {key} 签名有效：账本 {ledger}，到 {size}",
        "signature  key {key} signed it: the ledger {ledger}, up to {size}";
    /// The checkpoint beside it is not to be believed.
    SignedNot { key: Arc<str> } = "bundle_signed_not":
        "签名　密钥 {key} 签了声明书，但检查点不符", "signature  key {key} signed the attestation, but the checkpoint differs";
    /// Every file is as signed.
    Files { count: Count } = "bundle_files": "文件　{count} 个，摘要与所签的一致", "files  {count}, each as it was signed";
    /// Some are not.
    FilesNot = "bundle_files_not": "文件　与所签的不一致", "files  not as they were signed";
    /// Every event leads to the root.
    Events { count: Count } = "bundle_events":
        "事件　{count} 个，都在所签的账本根之下", "events  {count}, each leads to the signed root";
    /// Some do not.
    EventsNot = "bundle_events_not": "事件　与所签的账本根不符", "events  not those under the signed root";
    /// The selection is whole.
    Selection = "bundle_selection":
        "选取　账本声明没有别的有关事件，包里的与声明书一致",
        "selection  the ledger states that there are no others, and these agree with the attestation";
    /// It is not.
    SelectionNot = "bundle_selection_not": "选取　与声明书不符", "selection  not as stated";
    /// The answer follows from the events.
    Recomputed = "bundle_recomputed":
        "重算　由事件重新算出的与包里的一致", "computed again  from the events, and the same as in the bundle";
    /// It does not.
    RecomputedNot = "bundle_recomputed_not":
        "重算　由事件重新算出的与包里的不一致", "computed again  from the events, and not the same as in the bundle";
    /// A check that rests on one that failed.
    EventsUnmade = "bundle_events_unmade": "事件　没有核对", "events  not checked";
    /// A check that rests on one that failed.
    SelectionUnmade = "bundle_selection_unmade": "选取　没有核对", "selection  not checked";
    /// A check that rests on one that failed.
    RecomputedUnmade = "bundle_recomputed_unmade": "重算　没有进行", "computed again  not done";
    /// A payment and who received it; a part of a sentence.
    OfPayment { number: Arc<str>, who: Arc<str> } = "bundle_of_payment": "付款 {number}，付给 {who}", "payment {number} to {who}";
    /// A subject; a part of a sentence.
    OfSubject { who: Arc<str> } = "bundle_of_subject": "主体 {who}", "subject {who}";
    /// The payment it is about.
    Paid { day: Day, amount: Fen } = "bundle_paid": "本笔付款　{day} 拨付 ¥{amount}", "this payment  ¥{amount} on {day}";
    /// The payment it is about, which came back.
    PaidBack { day: Day, amount: Fen, back: Day } = "bundle_paid_back":
        "本笔付款　{day} 拨付 ¥{amount}，{back} 已退回", "this payment  ¥{amount} on {day}, bounced on {back}";
    /// An amount that agrees.
    Amount { grant: Arc<str>, matter: Arc<str>, figure: Bilingual, computed: Fen } = "bundle_amount":
        "{grant} {matter}　{figure} 重新算得 ¥{computed} = 底稿 ¥{computed}",
        "{grant} {matter}  {figure}: computed again ¥{computed} = in the bundle ¥{computed}";
    /// One that cannot be computed, and the bundle says so too.
    AmountOpen { grant: Arc<str>, matter: Arc<str>, figure: Bilingual } = "bundle_amount_open":
        "{grant} {matter}　{figure} 待定：现在不能计算，不等于零；底稿也写待定",
        "{grant} {matter}  {figure}: undetermined, it cannot be computed now, which is not zero; the bundle says so too";
    /// One that does not agree.
    AmountNot { grant: Arc<str>, matter: Arc<str>, figure: Bilingual, computed: Bilingual, packaged: Bilingual }
        = "bundle_amount_not":
        "{grant} {matter}　{figure} 重新算得 {computed} ≠ 底稿 {packaged}",
        "{grant} {matter}  {figure}: computed again {computed} ≠ in the bundle {packaged}";
    /// A file was changed.
    FileAltered { name: Arc<str> } = "bundle_file_altered":
        "{name} 不是所签的文件：签名之后被改动", "{name} is not the file that was signed: it was changed since";
    /// A file was taken away.
    FileMissing { name: Arc<str> } = "bundle_file_missing": "缺少 {name}", "{name} is missing";
    /// A file was added.
    FileExtra { name: Arc<str> } = "bundle_file_extra": "多出 {name}，没有签名", "{name} was added; nobody signed it";
    /// A file is not in its form.
    FileUnreadable { name: Arc<str>, why: Bilingual } = "bundle_file_unreadable":
        "{name} 读不出：{why}", "{name} cannot be read: {why}";
    /// The checkpoint is another's or nobody's.
    Checkpoint { what: Bilingual } = "bundle_checkpoint": "checkpoint.note：{what}", "checkpoint.note: {what}";
    /// It is of another time.
    OtherCheckpoint { size: Position } = "bundle_other_checkpoint":
        "checkpoint.note 是另一个检查点（到 {size}），不是声明书所依据的",
        "checkpoint.note is another checkpoint, up to {size}, than the one the attestation names";
    /// An event is not under the root.
    EventUnproved { position: Position } = "bundle_event_unproved":
        "事件 {position} 算不到所签的账本根：内容、类型或标签被改动",
        "event {position} does not lead to the signed root: its content, type or tags were changed";
    /// An event is told under another name.
    EventMisnamed { position: Position } = "bundle_event_misnamed":
        "事件 {position} 的编号或类型与 proof.json 所写的不同", "event {position} has another id or type than proof.json says";
    /// An event is gone.
    EventMissing { position: Position } = "bundle_event_missing":
        "events.jsonl 缺少事件 {position}", "event {position} is missing from events.jsonl";
    /// An event is too many.
    EventExtra { line: u64 } = "bundle_event_extra":
        "events.jsonl 第 {line} 行不是这个包的事件", "line {line} of events.jsonl is no event of this bundle";
    /// Two changed places.
    EventMoved { position: Position, line: u64 } = "bundle_event_moved":
        "事件 {position} 不在它的位置，而在 events.jsonl 第 {line} 行",
        "event {position} is out of its place, on line {line} of events.jsonl";
    /// An earlier root is not one.
    EarlierRoot { size: Position } = "bundle_earlier_root":
        "到 {size} 的账本根与所签的账本根连不上", "the root up to {size} does not lead to the signed one";
    /// The proofs are of something else than what was signed.
    OtherRoot { ledger: Arc<str>, size: Position } = "bundle_other_root":
        "proof.json 说的不是所签的账本根，而是账本 {ledger} 到 {size} 的",
        "proof.json is of another root than the one that was signed: of the ledger {ledger}, up to {size}";
    /// The question goes beyond what was signed.
    KnownBeyond { known: Position, size: Position } = "bundle_known_beyond":
        "问题的所知到 {known}，所签的账本只到 {size}",
        "the question knows up to {known}, and the signed ledger ends at {size}";
    /// What was selected is not what the events give.
    Selected { facet: Arc<str> } = "bundle_selected":
        "选取“{facet}”与包里的事件不符", "the selection “{facet}” is not what the events give";
    /// The same, with an event.
    SelectedAt { facet: Arc<str>, position: Position } = "bundle_selected_at":
        "选取“{facet}”与包里的事件不符，见事件 {position}",
        "the selection “{facet}” is not what the events give: see event {position}";
    /// A value of a file differs.
    Value { name: Arc<str>, path: Arc<str>, packaged: Arc<str>, computed: Arc<str> } = "bundle_value":
        "{name} 的 {path}：写的是“{packaged}”，重新算得“{computed}”",
        "{path} of {name} says “{packaged}”; computed again it is “{computed}”";
    /// A line of a file differs.
    Line { name: Arc<str>, line: u64, packaged: Arc<str>, computed: Arc<str> } = "bundle_line":
        "{name} 第 {line} 行：写的是“{packaged}”，由事件应为“{computed}”",
        "line {line} of {name} says “{packaged}”; from the events it is “{computed}”";
    /// The same values are written in another way.
    FileBytes { name: Arc<str> } = "bundle_file_bytes":
        "{name} 的值相同，字节却不是由事件得出的：有重复的字段，或者另有写法",
        "{name} has the same values in other bytes than those that follow: a field stands twice, or it is written otherwise";
    /// No bundle has such a file.
    FileForeign { name: Arc<str> } = "bundle_file_foreign":
        "{name} 不属于底稿包：由事件得不出这个文件", "{name} does not belong to a bundle: it does not follow from the events";
    /// A file that follows is not there.
    NotPacked { name: Arc<str> } = "bundle_not_packed":
        "由事件还应有 {name}，包里没有", "{name} follows from the events and is not in the bundle";
    /// The events give no answer.
    NoAnswer { why: Bilingual } = "bundle_no_answer": "由事件得不出答案：{why}", "the events give no answer: {why}";
    /// There is more.
    More { name: Arc<str>, count: Count } = "bundle_more":
        "{name} 另有 {count} 处同类不符", "{count} more of this kind in {name}";
    /// Another version wrote it.
    OtherVersion { wrote: Arc<str>, own: Arc<str> } = "bundle_other_version":
        "由 {wrote} 版程序写出，现以 {own} 版核对：只比较两版都有的值",
        "version {wrote} of the program wrote it, version {own} checks it: only values that both have are compared";
    /// Something this version does not say.
    Gone { name: Arc<str>, path: Arc<str> } = "bundle_gone": "{name} 的 {path} 这个版本没有", "this version has no {path} in {name}";
    /// A file that this version does not write.
    GoneFile { name: Arc<str> } = "bundle_gone_file": "{name} 这个版本不写，没有比较", "this version does not write {name}; it was not compared";
    /// Something only this version says.
    New { name: Arc<str>, path: Arc<str> } = "bundle_new": "{name} 的 {path} 是这个版本才有的", "only this version has {path} in {name}";
    /// A file that only this version writes.
    NewFile { name: Arc<str> } = "bundle_new_file": "{name} 是这个版本才有的", "only this version writes {name}";
    /// Words that changed.
    Reworded { name: Arc<str> } = "bundle_reworded": "{name} 的写法与这个版本不同，未逐字比较", "this version words {name} otherwise; it was not compared word by word";
    /// This version asks for more.
    AsksMore { why: Bilingual } = "bundle_asks_more": "没有重新计算：{why}", "not computed again: {why}";
}
