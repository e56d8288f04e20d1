//! The declarations of the product, as files.

use qizhang::event::{Catalogue, Declaration};
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

/// The folder of the product's events.
pub(super) fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("events")
}

/// Every declaration under `events/types`, by name and version.
pub(super) static DECLARATIONS: LazyLock<Vec<Declaration>> = LazyLock::new(|| {
    let mut files = Vec::new();
    for folder in std::fs::read_dir(folder().join("types")).expect("events/types is there") {
        let folder = folder.expect("readable").path();
        files.extend(std::fs::read_dir(folder).expect("readable").map(|file| file.expect("readable").path()));
    }
    files.sort();
    files.iter().map(|path| read(path)).collect()
});

/// The catalogue of all of them.
pub(super) static CATALOGUE: LazyLock<Catalogue> =
    LazyLock::new(|| Catalogue::new(DECLARATIONS.clone()).unwrap_or_else(|error| panic!("{error:?}")));

fn read(path: &Path) -> Declaration {
    let text = std::fs::read_to_string(path).expect("readable");
    let declaration = Declaration::parse(&text).unwrap_or_else(|error| panic!("{}: {error:?}", path.display()));
    let expected = format!("{}/{}.json", declaration.name, declaration.version);
    assert!(path.ends_with(&expected), "{} declares {expected}", path.display());
    declaration
}
