//! A document as HTML: one file, no script, nothing fetched, laid out for A4.

use crate::explain::{Align, Cell, Document, Heading, Line, Part, Phrase, Sheet};
use crate::value::Lang;
use unicode_width::UnicodeWidthStr;

/// Codes, certificates and words of this width are never cut: half a number is no number.
const WHOLE: usize = 18;

/// How it looks on a screen and on paper. A head is repeated on each sheet of paper, and no row is cut in two.
const STYLE: &str = "\
:root{color:#1b1b1b;background:#fff;font:15px/1.6 'Noto Sans CJK SC','Source Han Sans SC','PingFang SC','Microsoft YaHei',sans-serif}
body{margin:2rem auto;max-width:72rem;padding:0 1.5rem}
h1{font-size:1.35rem;border-bottom:2px solid #7a1f1f;padding-bottom:.4rem}
h2{font-size:1.05rem;margin:1.6rem 0 .4rem}
p{margin:.15rem 0;overflow-wrap:anywhere}
p.label{font-weight:600;margin-top:.6rem}
table{border-collapse:collapse;width:100%;font-size:.87rem;font-variant-numeric:tabular-nums}
th,td{border:1px solid #c9c4bc;padding:.25rem .5rem;text-align:left;vertical-align:top;overflow-wrap:anywhere}
th{background:#f4f1ec}
th,td.whole{white-space:nowrap}
td.right,th.right{text-align:right;white-space:nowrap}
@media print{@page{size:A4 landscape;margin:14mm 12mm}body{margin:0;max-width:none;padding:0}:root{font-size:9.5pt}
thead{display:table-header-group}tr{break-inside:avoid}h2{break-after:avoid}}
";

/// The page in one language. Its title is its first line.
pub fn html(document: &Document, lang: Lang) -> String {
    let mut parts = document.parts.iter();
    let first = parts.next();
    let title = first.map(|part| said(part, lang)).unwrap_or_default();
    let mut page = String::new();
    page.push_str("<!doctype html>\n<html lang=\"");
    page.push_str(match lang {
        Lang::Zh => "zh-CN",
        Lang::En => "en",
    });
    page.push_str(
        "\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width\">\n<title>",
    );
    escape(&mut page, &title);
    page.push_str("</title>\n<style>\n");
    page.push_str(STYLE);
    page.push_str("</style>\n</head>\n<body>\n<h1>");
    escape(&mut page, &title);
    page.push_str("</h1>\n");
    if let Some(Part::Sheet(sheet)) = first {
        table(&mut page, sheet, lang);
    }
    for part in parts {
        match part {
            Part::Line(own) => line(&mut page, own, lang),
            Part::Sheet(sheet) => {
                page.push_str("<h2>");
                escape(&mut page, &sheet.title.say(lang));
                page.push_str("</h2>\n");
                table(&mut page, sheet, lang);
            }
        }
    }
    page.push_str("</body>\n</html>\n");
    page
}

fn said(part: &Part, lang: Lang) -> String {
    match part {
        Part::Line(line) => line.phrase.say(lang),
        Part::Sheet(sheet) => sheet.title.say(lang),
    }
}

/// A line stands as far in as it is deep; one of several lines keeps them apart. The parts of an explanation have heads.
fn line(page: &mut String, line: &Line, lang: Lang) {
    if let Phrase::Heading(Heading::How | Heading::HowThen { .. } | Heading::HowByDay { .. } | Heading::Since) =
        line.phrase
    {
        page.push_str("<h2>");
        escape(page, &line.phrase.say(lang));
        return page.push_str("</h2>\n");
    }
    let class = if let Phrase::Label(_) = line.phrase { " class=\"label\"" } else { "" };
    let level = u32::from(line.level).saturating_mul(2).to_string();
    for said in line.phrase.say(lang).lines() {
        for piece in ["<p", class, " style=\"padding-left:", &level, "em\">"] {
            page.push_str(piece);
        }
        escape(page, said);
        page.push_str("</p>\n");
    }
}

fn table(page: &mut String, sheet: &Sheet, lang: Lang) {
    page.push_str("<table>\n<thead><tr>");
    for column in &sheet.columns {
        cell(page, "th", column.align, &column.head.say(lang));
    }
    page.push_str("</tr></thead>\n<tbody>\n");
    for row in &sheet.rows {
        page.push_str("<tr>");
        for (own, column) in row.iter().zip(&sheet.columns) {
            cell(page, "td", column.align, &Cell::say(own, lang));
        }
        page.push_str("</tr>\n");
    }
    page.push_str("</tbody>\n</table>\n");
}

fn cell(page: &mut String, tag: &str, align: Align, text: &str) {
    let class = match align {
        Align::Right => " class=\"right\"",
        Align::Left if text.width() <= WHOLE => " class=\"whole\"",
        Align::Left => "",
    };
    for piece in ["<", tag, class, ">"] {
        page.push_str(piece);
    }
    escape(page, text);
    for piece in ["</", tag, ">"] {
        page.push_str(piece);
    }
}

/// Text as text, whatever stands in it.
fn escape(page: &mut String, text: &str) {
    for letter in text.chars() {
        match letter {
            '&' => page.push_str("&amp;"),
            '<' => page.push_str("&lt;"),
            '>' => page.push_str("&gt;"),
            '"' => page.push_str("&quot;"),
            other => page.push(other),
        }
    }
}
