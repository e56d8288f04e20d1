//! What is wrong with a piece of the log, in words.

use crate::store::Cause;
use crate::value::Bilingual;

/// One sentence for each cause of damage, without its full stop.
pub(super) fn cause_words(cause: Cause) -> Bilingual {
    let (zh, en) = match cause {
        Cause::HeadMissing => ("没有 head 文件", "the head is missing"),
        Cause::NoSlotWhole => ("head 的两个槽都不完整", "neither slot of the head is whole"),
        Cause::HeadNamesAnotherGroup => ("head 所指的组不是这里结束的组", "the head names another group"),
        Cause::SegmentMissing => ("缺少这个段文件", "the segment is missing"),
        Cause::SegmentHeader => (
            "段首不完整，或是另一段、另一账本的",
            "the segment's header is not whole, or belongs to another segment or ledger",
        ),
        Cause::SegmentTooLarge => ("段文件过大", "the segment is too large"),
        Cause::SegmentChanged => ("段的内容与打开时不同", "the segment does not hold what it held when it was opened"),
        Cause::FileShort => ("文件比建立时短", "the file is shorter than it was made"),
        Cause::NoFrame => ("这里不是帧的开头", "no frame begins here"),
        Cause::FrameLength => ("帧的长度不可能", "the frame's length cannot be right"),
        Cause::FrameCut => ("文件在帧的中间结束", "the file ends inside the frame"),
        Cause::FrameChecksum => ("帧的校验和不符", "the frame's checksum does not fit"),
        Cause::FrameOverfull => ("帧的最后一个事件之后还有字节", "bytes follow the last event of the frame"),
        Cause::AnotherGroup => ("这里开始的是另一组的帧", "a frame of another group begins here"),
        Cause::EndOutOfPlace => ("组尾不接在它的事件之后", "the end of a group does not follow its events"),
        Cause::EndMissing => ("最后一组没有组尾", "the last group has no end"),
        Cause::EventMissing => ("这一帧之前缺少事件", "an event is missing before this frame"),
        Cause::EventLength => ("事件的长度不可能", "the event's length cannot be right"),
        Cause::EventChecksum => ("事件的校验和不符", "the event's checksum does not fit"),
        Cause::EventFields => ("事件的字段读不出来", "the event's fields cannot be read"),
        Cause::EventLeaf => ("事件的叶不是其内容的摘要", "the event's leaf is not the digest of its content"),
        Cause::EventLabels => ("事件的类型或标签不合规则", "the event's type or a tag is none"),
        Cause::Root => ("所记的根与之前的事件不符", "the root does not fit the events"),
        Cause::EndsBeforeHead => ("日志在 head 所指之前结束", "the log ends before its head"),
        Cause::FramesMissing => ("这里缺少帧：后面的帧是完整的", "frames are missing here: later ones are whole"),
    };
    Bilingual::new(zh, en)
}
