//! The TCP connections under the HTTP server, with the things that it cannot do: tell when
//! all bytes have gone to the system, end a connection within a head or by a reset, and
//! answer with 103 first.

use std::{
    io,
    net::SocketAddr,
    pin::Pin,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    task::{Context, Poll, ready},
    time::{Duration, Instant},
};

use axum::{
    extract::connect_info::Connected,
    serve::{IncomingStream, Listener},
};
use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    net::{TcpListener, TcpStream},
    sync::Notify,
};

use crate::locked::locked;

/// A peer that does not read for so long is reset with less than it was to get.
const MOST_PATIENCE: Duration = Duration::from_secs(5);

/// What a request handler knows of its connection, and may order of it.
#[derive(Debug, Clone)]
pub(crate) struct Connection {
    pub(crate) peer: SocketAddr,
    local: SocketAddr,
    control: Arc<Control>,
}

#[derive(Debug)]
struct Control {
    flushed: Notify,
    reset: AtomicBool,
    /// Bytes that may still be written, the prelude's not counted; then the connection ends.
    allowed: AtomicU64,
    /// What goes out before the server's next byte.
    prelude: Mutex<Vec<u8>>,
    /// Whether one of the two above is in force.
    tampered: AtomicBool,
}

impl Default for Control {
    fn default() -> Self {
        Self {
            flushed: Notify::new(),
            reset: AtomicBool::new(false),
            allowed: AtomicU64::new(u64::MAX),
            prelude: Mutex::default(),
            tampered: AtomicBool::new(false),
        }
    }
}

impl Connection {
    /// Waits until what the server holds of the answer is written to the system. Only
    /// meaningful inside a body: the server flushes whenever the body has nothing to give.
    pub(crate) async fn flushed(&self) {
        self.control.flushed.notified().await;
    }

    /// Waits until the peer's system has all that was written (its program need not have
    /// read it): a reset throws away the rest.
    pub(crate) async fn acknowledged(&self) {
        let deadline = Instant::now() + MOST_PATIENCE;
        loop {
            // The first pause also serves where the system does not tell.
            tokio::time::sleep(Duration::from_millis(10)).await;
            let pending = unacknowledged(self.local.port(), self.peer.port());
            if pending.is_none_or(|bytes| bytes == 0) || Instant::now() > deadline {
                return;
            }
        }
    }

    /// From here on, closing the connection is a reset.
    pub(crate) fn close_by_reset(&self) {
        self.control.reset.store(true, Ordering::Relaxed);
    }

    /// Ends the connection when so many bytes more were written. To be said while the server
    /// holds nothing for this connection, which is so while a request is being handled.
    pub(crate) fn end_after(&self, bytes: u64) {
        self.control.allowed.store(bytes, Ordering::Relaxed);
        self.control.tampered.store(true, Ordering::Release);
    }

    /// Sends these bytes before the head of the answer.
    pub(crate) fn send_first(&self, bytes: Vec<u8>) {
        *locked(&self.control.prelude) = bytes;
        self.control.tampered.store(true, Ordering::Release);
    }
}

/// Accepts connections that know their [`Connection`].
#[derive(Debug)]
pub(crate) struct WireListener(pub(crate) TcpListener);

impl Listener for WireListener {
    type Io = Wire;
    type Addr = Connection;

    async fn accept(&mut self) -> (Wire, Connection) {
        loop {
            let accepted = self.0.accept().await;
            if let Ok((stream, connection)) = accepted.and_then(|(stream, peer)| {
                let local = stream.local_addr()?;
                Ok((stream, Connection { peer, local, control: Arc::default() }))
            }) {
                // Small answers must not wait for one another (Nagle).
                let _ = stream.set_nodelay(true);
                let wire = Wire { stream, control: Arc::clone(&connection.control) };
                return (wire, connection);
            }
            // Out of descriptors, most likely: others will be closed.
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    fn local_addr(&self) -> io::Result<Connection> {
        let local = self.0.local_addr()?;
        Ok(Connection { peer: local, local, control: Arc::default() })
    }
}

impl Connected<IncomingStream<'_, WireListener>> for Connection {
    fn connect_info(stream: IncomingStream<'_, WireListener>) -> Self {
        stream.remote_addr().clone()
    }
}

/// One connection.
#[derive(Debug)]
pub(crate) struct Wire {
    stream: TcpStream,
    control: Arc<Control>,
}

impl Wire {
    fn stream(self: Pin<&mut Self>) -> Pin<&mut TcpStream> {
        Pin::new(&mut self.get_mut().stream)
    }

    fn tampered(&self) -> bool {
        self.control.tampered.load(Ordering::Acquire)
    }

    /// Writes what the plan allows.
    fn poll_write_tampered(
        &mut self,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        {
            let mut prelude = locked(&self.control.prelude);
            while !prelude.is_empty() {
                let written = ready!(Pin::new(&mut self.stream).poll_write(cx, &prelude))?;
                prelude.drain(..written);
            }
        }
        let allowed = self.control.allowed.load(Ordering::Relaxed);
        if allowed == 0 && !bytes.is_empty() {
            // An error of writing makes the server drop the connection.
            return Poll::Ready(Err(io::ErrorKind::ConnectionAborted.into()));
        }
        let most = usize::try_from(allowed).unwrap_or(usize::MAX).min(bytes.len());
        let written = ready!(Pin::new(&mut self.stream).poll_write(cx, &bytes[..most]))?;
        if allowed != u64::MAX {
            self.control.allowed.store(allowed - written as u64, Ordering::Relaxed);
        }
        Poll::Ready(Ok(written))
    }
}

impl Drop for Wire {
    fn drop(&mut self) {
        if self.control.reset.load(Ordering::Relaxed) {
            let _ = self.stream.set_zero_linger();
        }
    }
}

impl AsyncRead for Wire {
    fn poll_read(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        into: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        self.stream().poll_read(cx, into)
    }
}

impl AsyncWrite for Wire {
    fn poll_write(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        if self.tampered() {
            return self.get_mut().poll_write_tampered(cx, bytes);
        }
        self.stream().poll_write(cx, bytes)
    }

    fn poll_write_vectored(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        if self.tampered() {
            let first = bytes.iter().find(|slice| !slice.is_empty());
            let first = first.map_or(&[][..], |slice| slice);
            return self.get_mut().poll_write_tampered(cx, first);
        }
        self.stream().poll_write_vectored(cx, bytes)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        // The server asks for this only after it has written all that it held.
        self.control.flushed.notify_waiters();
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        if self.control.reset.load(Ordering::Relaxed) {
            return Poll::Ready(Ok(()));
        }
        self.stream().poll_shutdown(cx)
    }
}

/// Bytes written to a connection over 127.0.0.1 that its peer's system has not taken yet;
/// none where the system's table of connections is not to be had.
fn unacknowledged(local_port: u16, peer_port: u16) -> Option<u64> {
    let table = std::fs::read_to_string("/proc/self/net/tcp").ok()?;
    // `sl local_address rem_address st tx_queue:rx_queue …`, all in hexadecimal.
    let (local, peer) = (format!(":{local_port:04X}"), format!(":{peer_port:04X}"));
    table.lines().find_map(|line| {
        let mut fields = line.split_whitespace().skip(1);
        let (of_local, of_peer) = (fields.next()?, fields.next()?);
        let queues = fields.nth(1)?;
        let (sending, _) = queues.split_once(':')?;
        (of_local.ends_with(&local) && of_peer.ends_with(&peer))
            .then(|| u64::from_str_radix(sending, 16).ok())?
    })
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use std::{
        io::{Read, Write},
        net::{TcpListener, TcpStream},
    };

    use super::unacknowledged;

    #[test]
    fn what_the_peer_has_not_taken_is_told() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let mut peer = TcpStream::connect(listener.local_addr().unwrap()).unwrap();
        let (mut local, _) = listener.accept().unwrap();
        let ports = (local.local_addr().unwrap().port(), peer.local_addr().unwrap().port());
        local.set_nonblocking(true).unwrap();
        let mut written = 0;
        while let Ok(count) = local.write(&[0; 65_536]) {
            written += count;
        }
        // Not every sandbox has the table.
        let Some(held) = unacknowledged(ports.0, ports.1) else { return };
        assert!(held > 0 && held <= written as u64, "{held} of {written}");
        peer.read_exact(&mut vec![0; written]).unwrap();
        // The last acknowledgement may be delayed by some milliseconds.
        let taken = (0..100).any(|_| {
            std::thread::sleep(std::time::Duration::from_millis(10));
            unacknowledged(ports.0, ports.1) == Some(0)
        });
        assert!(taken);
    }
}
