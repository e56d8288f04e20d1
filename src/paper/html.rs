//! A document as HTML: one file, no script, nothing fetched, laid out for A4.

use super::body::{Body, Dress, Screen, escape, title};
use crate::explain::{Document, Link};
use crate::value::Lang;

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
    page(document, lang, Dress::Paper)
}

/// One page of several that lie together; `href` says where a link leads.
pub fn linked(document: &Document, lang: Lang, href: &dyn Fn(&Link) -> String) -> String {
    page(document, lang, Dress::Page(Screen { href: Some(href), table: None, beside: &|_, _| String::new() }))
}

fn page(document: &Document, lang: Lang, dress: Dress<'_>) -> String {
    let mut page = String::new();
    page.push_str("<!doctype html>\n<html lang=\"");
    page.push_str(match lang {
        Lang::Zh => "zh-CN",
        Lang::En => "en",
    });
    page.push_str(
        "\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width\">\n<title>",
    );
    escape(&mut page, &title(document, lang));
    page.push_str("</title>\n<style>\n");
    page.push_str(STYLE);
    page.push_str("</style>\n</head>\n<body>\n");
    let mut body = Body { html: page, lang, dress };
    body.document(document);
    body.html.push_str("</body>\n</html>\n");
    body.html
}
