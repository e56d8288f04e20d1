//! Each kind of file, read to the same table.

use super::{at, file, packed, workbook, workbook_with};
use qizhang::sheet::{Content, Shown, Source, read};
use qizhang::value::Day;

fn text(text: &str) -> Content {
    Content::Text(text.into())
}

fn number(text: &str) -> Content {
    Content::Number(text.into(), Shown::Plain)
}

fn day(year: i32, month: u32, day: u32) -> Content {
    Content::Day(Day::new(year, month, day).unwrap())
}

#[test]
fn a_workbook_of_today() {
    let sheet = r#"<cols><col min="2" max="3" width="9" hidden="1"/></cols><sheetData>
        <row r="2"><c r="A2" t="s"><v>0</v></c><c r="B2" t="inlineStr"><is><t>内&amp;外</t></is></c><c r="D2"><v>1.1000000000000001</v></c></row>
        <row r="4" hidden="true"><c r="A4" s="1"><v>45905</v></c><c r="B4" s="2"><v>0.1</v></c><c r="C4" s="3"><v>12</v></c>
          <c r="D4" s="4"><v>0.5</v></c><c r="E4" s="1"><v>45905.25</v></c><c r="F4" t="b"><v>1</v></c></row>
        <row><c t="str"><f>A2&amp;"x"</f><v>和_x000D_x</v></c><c s="5" t="s"><v>1</v></c></row></sheetData>
        <mergeCells><mergeCell ref="A4:A5"/></mergeCells>"#;
    let strings =
        r#"<si><r><t>统一</t></r><r><t>代码</t></r><rPh sb="0" eb="1"><t>tong</t></rPh></si><si><t>&#x4E8C;</t></si>"#;
    let table = read(&workbook_with(sheet, strings, ""), None).unwrap();
    assert_eq!((table.source, table.sheet.as_deref()), (Source::Xlsx, Some("名单")));
    assert_eq!(at(&table, "A2"), Some(&text("统一代码")), "readings of characters are no text");
    assert_eq!(at(&table, "B2"), Some(&text("内&外")));
    assert_eq!(at(&table, "D2"), Some(&number("1.1")), "the shortest decimal is what was typed");
    assert_eq!(at(&table, "A4"), Some(&day(2025, 9, 5)));
    assert_eq!(at(&table, "B4"), Some(&Content::Number("0.1".into(), Shown::Percent)));
    assert_eq!(at(&table, "C4"), Some(&Content::Number("12".into(), Shown::Filled)));
    assert_eq!(at(&table, "D4"), Some(&Content::Moment("0.5".into())));
    assert_eq!(at(&table, "E4"), Some(&Content::Moment("45905.25".into())));
    assert_eq!(at(&table, "F4"), Some(&Content::Flag(true)));
    assert_eq!(
        (at(&table, "A5"), at(&table, "B5")),
        (Some(&text("和\rx")), Some(&text("二"))),
        "places not written count on"
    );
    assert_eq!(table.hidden_columns, [(1, 2)]);
    assert_eq!(table.hidden_rows().collect::<Vec<_>>(), [4]);
    assert_eq!(table.merged[0].to_string(), "A4:A5");
}

#[test]
fn days_since_1904() {
    let sheet = r#"<sheetData><row r="1"><c r="A1" s="1"><v>44443</v></c></row></sheetData>"#;
    let since_1900 = read(&workbook(sheet), None).unwrap();
    let since_1904 = read(&workbook_with(sheet, "", r#"<workbookPr date1904="1"/>"#), None).unwrap();
    assert_eq!(at(&since_1900, "A1"), Some(&day(2021, 9, 4)));
    assert_eq!(at(&since_1904, "A1"), Some(&day(2025, 9, 5)));
    let early = r#"<sheetData><row r="1"><c r="A1" s="1"><v>60</v></c><c r="B1" s="1"><v>61</v></c></row></sheetData>"#;
    let early = read(&workbook(early), None).unwrap();
    assert_eq!(at(&early, "A1"), Some(&Content::Moment("60".into())), "29 February 1900 was no day");
    assert_eq!(at(&early, "B1"), Some(&day(1900, 3, 1)));
}

#[test]
fn what_is_in_a_cell_and_cannot_be_read() {
    let sheet = r#"<sheetData><row r="1"><c r="A1"><f>SUM(B1:B9)</f></c><c r="B1" t="e"><v>#N/A</v></c>
        <c r="C1" t="str"><f>_xlfn.DISPIMG("ID_1",1)</f><v>=DISPIMG("ID_1",1)</v></c><c r="D1"><f>1+1</f><v>2</v></c></row></sheetData>"#;
    let table = read(&workbook(sheet), None).unwrap();
    assert_eq!(at(&table, "A1"), Some(&Content::Unreckoned("SUM(B1:B9)".into())));
    assert_eq!(at(&table, "B1"), Some(&Content::Error("#N/A".into())));
    assert_eq!(at(&table, "C1"), Some(&Content::Picture));
    assert_eq!(at(&table, "D1"), Some(&number("2")));
}

/// Written by another program, with days from 1900 and from 1904.
#[test]
fn a_workbook_of_old() {
    for name in ["old.xls", "old-1904.xls"] {
        let table = read(&file(name), None).unwrap();
        assert_eq!((table.source, table.sheet.as_deref()), (Source::Xls, Some("名单")));
        assert_eq!(table.others, ["附注"]);
        assert_eq!(at(&table, "A3"), Some(&text("91110114QYDEM0018C")));
        assert_eq!(at(&table, "C3"), Some(&Content::Number("345678.91".into(), Shown::Untold)));
        assert_eq!(at(&table, "D3"), Some(&day(2026, 8, 20)), "{name}");
        assert_eq!(at(&table, "A4"), Some(&Content::Number("911101085513850000".into(), Shown::Untold)));
        assert_eq!(table.merged[0].to_string(), "A1:D1");
    }
    let notes = read(&file("old.xls"), Some("附注")).unwrap();
    assert_eq!(at(&notes, "A1"), Some(&text("x")));
}

#[test]
fn an_open_document() {
    let content = r#"<office:document-content><office:automatic-styles><style:style style:name="ta2" style:family="table">
        <style:table-properties table:display="false"/></style:style></office:automatic-styles><office:body><office:spreadsheet>
        <table:table table:name="暗" table:style-name="ta2"><table:table-row><table:table-cell office:value-type="string"><text:p>不</text:p></table:table-cell></table:table-row></table:table>
        <table:table table:name="名单"><table:table-column table:number-columns-repeated="2"/><table:table-column table:visibility="collapse"/>
        <table:table-row table:number-rows-repeated="2"><table:table-cell table:number-columns-repeated="1024"/></table:table-row>
        <table:table-row><table:table-cell office:value-type="string" table:number-columns-spanned="2"><office:annotation><text:p>批注</text:p></office:annotation><text:p>企<text:s text:c="2"/>业</text:p></table:table-cell><table:covered-table-cell/>
          <table:table-cell office:value-type="percentage" office:value="0.1"><text:p>10%</text:p></table:table-cell>
          <table:table-cell office:value-type="date" office:date-value="2025-09-05"><text:p>05/09/25</text:p></table:table-cell></table:table-row>
        <table:table-row table:visibility="filter" table:number-rows-repeated="2"><table:table-cell office:value-type="float" office:value="345678.91"/>
          <table:table-cell office:value-type="string" calcext:value-type="error" table:formula="of:=NA()"><text:p>#N/A</text:p></table:table-cell>
          <table:table-cell office:value-type="boolean" office:boolean-value="true" table:number-columns-repeated="2"/></table:table-row>
        <table:table-row table:number-rows-repeated="1048570"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>
        </table:table></office:spreadsheet></office:body></office:document-content>"#;
    let parts = [("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", content)];
    let table = read(&packed(&parts), None).unwrap();
    assert_eq!((table.source, table.sheet.as_deref(), table.rows.len()), (Source::Ods, Some("名单"), 3));
    assert_eq!(table.others, ["暗"], "a sheet that does not show is not read, and told");
    assert_eq!(at(&table, "A3"), Some(&text("企  业")));
    assert_eq!(at(&table, "C3"), Some(&Content::Number("0.1".into(), Shown::Percent)));
    assert_eq!(at(&table, "D3"), Some(&day(2025, 9, 5)));
    assert_eq!(at(&table, "B5"), Some(&Content::Error("#N/A".into())));
    assert_eq!(at(&table, "D5"), Some(&Content::Flag(true)));
    assert_eq!((table.merged[0].to_string(), &table.hidden_columns[..]), ("A3:B3".to_owned(), &[(2, 2)][..]));
    assert_eq!(table.hidden_rows().collect::<Vec<_>>(), [4, 5]);
}

#[test]
fn text_with_separators() {
    let plain = "编号,名称\r\n\r\nP-1,\"北京,示例\"\r\nP-2,=\"007\"\r\n";
    let marked = format!("\u{feff}{plain}");
    let (gb, _, bad) = encoding_rs::GB18030.encode(plain);
    assert!(!bad);
    let wide: Vec<u8> = [0xff, 0xfe].into_iter().chain(plain.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    for (bytes, encoding) in
        [(plain.as_bytes(), "UTF-8"), (marked.as_bytes(), "UTF-8"), (&*gb, "GB18030"), (&wide[..], "UTF-16LE")]
    {
        let table = read(bytes, None).unwrap();
        assert_eq!(table.source, Source::Csv(encoding));
        assert_eq!(at(&table, "A1"), Some(&text("编号")), "{encoding}");
        assert_eq!(at(&table, "B3"), Some(&text("北京,示例")), "an empty line counts");
        assert_eq!(at(&table, "B4"), Some(&text("007")));
    }
    let old = read(plain.replace("\r\n", "\r").as_bytes(), None).unwrap();
    assert_eq!(at(&old, "B3"), Some(&text("北京,示例")), "a carriage return alone ends a line too");
    let table = read("编号;名称\tx\nP;1,5\tx\n".replace(';', "\t").as_bytes(), None).unwrap();
    assert_eq!(at(&table, "B2"), Some(&text("1,5")));
}
