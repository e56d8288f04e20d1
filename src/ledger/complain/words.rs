//! How a complaint is put together.

use crate::explain::Complaint;
use crate::value::Bilingual;

/// Both wordings of one sentence.
pub(super) fn say(zh: &str, en: &str) -> Bilingual {
    Bilingual::new(zh, en)
}

/// The same as whole sentences: whoever puts them together need not think of full stops.
pub(super) fn whole(words: &Bilingual) -> Bilingual {
    let ended = |text: &str, stop: &str| {
        let open = !text.is_empty() && !text.ends_with(['。', '.', '？', '?', '！', '!']);
        format!("{text}{}", if open { stop } else { "" })
    };
    Bilingual::new(&ended(&words.zh, "。"), &ended(&words.en, "."))
}

/// Names that were probably meant, or another hint when there is none.
pub(super) fn hint<'n>(names: impl IntoIterator<Item = &'n String>, lead: &str, otherwise: &str) -> String {
    let names: Vec<&str> = names.into_iter().map(String::as_str).collect();
    if names.is_empty() { otherwise.to_owned() } else { format!("{lead}{}", names.join("、")) }
}

/// What, why, remedy in Chinese, then in English.
pub(super) fn complaint(code: &'static str, zh: [&str; 3], en: [&str; 3]) -> Complaint {
    let [what, why, remedy] = [0, 1, 2]
        .map(|part: usize| say(zh.get(part).copied().unwrap_or_default(), en.get(part).copied().unwrap_or_default()));
    let [what, why, remedy] = [what, why, remedy].map(|words| whole(&words));
    Complaint { code, what, why, remedy, permanent: true }
}

/// The same, worth trying again.
pub(super) fn transient(complaint: Complaint) -> Complaint {
    Complaint { permanent: false, ..complaint }
}
