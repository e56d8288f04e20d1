//! How much of a table is read at most: a file from somewhere may claim anything.

/// Bytes of a file.
pub const FILE_BYTES_MAX: usize = 64 << 20;
/// Bytes that a packed file may unpack to, as it claims and as it is found.
pub const UNPACKED_BYTES_MAX: u64 = 512 << 20;
/// Bytes of text that are kept of one table.
pub const TEXT_BYTES_MAX: usize = 128 << 20;
/// Rows of a table that have something in them.
pub const ROWS_MAX: usize = 200_000;
/// Cells of a table that have something in them.
pub const CELLS_MAX: usize = 4_000_000;
