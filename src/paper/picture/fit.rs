//! How much room words take. The file does not know the letters it will be shown in, so each is taken to be as wide as in a wide font.

use unicode_width::UnicodeWidthChar;

/// Letters of full width are as wide as they are high; others take so many hundredths of that.
const NARROW: i64 = 62;
const WIDE: i64 = 100;
/// What does not begin a line.
const CLOSING: &str = "，。、；：！？）》”’」』】〉％·,.;:!?)]}%";

/// The width of a letter in hundredths of the size of its font.
fn share(letter: char) -> i64 {
    match letter.width() {
        None | Some(0) => 0,
        Some(1) => NARROW,
        Some(_) => WIDE,
    }
}

/// The room that words take at a size of font.
pub(super) fn width(words: &str, size: i64) -> i64 {
    let hundredths = words.chars().map(share).fold(0, i64::saturating_add);
    hundredths.saturating_mul(size).saturating_add(99).div_euclid(100)
}

/// The lines that words take in so much room: broken behind blanks and around letters of full width, and elsewhere where nothing else fits.
pub(super) fn lines(words: &str, room: i64, size: i64) -> Vec<String> {
    let mut lines = Vec::new();
    let (mut line, mut breaks) = (String::new(), 0);
    let mut before = ' ';
    for letter in words.chars() {
        let may_break = before.is_whitespace() || [before, letter].map(share).contains(&WIDE);
        if may_break && !CLOSING.contains(letter) && !letter.is_whitespace() {
            breaks = line.len();
        }
        line.push(letter);
        before = letter;
        if width(line.trim_end(), size) > room && line.chars().nth(1).is_some() {
            // A word that is longer than the line is cut before this letter.
            let cut = if breaks > 0 { breaks } else { line.len().saturating_sub(letter.len_utf8()) };
            let rest = line.split_off(cut);
            lines.push(line.trim().to_owned());
            (line, breaks) = (rest, 0);
        }
    }
    if !line.trim().is_empty() || lines.is_empty() {
        lines.push(line.trim().to_owned());
    }
    lines
}

#[test]
fn words_are_broken_where_people_break_them() {
    let broken = |words, room| lines(words, room, 10);
    assert_eq!(broken("as it is and as supposed", 80), ["as it is and", "as supposed"]);
    assert_eq!(broken("甲乙丙丁，戊己", 40), ["甲乙丙", "丁，戊己"], "no line begins with what closes");
    assert_eq!(broken("91110108551385082Q", 50), ["91110108", "55138508", "2Q"]);
    assert_eq!(broken("", 50), [""]);
    for (words, room) in [("某政办发〔2025〕8号 某某某某 2025", 90), ("a〔b〕cdefghijklmn 甲 乙", 31)] {
        for line in broken(words, room) {
            assert!(width(&line, 10) <= room, "{line}");
        }
        assert_eq!(broken(words, room).concat().replace(' ', ""), words.replace(' ', ""), "nothing is lost");
    }
}
