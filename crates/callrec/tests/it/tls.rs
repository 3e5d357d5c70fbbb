//! Certificates that must be refused, one that is added, and ends with and without close_notify.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use callrec::{ErrorKind, IpassPortal, IpassPortalBuilder, Proof};
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair, date_time_ymd};
use rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};
use rustls::{ServerConfig, ServerConnection, StreamOwned};

use crate::fixture::{cdr, expected_ids, fetch};

type Authority = CertifiedIssuer<'static, KeyPair>;

fn authority() -> Authority {
    let mut params = CertificateParams::default();
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    params.distinguished_name.push(rcgen::DnType::CommonName, "callrec test authority");
    let key = KeyPair::generate().expect("a key");
    CertifiedIssuer::self_signed(params, key).expect("an authority")
}

/// How a body that only its connection ends is ended.
#[derive(Clone, Copy, Debug)]
enum End {
    Length,
    CloseNotify,
    Fin,
}

struct Server {
    url: String,
    connections: Arc<AtomicUsize>,
}

/// Serves logins, and [`cdr`] of three rows, until the test's process ends.
fn serve(params: CertificateParams, authority: &Authority, end: End) -> Server {
    serve_by(params, authority, end, &[])
}

/// The same, for those who speak one of these protocols.
fn serve_by(
    params: CertificateParams,
    authority: &Authority,
    end: End,
    protocols: &[&str],
) -> Server {
    let key = KeyPair::generate().expect("a key");
    let certificate = params.signed_by(&key, authority).expect("a certificate");
    let private = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(key.serialize_der()));
    let crypto = Arc::new(rustls::crypto::ring::default_provider());
    let mut config = ServerConfig::builder_with_provider(crypto)
        .with_safe_default_protocol_versions()
        .expect("versions")
        .with_no_client_auth()
        .with_single_cert(vec![certificate.der().clone()], private)
        .expect("a server configuration");
    config.alpn_protocols = protocols.iter().map(|name| name.as_bytes().to_vec()).collect();
    let (config, listener) = (Arc::new(config), TcpListener::bind("127.0.0.1:0").expect("a port"));
    let port = listener.local_addr().expect("an address").port();
    let connections = Arc::new(AtomicUsize::new(0));
    let counter = connections.clone();
    std::thread::spawn(move || {
        for stream in listener.incoming().map_while(Result::ok) {
            counter.fetch_add(1, Ordering::SeqCst);
            let connection = ServerConnection::new(config.clone()).expect("a connection");
            std::thread::spawn(move || answer(StreamOwned::new(connection, stream), end));
        }
    });
    Server { url: format!("https://127.0.0.1:{port}"), connections }
}

/// One request a connection; `None` when the client went away.
fn answer(stream: StreamOwned<ServerConnection, TcpStream>, end: End) -> Option<()> {
    let mut reader = BufReader::new(stream);
    let (mut first, mut length) = (String::new(), 0);
    reader.read_line(&mut first).ok()?;
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).ok()?;
        let Some((name, value)) = line.trim_end().split_once(": ") else { break };
        if name.eq_ignore_ascii_case("content-length") {
            length = value.parse().ok()?;
        }
    }
    reader.read_exact(&mut vec![0; length]).ok()?;

    let mut stream = reader.into_inner();
    let body = cdr(3);
    let head = match (first.contains("/login"), end) {
        (true, _) => {
            "HTTP/1.1 200 OK\r\nSet-Cookie: s=c4n4ry; Secure\r\nContent-Length: 0\r\n\r\n".into()
        }
        (false, End::Length) => {
            format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n{body}", body.len())
        }
        (false, _) => format!("HTTP/1.1 200 OK\r\n\r\n{body}"),
    };
    stream.write_all(head.as_bytes()).ok()?;
    if !matches!(end, End::Fin) {
        stream.conn.send_close_notify();
    }
    stream.flush().ok()
}

fn params(name: &str) -> CertificateParams {
    CertificateParams::new([name.to_owned()]).expect("parameters")
}

fn builder(server: &Server) -> IpassPortalBuilder {
    crate::trace::if_asked_for();
    IpassPortal::builder().base_url(&server.url).credentials("user", "c4n4ry")
}

#[tokio::test]
async fn certificates_that_must_be_refused() {
    let (known, unknown) = (authority(), authority());
    let mut expired = params("127.0.0.1");
    expired.not_before = date_time_ymd(2001, 1, 1);
    expired.not_after = date_time_ymd(2002, 1, 1);
    let mut future = params("127.0.0.1");
    future.not_before = date_time_ymd(2090, 1, 1);
    future.not_after = date_time_ymd(2091, 1, 1);
    for (name, params, authority) in [
        ("unknown authority", params("127.0.0.1"), &unknown),
        ("wrong host", params("other.example"), &known),
        ("expired", expired, &known),
        ("not yet valid", future, &known),
    ] {
        let server = serve(params, authority, End::Length);
        let portal = builder(&server).extra_root_certificate(known.pem()).build();
        let error = fetch(&portal.expect("a client")).await.expect_err(name);
        assert_eq!(error.kind(), ErrorKind::Tls, "{name}: {error}");
        assert!(!error.is_retryable(), "{name}");
        assert_eq!(server.connections.load(Ordering::SeqCst), 1, "{name}: tried once");
    }
}

/// A server that speaks only HTTP/2 says so in the handshake.
#[tokio::test]
async fn http_1_1_is_asked_for_and_nothing_else_taken() {
    let authority = authority();
    for (protocol, spoken) in [("h2", false), ("http/1.1", true)] {
        let server = serve_by(params("127.0.0.1"), &authority, End::Length, &[protocol]);
        let portal = builder(&server).extra_root_certificate(authority.pem()).build();
        let read = fetch(&portal.expect("a client")).await;
        match spoken {
            true => assert_eq!(read.expect("opened").ids, expected_ids(3)),
            false => {
                let error = read.expect_err("another protocol");
                assert_eq!(
                    (error.kind(), error.is_retryable()),
                    (ErrorKind::Tls, false),
                    "{error}"
                );
            }
        }
    }
}

/// Servers that know no version of TLS that is still good: they end the handshake with an alert, or
/// answer it in the old version.
#[tokio::test]
async fn old_versions_of_tls_are_refused() {
    let alert = b"\x15\x03\x01\x00\x02\x02\x46".to_vec();
    // A ServerHello of TLS 1.0 with a cipher suite of its time.
    let mut hello = b"\x16\x03\x01\x00\x2a\x02\x00\x00\x26\x03\x01".to_vec();
    hello.extend([7; 32]);
    hello.extend(b"\x00\x00\x2f\x00");
    for bytes in [alert, hello] {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let url = format!("https://{}", listener.local_addr().expect("an address"));
        let connections = Arc::new(AtomicUsize::new(0));
        let counter = connections.clone();
        std::thread::spawn(move || {
            for mut stream in listener.incoming().map_while(Result::ok) {
                counter.fetch_add(1, Ordering::SeqCst);
                let _ = stream.read(&mut [0; 4096]);
                let _ = stream.write_all(&bytes);
            }
        });
        let portal = builder(&Server { url, connections: connections.clone() }).build();
        let error = fetch(&portal.expect("a client")).await.expect_err("too old");
        assert_eq!((error.kind(), error.is_retryable()), (ErrorKind::Tls, false), "{error}");
        assert_eq!(connections.load(Ordering::SeqCst), 1, "tried once");
    }
}

#[tokio::test]
async fn an_added_authority_is_trusted() {
    let authority = authority();
    let server = serve(params("127.0.0.1"), &authority, End::Length);
    let portal = builder(&server).extra_root_certificate(authority.pem()).build();
    let read = fetch(&portal.expect("a client")).await.expect("opened");
    assert!(read.error.is_none(), "{:?}", read.error);
    assert_eq!((read.ids, read.proof), (expected_ids(3), Some(Proof::Framed)));
}

#[tokio::test]
async fn close_notify_proves_an_end_and_a_bare_fin_does_not() {
    let authority = authority();
    let server = serve(params("127.0.0.1"), &authority, End::CloseNotify);
    let portal = builder(&server).extra_root_certificate(authority.pem()).build();
    let read = fetch(&portal.expect("a client")).await.expect("opened");
    assert!(read.error.is_none(), "{:?}", read.error);
    assert_eq!((read.ids, read.proof), (expected_ids(3), Some(Proof::TlsClosed)));

    let server = serve(params("127.0.0.1"), &authority, End::Fin);
    let portal = builder(&server).extra_root_certificate(authority.pem()).tries(1).build();
    let read = fetch(&portal.expect("a client")).await.expect("opened");
    assert_eq!(read.error.expect("an error").kind(), ErrorKind::Truncated);
}

#[test]
fn what_is_no_certificate_is_refused() {
    for pem in ["", "not PEM"] {
        let built =
            IpassPortal::builder().credentials("u", "p").extra_root_certificate(pem).build();
        assert_eq!(built.expect_err("refused").kind(), ErrorKind::Config);
    }
}
