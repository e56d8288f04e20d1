//! Links that an office hands to an enterprise, and the page behind one.

use crate::explain::Who;
use crate::explain::phrase::macros::phrases;
use crate::value::Day;
use std::sync::Arc;

phrases! {
    /// A word of the page of links, or of the page behind one.
    Handing
    /// The links of a subject.
    Links { who: Who } = "handing_links": "查阅链接　{who}", "Links for {who}";
    /// What they are.
    What = "handing_what":
        "有链接的人不用登录，就能看到这个企业的告知单，看不到别的，也不能改任何东西。请只发给企业本人；发错了就撤销。",
        "Whoever has a link reads the notice of this enterprise without signing in, nothing else, and changes nothing. Send it to the enterprise alone, and revoke it if it went astray.";
    /// The last day of a new one.
    Until = "handing_until": "最后有效的一天（最多一年）", "The last day it opens (a year at most)";
    /// Makes one.
    New = "handing_new": "发一个链接", "Hand out a link";
    /// One was made.
    Made { id: Arc<str>, until: Day } =
        "handing_made": "链接 {id} 已发出，有效到 {until}", "The link {id} was handed out and opens until {until}";
    /// It is shown once.
    Once = "handing_once":
        "下面的网址只显示这一次，请复制后发给企业；这里只存它的摘要。",
        "The address below is shown once: copy it and send it to the enterprise. Only its digest is kept here.";
    /// It leads to this machine.
    OnlyHere = "handing_only_here":
        "这个网址只在本机能打开。要从别的机器打开，请管账本的人用 serve --public 给网页一个名称。",
        "This address opens on this machine alone. For other machines whoever keeps the ledger gives the pages a name with serve --public.";
    /// Takes the address along.
    Copy = "handing_copy": "复制网址", "Copy the address";
    /// To the list.
    Back = "handing_back": "全部链接", "All links";
    /// Those that were handed out.
    Those = "handing_those": "已经发出的", "Handed out so far";
    /// None was.
    None = "handing_none": "还没有发过。", "None was handed out yet.";
    /// Head: its id.
    Id = "handing_id": "编号", "Number";
    /// Head: when.
    On = "handing_on": "发出日", "Handed out";
    /// Head: by whom.
    By = "handing_by": "发出人", "By";
    /// Head: the last day.
    Last = "handing_last": "有效到", "Opens until";
    /// Head: how it stands.
    Standing = "handing_standing": "状态", "Standing";
    /// It opens.
    Opens = "handing_opens": "有效", "opens";
    /// It has ended.
    Ended = "handing_ended": "已到期", "ended";
    /// It was revoked.
    Revoked { on: Day, by: Arc<str> } = "handing_revoked": "{on} 由 {by} 撤销", "revoked on {on} by {by}";
    /// Revokes one.
    Revoke = "handing_revoke": "撤销", "Revoke";
    /// Behind a link: how long it opens.
    OpensUntil { until: Day, id: Arc<str> } =
        "handing_opens_until": "链接 {id}，有效到 {until}", "link {id}, opens until {until}";
}
