//! Tables as people send them: what is read, what is told, and what is refused.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on says so and stops")]

mod cells;
mod headers;
mod hostile;
mod kinds;
mod writing;

use qizhang::sheet::{Content, Place, Table};
use std::io::{Cursor, Write};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// A file of the folder beside this one.
pub(crate) fn file(name: &str) -> Vec<u8> {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sheet/files").join(name);
    std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// A packed file of some parts.
pub(crate) fn packed(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A workbook of one sheet, its XML as it is given: what no program for writing workbooks would write on its own.
pub(crate) fn workbook(sheet: &str) -> Vec<u8> {
    workbook_with(sheet, "", "<workbookPr/>")
}

/// The same with number formats and properties of the workbook. Styles 1 to 5 are a day, a percentage, `000000`, a time and text.
pub(crate) fn workbook_with(sheet: &str, strings: &str, properties: &str) -> Vec<u8> {
    let types = r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>"#;
    let relation = |id: &str, kind: &str, target: &str| {
        format!(
            r#"<Relationship Id="{id}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" Target="{target}"/>"#
        )
    };
    let root = format!("<Relationships>{}</Relationships>", relation("r1", "officeDocument", "xl/workbook.xml"));
    let inner = format!(
        "<Relationships>{}{}{}</Relationships>",
        relation("r1", "worksheet", "worksheets/sheet1.xml"),
        relation("r2", "styles", "/xl/styles.xml"),
        relation("r3", "sharedStrings", "sharedStrings.xml")
    );
    let book = format!(
        r#"<workbook xmlns:r="http://x">{properties}<sheets><sheet name="名单" sheetId="1" r:id="r1"/></sheets></workbook>"#
    );
    let styles = [14, 10, 164, 21, 49].map(|id| format!(r#"<xf numFmtId="{id}"/>"#)).concat();
    let styles = format!(
        r#"<styleSheet><numFmts><numFmt numFmtId="164" formatCode="000000"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/>{styles}</cellXfs></styleSheet>"#
    );
    let sheet = format!("<worksheet>{sheet}</worksheet>");
    packed(&[
        ("[Content_Types].xml", types),
        ("_rels/.rels", &root),
        ("xl/workbook.xml", &book),
        ("xl/_rels/workbook.xml.rels", &inner),
        ("xl/styles.xml", &styles),
        ("xl/sharedStrings.xml", &format!("<sst>{strings}</sst>")),
        ("xl/worksheets/sheet1.xml", &sheet),
    ])
}

/// What is at a place such as `C7`.
pub(super) fn at<'t>(table: &'t Table, place: &str) -> Option<&'t Content> {
    let Place { row, column } = Place::parse(place).unwrap();
    table.rows.iter().find(|own| own.number == row)?.at(column)
}
