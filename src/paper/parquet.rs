//! A table as a Parquet file, for programs that reckon over many rows: amounts are DECIMAL(18,2), days are DATE, whole numbers INT64, and
//! everything else text. A column is of a kind when all its cells are; an empty cell and one that says that nothing is known are null.
//! Rows that add up others are left out.

use crate::explain::{Cell, Sheet};
use crate::value::{Day, Lang, legible};
use parquet::basic::{LogicalType, Repetition, Type as Physical};
use parquet::data_type::{ByteArray, ByteArrayType, DataType, Int32Type, Int64Type};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedColumnWriter, SerializedFileWriter};
use parquet::schema::types::Type;
use std::collections::BTreeSet;
use std::sync::Arc;

/// An amount of more digits would not fit into the eight bytes of a DECIMAL(18,2); its column is text.
const DIGITS: i32 = 18;
const MOST: i128 = 10_i128.pow(18);
/// A DATE counts from here.
const EPOCH: (i32, u32, u32) = (1970, 1, 1);

/// The bytes of a table in one language; what the writer does not take is told in its words.
pub fn parquet(sheet: &Sheet, lang: Lang) -> Result<Vec<u8>, String> {
    written(&columns(sheet, lang)).map_err(|error| error.to_string())
}

fn written(columns: &[Column]) -> Result<Vec<u8>, ParquetError> {
    let fields = columns.iter().map(Column::field).collect::<Result<_, _>>()?;
    let schema = Type::group_type_builder("table").with_fields(fields).build()?;
    let properties = WriterProperties::builder().set_created_by(env!("CARGO_PKG_NAME").to_owned()).build();
    let mut writer = SerializedFileWriter::new(Vec::new(), Arc::new(schema), Arc::new(properties))?;
    let mut group = writer.next_row_group()?;
    for column in columns {
        let Some(mut place) = group.next_column()? else { break };
        column.values.write(&mut place)?;
        place.close()?;
    }
    group.close()?;
    writer.into_inner()
}

/// A column under a name that no other column of the table has.
struct Column {
    name: String,
    values: Values,
}

/// What the cells of a column say, where they say something.
enum Values {
    Amounts(Vec<Option<i64>>),
    Days(Vec<Option<i32>>),
    Numbers(Vec<Option<i64>>),
    Texts(Vec<Option<ByteArray>>),
}

fn columns(sheet: &Sheet, lang: Lang) -> Vec<Column> {
    let mut taken = BTreeSet::new();
    let column = |(at, column): (usize, &crate::explain::Column)| {
        let head = legible(&column.head.say(lang));
        let head = if head.is_empty() { at.saturating_add(1).to_string() } else { head };
        let numbered = (2_usize..).map(|number| format!("{head}-{number}"));
        let name = std::iter::once(head.clone()).chain(numbered).find(|name| taken.insert(name.clone()));
        let cells: Vec<&Cell> = sheet.rows_by_themselves().map(|row| row.get(at).unwrap_or(&Cell::Empty)).collect();
        Column { name: name.unwrap_or(head), values: Values::of(&cells, lang) }
    };
    sheet.columns.iter().enumerate().map(column).collect()
}

impl Column {
    fn field(&self) -> Result<Arc<Type>, ParquetError> {
        let (physical, logical) = match &self.values {
            Values::Amounts(_) => (Physical::INT64, Some(LogicalType::decimal(2, DIGITS))),
            Values::Days(_) => (Physical::INT32, Some(LogicalType::Date)),
            Values::Numbers(_) => (Physical::INT64, None),
            Values::Texts(_) => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
        };
        let field = Type::primitive_type_builder(&self.name, physical).with_repetition(Repetition::OPTIONAL);
        let field = match self.values {
            Values::Amounts(_) => field.with_precision(DIGITS).with_scale(2),
            Values::Days(_) | Values::Numbers(_) | Values::Texts(_) => field,
        };
        field.with_logical_type(logical).build().map(Arc::new)
    }
}

impl Values {
    fn of(cells: &[&Cell], lang: Lang) -> Self {
        let blank = |cell: &Cell| matches!(cell.bare(lang).as_str(), "" | "–");
        let all_blank = cells.iter().all(|cell| blank(cell));
        let texts = || {
            let text = |cell: &&Cell| (!blank(cell)).then(|| ByteArray::from(cell.bare(lang).into_bytes()));
            Self::Texts(cells.iter().map(text).collect())
        };
        // A column without anything in it is of no kind.
        if all_blank {
            return texts();
        }
        let amounts = every(cells, blank, amount).map(Self::Amounts);
        let days = || every(cells, blank, day).map(Self::Days);
        let numbers = || every(cells, blank, number).map(Self::Numbers);
        amounts.or_else(days).or_else(numbers).unwrap_or_else(texts)
    }

    fn write(&self, place: &mut SerializedColumnWriter<'_>) -> Result<(), ParquetError> {
        match self {
            Values::Amounts(values) | Values::Numbers(values) => put::<Int64Type>(place, values),
            Values::Days(values) => put::<Int32Type>(place, values),
            Values::Texts(values) => put::<ByteArrayType>(place, values),
        }
    }
}

/// What every cell that is not blank says of one kind; nothing when one of them says something else.
fn every<T>(cells: &[&Cell], blank: impl Fn(&Cell) -> bool, of: impl Fn(&Cell) -> Option<T>) -> Option<Vec<Option<T>>> {
    cells.iter().map(|cell| if blank(cell) { Some(None) } else { of(cell).map(Some) }).collect()
}

fn amount(cell: &Cell) -> Option<i64> {
    let fen = cell.figure()?.get();
    i64::try_from(fen).ok().filter(|_| fen.abs() < MOST)
}

fn day(cell: &Cell) -> Option<i32> {
    let (year, month, day) = EPOCH;
    i32::try_from(cell.day()?.days_since(Day::new(year, month, day)?)).ok()
}

fn number(cell: &Cell) -> Option<i64> {
    match cell {
        Cell::Number(number) => Some(*number),
        Cell::Fact(fact) => i64::try_from(fact.position.0).ok(),
        Cell::Linked(cell, _) | Cell::Struck(cell) => number(cell),
        Cell::Phrase(_) | Cell::Money(_) | Cell::Empty => None,
    }
}

/// Values beside each other, and for each row whether it has one.
fn put<T: DataType>(place: &mut SerializedColumnWriter<'_>, values: &[Option<T::T>]) -> Result<(), ParquetError> {
    let there: Vec<T::T> = values.iter().flatten().cloned().collect();
    let levels: Vec<i16> = values.iter().map(|value| i16::from(value.is_some())).collect();
    place.typed::<T>().write_batch(&there, Some(&levels), None).map(|_| ())
}
