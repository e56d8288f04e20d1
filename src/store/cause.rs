//! What can be wrong with a piece of a log.

use std::fmt;

/// Why a piece of a log is not what was written. The ledger has a sentence for each in both languages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Cause {
    /// There is no head.
    HeadMissing,
    /// Neither slot of the head is whole.
    NoSlotWhole,
    /// The head names another group than the one that ends where it says.
    HeadNamesAnotherGroup,
    /// There is no such segment.
    SegmentMissing,
    /// The segment's header is not whole, or is that of another segment or ledger.
    SegmentHeader,
    /// The segment is larger than any that was made.
    SegmentTooLarge,
    /// The segment does not hold what it held when it was opened.
    SegmentChanged,
    /// The file is shorter than it was made.
    FileShort,
    /// Something stands here, and it is no frame.
    NoFrame,
    /// The frame says a length that it cannot have.
    FrameLength,
    /// The file ends inside the frame.
    FrameCut,
    /// The frame's checksum does not fit its bytes.
    FrameChecksum,
    /// Bytes follow the last event of the frame.
    FrameOverfull,
    /// A frame of another group begins here.
    AnotherGroup,
    /// The end of a group does not follow its events.
    EndOutOfPlace,
    /// The last group has no end.
    EndMissing,
    /// An event is missing before this frame.
    EventMissing,
    /// The event says a length that it cannot have.
    EventLength,
    /// The event's checksum does not fit its bytes.
    EventChecksum,
    /// The event's fields cannot be read.
    EventFields,
    /// The event's leaf is not the digest of its content.
    EventLeaf,
    /// The event's type or one of its tags is none.
    EventLabels,
    /// The root that stands here is not the root over the events before it.
    Root,
    /// The log ends before its head.
    EndsBeforeHead,
    /// Frames are missing here: later ones are whole.
    FramesMissing,
}

impl Cause {
    /// A name for programs and logs, which never changes.
    pub fn name(self) -> &'static str {
        match self {
            Cause::HeadMissing => "head-missing",
            Cause::NoSlotWhole => "no-slot-whole",
            Cause::HeadNamesAnotherGroup => "head-names-another-group",
            Cause::SegmentMissing => "segment-missing",
            Cause::SegmentHeader => "segment-header",
            Cause::SegmentTooLarge => "segment-too-large",
            Cause::SegmentChanged => "segment-changed",
            Cause::FileShort => "file-short",
            Cause::NoFrame => "no-frame",
            Cause::FrameLength => "frame-length",
            Cause::FrameCut => "frame-cut",
            Cause::FrameChecksum => "frame-checksum",
            Cause::FrameOverfull => "frame-overfull",
            Cause::AnotherGroup => "another-group",
            Cause::EndOutOfPlace => "end-out-of-place",
            Cause::EndMissing => "end-missing",
            Cause::EventMissing => "event-missing",
            Cause::EventLength => "event-length",
            Cause::EventChecksum => "event-checksum",
            Cause::EventFields => "event-fields",
            Cause::EventLeaf => "event-leaf",
            Cause::EventLabels => "event-labels",
            Cause::Root => "root",
            Cause::EndsBeforeHead => "ends-before-head",
            Cause::FramesMissing => "frames-missing",
        }
    }
}

impl fmt::Display for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
