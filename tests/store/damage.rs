//! Damage to what was acknowledged is found, and its place named; never a wrong answer.

use super::make::{Place, add_each, edit, everything, positions, tiny};
use qizhang::event::Query;
use qizhang::store::{
    Cause, LocalOptions, LocalStore, OpenError, PostingsState, ReadError, ReadOptions, SlotState, Store, Stored,
    examine,
};
use qizhang::value::Position;
use std::fs;

/// A hundred events over several segments, and the place of each file.
fn filled() -> (Place, Vec<Stored>) {
    let place = Place::new();
    let store = place.create(tiny());
    add_each(&store, 1..=100);
    let events = everything(&store);
    drop(store);
    (place, events)
}

/// What a reader gets from a ledger that may be damaged: right events, and then perhaps the position it stopped at.
fn read_on(place: &Place) -> Result<Vec<Stored>, Position> {
    let store = match LocalStore::open(&place.ledger(), tiny()) {
        Ok(store) => store,
        Err(OpenError::Damaged { position, .. }) => return Err(position),
        Err(other) => panic!("{other:?}"),
    };
    let mut found = Vec::new();
    let read = store.read(&Query::all(), ReadOptions::default(), &mut |stored| {
        found.push(stored.keep());
        true
    });
    match read {
        Ok(()) => Ok(found),
        Err(ReadError::Damaged { position, .. }) => Err(position),
        Err(other) => panic!("{other:?}"),
    }
}

/// One bit of a segment is flipped, anywhere. The report names it, once, and nothing else; reading gives the right events or
/// names the damage.
#[test]
fn a_flipped_bit_is_found_and_named() {
    let (place, events) = filled();
    let number = 2;
    let used = fs::read(place.segment(number)).unwrap().iter().rposition(|byte| *byte != 0).unwrap() + 1;
    for byte in (0..used).filter(|byte| *byte < 48 || *byte >= 64).step_by(13) {
        edit(&place.segment(number), |bytes| bytes[byte] ^= 1 << (byte % 8));
        let report = examine(&place.ledger());
        let damage = report.unwrap().damage;
        let [only] = &damage[..] else { panic!("byte {byte} was told as {damage:?}") };
        assert_eq!(only.file, place.segment(number), "byte {byte}");
        assert!(only.byte <= byte as u64, "byte {byte}: {only:?}");
        if let Ok(found) = read_on(&place) {
            assert_eq!(found, events, "byte {byte}");
        }
        edit(&place.segment(number), |bytes| bytes[byte] ^= 1 << (byte % 8));
    }
    assert!(examine(&place.ledger()).unwrap().damage.is_empty());
}

#[test]
fn a_flipped_byte_of_an_event_names_the_event() {
    let (place, events) = filled();
    let target = &events[30];
    let (segment, byte) = (1..=9)
        .find_map(|number| {
            let bytes = fs::read(place.segment(number)).ok()?;
            let found = bytes.windows(target.bytes.len()).position(|window| window == target.bytes)?;
            Some((number, found + 3))
        })
        .unwrap();
    edit(&place.segment(segment), |bytes| bytes[byte] ^= 0x40);
    assert_eq!(read_on(&place), Err(target.position));
    let damage = examine(&place.ledger()).unwrap().damage;
    assert_eq!(damage.len(), 1, "the rest is still checked, and whole: {damage:?}");
    assert_eq!(damage[0].position, target.position);
}

/// Wherever the log begins or ends again after damage, what is whole there is no second damage.
#[test]
fn a_flip_in_any_segment_is_told_once() {
    let (place, _) = filled();
    for number in 1..=place.last_segment() {
        let bytes = fs::read(place.segment(number)).unwrap();
        let used = bytes.iter().rposition(|byte| *byte != 0).unwrap();
        let frames = (64..used).filter(|start| bytes[*start..].starts_with(b"QZFR")).collect::<Vec<_>>();
        for byte in [12, 45, frames[0], frames[0] + 45, frames[frames.len() - 1], used] {
            edit(&place.segment(number), |bytes| bytes[byte] ^= 8);
            let report = examine(&place.ledger()).unwrap();
            assert_eq!(report.damage.len(), 1, "segment {number}, byte {byte}: {:?}", report.damage);
            assert!(report.segments.iter().all(|one| one.postings != PostingsState::Damaged), "{:?}", report.segments);
            edit(&place.segment(number), |bytes| bytes[byte] ^= 8);
        }
    }
}

/// Readers, the next writer and the whole look say the same of a segment that is gone.
#[test]
fn a_missing_segment_is_damage_to_everybody() {
    for number in 1..=filled().0.last_segment() {
        let (place, _) = filled();
        fs::remove_file(place.segment(number)).unwrap();
        let damage = examine(&place.ledger()).unwrap().damage;
        assert_eq!(damage.len(), 1, "{damage:?}");
        for opened in [LocalStore::open(&place.ledger(), tiny()), LocalStore::open_read(&place.ledger(), &tiny())] {
            match opened {
                Err(OpenError::Damaged { file, byte, position, what }) => {
                    assert_eq!((file, byte, position), (place.segment(number), 0, damage[0].position));
                    assert_eq!((what, damage[0].what), (Cause::SegmentMissing, Cause::SegmentMissing));
                }
                other => panic!("{other:?}"),
            }
        }
    }
}

/// Where a segment does not say any more what it is, the event it began with is named: by readers, by the next writer and
/// by the whole look.
#[test]
fn a_damaged_header_names_the_first_event_of_its_segment() {
    let (place, events) = filled();
    for number in 1..=place.last_segment() {
        let bytes = fs::read(place.segment(number)).unwrap();
        let first = events.iter().find(|one| bytes.windows(one.bytes.len()).any(|window| window == one.bytes));
        let first = first.unwrap().position;
        edit(&place.segment(number), |bytes| bytes[45] ^= 1);
        for opened in [LocalStore::open(&place.ledger(), tiny()), LocalStore::open_read(&place.ledger(), &tiny())] {
            match opened {
                Err(OpenError::Damaged { file, byte, position, .. }) => {
                    assert_eq!((file, byte, position), (place.segment(number), 0, first));
                }
                other => panic!("{other:?}"),
            }
        }
        let damage = examine(&place.ledger()).unwrap().damage;
        assert_eq!(damage.first().map(|first| first.position), Some(first));
        edit(&place.segment(number), |bytes| bytes[45] ^= 1);
    }
}

/// A full segment is cut off just where a frame ends. What is left of it is whole, so that only its size tells; and it is the
/// segment that is named, not the one after it.
#[test]
fn a_segment_cut_between_two_frames_is_named() {
    let (place, _) = filled();
    fs::remove_file(place.postings(1)).unwrap();
    let bytes = fs::read(place.segment(1)).unwrap();
    let starts = (64..bytes.len() - 4).filter(|start| bytes[*start..].starts_with(b"QZFR"));
    for cut in starts.chain([64]) {
        edit(&place.segment(1), |bytes| bytes.truncate(cut));
        let damage = examine(&place.ledger()).unwrap().damage.remove(0);
        assert_eq!((damage.file, damage.byte), (place.segment(1), cut as u64));
        match LocalStore::open_read(&place.ledger(), &tiny()) {
            Err(OpenError::Damaged { file, byte, position, .. }) => {
                assert_eq!((file, byte, position), (place.segment(1), cut as u64, damage.position));
            }
            other => panic!("{other:?}"),
        }
        fs::write(place.segment(1), &bytes).unwrap();
    }
}

#[test]
fn damage_before_the_head_keeps_a_ledger_from_being_written() {
    let place = Place::new();
    let store = place.create(tiny());
    add_each(&store, 1..=10);
    drop(store);
    fs::remove_dir_all(place.ledger().join("index")).unwrap();
    edit(&place.segment(1), |bytes| bytes[64 + 30] ^= 1);
    for opened in [LocalStore::open(&place.ledger(), tiny()), LocalStore::open_read(&place.ledger(), &tiny())] {
        match opened {
            Err(OpenError::Damaged { file, byte, position, .. }) => {
                assert_eq!((file, byte, position), (place.segment(1), 64, Position(1)));
            }
            other => panic!("{other:?}"),
        }
    }
}

/// The tail is gone although its appends were acknowledged: this is not a crash, and must not pass for one.
#[test]
fn a_shortened_log_is_refused() {
    let (place, _) = filled();
    let last = place.last_segment();
    fs::remove_file(place.segment(last)).unwrap();
    assert!(LocalStore::open(&place.ledger(), tiny()).is_err());

    let (place, _) = filled();
    fs::remove_dir_all(place.ledger().join("index")).unwrap();
    edit(&place.segment(last), |bytes| bytes[64..].fill(0));
    match LocalStore::open(&place.ledger(), tiny()) {
        Err(OpenError::Damaged { what, .. }) => assert_eq!(what, Cause::EndsBeforeHead),
        other => panic!("{other:?}"),
    }
    assert!(!examine(&place.ledger()).unwrap().damage.is_empty());
}

#[test]
fn a_missing_head_is_refused() {
    let (place, _) = filled();
    fs::remove_file(place.head()).unwrap();
    match LocalStore::open(&place.ledger(), tiny()) {
        Err(OpenError::Damaged { file, what, .. }) => {
            assert_eq!((file, what), (place.head(), Cause::HeadMissing));
        }
        other => panic!("{other:?}"),
    }
    assert!(!place.head().exists(), "and is not made up");
}

/// A ledger closed in peace has its head twice.
#[test]
fn one_damaged_slot_of_the_head_is_no_loss() {
    for slot in [0, 4096] {
        for byte in 0..72 {
            if byte % 9 == 0 {
                let (place, events) = filled();
                edit(&place.head(), |bytes| bytes[slot + byte] ^= 2);
                assert!(examine(&place.ledger()).unwrap().slots.contains(&SlotState::Torn));
                let reader = LocalStore::open_read(&place.ledger(), &tiny()).unwrap();
                assert_eq!(reader.head(), Position(100));
                assert_eq!(read_on(&place), Ok(events));
            }
        }
    }
    let (place, _) = filled();
    edit(&place.head(), |bytes| bytes.fill(0));
    assert!(matches!(LocalStore::open(&place.ledger(), tiny()), Err(OpenError::Damaged { .. })));
}

/// A slot may end with a zero. Cut off before it, the slot is not whole any more, and is told so.
#[test]
fn a_slot_that_lacks_a_zero_is_not_whole() {
    let (place, events) = filled();
    edit(&place.head(), |bytes| {
        let slot = &mut bytes[4096..4168];
        for sequence in (1_u64..).step_by(2) {
            slot[28..36].copy_from_slice(&sequence.to_le_bytes());
            let checksum = crc32c::crc32c(&slot[..68]).to_le_bytes();
            slot[68..].copy_from_slice(&checksum);
            if checksum[3] == 0 {
                break;
            }
        }
    });
    assert!(!examine(&place.ledger()).unwrap().slots.contains(&SlotState::Torn));
    edit(&place.head(), |bytes| bytes.truncate(4167));
    assert_eq!(examine(&place.ledger()).unwrap().slots, [SlotState::Whole(Position(100)), SlotState::Torn]);
    assert_eq!(read_on(&place), Ok(events));
}

/// Files of another ledger, put in by mistake, are noticed although they are whole.
#[test]
fn a_segment_of_another_ledger_is_refused() {
    let ((place, _), (other, _)) = (filled(), filled());
    fs::copy(other.segment(2), place.segment(2)).unwrap();
    assert!(LocalStore::open(&place.ledger(), tiny()).is_err());
    let damage = examine(&place.ledger()).unwrap().damage;
    assert_eq!(damage.first().map(|first| first.file.clone()), Some(place.segment(2)));

    let (place, _) = filled();
    fs::copy(place.segment(3), place.segment(2)).unwrap();
    assert!(LocalStore::open(&place.ledger(), tiny()).is_err());
}

#[test]
fn a_newer_format_is_named() {
    let (place, _) = filled();
    edit(&place.segment(2), |bytes| bytes[8] = 2);
    assert!(matches!(LocalStore::open(&place.ledger(), tiny()), Err(OpenError::Format { found: 2, .. })));
}

/// The bytes a segment and a frame begin with, and where in a frame its checksum stands (`docs/format.md`).
const SEGMENT_HEADER: usize = 64;
const FRAME_HEADER: usize = 40;
const FRAME_CRC: usize = 36;

/// Changes a letter of an event of the first frame, and mends both checksums over it as anybody can who has the format.
pub(super) fn forge(segment: &mut [u8], number: u64) {
    let ledger: Vec<u8> = segment[12..28].to_vec();
    let frame = &mut segment[SEGMENT_HEADER..];
    let length = FRAME_HEADER + usize::try_from(u32::from_le_bytes(frame[28..32].try_into().unwrap())).unwrap();
    let (frame, _) = frame.split_at_mut(length);
    let length = |record: &[u8]| usize::try_from(u32::from_le_bytes(record[..4].try_into().unwrap())).unwrap();
    let start = (1..number).fold(FRAME_HEADER, |start, _| start + length(&frame[start..]));
    let end = start + length(&frame[start..]);
    let record = &mut frame[start..end];
    let name = format!("event {number}");
    let letter = record.windows(name.len()).position(|some| some == name.as_bytes()).unwrap() + 6;
    record[letter] = b'7';
    let crc = crc32c::crc32c_append(crc32c::crc32c(&number.to_le_bytes()), &record[..4]);
    let crc = crc32c::crc32c_append(crc, &record[8..]);
    record[4..8].copy_from_slice(&crc.to_le_bytes());
    let crc = crc32c::crc32c_append(crc32c::crc32c(&ledger), &frame[..FRAME_CRC]);
    let crc = crc32c::crc32c_append(crc, &frame[FRAME_HEADER..]);
    frame[FRAME_CRC..FRAME_HEADER].copy_from_slice(&crc.to_le_bytes());
}

/// A checksum is against chance, a leaf against hands: what is read is what the root is over.
#[test]
fn an_event_changed_by_hand_is_refused_wherever_it_is_read() {
    let place = Place::new();
    drop({
        let store = place.create(LocalOptions::default());
        add_each(&store, 1..=3);
        store
    });
    edit(&place.segment(1), |bytes| forge(bytes, 1));
    let store = LocalStore::open_read(&place.ledger(), &LocalOptions::default()).unwrap();
    for options in [ReadOptions::default(), ReadOptions { limit: Some(1), ..ReadOptions::default() }] {
        let mut seen = 0;
        let read = store.read(&Query::all(), options, &mut |_| {
            seen += 1;
            true
        });
        match read {
            Err(ReadError::Damaged { position, what: Cause::EventLeaf, .. }) => assert_eq!((position.0, seen), (1, 0)),
            other => panic!("{other:?}"),
        }
    }
    let later = ReadOptions { from: Some(Position(2)), ..ReadOptions::default() };
    assert_eq!(positions(&store, &Query::all(), later), [2, 3], "the others are read");
}
