//! What readers of JSON and TOML say, in our own sentences. Their words are English and speak of their own insides; what is met often is told
//! apart, and of the rest their words stay as a detail.

use crate::value::Bilingual;

/// A word of the reader, and what it means.
type Known = (&'static str, &'static str, &'static str);

const JSON: [Known; 13] = [
    ("EOF while parsing a string", "文本的引号没有合上", "a quotation mark is not closed"),
    ("EOF", "到这里就断了，括号没有合上", "it breaks off here, and a bracket is not closed"),
    ("trailing comma", "最后一项后面多了逗号", "there is a comma behind the last entry"),
    ("trailing characters", "结束之后还有内容", "something follows behind its end"),
    ("expected `,`", "少了逗号或括号", "a comma or a bracket is missing"),
    ("expected `:`", "键的后面少了冒号", "a colon is missing behind a key"),
    ("key must be a string", "键没有加引号", "a key has no quotation marks"),
    ("control character", "文本里有换行或控制字符", "a text has a line break or a control character in it"),
    ("invalid escape", "文本里的反斜杠写法不对", "a backslash in a text is followed by what cannot follow it"),
    ("invalid number", "数字的写法不对", "a number is not written as JSON writes them"),
    ("invalid unicode", "文本里的编码不对", "a text has an escape that is no character"),
    ("recursion limit", "嵌套太深", "it is nested too deep"),
    ("expected", "这里不是 JSON 的值", "what stands here is no value of JSON"),
];

const TOML: [Known; 18] = [
    ("invalid date", "日期写得不对，应如 2026-05-11", "a day is not written as 2026-05-11, or there is no such day"),
    ("invalid time", "时刻写得不对", "a time is not written as 12:00:00"),
    ("duplicate key", "同一个键写了两次", "a key is written twice"),
    ("unclosed array table", "表头的方括号没有合上", "the brackets of a table's head are not closed"),
    ("unclosed inline table", "花括号没有合上", "a brace is not closed"),
    ("unclosed array", "方括号没有合上", "a bracket is not closed"),
    ("unclosed table", "表头的方括号没有合上", "the brackets of a table's head are not closed"),
    ("missing comma", "少了逗号", "a comma is missing"),
    ("extra comma", "多了逗号", "there is a comma too many"),
    ("string values must be quoted", "文本没有加引号", "a text has no quotation marks"),
    ("missing assignment", "键的后面少了等号", "the equals sign behind a key is missing"),
    ("key with no value", "键的后面少了等号和值", "a key has no equals sign and no value"),
    ("missing value", "等号后面少了值", "the value behind the equals sign is missing"),
    ("invalid unquoted key", "键里有中文或符号，要加引号", "a key has letters in it that need quotation marks"),
    ("invalid basic string", "文本的引号没有合上", "a quotation mark is not closed"),
    ("invalid literal string", "文本的引号没有合上", "a quotation mark is not closed"),
    ("invalid key-value pair", "这一行不是“键 = 值”", "this line is not KEY = VALUE"),
    ("cannot extend", "这个键已经有值，不能再往里加", "the key has a value already, and nothing can be put into it"),
];

/// What a reader of JSON means, without a full stop.
pub fn json_said(parser: &str) -> Bilingual {
    said(&JSON, parser, ("这里的写法不合 JSON", "it is not written as JSON here"))
}

/// What a reader of TOML means, without a full stop.
pub fn toml_said(parser: &str) -> Bilingual {
    said(&TOML, parser, ("这里的写法不合 TOML", "it is not written as TOML here"))
}

fn said(known: &[Known], parser: &str, otherwise: (&str, &str)) -> Bilingual {
    match known.iter().find(|(word, _, _)| parser.contains(word)) {
        Some((_, zh, en)) => Bilingual::new(zh, en),
        None => {
            let (zh, en) = otherwise;
            Bilingual::new(&format!("{zh}（详情：{parser}）"), &format!("{en} (detail: {parser})"))
        }
    }
}
