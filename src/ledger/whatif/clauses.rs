//! Where lines are added up: the clauses of a program in its order, looked up once for each document and article.

use crate::policy::Program;
use crate::position::Item;
use crate::whatif::Row;
use rustc_hash::FxHashMap;
use std::sync::Arc;

/// The clauses of a program.
#[derive(Debug)]
pub(super) struct Clauses {
    /// The place of each clause, by document and article.
    order: FxHashMap<(usize, Arc<str>), usize>,
    /// The numbers of the documents.
    documents: Vec<Arc<str>>,
}

impl Clauses {
    pub(super) fn of(program: &Program) -> Self {
        let mut order = FxHashMap::default();
        for (place, grant) in program.grants.iter().enumerate() {
            order.entry((grant.document, Arc::clone(&grant.article))).or_insert(place);
        }
        let documents = program.documents.iter().map(|document| Arc::clone(&document.document)).collect();
        Self { order, documents }
    }

    /// Where an item of the program is added up; money without a clause stands last.
    pub(super) fn row(&self, item: &Item) -> Row {
        let article = Arc::clone(&item.article);
        let order = self.order.get(&(item.document, Arc::clone(&article))).copied().unwrap_or(usize::MAX);
        let document = self.documents.get(item.document).map_or_else(|| Arc::from(""), Arc::clone);
        Row { order, document, article, year: item.fact_year }
    }
}
