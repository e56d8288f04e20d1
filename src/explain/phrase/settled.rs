//! Readings and parameters.

use crate::explain::phrase::macros::phrases;
use crate::explain::{Difference, Named, Standing};
use crate::policy::ParamValue;
use crate::value::{Bilingual, Day, Fen};
use std::sync::Arc;

phrases! {
    /// A reading or a parameter an amount rests on.
    Settled
    /// A reading, the option in force, and whether it was decided.
    Reading { id: Arc<str>, question: Bilingual, option: Bilingual, standing: Standing } = "reading":
        "{id} {question} = {option}（{standing}）",
        "{id} {question} = {option} ({standing})";
    /// What another option would give.
    Otherwise { option: Bilingual, net: Fen, difference: Difference } = "otherwise":
        "若“{option}”：应享 {net}，差 {difference}",
        "if “{option}”: net {net}, difference {difference}";
    /// What another option would give, where nothing is known under the one in force.
    OtherwiseDue { option: Bilingual, net: Fen } = "otherwise_due": "若“{option}”：应享 {net}", "if “{option}”: net {net}";
    /// Another option would refuse the item.
    OtherwiseRefused { option: Bilingual, condition: Bilingual } = "otherwise_refused":
        "若“{option}”：不予支持（不满足“{condition}”）",
        "if “{option}”: not supported (“{condition}” does not hold)";
    /// Another option would leave it open.
    OtherwiseOpen { option: Bilingual } = "otherwise_open": "若“{option}”：待定", "if “{option}”: undetermined";
    /// Under another option the text names no amount.
    OtherwiseNotNamed { option: Bilingual } = "otherwise_not_named":
        "若“{option}”：原文没有列明金额",
        "if “{option}”: the text names no amount";
    /// Another option would make no such item.
    OtherwiseNone { option: Bilingual } = "otherwise_none": "若“{option}”：没有这一项", "if “{option}”: no such item";
    /// Another option would put it under another document.
    OtherwiseUngoverned { option: Bilingual } = "otherwise_ungoverned":
        "若“{option}”：不适用本文件",
        "if “{option}”: this document does not govern it";
    /// Another option would lose it by a missed call.
    OtherwiseMissed { option: Bilingual } = "otherwise_missed": "若“{option}”：错过申报", "if “{option}”: the call was missed";
    /// Another option does not compile.
    OtherwiseFaulty { option: Bilingual } = "otherwise_faulty":
        "若“{option}”：政策文件在此选项下不能编译",
        "if “{option}”: the policy does not compile under this option";
    /// The readings that change nothing here.
    Unmoved { readings: Named } = "unmoved":
        "改选不影响本项：{readings}",
        "of no effect on this item: {readings}";
    /// A parameter, its value, and since when.
    Parameter { path: Arc<str>, value: ParamValue, from: Day } = "parameter":
        "{path} = {value}（{from} 起）",
        "{path} = {value} (since {from})";
    /// A parameter, its value, and since which day of the fact or of the application.
    ParameterBy { path: Arc<str>, value: ParamValue, from: Day, by: Bilingual } = "parameter_by":
        "{path} = {value}（{by}在 {from} 及以后的）",
        "{path} = {value} (where {by} is {from} or later)";
}
