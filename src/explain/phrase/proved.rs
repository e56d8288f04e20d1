//! What checking the ledger found: whether it is whole, and what a proof consists of.

use crate::explain::Count;
use crate::explain::phrase::macros::phrases;
use crate::value::Position;
use std::sync::Arc;

phrases! {
    /// The outcome of a check, or a step of it.
    Proved
    /// Every event was read and every root computed again.
    Whole { head: Position, events: u64 } = "ledger_whole":
        "账本完好：{events} 条事件逐条重算，到 {head}",
        "the ledger is whole: {events} events computed again, up to {head}";
    /// A root in full.
    Root { root: Arc<str> } = "full_root": "账本根　{root}", "root {root}";
    /// An event stands under the root.
    Included { event: Position, size: Position } = "event_included":
        "事件 {event} 在账本（到 {size}）之内",
        "event {event} is in the ledger as it stands at {size}";
    /// The digest of the event itself.
    Leaf { leaf: Arc<str> } = "leaf": "由事件内容算得的叶　{leaf}", "leaf, computed from the event  {leaf}";
    /// Joined with what stands before it.
    JoinLeft { first: Position, last: Position, digest: Arc<str> } = "join_left":
        "与左边 {first}–{last} 的摘要合并　{digest}",
        "joined with the digest of {first}–{last} on its left  {digest}";
    /// Joined with what stands after it.
    JoinRight { first: Position, last: Position, digest: Arc<str> } = "join_right":
        "与右边 {first}–{last} 的摘要合并　{digest}",
        "joined with the digest of {first}–{last} on its right  {digest}";
    /// The root that comes out is the recorded one.
    LeadsTo { root: Arc<str> } = "leads_to":
        "算到账本根，与账本所记一致　{root}",
        "this leads to the root, as recorded  {root}";
    /// The root at an earlier place.
    RootAt { at: Position, root: Arc<str> } = "root_at": "到 {at} 的账本根　{root}", "root up to {at}  {root}";
    /// The last checkpoint beside the ledger holds.
    LastCheckpoint { at: Position } = "last_checkpoint":
        "最近的检查点（到 {at}）签名有效，账本由它只追加而来",
        "the last checkpoint, up to {at}, is validly signed, and the ledger grew out of it by appending only";
    /// No checkpoint was ever signed.
    NoCheckpoint = "no_checkpoint": "这个账本还没有签过检查点", "this ledger has never signed a checkpoint";
    /// Every key of the list was introduced by the one before.
    KeysVouched { count: usize } = "keys_vouched":
        "公钥名单 {count} 个，每个都由前一密钥引入", "the list has {count} public keys, each introduced by the one before";
    /// A key replaced one that was lost.
    KeyAfterLoss { key: Arc<str> } = "key_after_loss":
        "公钥 {key} 接替报失的密钥，前一密钥没有为它作证；请与交付的公钥核对",
        "the public key {key} replaced one that was reported lost, which does not vouch for it; compare it with the key that was \
         handed over";
    /// Nothing tells how a key came into the list.
    KeyUntold { key: Arc<str> } = "key_untold":
        "公钥 {key} 如何接替前一密钥没有记录，无从证明；请与交付的公钥核对",
        "how the public key {key} followed the one before was not kept and is not proved; compare it with the key that was \
         handed over";
    /// The key that signed leads to the one that is believed.
    SignedBefore { changes: usize } = "signed_before":
        "签名的密钥与所凭的公钥之间换过 {changes} 次，每次都由前一密钥签名引入",
        "between the key that signed and the one that is believed lie {changes} changes, each signed by the key before";
    /// A key of the list signed that nothing leads to.
    SignedUntold = "signed_untold":
        "签名的是名单里较早的公钥，它与现用密钥的接替没有记录，无从证明；请用 --vkey 给出当时交付的公钥",
        "an earlier key of the list signed, and how the key in use followed it was not kept and is not proved; give the key you \
         were handed then with --vkey";
    /// The ledger grew out of a checkpoint.
    Grown { old: Position, size: Position } = "grown":
        "签名有效；账本（到 {size}）由检查点（到 {old}）只追加而来",
        "validly signed; the ledger, up to {size}, grew out of the checkpoint, up to {old}, by appending only";
    /// The root that was signed.
    OldRoot { root: Arc<str> } = "old_root": "当时的根　{root}", "root then  {root}";
    /// The root as it is.
    NewRoot { root: Arc<str> } = "new_root": "现在的根　{root}", "root now   {root}";
    /// How long the proof is.
    Digests { count: Count } = "digests": "一致性证明　{count} 个摘要，已核对", "consistency proof  {count}, checked";
    /// A proof file holds.
    FileProves { event: Position, size: Position } = "file_proves":
        "签名有效；证明成立：事件 {event} 在所签的账本（到 {size}）之内",
        "validly signed; the proof holds: event {event} is in the ledger as signed up to {size}";
    /// The signed root.
    SignedRoot { root: Arc<str> } = "signed_root": "所签的根　{root}", "signed root  {root}";
}
