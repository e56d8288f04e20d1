//! Why a policy cannot stand beside those of the ledger, in words.

use super::words::say;
use crate::ledger::Clash;
use crate::value::Bilingual;

/// What was not done, why, and what to do.
pub(super) fn clash_words(policy: &str, clash: &Clash) -> [Bilingual; 3] {
    let refused = say(
        &format!("政策“{policy}”不能与账本里的政策并存"),
        &format!("the policy “{policy}” cannot stand beside those of the ledger"),
    );
    let [why, remedy] = match clash {
        Clash::SameId { document } => [
            say(&format!("这个标识已属于{document}"), &format!("its id belongs to {document}")),
            say(
                "请换一个 id；同一文件的新文本须保持文号",
                "give it another id; a new text of one document keeps its number",
            ),
        ],
        Clash::SameNumber { policy } => [
            say(
                &format!("它的文号已属于政策“{policy}”"),
                &format!("its document number is that of the policy “{policy}”"),
            ),
            say(
                &format!("请核对 document；如是同一文件的新文本，请用 id = \"{policy}\""),
                &format!("check document; a new text of that document has id = \"{policy}\""),
            ),
        ],
        Clash::RepealsItself => [
            say("repeals 里有它自己的文号", "repeals has its own document number"),
            say("请从 repeals 中删去", "take it out of repeals"),
        ],
        Clash::RepealsLater { document, issued_on } => [
            say(
                &format!("被取代的{document}印发于 {issued_on}，不早于取代它的文件"),
                &format!(
                    "{document}, whose place is taken, was issued on {issued_on}, not before the one that takes it"
                ),
            ),
            say("请核对 repeals 与 issued_on", "check repeals and issued_on"),
        ],
        Clash::RepealsAbroad { document, district } => [
            say(&format!("{document}是{district}的文件"), &format!("{document} is a document of {district}")),
            say(
                "一区的文件不能取代另一区的；请核对 repeals 与 district",
                "no district takes the place of another; check repeals and district",
            ),
        ],
        Clash::SharedName { name, policy } => [
            say(
                &format!("另一区的政策“{policy}”已有名为“{name}”的资助或待定项"),
                &format!("the policy “{policy}” of another district has a grant or open term named “{name}”"),
            ),
            say(
                "批准、支付和定值只凭名称认定；请在名称前加区名，或另建账本",
                "decisions, payments and values go by the name alone; put the district in front of it, or keep a ledger of its own",
            ),
        ],
        Clash::EndsBeforeIssue { issued_on } => [
            say(
                &format!("它印发于 {issued_on}，废止日却更早"),
                &format!("it was issued on {issued_on}, and its repeal is dated before"),
            ),
            say("请核对 occurred_on", "check occurred_on"),
        ],
    };
    [refused, why, remedy]
}

/// The same for a reading decided for everybody, where everybody is more than one district.
pub(super) fn districts_words(reading: &str, policies: &[String]) -> [Bilingual; 3] {
    [
        say(&format!("口径 {reading}：没有说是哪份政策的"), &format!("reading {reading}: of which policy is not said")),
        say(
            &format!("几个区的政策都有这个口径：{}", policies.join("、")),
            &format!("policies of several districts have it: {}", policies.join(", ")),
        ),
        say("请写明 policy", "name the policy in policy"),
    ]
}
