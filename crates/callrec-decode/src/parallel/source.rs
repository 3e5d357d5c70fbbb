//! Where the bytes come from.

/// Gives the bytes of a body, in order, to whichever thread asks.
pub trait ByteSource: Send + 'static {
    /// Why no more bytes come.
    type Error: Clone + Send + 'static;

    /// Fills `into`, which is not empty, from its start; gives how many bytes came, 0 at the end of the
    /// body. Fewer than there is room for are no sign of the end.
    ///
    /// # Errors
    ///
    /// Whatever keeps the bytes from coming. It is not called again then.
    fn read(&mut self, into: &mut [u8]) -> Result<usize, Self::Error>;
}
