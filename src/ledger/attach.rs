//! The official text, split by article.

use crate::event::Draft;
use crate::ledger::drafted::draft;
use crate::ledger::error::LedgerError;
use crate::ledger::twofold::ATTACHED;
use crate::policy::Policy;
use crate::value::Digest;
use serde_json::json;

const DIGITS: [char; 9] = ['一', '二', '三', '四', '五', '六', '七', '八', '九'];

/// The articles of an official text: each begins a line with 第…条 and runs to the next article or to the next
/// heading of a chapter.
pub fn articles_of(text: &str) -> Vec<(String, String)> {
    let mut found: Vec<(String, String)> = Vec::new();
    let mut inside = false;
    // A mark of byte order, and the line ends of any system, are no part of the text.
    let text = text.trim_start_matches('\u{feff}').replace("\r\n", "\n").replace('\r', "\n");
    for line in text.lines().map(|line| line.trim_matches(['\u{3000}', ' ', '\t', '\r'])) {
        if line.is_empty() {
            continue;
        }
        if let Some(name) = heading(line, '条') {
            found.push((name, line.to_owned()));
            inside = true;
        } else if heading(line, '章').is_some() {
            inside = false;
        } else if let Some((_, article)) = found.last_mut().filter(|_| inside) {
            article.push('\n');
            article.push_str(line);
        }
    }
    found
}

/// `第五条` at the start of a line, with a space or nothing behind it: a sentence that begins by naming an article is none.
fn heading(line: &str, unit: char) -> Option<String> {
    let rest = line.strip_prefix('第')?;
    let (number, text) = rest.split_once(unit)?;
    if !text.is_empty() && !text.starts_with([' ', '\u{3000}', '\t']) {
        return None;
    }
    let numeral = |letter: char| DIGITS.contains(&letter) || matches!(letter, '十' | '百' | '零' | '〇');
    (!number.is_empty() && number.chars().all(numeral)).then(|| format!("第{number}{unit}"))
}

/// The name of an article as the policy writes it: `第七条` from `第七条`, `七`, `7`, `art7` or `article 7`.
pub(super) fn article_name(name: &str) -> Option<String> {
    if let Some(name) = heading(name, '条').filter(|heading| heading == name) {
        return Some(name);
    }
    let lower = name.trim().to_lowercase();
    let digits = lower.trim_start_matches("article").trim_start_matches("art").trim_start_matches(['.', ' ']);
    let number: usize = digits.parse().ok().filter(|number| (1..=99).contains(number))?;
    Some(format!("第{}条", numeral(number)))
}

/// Where an article stands in its document, by the number it begins with; behind all where it has none.
pub fn article_order(name: &str) -> usize {
    (1..=99).find(|number| name.starts_with(&format!("第{}条", numeral(*number)))).unwrap_or(usize::MAX)
}

/// A number below a hundred as an article is numbered.
fn numeral(number: usize) -> String {
    let digit = |digit: usize| digit.checked_sub(1).and_then(|index| DIGITS.get(index)).map(char::to_string);
    let (tens, ones) = (number / 10, number % 10);
    let head = match tens {
        0 => String::new(),
        1 => "十".to_owned(),
        _ => format!("{}十", digit(tens).unwrap_or_default()),
    };
    format!("{head}{}", digit(ones).unwrap_or_default())
}

/// The drafts that attach a text to a policy: one event an article, dated on the day of issue.
pub fn attachment(policy: &Policy, text: &str) -> Result<Vec<Draft>, LedgerError> {
    let (policy, issued_on) = (&policy.id, policy.issued_on);
    let articles = articles_of(text);
    if articles.is_empty() {
        return Err(LedgerError::NoArticles);
    }
    let attached = |(article, text): (String, String)| {
        let digest = Digest::of(text.as_bytes()).to_string();
        let data = json!({"policy": &**policy, "article": article, "sha256": digest, "text": text});
        draft(ATTACHED, issued_on, &data)
    };
    articles.into_iter().map(attached).collect()
}
