//! Files that are too much, broken, locked, or something else.

use super::{file, packed, workbook};
use qizhang::sheet::{CELLS_MAX, FILE_BYTES_MAX, ROWS_MAX, SheetFault, UNPACKED_BYTES_MAX, read};
use std::io::{Cursor, Write};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

#[test]
fn no_workbook_at_all() {
    let picture = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0";
    assert_eq!(read(picture, None), Err(SheetFault::NotATable));
    let letter = packed(&[("[Content_Types].xml", "<x/>"), ("_rels/.rels", "<x/>"), ("word/document.xml", "<x/>")]);
    assert_eq!(read(&letter, None), Err(SheetFault::NotATable));
    let binary = packed(&[("xl/workbook.bin", "")]);
    assert_eq!(read(&binary, None), Err(SheetFault::OtherKind { kind: "XLSB" }));
    assert!(matches!(read(b"PK\x03\x04 and nothing more", None), Err(SheetFault::Broken { .. })));
    assert_eq!(read(b"", None), Err(SheetFault::Empty { sheet: None, others: Vec::new() }));
    assert!(matches!(read(&workbook("<sheetData/>"), None), Err(SheetFault::Empty { sheet: Some(_), .. })));
}

/// Made with a password by another program.
#[test]
fn a_workbook_with_a_password() {
    assert_eq!(read(&file("locked.xlsx"), None), Err(SheetFault::Protected));
    let sealed = [
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        ("META-INF/manifest.xml", "<manifest:file-entry><manifest:encryption-data/></manifest:file-entry>"),
        ("content.xml", "not XML at all"),
    ];
    assert_eq!(read(&packed(&sealed), None), Err(SheetFault::Protected));
}

#[test]
fn text_in_an_encoding_that_is_not_read() {
    let broken = ["编号,名称\nP-1,".as_bytes(), b"\xff\xff\n"].concat();
    assert_eq!(read(&broken, None), Err(SheetFault::Encoding { byte: 18 }));
    let (korean, _, _) = encoding_rs::EUC_KR.encode("번호,이름\n1,김\n");
    let read = read(&korean, None);
    assert!(matches!(read, Err(SheetFault::Encoding { .. })) || read.is_ok(), "{read:?}");
}

/// A packed file of 600 KB that would be 600 MB.
fn bomb(claim: Option<u32>) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file("xl/workbook.xml", SimpleFileOptions::default()).unwrap();
    zip.write_all(b"<workbook><sheets><sheet name=\"a\" id=\"r1\"/></sheets></workbook>").unwrap();
    zip.start_file("xl/_rels/workbook.xml.rels", SimpleFileOptions::default()).unwrap();
    zip.write_all(b"<a><Relationship Id=\"r1\" Type=\"/worksheet\" Target=\"a.xml\"/></a>").unwrap();
    zip.start_file("xl/a.xml", SimpleFileOptions::default()).unwrap();
    zip.write_all(b"<worksheet><sheetData>").unwrap();
    let piece = vec![b' '; 1 << 20];
    for _ in 0..600 {
        zip.write_all(&piece).unwrap();
    }
    let mut bytes = zip.finish().unwrap().into_inner();
    if let Some(claim) = claim {
        // The size a part claims stands in the directory at the end and before the part itself.
        let real = (600_u32 * (1 << 20) + 22).to_le_bytes();
        let at: Vec<usize> = (0..bytes.len() - 4).filter(|at| bytes[*at..*at + 4] == real).collect();
        assert!(!at.is_empty(), "the size is found");
        for at in at {
            bytes[at..at + 4].copy_from_slice(&claim.to_le_bytes());
        }
    }
    bytes
}

#[test]
fn a_packed_file_that_unpacks_to_too_much() {
    let honest = bomb(None);
    assert!(honest.len() < 2 << 20, "{}", honest.len());
    assert_eq!(read(&honest, None), Err(SheetFault::Unpacked { most: UNPACKED_BYTES_MAX }));
    let lying = read(&bomb(Some(1000)), None);
    assert!(matches!(lying, Err(SheetFault::Unpacked { .. } | SheetFault::Broken { .. })), "{lying:?}");
}

#[test]
fn more_rows_cells_or_bytes_than_are_read() {
    let line = "P-1,1\n";
    assert_eq!(read(line.repeat(ROWS_MAX + 1).as_bytes(), None), Err(SheetFault::TooManyRows { most: ROWS_MAX }));
    assert!(read(line.repeat(ROWS_MAX).as_bytes(), None).is_ok());
    let wide = format!("{}\n", "1,".repeat(100)).repeat(CELLS_MAX / 100 + 1);
    assert_eq!(read(wide.as_bytes(), None), Err(SheetFault::TooManyCells { most: CELLS_MAX }));
    let long = vec![b'x'; FILE_BYTES_MAX + 1];
    assert!(matches!(read(&long, None), Err(SheetFault::TooLarge { .. })));
    // An open document says in a few bytes that a row stands a million times.
    let many = r#"<a><table:table table:name="a"><table:table-row table:number-rows-repeated="1000000">
        <table:table-cell office:value-type="float" office:value="1" table:number-columns-repeated="3"/></table:table-row></table:table></a>"#;
    let parts = [("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", many)];
    assert_eq!(read(&packed(&parts), None), Err(SheetFault::TooManyRows { most: ROWS_MAX }));
}

#[test]
fn parts_that_are_broken() {
    for sheet in [
        r#"<sheetData><row r="1"><c r="A1" t="s"><v>7</v></c></row></sheetData>"#,
        r#"<sheetData><row r="1"><c r="A1"><v>1e</v></c></row></sheetData>"#,
        r#"<sheetData><row r="1"><c r="A1"><v>&secret;</v></c></row></sheetData>"#,
        r#"<sheetData><row r="1"><c r="XFE1"><v>1</v></c></row></sheetData>"#,
        r#"<sheetData><row r="1"><c r="A1"><v>1"#,
        r#"<sheetData><row r="2"><c r="A2"><v>1</v></c></row><row r="1"><c r="A1"><v>1</v></c></row></sheetData>"#,
        r#"<sheetData><row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row></sheetData>"#,
    ] {
        let fault = read(&workbook(sheet), None);
        assert!(matches!(&fault, Err(SheetFault::Broken { .. })), "{sheet}: {fault:?}");
    }
    let mut old = file("old.xls");
    old.truncate(3000);
    assert!(matches!(read(&old, None), Err(SheetFault::Broken { .. })));
}

#[test]
fn a_sheet_that_is_not_there() {
    let book = workbook(r#"<sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData>"#);
    let none = |found: Vec<String>| Err(SheetFault::NoSheet { name: "附表".to_owned(), found });
    assert_eq!(read(&book, Some("附表")), none(vec!["名单".to_owned()]));
    assert_eq!(read(b"a,b\n", Some("附表")), none(Vec::new()));
}

/// A mark that is not closed would swallow the rows below it, and two numbers in one cell are never put together.
#[test]
fn nothing_is_swallowed_and_nothing_is_put_together() {
    use qizhang::sheet::{Content, Scale, amount};
    let open = "编号,备注\nD1,\"补\nD2,\nD3,\n";
    assert!(matches!(read(open.as_bytes(), None), Err(SheetFault::Broken { .. })));
    let closed = read("编号,备注\nD1,\"补\"\nD2,\n".as_bytes(), None).unwrap();
    assert_eq!(closed.rows.len(), 3);
    let said = |text: &str| amount(&Content::Text(text.into()), Scale::One);
    for text in ["100\n200", "100 200", "12\t3", "1 .5"] {
        assert!(said(text).is_err(), "{text:?}");
    }
    for (text, yuan) in [(" 1,234.50 ", "1234.50"), ("￥ 12", "12.00"), ("12 元", "12.00")] {
        assert_eq!(said(text), Ok(Some(yuan.to_owned())), "{text:?}");
    }
}
