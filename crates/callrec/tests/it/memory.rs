//! What a client was given is not left behind in memory when the client is gone (fault K4).
#![cfg(target_os = "linux")]

use std::fs::File;
use std::os::unix::fs::FileExt as _;

use callrec::{ErrorKind, IpassPortal};

/// Every byte turned round, so that looking for it does not find what is looked for.
const HIDDEN: &[u8] = &[
    !b'c', !b'4', !b'n', !b'4', !b'r', !b'y', !b'-', !b'i', !b'n', !b'-', !b'm', !b'e', !b'm',
    !b'o', !b'r', !b'y', !b'-', !b'8', !b'2', !b'6', !b'1', !b'5', !b'3',
];
const CHUNK: usize = 1 << 20;

fn password() -> String {
    HIDDEN.iter().map(|byte| char::from(!byte)).collect()
}

/// How often this process holds the password, in memory that it may write to.
fn copies() -> usize {
    let maps = std::fs::read_to_string("/proc/self/maps").expect("the maps");
    let memory = File::open("/proc/self/mem").expect("the memory");
    let (mut found, mut buffer) = (0, vec![0_u8; CHUNK + HIDDEN.len()]);
    for line in maps.lines() {
        let mut words = line.split_whitespace();
        let (Some(range), Some(access)) = (words.next(), words.next()) else { continue };
        let Some((start, end)) = range.split_once('-') else { continue };
        if !access.starts_with("rw") {
            continue;
        }
        let parse = |text| u64::from_str_radix(text, 16).expect("an address");
        let (mut at, end) = (parse(start), parse(end));
        while at < end {
            let most = usize::try_from(end - at).unwrap_or(usize::MAX).min(buffer.len());
            // Regions come and go under other tests' threads.
            let got = memory.read_at(&mut buffer[..most], at).unwrap_or(0);
            found += buffer[..got]
                .windows(HIDDEN.len())
                .filter(|bytes| bytes.iter().zip(HIDDEN).all(|(byte, hidden)| *byte == !hidden))
                .count();
            // Nor is what was read left behind by this.
            buffer.fill(0);
            if got == 0 {
                break;
            }
            at += CHUNK as u64;
        }
    }
    found
}

#[tokio::test]
async fn what_is_dropped_is_not_left_behind() {
    crate::trace::if_asked_for();
    let builder = IpassPortal::builder()
        .base_url("http://127.0.0.1:1")
        .proxy(format!("http://agent:{}@127.0.0.1:1", password()))
        .credentials("user", password())
        .tries(1);
    assert!(copies() > 0, "the search finds what is there");
    drop(builder);
    let left = copies();
    assert_eq!(left, 0, "{left} copies after the builder");

    let builder = IpassPortal::builder()
        .base_url("http://127.0.0.1:1")
        .credentials("user", password())
        .tries(1);
    let portal = builder.clone().build().expect("a client");
    let error = portal.login().await.expect_err("nobody there");
    assert_eq!(error.kind(), ErrorKind::Connect);
    assert!(!format!("{portal:?} {builder:?} {error:?}").contains("c4n4ry"));
    assert!(copies() > 0, "the client keeps it to log in");
    drop((portal, builder, error));
    let left = copies();
    assert_eq!(left, 0, "{left} copies after the client");
}
