//! The body of an answer that goes on: pieces as they come, from whoever makes them.

use axum::body::{Bytes, HttpBody};
use hyper::body::Frame;
use std::convert::Infallible;
use std::pin::Pin;
use std::task::{Context, Poll};
use tokio::sync::mpsc::Receiver;

/// Pieces as they come; it ends when nobody makes any more.
pub(super) struct Followed<K> {
    pieces: Receiver<Bytes>,
    _kept: K,
}

impl<K> Followed<K> {
    /// Pieces that somebody makes, and what is kept as long as somebody reads them.
    pub(super) fn new(pieces: Receiver<Bytes>, kept: K) -> Self {
        Self { pieces, _kept: kept }
    }
}

impl<K: Unpin> HttpBody for Followed<K> {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        self.pieces.poll_recv(context).map(|piece| piece.map(|bytes| Ok(Frame::data(bytes))))
    }
}
