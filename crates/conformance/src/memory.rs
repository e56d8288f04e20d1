//! The store in memory, as the suite opens it.

use happenstance_core::StoreId;
use happenstance_testkit::{Capability, Fixture};
use qizhang::store::MemoryStore;
use std::sync::Arc;
use uuid::Uuid;

use crate::handle::Handle;
use crate::limits;
use crate::slot::Slot;

/// A store in memory of its own.
pub struct Memory {
    slot: Arc<Slot>,
    id: StoreId,
}

impl Memory {
    /// An empty one.
    #[expect(clippy::new_without_default, reason = "two of them are two stores, so none stands for all")]
    #[expect(clippy::disallowed_methods, reason = "a store that leaves nothing behind is named at random")]
    pub fn new() -> Self {
        let id = StoreId::from_bytes(Uuid::now_v7().into_bytes());
        Self { slot: Arc::new(Slot::new(Box::new(MemoryStore::new()))), id }
    }
}

impl Fixture for Memory {
    type Store = Handle;

    const SECOND_HANDLE: Capability = Capability::SUPPORTED;
    const REOPEN: Capability = Capability::declined("it lives as long as the program and keeps nothing beyond");
    const MID_BATCH_FAULT: Capability = Capability::declined("it writes to nothing that can fail within a batch");
    const READ_FAULT: Capability = Capability::declined("it reads from nothing that can fail");
    const HELD_ABOVE_FRONTIER: Capability = Capability::declined("it shows an event from the moment it holds it");
    const MAX_EVENT_DATA_LEN: Option<usize> = Some(limits::DATA_MAX);
    const MAX_TAGS_PER_EVENT: Option<usize> = Some(limits::TAGS_MAX);

    async fn connect(&self) -> Handle {
        Handle::new(Arc::clone(&self.slot), self.id)
    }
}
