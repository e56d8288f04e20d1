//! A workbook that is written is read again as it was meant.

use super::at;
use qizhang::sheet::{Book, Column, Content, Page, Style, read};

#[test]
fn what_is_written_is_read_again_as_text() {
    let column = |heading: &str, choices: Vec<String>| Column {
        headings: vec![heading.to_owned(), "name".to_owned()],
        note: "一句话\n再一句".to_owned(),
        choices,
        style: Style { width: 20, required: true, wraps: true },
    };
    let long: Vec<String> = (0..80).map(|number| format!("第{number}个选项")).collect();
    let columns =
        vec![column("代码", Vec::new()), column("是否", vec!["是".to_owned(), "否".to_owned()]), column("选", long)];
    let rows = vec![vec!["911101085513850820".to_owned(), "是".to_owned(), "=1+1".to_owned()]];
    let page = Page { name: "填报".to_owned(), columns, rows };
    let bytes = Book { pages: vec![page], lists: "选项".to_owned() }.bytes().unwrap();
    let table = read(&bytes, None).unwrap();
    assert_eq!((table.sheet.as_deref(), &table.others[..]), (Some("填报"), &["选项".to_owned()][..]));
    let text = |text: &str| Content::Text(text.into());
    assert_eq!(at(&table, "A3"), Some(&text("911101085513850820")));
    assert_eq!(at(&table, "C3"), Some(&text("=1+1")), "what begins with a sign is no formula");
    assert_eq!(at(&read(&bytes, Some("选项")).unwrap(), "A80"), Some(&text("第79个选项")));
}
