//! Pictures of tables that stand by themselves: titles, legends, units. On a page the legends of `Paged` point at the table below.

use crate::explain::Phrase;
use crate::explain::phrase::macros::phrases;
use crate::value::Day;

phrases! {
    /// A word of a picture.
    Charted
    /// A table, and the column that is drawn.
    Title { table: Box<Phrase>, column: Box<Phrase> } = "chart_title": "{table}：{column}", "{table}: {column}";
    /// More than it was.
    More = "chart_more": "增加", "more";
    /// Less than it was.
    Less = "chart_less": "减少", "less";
    /// Amounts and axis in yuan.
    InYuan = "chart_in_yuan": "右边的金额和横轴都以元为单位", "amounts at the right and the axis are in yuan";
    /// Amounts in yuan, the axis in more.
    InTenThousands = "chart_in_ten_thousands":
        "右边的金额以元为单位，横轴以万元为单位",
        "amounts at the right are in yuan, the axis in units of 10,000 yuan";
    /// How much of a cap is used.
    Used = "chart_used": "已用", "used";
    /// How much of a cap is left.
    Unused = "chart_unused": "未用", "not used";
    /// Amounts of caps.
    CapsInYuan = "chart_caps_in_yuan":
        "每条的全长是该年度的上限；金额以元为单位",
        "the whole of a bar is the cap of that year; amounts are in yuan";
    /// A window that holds.
    Holds = "chart_holds": "有效", "holds";
    /// A window that is over.
    Over = "chart_over": "已结束或到期", "over";
    /// A window that has not begun.
    Ahead = "chart_ahead": "尚未开始", "not yet begun";
    /// The line of the business day.
    OnDay { on: Day } = "chart_on_day": "业务日 {on}", "business day {on}";
    /// What goes on beyond the edge.
    Beyond = "chart_beyond": "图外还有", "goes on beyond the picture";
}
