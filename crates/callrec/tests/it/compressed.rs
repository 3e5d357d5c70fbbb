//! Compressed bodies: what is asked for, what is decoded, and what is refused.

use callrec::{ErrorKind, Proof};

use crate::fixture::{Read, builder, cdr, expected_ids, fetch, once};
use crate::server::{Server, Step, answer, send};
use crate::wire::{Framing, encoded, gzip, wire};

const GZIP: &str = "Content-Encoding: gzip\r\n";

fn gzipped(framing: Framing, body: &[u8]) -> Vec<Step> {
    vec![Step::Send(wire(framing, GZIP, body).0), Step::Close]
}

async fn first(answer: Vec<Step>) -> Result<Read, callrec::Error> {
    let server = Server::scripted(vec![answer]);
    fetch(&once(&server)).await
}

/// The error of an answer that must have one, at its opening or after its rows.
async fn failure(answer: Vec<Step>) -> callrec::Error {
    match first(answer).await {
        Ok(read) => read.error.expect("an error"),
        Err(error) => error,
    }
}

#[tokio::test]
async fn one_fetch_proves_a_compressed_report_in_every_framing() {
    for framing in Framing::ALL {
        let (bytes, _) = encoded(framing, true, &cdr(500));
        let read = first(vec![Step::Send(bytes), Step::Close]).await.expect("opened");
        assert!(read.error.is_none(), "{framing:?}: {:?}", read.error);
        assert_eq!((read.ids, read.proof), (expected_ids(500), Some(Proof::Framed)));
    }
}

#[tokio::test]
async fn what_is_not_whole_gzip_is_an_error() {
    let whole = gzip(cdr(3));
    let flip = |at: usize| {
        let mut damaged = whole.clone();
        damaged[at] ^= 1;
        damaged
    };
    let cases = [
        ("a wrong checksum", flip(whole.len() - 8), ErrorKind::Transport),
        ("a wrong length", flip(whole.len() - 1), ErrorKind::Transport),
        ("no gzip", cdr(3).into_bytes(), ErrorKind::Transport),
        ("junk after it", [&whole[..], b"junk"].concat(), ErrorKind::Transport),
        ("zeros after it", [&whole[..], &[0; 512]].concat(), ErrorKind::Transport),
        ("no trailer", whole[..whole.len() - 8].to_vec(), ErrorKind::Truncated),
    ];
    for (name, body, kind) in cases {
        for framing in Framing::ALL {
            let error = failure(gzipped(framing, &body)).await;
            assert_eq!(error.kind(), kind, "{name}, {framing:?}: {error}");
            assert!(error.to_string().contains("compressed byte"), "{error}");
        }
    }
}

/// Nothing where gzip was announced is no period without records, unless a length says so.
#[tokio::test]
async fn an_empty_compressed_body_needs_a_length() {
    for framing in [Framing::Chunked, Framing::UntilClose] {
        let error = failure(gzipped(framing, b"")).await;
        assert_eq!(error.kind(), ErrorKind::Truncated, "{framing:?}: {error}");
    }
    let empty = send(format!("HTTP/1.1 200 OK\r\n{GZIP}Content-Length: 0\r\n\r\n"));
    for none in
        [empty, answer("204 No Content", GZIP, ""), gzipped(Framing::Length, &gzip("no data"))]
    {
        let read = first(none.clone()).await.expect("opened");
        assert!(read.error.is_none() && read.ids.is_empty(), "{none:?}: {read:?}");
        assert_eq!(read.proof, Some(Proof::Framed));
    }
}

#[tokio::test]
async fn encodings_that_were_not_asked_for_are_refused() {
    for encoding in ["br", "deflate", "zstd", "compress", "gzip, gzip", "gzip, br", "aes128gcm"] {
        let headers = format!("Content-Encoding: {encoding}\r\n");
        let error = failure(answer("200 OK", &headers, "x")).await;
        assert_eq!(error.kind(), ErrorKind::NotData, "{encoding}: {error}");
    }
}

#[tokio::test]
async fn bombs_and_endless_bodies_end_in_limit() {
    let bomb = gzip([cdr(1).into_bytes(), vec![b'\n'; 32 << 20]].concat());
    let error = failure(gzipped(Framing::Length, &bomb)).await;
    assert_eq!(error.kind(), ErrorKind::Limit, "{error}");
    assert!(error.to_string().contains("200 times"), "{error}");

    for compressed in [true, false] {
        let (bytes, _) = encoded(Framing::Length, compressed, &cdr(500));
        let server = Server::scripted(vec![vec![Step::Send(bytes), Step::Close]]);
        let portal = builder(&server).body_limit(20_000).tries(1).build().expect("a client");
        let error = match fetch(&portal).await {
            Ok(read) => read.error.expect("an error"),
            Err(error) => error,
        };
        assert_eq!((error.kind(), error.offset()), (ErrorKind::Limit, Some(20_000)), "{error}");
    }
}

/// The offset is one of the report, the count in the text one of the wire.
#[tokio::test]
async fn a_cut_tells_both_counts() {
    let (bytes, body) = encoded(Framing::Length, true, &cdr(2000));
    let (cut, length) = (bytes.len() - 1000, bytes.len() - body);
    let error = failure(vec![Step::Send(bytes[..cut].to_vec()), Step::Close]).await;
    assert_eq!(error.kind(), ErrorKind::Truncated);
    let told = format!("after {} of {length} compressed bytes", cut - body);
    assert!(error.to_string().contains(&told), "{error}");
    let offset = error.offset().expect("an offset");
    assert!(offset > length as u64 && offset < cdr(2000).len() as u64, "{error}");
}

#[tokio::test]
async fn an_error_s_text_is_decoded() {
    let body = gzip("{\"errorCode\":\"2009\",\"message\":\"bad month\"}");
    let head = format!("HTTP/1.1 400 Bad\r\n{GZIP}Content-Length: {}\r\n\r\n", body.len());
    let error = failure(vec![Step::Send([head.as_bytes(), &body].concat())]).await;
    assert_eq!((error.kind(), error.provider_code()), (ErrorKind::Rejected, Some("2009")));
    assert!(error.to_string().contains("bad month"), "{error}");
}
