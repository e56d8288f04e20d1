//! What kind of file it is, and the table in it.

use super::fault::SheetFault;
use super::limits::FILE_BYTES_MAX;
use super::table::Table;
use super::zipped::Zipped;
use super::{ods, text, xls, xlsx};

const PACKED: &[u8] = b"PK";
/// The container of old office files, and of new ones that have a password.
const CONTAINER: &[u8] = &[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];

/// Reads a table from the bytes of a file: a sheet by its name, or the first one that shows.
///
/// XLSX, XLS, ODS and CSV (UTF-8, UTF-16 with a mark, GB18030) are told by their bytes; the name of the file says nothing. A
/// file that is larger than the limits of this module is refused before it is read.
///
/// ```
/// use qizhang::sheet::{Content, read};
/// let table = read("编号,金额\nP-1,\"1,234.50\"\n".as_bytes(), None).unwrap();
/// let row = &table.rows[1];
/// assert_eq!((row.number, row.at(1)), (2, Some(&Content::Text("1,234.50".into()))));
/// assert_eq!(row.place(1).to_string(), "B2");
/// ```
pub fn read(bytes: &[u8], sheet: Option<&str>) -> Result<Table, SheetFault> {
    if bytes.len() > FILE_BYTES_MAX {
        let bytes = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        return Err(SheetFault::TooLarge { bytes, most: FILE_BYTES_MAX });
    }
    let table = if bytes.starts_with(PACKED) {
        packed(bytes, sheet)?
    } else if bytes.starts_with(CONTAINER) {
        if holds(bytes, "EncryptedPackage") {
            return Err(SheetFault::Protected);
        }
        xls::read(bytes, sheet)?
    } else {
        let table = text::read(bytes)?;
        if let Some(name) = sheet {
            return Err(SheetFault::NoSheet { name: name.to_owned(), found: Vec::new() });
        }
        table
    };
    if table.rows.is_empty() {
        return Err(SheetFault::Empty { sheet: table.sheet, others: table.others });
    }
    Ok(table)
}

fn packed(bytes: &[u8], sheet: Option<&str>) -> Result<Table, SheetFault> {
    let mut zipped = Zipped::open(bytes)?;
    let kind = zipped.begin("mimetype", 200)?.unwrap_or_default();
    if kind.starts_with(b"application/vnd.oasis.opendocument.spreadsheet") {
        return ods::read(zipped, sheet);
    }
    if zipped.has("xl/workbook.bin") {
        return Err(SheetFault::OtherKind { kind: "XLSB" });
    }
    if zipped.has("xl/workbook.xml") || zipped.has("_rels/.rels") && !zipped.has("word/document.xml") {
        return xlsx::read(zipped, sheet);
    }
    Err(SheetFault::NotATable)
}

/// Whether the directory of a container names a stream; names stand in it as UTF-16.
fn holds(bytes: &[u8], name: &str) -> bool {
    let name: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
    bytes.windows(name.len()).any(|window| window == name)
}
