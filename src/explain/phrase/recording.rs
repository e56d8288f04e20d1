//! Forms in a browser: signing in, what may be recorded, a form, what came of it.

use crate::explain::phrase::macros::phrases;
use crate::value::{Bilingual, Position};
use std::sync::Arc;

phrases! {
    /// A word of a form, or of the pages around it.
    Recording
    /// The page where one signs in.
    SignIn = "sign_in": "登录", "Sign in";
    /// Who signs in.
    Name = "sign_in_name": "用户名", "Name";
    /// His password.
    Password = "sign_in_password": "密码", "Password";
    /// What is to be known before one signs in.
    SignInHint = "sign_in_hint":
        "用户由管账本的人用 qizhang user add 添加。三十分钟不操作，或满八小时，登录自动结束。",
        "Users are added by whoever keeps the ledger, with qizhang user add. Signing in ends after thirty minutes without a page, or after eight hours.";
    /// Ends it.
    SignOut = "sign_out": "退出", "Sign out";
    /// Who is signed in.
    Who { name: Arc<str>, role: Bilingual } = "signed_in_as": "{name}（{role}）", "{name} ({role})";
    /// The page of what may be recorded.
    Record = "record": "录入", "Record";
    /// What may be recorded by somebody.
    Types { who: Arc<str> } = "record_types": "{who} 可以录入的事件", "What {who} may record";
    /// Nothing may be.
    NoTypes = "record_no_types": "您的角色不录入事件。", "Your role records no events.";
    /// None of the types has these words.
    NoneSpeaks = "record_none_speaks": "没有含这些字的事件类型。", "No type has these words.";
    /// Narrows the list.
    Narrow = "record_narrow": "名称中的字", "Words of the name";
    /// Those of no clause.
    Others = "record_others": "其他", "Others";
    /// A type that nothing new should be recorded with.
    OutOfUse = "record_out_of_use": "不再使用", "out of use";
    /// Must be given.
    Required = "record_required": "必填", "required";
    /// What the marked fields are.
    RequiredHint = "record_required_hint": "标“*”的必填；其余没有就留空。", "Fields with * are required; leave the others empty where there is nothing to say.";
    /// Nothing chosen yet.
    Choose = "record_choose": "请选择", "Choose";
    /// Yes.
    Yes = "record_yes": "是", "Yes";
    /// No.
    No = "record_no": "否", "No";
    /// Another row.
    AddRow = "record_add_row": "加一行", "Add a row";
    /// A row by its number.
    Row { number: Arc<str> } = "record_row": "第 {number} 行", "Row {number}";
    /// Papers that are asked for.
    PapersAsked { which: Bilingual } = "record_papers": "应附：{which}", "Asked for: {which}";
    /// Has it checked.
    Try = "record_try": "检查", "Check";
    /// Something is wrong.
    Wrong { count: Arc<str> } = "record_wrong": "没有通过检查，{count} 处要改：", "Not admitted: {count} to be mended:";
    /// A reason for recording what a guard refuses.
    Reason = "record_reason": "仍要记入的理由", "Why it is to be recorded all the same";
    /// What such a reason does.
    ReasonHint = "record_reason_hint":
        "拦截的审批、拨付写明理由后可以记入，同时记为疑点。",
        "What a guard refuses is recorded with a reason, together with a finding.";
    /// What would be recorded.
    Preview = "record_preview": "检查通过，尚未记入", "Checked, and not recorded yet";
    /// The day.
    Day = "record_day": "发生日", "Day";
    /// Its tags.
    Tags = "record_tags": "标签", "Tags";
    /// Who records it.
    By = "record_by": "记录人", "Recorded by";
    /// What is recorded cannot be changed.
    Lasts = "record_lasts":
        "记入后不能删改，只能另记更正或撤回。",
        "What is recorded stays; it is corrected or taken back by another event.";
    /// Records it.
    Really = "record_really": "确认记入", "Record it";
    /// Back to the form.
    Edit = "record_edit": "返回修改", "Go back and change it";
    /// It was recorded.
    Done { event: Position } = "record_done": "已记入：事件 {event}", "Recorded: event {event}";
    /// It had been recorded.
    Before { event: Position } =
        "record_before": "早已记入：事件 {event}；同一张表单只记一次", "Recorded before: event {event}; a form is recorded once";
    /// To the event.
    ToEvent = "record_to_event": "查看这个事件", "The event";
    /// To the file of an enterprise.
    ToFile { code: Arc<str> } = "record_to_file": "一企一档：{code}", "File of {code}";
    /// Another one.
    Another = "record_another": "再录一条同类事件", "Record another of this type";
    /// All types.
    OtherType = "record_other_type": "录入别的事件", "Record something else";
    /// All users.
    Users = "record_users": "用户", "Users";
    /// What he is there for.
    RoleOf = "record_role": "角色", "Role";
    /// How he stands.
    Standing = "record_standing": "状态", "Standing";
    /// He may sign in.
    Counts = "record_counts": "有效", "counts";
    /// He may not any more.
    Closed = "record_closed": "已停用", "closed";
}
