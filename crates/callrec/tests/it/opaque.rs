//! Documents: whole under their name or not there, recordings from where they may come, archives
//! unpacked under names of our own.

use std::io::Write as _;
use std::path::Path;
use std::time::Duration;

use callrec::{
    BillingFeed, Cursor, Document, DocumentKind, ErrorKind, IpassPortal, Month, Proof, Result,
    UnpackLimits, unpack, unpack_with_interrupt,
};
use callrec_simulator::{Archive, FeedSwitches, Plan, RecordingLinks, Simulator, Switches};
use sha2::{Digest as _, Sha256};

use crate::fixture::{client, month};
use crate::server::{Server, Step, answer, ok, send};

async fn document(portal: &IpassPortal) -> Result<Document> {
    portal.child_custom_report("1025", month(), "Report").await
}

/// A zip archive with these files.
fn archive(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in files {
        zip.start_file(*name, zip::write::SimpleFileOptions::default()).expect("an entry");
        zip.write_all(bytes).expect("written");
    }
    zip.finish().expect("an archive").into_inner()
}

fn bytes_with_length(body: &[u8]) -> Vec<Step> {
    let head = format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n", body.len());
    send([head.as_bytes(), body].concat())
}

/// The names in a folder, hidden ones too.
fn names(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).expect("a folder");
    let mut names: Vec<_> = entries
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

#[tokio::test]
async fn a_document_is_saved_with_its_proof() {
    let body = archive(&[("A/report.csv", b"a,b\n1,2\n")]);
    let server = Server::scripted(vec![bytes_with_length(&body); 2]);
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("report.zip");
    let document = document(&client(&server)).await.expect("opened");
    assert_eq!(document.kind(), DocumentKind::Zip);
    assert_eq!(document.total_bytes(), Some(body.len() as u64));
    let saved = document.save(&path).await.expect("saved");
    assert_eq!(std::fs::read(&path).expect("a file"), body);
    assert_eq!((saved.bytes(), saved.proof()), (body.len() as u64, Proof::Framed));
    assert_eq!(saved.sha256(), <[u8; 32]>::from(Sha256::digest(&body)));
    assert_eq!(saved.sha256_hex().len(), 64);
    assert_eq!(names(folder.path()), ["report.zip"]);
    let memory = self::document(&client(&server)).await.expect("opened").into_bytes().await;
    assert_eq!(memory.expect("read"), body);
}

/// A body that breaks is fetched again; what stays broken leaves what was there before.
#[tokio::test]
async fn never_half_under_its_name() {
    let body = archive(&[("A/report.csv", &[b'x'; 9000])]);
    let cut = || {
        let head = format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n", body.len());
        vec![Step::Send([head.as_bytes(), &body[..body.len() / 2]].concat()), Step::Close]
    };
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("report.zip");
    std::fs::write(&path, "before").expect("written");

    let server = Server::scripted(vec![cut(), cut(), cut()]);
    let opened = document(&client(&server)).await.expect("opened");
    let error = opened.save(&path).await.expect_err("cut three times");
    assert_eq!(error.kind(), ErrorKind::Truncated, "{error}");
    assert_eq!(error.operation(), Some("child_custom_report"));
    assert!(error.to_string().ends_with("get it again: nothing was saved"), "{error}");
    assert_eq!(std::fs::read(&path).expect("a file"), b"before");
    assert_eq!(names(folder.path()), ["report.zip"]);

    let server = Server::scripted(vec![cut(), bytes_with_length(&body)]);
    document(&client(&server)).await.expect("opened").save(&path).await.expect("saved");
    assert_eq!(std::fs::read(&path).expect("a file"), body);
    assert_eq!(names(folder.path()), ["report.zip"]);
}

/// Dropped in the middle: nothing is left.
#[tokio::test]
async fn dropped_it_leaves_nothing() {
    let body = archive(&[("A/report.csv", &[b'x'; 9000])]);
    let head = format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n", body.len());
    let half = [head.as_bytes(), &body[..body.len() / 2]].concat();
    let server =
        Server::scripted(vec![vec![Step::Send(half), Step::Wait(Duration::from_secs(60))]]);
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("report.zip");
    let document = document(&client(&server)).await.expect("opened");
    let saving = document.save(path.clone());
    tokio::select! {
        _ = saving => panic!("the server says nothing more"),
        () = async {
            while names(folder.path()).is_empty() {
                tokio::task::yield_now().await;
            }
        } => {}
    }
    // A write that is under way on another thread may hold it for a moment.
    while !names(folder.path()).is_empty() {
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn an_end_that_nothing_proves_is_checked_by_a_second_fetch() {
    let until_close =
        |body: &[u8]| vec![Step::Send([b"HTTP/1.1 200 OK\r\n\r\n", body].concat()), Step::Close];
    let body = archive(&[("A/report.csv", b"a,b\n1,2\n")]);
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("report.zip");
    let server = Server::scripted(vec![until_close(&body), until_close(&body)]);
    let saved = document(&client(&server)).await.expect("opened").save(&path).await;
    assert_eq!(saved.expect("saved").proof(), Proof::Unproven);
    std::fs::remove_file(&path).expect("removed");

    let cut = &body[..body.len() - 1];
    let server =
        Server::scripted([&body[..], cut, &body, cut, &body, cut].map(until_close).to_vec());
    let error = document(&client(&server)).await.expect("opened").save(&path).await;
    assert_eq!(error.expect_err("differs").kind(), ErrorKind::Incomplete);
    assert!(names(folder.path()).is_empty());
}

#[tokio::test]
async fn what_is_no_archive_is_typed() {
    for (body, kind) in [
        ("<html><form action=login><input type=password></form></html>", ErrorKind::Auth),
        ("<html><body>Report</body></html>", ErrorKind::NotData),
        ("a,b\n1,2\n", ErrorKind::NotData),
        ("", ErrorKind::NotData),
        ("no data", ErrorKind::NotData),
        ("<error><errorCode>7</errorCode></error>", ErrorKind::Service),
    ] {
        let server = Server::answering(move |request| match request.is_login() {
            true => crate::server::welcome(),
            false => ok(body),
        });
        let error = document(&client(&server)).await.expect_err(body);
        assert_eq!(error.kind(), kind, "{body}: {error}");
    }
    // A page in place of the archive is a lost session once.
    let body = archive(&[("A/x", b"1")]);
    let page = ok("<html><form action=login><input type=password></form></html>");
    let server = Server::scripted(vec![page, bytes_with_length(&body)]);
    assert!(document(&client(&server)).await.is_ok());
    assert_eq!(server.logins(), 2);
}

#[tokio::test]
async fn a_document_has_a_limit() {
    let body = archive(&[("A/x", &[b'x'; 5000])]);
    let server = Server::scripted(vec![bytes_with_length(&body); 2]);
    let document = document(&client(&server)).await.expect("opened");
    let error = document.limit(100).into_bytes().await.expect_err("too long");
    assert_eq!(error.kind(), ErrorKind::Limit);
    let whole = self::document(&client(&server)).await.expect("opened").limit(body.len() as u64);
    assert!(whole.into_bytes().await.is_ok());
}

#[tokio::test]
async fn a_place_that_cannot_be_written_is_an_error_with_its_name() {
    let server = Server::scripted(vec![bytes_with_length(&archive(&[("A/x", b"1")])); 2]);
    let folder = tempfile::tempdir().expect("a folder");
    for path in [folder.path().to_owned(), folder.path().join("none/report.zip")] {
        let document = document(&client(&server)).await.expect("opened");
        let error = document.save(&path).await.expect_err("no file");
        assert_eq!(error.kind(), ErrorKind::Io, "{error}");
        assert!(error.to_string().contains(&path.display().to_string()), "{error}");
    }
}

#[test]
fn the_blocking_face_of_documents() {
    let body = archive(&[("A/report.csv", b"a,b\n1,2\n")]);
    let server = Server::scripted(vec![bytes_with_length(&body); 2]);
    let portal = crate::fixture::builder(&server).build_blocking().expect("a client");
    let folder = tempfile::tempdir().expect("a folder");
    let document = portal.child_custom_report("1025", month(), "Report").expect("opened");
    assert_eq!(document.total_bytes(), Some(body.len() as u64));
    let saved = document.save(folder.path().join("a.zip")).expect("saved");
    let entries =
        saved.unpack(folder.path().join("a"), &UnpackLimits::default()).expect("unpacked");
    assert_eq!(entries[0].folder.as_deref(), Some("A"));
    let document = portal.child_custom_report("1025", month(), "Report").expect("opened");
    assert_eq!(document.limit(1 << 20).into_bytes().expect("read"), body);
}

fn unpacked(bytes: &[u8], limits: &UnpackLimits) -> Result<(Vec<String>, Vec<String>)> {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("a.zip");
    std::fs::write(&path, bytes).expect("written");
    let result = unpack(&path, folder.path().join("out"), limits);
    match result {
        Ok(entries) => {
            assert_eq!(names(folder.path()), ["a.zip", "out"]);
            let labels = entries.iter().map(|entry| entry.label.clone()).collect();
            for entry in &entries {
                let file = std::fs::read(folder.path().join("out").join(&entry.file_name));
                let file = file.expect("an unpacked file");
                assert_eq!(entry.sha256, <[u8; 32]>::from(Sha256::digest(&file)));
                assert_eq!(entry.bytes, file.len() as u64);
            }
            Ok((names(&folder.path().join("out")), labels))
        }
        Err(error) => {
            assert_eq!(names(folder.path()), ["a.zip"], "nothing is left behind: {error}");
            Err(error)
        }
    }
}

#[test]
fn archives_are_unpacked_under_names_of_our_own() {
    let bytes = archive(&[
        ("Child A/report.html", b"<html><body>x</body></html>"),
        ("Child A/", b""),
        ("Child B/../../report.csv", b"a,b\n1,2\n"),
        ("/etc/passwd", b"\x00\x01"),
        ("CON", b"{\"a\":1}"),
    ]);
    let (files, labels) = unpacked(&bytes, &UnpackLimits::default()).expect("unpacked");
    assert_eq!(files, ["00001.html", "00002.csv", "00003.bin", "00004.json"]);
    assert_eq!(labels, ["Child A/report.html", "Child B/report.csv", "etc/passwd", "CON"]);
    // An archive without entries is one.
    assert!(unpacked(&archive(&[]), &UnpackLimits::default()).expect("unpacked").0.is_empty());
}

#[test]
fn what_is_no_archive_is_not_called_a_broken_one() {
    for bytes in [&b"no archive"[..], b"<html><body>please log in</body></html>"] {
        let error = unpacked(bytes, &UnpackLimits::default()).expect_err("no archive");
        assert_eq!(error.kind(), ErrorKind::NotData, "{error}");
    }
}

/// Asked between the pieces: at any of them it stops, and nothing is left behind.
#[test]
fn unpacking_can_be_stopped() {
    let bytes = archive(&[("A/a.csv", &[b'a'; 200_000]), ("B/b.csv", b"c,d\n3,4\n")]);
    let folder = tempfile::tempdir().expect("a folder");
    let (path, out) = (folder.path().join("a.zip"), folder.path().join("out"));
    std::fs::write(&path, bytes).expect("written");
    let limits = UnpackLimits::default();
    let asked = std::cell::Cell::new(0);
    let count = || {
        asked.set(asked.get() + 1);
        false
    };
    let whole = unpack_with_interrupt(&path, &out, &limits, count).expect("unpacked");
    assert_eq!(whole.len(), 2);
    std::fs::remove_dir_all(&out).expect("removed");
    let times = asked.get();
    assert!(times > 4, "asked {times} times");
    for stop in 1..=times {
        asked.set(0);
        let ask = || {
            asked.set(asked.get() + 1);
            asked.get() == stop
        };
        let error = unpack_with_interrupt(&path, &out, &limits, ask).expect_err("stopped");
        assert_eq!(error.kind(), ErrorKind::Cancelled);
        assert_eq!(names(folder.path()), ["a.zip"], "stopped at {stop}");
    }
}

/// Cut anywhere, or with any byte changed, it is an error or has what was packed.
#[test]
fn broken_archives_are_errors() {
    let bytes = archive(&[("A/a.csv", b"a,b\n1,2\n"), ("B/b.csv", b"c,d\n3,4\n")]);
    let limits = UnpackLimits::default();
    for end in 0..bytes.len() {
        let error = unpacked(&bytes[..end], &limits).expect_err("cut");
        assert_eq!(error.kind(), ErrorKind::Decode, "{end}: {error}");
        assert!(error.hint().ends_with("nothing was unpacked"), "{end}: {error}");
    }
    let (files, _) = unpacked(&bytes, &limits).expect("unpacked");
    for at in 0..bytes.len() {
        for bit in [0x01, 0x80] {
            let mut changed = bytes.clone();
            changed[at] ^= bit;
            match unpacked(&changed, &limits) {
                // A time or another field that is not read.
                Ok((found, labels)) => {
                    assert_eq!((found.len(), labels.len()), (files.len(), 2), "byte {at}");
                }
                // An archive has no rows to speak of.
                Err(error) => {
                    assert!(!error.to_string().contains("row"), "byte {at}: {error}");
                }
            }
        }
    }
}

#[test]
fn limits_of_archives() {
    let zeros = vec![0; 3 << 20];
    let bytes = archive(&[("a", b"1"), ("b", &zeros)]);
    let default = UnpackLimits::default;
    let mut limits = [default(), default(), default(), default()];
    limits[0].entries = 1;
    limits[1].entry_bytes = 1 << 20;
    limits[2].total_bytes = 1 << 20;
    for limits in &limits {
        assert_eq!(unpacked(&bytes, limits).expect_err("a limit").kind(), ErrorKind::Limit);
    }
    // Zeros pack a thousandfold; who trusts the input may say so.
    limits[3].ratio = 2000;
    assert!(unpacked(&bytes, &limits[3]).is_ok());
}

#[test]
fn no_folder_is_overwritten() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("a.zip");
    std::fs::write(&path, archive(&[("a", b"1")])).expect("written");
    let out = folder.path().join("out");
    std::fs::create_dir(&out).expect("a folder");
    unpack(&path, &out, &UnpackLimits::default()).expect("an empty folder is taken");
    let error = unpack(&path, &out, &UnpackLimits::default()).expect_err("not empty");
    assert_eq!(error.kind(), ErrorKind::Io);
    assert_eq!(names(&out), ["00001.bin"]);
    let missing =
        unpack(folder.path().join("none"), folder.path().join("x"), &UnpackLimits::default());
    assert_eq!(missing.expect_err("missing").kind(), ErrorKind::Io);
    assert_eq!(names(folder.path()), ["a.zip", "out"]);
}

#[tokio::test]
async fn every_archive_of_the_simulator() {
    let simulator =
        Simulator::builder().credentials("user@example.com", "c4n4ry").start().expect("started");
    let portal = IpassPortal::builder()
        .base_url(simulator.base_url())
        .credentials(simulator.username(), simulator.password())
        .build()
        .expect("a client");
    let month: Month = simulator.last_month().to_string().parse().expect("a month");
    let limits = UnpackLimits::default();
    for (form, kinds) in [
        (Archive::Clean, None),
        (Archive::ParentNames, None),
        (Archive::AbsoluteNames, None),
        (Archive::WindowsNames, None),
        (Archive::DuplicateNames, Some(vec![ErrorKind::Decode])),
        (Archive::Symlink, Some(vec![ErrorKind::Unsupported])),
        (Archive::BadCrc, Some(vec![ErrorKind::Decode])),
        (Archive::BadSize, Some(vec![ErrorKind::Decode, ErrorKind::Limit])),
        (Archive::Bomb, Some(vec![ErrorKind::Limit])),
        (Archive::ManyEntries, Some(vec![ErrorKind::Limit])),
        (Archive::Overlapping, Some(vec![ErrorKind::Decode])),
        (Archive::TruncatedDirectory, Some(vec![ErrorKind::Decode])),
        (Archive::NoDirectory, Some(vec![ErrorKind::Decode])),
        (Archive::Encrypted, Some(vec![ErrorKind::Unsupported])),
    ] {
        let mut switches = simulator.switches();
        switches.archive = form;
        simulator.set_switches(switches).expect("switched");
        let folder = tempfile::tempdir().expect("a folder");
        let document = portal.child_custom_report(simulator.company(), month, "Report").await;
        let saved = document.expect("opened").save(folder.path().join("a.zip")).await;
        let unpacked = saved.expect("saved").unpack(folder.path().join("out"), &limits);
        match (unpacked, kinds) {
            (Ok(entries), None) => {
                assert_eq!(entries.len(), simulator.children().len(), "{form:?}");
                assert!(entries.iter().all(|entry| entry.kind == DocumentKind::Html), "{form:?}");
                assert!(entries.iter().all(|entry| !entry.label.contains("..")), "{form:?}");
                if form == Archive::Clean {
                    let folders: Vec<_> =
                        entries.iter().filter_map(|entry| entry.folder.clone()).collect();
                    assert_eq!(folders, simulator.children());
                }
            }
            (Err(error), Some(kinds)) => {
                assert!(kinds.contains(&error.kind()), "{form:?}: {error:?}");
                assert_eq!(names(folder.path()), ["a.zip"], "{form:?}");
            }
            (unpacked, kinds) => panic!("{form:?}: {unpacked:?} instead of {kinds:?}"),
        }
    }
}

async fn recordings(feed: &BillingFeed) -> Vec<(u64, String)> {
    use arrow_array::Array as _;
    use arrow_array::cast::AsArray as _;
    let mut reader = feed.collect(Cursor::first_run()).await.expect("opened");
    let mut found = Vec::new();
    while let Some(batch) = reader.next_batch().await {
        let batch = batch.expect("a batch");
        let ids = batch.column_by_name("id").expect("ids");
        let ids = ids.as_primitive::<arrow_array::types::UInt64Type>();
        let addresses = batch.column_by_name("recording").expect("recordings").as_string::<i32>();
        for row in (0..batch.num_rows()).filter(|row| addresses.is_valid(*row)) {
            if addresses.value(row).contains("://") {
                found.push((ids.value(row), addresses.value(row).to_owned()));
            }
        }
    }
    found
}

#[tokio::test]
async fn recordings_come_from_where_they_may() {
    let start = |recordings, recording_allowed| {
        let feed = FeedSwitches { recordings, recording_allowed, ..Default::default() };
        let switches = Switches { billing_feed: feed, ..Switches::default() };
        let simulator = Simulator::builder()
            .feed_credentials("049740590", "c4n4ry")
            .switches(switches)
            .start()
            .expect("started");
        let feed = BillingFeed::builder()
            .base_url(simulator.base_url())
            .credentials("049740590", "c4n4ry")
            .retry_pause(Duration::from_millis(1))
            .build()
            .expect("a client");
        (simulator, feed)
    };
    let (simulator, feed) = start(RecordingLinks::Url, true);
    let found = recordings(&feed).await;
    assert!(!found.is_empty());
    let folder = tempfile::tempdir().expect("a folder");
    for (id, address) in &found[..found.len().min(3)] {
        let path = folder.path().join(format!("{id}.mp3"));
        simulator.plan(Plan::parse(["recording:1:reset-after-20B"]).expect("a plan"));
        let saved =
            feed.recording(address).await.expect("opened").save(&path).await.expect("saved");
        let expected = simulator.feed().recording(*id).expect("a recording");
        assert_eq!(std::fs::read(saved.path()).expect("a file"), expected);
    }

    let (_refusing, feed) = start(RecordingLinks::Url, false);
    let (_, address) = &recordings(&feed).await[0];
    let error = feed.recording(address).await.expect_err("not on the list");
    assert_eq!(error.kind(), ErrorKind::Forbidden, "{error}");
    assert!(error.hint().contains("address"), "{error}");

    let (foreign, feed) = start(RecordingLinks::Foreign, true);
    let (_, address) = &recordings(&feed).await[0];
    let before = foreign.requests().len();
    let error = feed.recording(address).await.expect_err("another host");
    assert_eq!(error.kind(), ErrorKind::InvalidArgument, "{error}");
    assert_eq!(foreign.requests().len(), before);
}

/// A host that is allowed by name gets the request, and no credentials.
#[tokio::test]
async fn an_allowed_host_gets_no_credentials() {
    let sound = Server::scripted(vec![answer("200 OK", "", "ID3\u{4}\u{0}sound")]);
    let host = sound.url().trim_start_matches("http://").to_owned();
    let feed = BillingFeed::builder()
        .base_url("http://localhost:1")
        .credentials("049740590", "c4n4ry")
        .allow_recording_host(&host)
        .build()
        .expect("a client");
    let address = format!("{}/1.mp3?token=t", sound.url());
    let bytes = feed.recording(&address).await.expect("opened").into_bytes().await.expect("read");
    assert_eq!(bytes, b"ID3\x04\x00sound");
    let asked = sound.requests().remove(0);
    assert_eq!(asked.target, "/1.mp3?token=t");
    assert!(!format!("{asked:?}").contains("c4n4ry"));
    // A page is no sound.
    let page = Server::scripted(vec![ok("<html><body>Not here</body></html>")]);
    let host = page.url().trim_start_matches("http://").to_owned();
    let feed = BillingFeed::builder()
        .base_url("http://localhost:1")
        .credentials("049740590", "c4n4ry")
        .allow_recording_host(host)
        .build()
        .expect("a client");
    let error = feed.recording(&format!("{}/1.mp3", page.url())).await.expect_err("a page");
    assert_eq!(error.kind(), ErrorKind::NotData);
}
