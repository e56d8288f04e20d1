//! The pages that print the table.

use crate::cli::reviewed;
use crate::story::CATALOGUE;
use qizhang::audit::{Asks, LIFE, Rule};
use qizhang::value::Lang;

#[test]
fn the_table_is_printed() {
    reviewed("docs/lifecycle.md", &page(Lang::En));
    reviewed("docs/lifecycle.zh.md", &page(Lang::Zh));
}

fn page(lang: Lang) -> String {
    let pick = |zh: &'static str, en: &'static str| match lang {
        Lang::Zh => zh,
        Lang::En => en,
    };
    let mut page = pick(include_str!("zh.md"), include_str!("en.md")).to_owned();
    for step in &LIFE {
        let Some(kind) = CATALOGUE.type_id_of(step.kind) else { panic!("{} is declared", step.kind) };
        let declared = CATALOGUE.declaration(kind);
        let of =
            |which: fn(&Asks) -> bool| -> Vec<&Rule> { step.rules.iter().filter(|one| which(&one.asks)).collect() };
        let told = |rules: Vec<&Rule>| {
            let said = rules.into_iter().map(|rule| match rule.asks {
                Asks::AskedBy(id) => format!("{} ({id})", rule.says.get(lang)),
                _ => rule.says.get(lang).to_owned(),
            });
            said.collect::<Vec<_>>().join(pick("；", "; "))
        };
        let once = declared.natural_key.iter().filter_map(|index| declared.fields.get(*index));
        let once: Vec<String> = once.map(|field| field.title.get(lang).to_owned()).collect();
        let cells = [
            format!("{} `{}`", declared.title.get(lang), step.kind),
            told(of(|asks| matches!(asks, Asks::After(..)))),
            told(of(|asks| matches!(asks, Asks::Unless(..) | Asks::Unpaid | Asks::NotGivenUp))),
            told(of(|asks| matches!(asks, Asks::Within(_)))),
            told(of(|asks| matches!(asks, Asks::AskedBy(_)))),
            once.join(pick("＋", " + ")),
        ];
        page.extend(["| ", &cells.join(" | "), " |\n"]);
    }
    page
}
