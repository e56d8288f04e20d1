//! Remarks about a declaration that keeps to the profile.

use super::refusal::body;
use super::told::{Complaint, Words, listed, words};
use crate::event::{Barring, Lint, Linted};
use crate::value::Bilingual;

impl Complaint {
    /// A remark about a declaration in words.
    pub fn of_lint(linted: &Linted) -> Self {
        let place = &linted.place;
        let path = if place.path.is_empty() { String::new() } else { format!("{} ", place.path) };
        let (line, column) = (place.line, place.column);
        let [zh, en] =
            if linted.lint.is_fault() { ["有误", "is faulty"] } else { ["值得再看", "is worth a second look"] };
        let what = Bilingual::new(
            &format!("类型声明{zh}：{path}（第 {line} 行第 {column} 列）。"),
            &format!("The declaration {en}: {path}(line {line}, column {column})."),
        );
        said(&linted.lint).complain(linted.lint.code(), what)
    }
}

/// Cause and way out of a remark.
fn said(lint: &Lint) -> Words {
    match lint {
        Lint::FewExamples
        | Lint::NoSmallestExample { .. }
        | Lint::NoFullExample { .. }
        | Lint::ExampleRefused { .. }
        | Lint::NoRefusedExample
        | Lint::RefusedAccepted { .. }
        | Lint::RefusedOtherwise { .. } => examples(lint),
        Lint::TitleNotName { .. }
        | Lint::Misplaced { .. }
        | Lint::ReleasedChanged
        | Lint::ReleasedGone { .. }
        | Lint::NoDescription => file(lint),
        Lint::LabelRepeated { .. } | Lint::LabelNotChinese | Lint::LabelNotEnglish | Lint::Placeholder => labels(lint),
        Lint::NoTags
        | Lint::CodeWithoutTag
        | Lint::NoNaturalKey
        | Lint::LooksPersonal
        | Lint::PublicLooksPersonal
        | Lint::CountWithoutUnit
        | Lint::TextWithoutBound
        | Lint::NeverHolds => fields(lint),
        Lint::NotRead { .. }
        | Lint::WordGone { .. }
        | Lint::BoundsNarrowed { .. }
        | Lint::PartMayNotFit { .. }
        | Lint::UnitChanged { .. } => lost(lint),
        Lint::DeprecatedFromStart
        | Lint::DeprecationEnds
        | Lint::SuccessorUnknown { .. }
        | Lint::SuccessorDeprecated { .. } => deprecated(lint),
        Lint::TwoSources { .. }
        | Lint::ConstantHasSource { .. }
        | Lint::TagsAdded { .. }
        | Lint::TagsGone
        | Lint::KeyChanged
        | Lint::DayChanged => versions(lint),
    }
}

fn examples(lint: &Lint) -> Words {
    match lint {
        Lint::NoSmallestExample { extra } => words(
            ("没有一个例子只给必填字段。", "No example gives the required fields and nothing else."),
            (
                &format!("写一个最小的例子：去掉 {}。", listed(extra, "、")),
                &format!("Write a smallest one: leave out {}.", listed(extra, ", ")),
            ),
        ),
        Lint::NoFullExample { missing } => words(
            ("没有一个例子给出全部字段。", "No example gives every field."),
            (
                &format!("写一个完整的例子：补上 {}。", listed(missing, "、")),
                &format!("Write a full one: add {}.", listed(missing, ", ")),
            ),
        ),
        Lint::ExampleRefused { refusal } => {
            let inner = body(&refusal.fault);
            words(
                (
                    &format!("账本不会收下这个例子（{}）：{}", refusal.fault.code(), inner.why.zh),
                    &format!("The ledger would not admit this example ({}): {}", refusal.fault.code(), inner.why.en),
                ),
                (
                    &format!("改例子，或改字段的约定。{}", inner.remedy.zh),
                    &format!("Mend the example or the field. {}", inner.remedy.en),
                ),
            )
        }
        Lint::NoRefusedExample => words(
            ("没有写明什么必须拒收。", "Nothing says what must be refused."),
            (
                "在 x-refused 中写至少一例，每例只错一处，写明代码。",
                "Give at least one body under x-refused, each with one fault and its code.",
            ),
        ),
        Lint::RefusedAccepted { said } => words(
            (
                &format!("这一例应以 {said} 拒收，账本却会收下。"),
                &format!("This body is to be refused with {said}, and the ledger would admit it."),
            ),
            ("收紧字段的约定，或把它移到 examples。", "Tighten the field, or move the body to examples."),
        ),
        Lint::RefusedOtherwise { said, refusal } => {
            let (found, at) = (refusal.fault.code(), if refusal.field.is_empty() { "data" } else { &refusal.field });
            words(
                (
                    &format!("写的是 {said}，实际先因 {at} 以 {found} 拒收。"),
                    &format!("It says {said}; the body is refused with {found} at {at} first."),
                ),
                (
                    &format!("每例只留一处错，或把代码改为 {found}。"),
                    &format!("Leave one fault in each body, or write {found}."),
                ),
            )
        }
        _ => words(
            ("例子不到两个。", "There are fewer than two examples."),
            ("写一个最小的，一个完整的。", "Write a smallest and a full one."),
        ),
    }
}

fn file(lint: &Lint) -> Words {
    match lint {
        Lint::TitleNotName { name } => words(
            ("title 与 $id 里的类型名不一致。", "title is not the name of the type that $id gives."),
            (&format!("写成 \"title\": \"{name}\"。"), &format!("Write \"title\": \"{name}\".")),
        ),
        Lint::Misplaced { expected } => words(
            ("文件的位置与 $id 不一致。", "The file does not lie where its $id says."),
            (&format!("移到 {expected}，或改正 $id。"), &format!("Move it to {expected}, or correct $id.")),
        ),
        Lint::ReleasedGone { entry } => words(
            (
                &format!("{entry} 已经发布，文件不在了：用它记的事件就读不了。"),
                &format!("{entry} was released and its file is gone: nothing could read its events."),
            ),
            ("从版本库恢复这个文件。", "Restore the file from your repository."),
        ),
        Lint::ReleasedChanged => words(
            (
                "这一版已经发布，摘要与登记的不同：已发布的文件一个字节也不改。",
                "This version was released and its digest is another one now: no byte of a released file changes.",
            ),
            (
                "恢复原文件；新的含义写成下一版：qizhang event new 类型 --next。",
                "Restore the file; a new meaning is the next version: qizhang event new TYPE --next.",
            ),
        ),
        _ => words(
            ("没有说明这件事是什么、谁来录。", "Nobody is told what the fact is and who records it."),
            ("加上 x-description，中英文各一两句。", "Add x-description, a sentence or two in each language."),
        ),
    }
}

fn labels(lint: &Lint) -> Words {
    match lint {
        Lint::LabelRepeated { label, other } => words(
            (
                &format!("名称“{label}”与字段 {other} 相同，导入表格时分不清是哪一列。"),
                &format!("The label “{label}” is that of {other} too: a column of a table could be either."),
            ),
            ("换一个名称。", "Give it another label."),
        ),
        Lint::LabelNotChinese => words(
            ("中文名称里没有一个汉字。", "The Chinese label has no Chinese letter."),
            ("写经办人看得懂的中文名称。", "Write what a clerk calls it in Chinese."),
        ),
        Lint::LabelNotEnglish => words(
            ("英文名称里有汉字。", "The English label has Chinese letters."),
            ("写英文名称。", "Write it in English."),
        ),
        _ => words(
            (
                "这里还是样板的文字；写好之前不能发布，也不能登记。",
                "These are the words of the new file; until they are written it is neither released nor registered.",
            ),
            ("换成你的文字。", "Write your own."),
        ),
    }
}

fn fields(lint: &Lint) -> Words {
    match lint {
        Lint::NeverHolds => words(
            (
                "这样的值一个也没有：长度或项数的界与格式合不到一起。",
                "There is no such value: the bounds of its length, or of its rows, and its format exclude each other.",
            ),
            ("改正上下界；有格式的文本不必写长度。", "Correct the bounds; a text with a format needs none."),
        ),
        Lint::NoTags => words(
            (
                "没有标签：除了翻日志，没有办法找到这种事件。",
                "Without tags these events are found by nothing but the log.",
            ),
            (
                "在 x-tags 中写明按什么查找，如 \"uscc\": \"enterprise\"。",
                "Say under x-tags what they are found by, as \"uscc\": \"enterprise\".",
            ),
        ),
        Lint::CodeWithoutTag => words(
            (
                "统一社会信用代码没有作为 enterprise 标签：企业的一企一档里看不到这件事。",
                "The code is no tag of enterprise: the file of the enterprise would not have the fact.",
            ),
            (
                "在 x-tags 中加上这个字段，值为 \"enterprise\"。",
                "Add the field under x-tags with the value \"enterprise\".",
            ),
        ),
        Lint::NoNaturalKey => words(
            (
                "没有文号键：同一份文书可以记两次而不被发现。",
                "There is no natural key: one document can be recorded twice unnoticed.",
            ),
            (
                "有证书号、文号一类字段的，写进 x-natural-key；确实没有文书的，可以不写。",
                "Name the certificate or document number under x-natural-key; a fact without a document may do without.",
            ),
        ),
        Lint::LooksPersonal => words(
            ("看上去是个人信息，却没有封存。", "It looks like personal data and is not held sealed."),
            (
                "加上 \"x-personal\": true，或改用不指向个人的索引号。",
                "Add \"x-personal\": true, or use a reference that points to nobody.",
            ),
        ),
        Lint::PublicLooksPersonal => words(
            (
                "看上去是个人信息，却用作标签或文号键，这些是公开的。",
                "It looks like personal data and is a tag or part of the key: these are public.",
            ),
            ("换一个字段，或改用索引号。", "Use another field, or a reference number."),
        ),
        Lint::CountWithoutUnit => words(
            ("整数没有写明单位，看的人不知道数的是什么。", "The number has no unit: nobody is told what it counts."),
            (
                "加上 x-unit：count、year、month、day 或 square_metre。",
                "Add x-unit: count, year, month, day or square_metre.",
            ),
        ),
        _ => words(
            ("文本没有写明最多多少字。", "Nothing says how long the text may be."),
            ("加上 maxLength。", "Add maxLength."),
        ),
    }
}

fn versions(lint: &Lint) -> Words {
    match lint {
        Lint::TwoSources { one, other } => words(
            (
                &format!("旧版的 {one} 和 {other} 会读进同一个新字段，只留得下一个。"),
                &format!(
                    "{one} and {other} of the version before would be read into one new field, and one of them is lost."
                ),
            ),
            ("各给一个新字段名。", "Give each a new field of its own."),
        ),
        Lint::ConstantHasSource { field } => words(
            (
                &format!("上一版也有 {field}：旧事件写了的，仍按它写的读，常数不起作用。"),
                &format!(
                    "The version before has {field} too: where an old event says something, that stands and not the constant."
                ),
            ),
            (
                "只想补没有写的，用 default；要全部换成一个值，另立一个字段。",
                "Use default to fill what is not said; where all are to be one value, make another field.",
            ),
        ),
        Lint::TagsAdded { namespaces } => words(
            (
                &format!(
                    "上一版没有标签 {}。登记之后，已记的事件也按它们查找；记入时的标签和证明不变。",
                    listed(namespaces, "、")
                ),
                &format!(
                    "The version before has no tag {}. Once this one is registered, what was recorded before is found by them too; the tags it was recorded with, and its proof, stay as they are.",
                    listed(namespaces, ", ")
                ),
            ),
            (
                "登记时会说明并记下有多少条；事先可用 event check --against 账本 看。",
                "The registration tells and records how many events that are; event check --against LEDGER tells it beforehand.",
            ),
        ),
        Lint::TagsGone => words(
            (
                "上一版的标签这一版没有；已记的事件仍按它查找，新事件不再。",
                "A tag of the version before is not here any more; recorded events are still found by it, new ones are not.",
            ),
            ("确实不再按它查找，才去掉。", "Leave it out only where nobody looks for it any more."),
        ),
        Lint::KeyChanged => words(
            (
                "文号键与上一版不同；旧事件占用的仍是旧键，新旧之间查不出重复。",
                "The natural key is not that of the version before; old events hold their old keys, and nothing sees a repetition across versions.",
            ),
            ("确有必要才改；否则保持原来的键。", "Keep the key unless there is no other way."),
        ),
        _ => words(
            (
                "发生日所取的字段与上一版不同；已记事件的发生日不变。",
                "The business day comes from another field than before; recorded events keep their day.",
            ),
            ("确认新字段说的是同一天。", "Make sure that the new field tells the same day."),
        ),
    }
}

/// Types that nothing new should be recorded with.
fn deprecated(lint: &Lint) -> Words {
    match lint {
        Lint::DeprecatedFromStart => words(
            ("第一版就停用：还没有人用过它。", "The first version is deprecated already: nobody has ever used it."),
            (
                "不要的类型不必声明；否则去掉 x-deprecated。",
                "Declare no type that nobody wants, or leave x-deprecated out.",
            ),
        ),
        Lint::SuccessorUnknown { name } => words(
            (
                &format!("接替它的 {name} 这里没有，或就是它自己。"),
                &format!("{name}, which took its place, is not there or is the type itself."),
            ),
            (
                "改正名称，或先声明接替它的类型；没有接替的，去掉 successor。",
                "Correct the name or declare that type first; leave successor out where there is none.",
            ),
        ),
        Lint::SuccessorDeprecated { name } => words(
            (&format!("接替它的 {name} 也已停用。"), &format!("{name}, which took its place, is deprecated too.")),
            ("写最后接替的那个类型。", "Name the type that took the place in the end."),
        ),
        _ => words(
            (
                "上一版已停用，这一版没有：类型又能用了。",
                "The version before is deprecated and this one is not: the type is in use again.",
            ),
            ("若仍停用，把 x-deprecated 抄过来。", "Where it is to stay deprecated, copy x-deprecated."),
        ),
    }
}

/// What old bodies say and the new version does not read, or reads as something else.
fn lost(lint: &Lint) -> Words {
    match lint {
        Lint::UnitChanged { field, was, now } => words(
            (
                &format!("{field} 上一版的单位是 {was}，这一版是 {now}；旧事件的数会被当成新单位的数。"),
                &format!(
                    "{field} counted in {was} and counts in {now} now; the numbers of old events would be read in the new unit."
                ),
            ),
            (
                &format!(
                    "在 x-upcast 里写一个旧单位合几个新单位：\"multiply\": {{\"{field}\": 倍数}}；没有固定倍数的，另立一个字段。"
                ),
                &format!(
                    "Say in x-upcast how many of the new unit make one of the old: \"multiply\": {{\"{field}\": FACTOR}}; where there is no fixed number, make another field."
                ),
            ),
        ),
        Lint::BoundsNarrowed { field } => words(
            (
                &format!("{field} 允许的比上一版少；旧事件照样读出，但可能超出这一版所说的范围。"),
                &format!(
                    "{field} takes less than in the version before; old events are read all the same, and may say what this version says cannot be."
                ),
            ),
            (
                "先看账本里有没有超出的；有的，放宽到上一版的范围，或另立一个字段。",
                "See whether the ledger has any such; where it has, keep the bounds of the version before, or make another field.",
            ),
        ),
        Lint::PartMayNotFit { from, part } => words(
            (
                &format!("{from} 拆开后，放进 {part} 的一段可能不合它的写法；那样的旧事件就读不出来。"),
                &format!(
                    "What {from} is split into may be none that {part} takes; an old event where it is so would not be read."
                ),
            ),
            (
                "用 --against 账本看已有的事件是否都读得出；登记时也会逐条看。",
                "See with --against LEDGER whether every event there is can be read; registering it looks at each of them too.",
            ),
        ),
        Lint::WordGone { field, word } => words(
            (
                &format!("{field} 的选项 {word} 上一版有、这一版没有；旧事件里的它没有名称。"),
                &format!(
                    "{field} has no word {word} any more, which the version before has; old events that say it show the bare word."
                ),
            ),
            ("留下这个选项，或另立一个字段。", "Keep the word, or make another field."),
        ),
        Lint::NotRead { field } => words(
            (
                &format!("上一版的 {field} 这一版不读；旧事件的这个值不再显示。"),
                &format!(
                    "{field} of the version before is not read by this one; what old events say there is not shown any more."
                ),
            ),
            (
                &format!(
                    "改了名称的，在 x-upcast 里写 \"rename\": {{\"{field}\": \"新名称\"}}；确实不要的，可以不管。"
                ),
                &format!(
                    "Where it has another name now, write \"rename\": {{\"{field}\": \"new_name\"}} in x-upcast; where it is meant to go, leave it so."
                ),
            ),
        ),
        _ => words(("", ""), ("", "")),
    }
}

impl Barring {
    /// Why a reader of the version before does not take the field.
    pub fn told(&self) -> Bilingual {
        match self {
            Barring::New => Bilingual::new("旧版没有这个字段", "the version before has no such field"),
            Barring::Missing => {
                Bilingual::new("旧版必填，新版可以没有", "the version before requires it and it may be missing now")
            }
            Barring::Kind => Bilingual::new("换成了另一种值", "it holds another kind of value"),
            Barring::Wider => Bilingual::new("允许的值比旧版多", "it allows more than the version before"),
            Barring::Word { word } => Bilingual::new(
                &format!("旧版没有选项 {word}"),
                &format!("the version before does not know the word {word}"),
            ),
        }
    }
}
