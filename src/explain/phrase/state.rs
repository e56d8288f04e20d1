//! The state of a ledger's directory, and what to do about it.

use crate::explain::Count;
use crate::explain::phrase::macros::phrases;
use crate::value::{Bilingual, Position};
use std::sync::Arc;

phrases! {
    /// How one part of a ledger is.
    State
    /// The version of its files.
    Format { version: u64 } = "format": "格式：第 {version} 版，本程序认识", "format: version {version}, which this program knows";
    /// Events and root are as they were written.
    Whole { events: u64, head: Position, root: Arc<str> } = "log_whole":
        "日志：{events} 条事件逐条重算，到 {head}，根 {root}",
        "log: {events} events computed again, up to {head}, root {root}";
    /// Something is not as it was written.
    Told { what: Bilingual, why: Bilingual } = "told": "{what}{why}", "{what} {why}";
    /// Tokens, users and links, and what was written with them, can be read whole.
    DeskWhole { file: Arc<str>, tokens: Count, users: Count, links: Count } = "desk_whole":
        "令牌与用户：{file} 完整，有 {tokens} 个令牌、{users} 个用户、{links} 个查阅链接",
        "tokens and users: {file} is whole, with {tokens}, {users} and {links}";
    /// Who read what can be read whole.
    AccessWhole { file: Arc<str>, lines: u64, head: Arc<str> } = "access_whole":
        "访问日志：{file} 完整，{lines} 行逐行相接，末尾 {lines}:{head}",
        "access log: {file} is whole, each of its {lines} lines after the one before; it ends at {lines}:{head}";
    /// A line of the access log was not written whole.
    AccessAside { file: Arc<str> } = "access_aside":
        "访问日志：有一行没有写完，另存在 {file}",
        "access log: a line was not written to its end and was put aside in {file}";
    /// Every table that was submitted can be read, and what became of it.
    BatchesWhole { file: Arc<str>, waits: usize, settled: usize } = "batches_whole":
        "提交的表格：{file} 完整，待确认 {waits} 批、办结 {settled} 批",
        "submitted tables: {file} is whole, with {waits} waiting and {settled} settled";
    /// The last checkpoint stands.
    Signed { at: Position } = "checkpoint_stands":
        "检查点：到 {at}，签名有效，账本由它只追加而来",
        "checkpoint: up to {at}, validly signed; the ledger grew out of it by appending only";
    /// There is none.
    Unsigned = "checkpoint_none": "检查点：还没有；下次写入时签", "checkpoint: none yet; the next append signs one";
    /// The key is there and signs.
    KeySigns { file: Arc<str> } = "key_signs":
        "密钥：{file} 现用，只有属主能读", "key: {file} is the one in use, for its owner alone";
    /// There never was one.
    KeyNotYet = "key_not_yet": "密钥：还没有；下次写入时建立", "key: none yet; the next append makes one";
    /// It is not beside the ledger.
    KeyElsewhere { file: Arc<str> } = "key_elsewhere":
        "密钥：{file} 不在；只供查询的副本不需要。要记账，恢复它或用 --key 指明；确已丢失的用 qizhang checkpoint --new-key --old-key-lost",
        "key: {file} is not there; a copy for questions needs none. To record, put it back or name it with --key; if it is lost for \
         good, run qizhang checkpoint --new-key --old-key-lost";
    /// A change of keys was interrupted.
    KeyUnfinished { file: Arc<str> } = "key_unfinished":
        "密钥：{file} 的更换中途停止，下次签名时自动完成",
        "key: the change of {file} was interrupted; the next signature completes it";
    /// Whoever asks may not read it, as it should be.
    KeyHidden { file: Arc<str> } = "key_hidden":
        "密钥：{file} 在，只有属主能读，未查看", "key: {file} is there, for its owner alone, and was not looked at";
    /// Every key of the list was introduced by the one before.
    KeysVouched { count: usize } = "keys_vouched":
        "公钥名单：{count} 个，每个都由前一密钥引入", "list of public keys: {count}, each introduced by the one before";
    /// A key replaced one that was lost.
    KeyAfterLoss { key: Arc<str> } = "key_after_loss":
        "公钥名单：{key} 接替报失的密钥，前一密钥没有为它作证；请与交付的公钥核对",
        "list of public keys: {key} replaced a key that was reported lost, which does not vouch for it; compare it with the key \
         that was handed over";
    /// Nothing tells how a key came into the list.
    KeyUntold { key: Arc<str> } = "key_untold":
        "公钥名单：{key} 如何接替前一密钥没有记录，无从证明；请与交付的公钥核对",
        "list of public keys: how {key} followed the one before was not kept and is not proved; compare it with the key that was \
         handed over";
    /// Both slots of the head are whole.
    SlotsWhole = "slots_whole": "head：两个槽都完整", "head: both slots are whole";
    /// One slot is not.
    SlotTorn { slot: u64 } = "slot_torn":
        "head：第 {slot} 槽不完整；另一槽完整，账本不受影响",
        "head: slot {slot} is not whole; the other one is, and the ledger is not affected";
    /// The files of the log.
    Segments { count: u64, used: Arc<str>, size: Arc<str> } = "segments":
        "段：{count} 个，已用 {used}，占磁盘 {size}",
        "segments: {count}, {used} used, {size} on the disk";
    /// A segment after the head.
    Extra { file: Arc<str> } = "extra_segment":
        "末尾之后还有段 {file}：未完成的写入留下的，不算数",
        "there is a segment after the head, {file}: an unfinished write left it, and it does not count";
    /// Bytes after the head.
    Beyond { file: Arc<str>, bytes: u64 } = "beyond_head":
        "{file} 在末尾之后有 {bytes} 字节：未完成的写入留下的，不算数",
        "{file} has {bytes} bytes after the head: an unfinished write left them, and they do not count";
    /// Nothing of the kind.
    NothingBeyond = "nothing_beyond": "末尾之后没有多余内容", "nothing stands after the head";
    /// A file half made.
    Leftover { file: Arc<str> } = "leftover":
        "{file} 没有做完：有进程中途停止",
        "{file} was never finished: a process stopped on the way";
    /// A file no ledger makes.
    Stranger { file: Arc<str> } = "stranger":
        "{file} 不是账本的文件", "{file} is no file of a ledger";
    /// What full segments are searched by is there.
    PostingsWhole { count: u64 } = "postings_whole":
        "检索文件：{count} 个，与日志一致", "postings: {count}, as the log gives them";
    /// It is not.
    PostingsMissing { file: Arc<str> } = "postings_missing":
        "缺少段 {file} 的本版检索文件：只影响速度",
        "segment {file} has no postings of this version: only speed suffers";
    /// It is something else.
    PostingsDamaged { file: Arc<str> } = "postings_damaged":
        "段 {file} 的检索文件与日志不符：查询不会用它，只影响速度",
        "the postings of segment {file} are not what the log gives: no answer rests on them, only speed suffers";
    /// The index has everything.
    IndexWhole = "index_whole": "索引：齐全", "index: complete";
    /// The index lacks the newest events.
    IndexBehind { reached: Position } = "index_behind":
        "索引：到 {reached}，其余从日志读取；下次写入时自动补上",
        "index: up to {reached}, the rest is read from the log; the next writer goes on from there";
    /// There is no index.
    IndexMissing = "index_missing": "没有索引：只影响打开的速度", "there is no index: only opening is slower";
    /// The index is of no use.
    IndexDamaged = "index_damaged":
        "索引损坏或与日志不符：查询不会用它，只影响打开的速度",
        "the index is damaged or does not fit the log: no answer rests on it, only opening is slower";
    /// The writer has the index.
    IndexInUse = "index_in_use": "索引：写入者正在使用，未查看", "index: the writer is using it, not looked at";
    /// There is nothing to compare the index with.
    IndexUnknown = "index_unknown": "索引：日志不完整，无从比较", "index: the log is not whole, nothing to compare it with";
    /// Nobody writes.
    Idle = "idle": "写入者：没有", "writer: none";
    /// Somebody writes.
    Writing = "writing": "写入者：有一个程序正在写入；查询不受影响", "writer: a program is writing; questions are answered meanwhile";
    /// This process writes.
    WritingAs { process: Arc<str> } = "writing_as":
        "写入者：进程 {process} 正在写入；查询不受影响",
        "writer: process {process} is writing; questions are answered meanwhile";
    /// How much room there is.
    Room { free: Arc<str> } = "room": "磁盘：剩余 {free}", "disk: {free} free";
    /// It will soon be too little.
    LittleRoom { free: Arc<str>, wanted: Arc<str> } = "little_room":
        "磁盘只剩 {free}：下一段要 {wanted}，写入会被退回",
        "only {free} are free on the disk: the next segment needs {wanted}, and appends will be refused";
    /// Everything may be written.
    Permitted = "permitted": "权限：可读可写", "rights: reading and writing";
    /// Something may not.
    NotPermitted { file: Arc<str> } = "not_permitted":
        "不能写入 {file}：可以查询，不能记账", "{file} cannot be written: questions are answered, nothing is recorded";
    /// The clock is not before the last event.
    Clock { last: Arc<str> } = "clock": "时钟：不早于最后一条记录 {last}", "clock: not before the last entry, {last}";
    /// It is.
    ClockBehind { now: Arc<str>, last: Arc<str> } = "clock_behind":
        "本机时钟是 {now}，早于最后一条记录 {last}：写入会被退回",
        "this machine's clock says {now}, before the last entry of {last}: appends will be refused";
    /// Nothing wants doing.
    Fine = "fine": "没有发现问题", "nothing is wrong";
    /// So many things want doing.
    Found { count: Count } = "found": "发现 {count} 处，办法见各处", "{count}, each with its remedy";
}

phrases! {
    /// What to do about it.
    Cure
    /// Whoever writes next does it.
    NextWriter = "next_writer":
        "办法：不必处理，下次写入时自动清理；也可现在运行 qizhang index rebuild",
        "remedy: none needed, the next writer clears it away; or run qizhang index rebuild now";
    /// Make what follows from the log again.
    Rebuild = "rebuild":
        "办法：qizhang index rebuild；下次写入时也会自动重做",
        "remedy: qizhang index rebuild; the next writer does it too";
    /// Delete it.
    Delete = "delete":
        "办法：确认没有程序在写入后删除", "remedy: delete it when nobody is writing";
    /// Find out where it comes from.
    MoveAway = "move_away":
        "办法：查明来历后移到账本之外", "remedy: find out where it comes from and move it out of the ledger";
    /// Make room.
    MakeRoom = "make_room": "办法：腾出磁盘空间", "remedy: make room on the disk";
    /// Give the rights.
    Permit = "permit":
        "办法：核对文件的属主、权限和磁盘是否只读", "remedy: check owner and mode, and whether the disk is read-only";
    /// Set the clock.
    SetClock = "set_clock": "办法：校正本机时钟", "remedy: set the clock right";
    /// As the complaint says.
    AsTold { remedy: Bilingual } = "as_told": "办法：{remedy}", "remedy: {remedy}";
}
