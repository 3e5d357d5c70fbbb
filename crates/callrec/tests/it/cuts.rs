//! The byte-cut sweep of the portal's formats: an answer in every framing, compressed or not, cut at
//! every offset by FIN and by RST, never looks whole, and what was read of it is accounted for. Every
//! operation is swept by `tests/matrix/sweep.rs`.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

use callrec::{Error, ErrorKind, IpassPortal, Proof, Reader};

use crate::fixture::{Read, builder, cdr, expected_ids, fetch, month, once, read, small_batches};
use crate::server::{Server, Step, welcome};
use crate::wire::{Framing, encoded};

/// Synthetic answers.
const USERS_CSV: &str = "User Name,User Domain,Network User,OM User,IPC User\r\nu1,d.example,Yes,No,Yes\r\nu2,d.example,No,Yes,No\r\n";
const USERS_XML: &str = "<users><user><userName>u1</userName><userDomain>d.example</userDomain><networkUser>Yes</networkUser></user></users>";
const COMPANIES: &str =
    "<companies><company><id>7</id><name>A</name><isActive>true</isActive></company></companies>";

#[derive(Clone, Copy, Debug)]
enum Operation {
    MonthlyCdr,
    NetworkUsers,
    NetworkUsersCsv,
    ChildCompanies,
}

impl Operation {
    fn body(self) -> String {
        match self {
            Self::NetworkUsers => USERS_XML.to_owned(),
            Self::NetworkUsersCsv => USERS_CSV.to_owned(),
            Self::ChildCompanies => COMPANIES.to_owned(),
            Self::MonthlyCdr => cdr(2),
        }
    }

    async fn open(self, portal: &IpassPortal) -> Result<Reader, Error> {
        match self {
            Self::MonthlyCdr => portal.monthly_cdr("1", month()).await,
            Self::NetworkUsers => portal.network_users("1", month()).await,
            Self::NetworkUsersCsv => portal.network_users_csv("1", month()).await,
            Self::ChildCompanies => portal.child_companies("1").await,
        }
    }

    async fn read(self, portal: &IpassPortal) -> Result<Read, Error> {
        Ok(read(self.open(portal).await?).await)
    }

    /// What is always wrong of a body that was cut.
    fn check(self, read: Read, whole: &[String], place: &str) {
        let error = read.error.expect(place);
        let kinds = [ErrorKind::Truncated, ErrorKind::Transport, ErrorKind::Incomplete];
        assert!(kinds.contains(&error.kind()), "{place}: {error}");
        assert!(whole.starts_with(&read.ids), "{place}: {:?}", read.ids);
        assert_eq!(read.accounting.rows(), read.ids.len() as u64, "{place}");
        assert!(read.accounting.balanced(), "{place}");
        assert!(matches!(read.proof, None | Some(Proof::Unproven)), "{place}: {:?}", read.proof);
    }

    /// Cuts this operation's answer everywhere; the answer uncut is whole.
    async fn sweep(self) {
        let script = Arc::new(Mutex::new(VecDeque::new()));
        let next = script.clone();
        let server = Server::answering(move |request| match request.is_login() {
            true => welcome(),
            false => next.lock().expect("the script").pop_front().expect("an expected request"),
        });
        // Hundreds of heads that are cut in a row would look like a server that is down.
        let portal = builder(&server).tries(1).circuit_after(0).build().expect("a client");
        for (framing, gzipped) in Framing::ALL.into_iter().flat_map(|f| [(f, false), (f, true)]) {
            let (bytes, body) = encoded(framing, gzipped, &self.body());
            let until_close = framing == Framing::UntilClose;
            let whole = vec![Step::Send(bytes.clone()), Step::Close];
            *script.lock().expect("the script") = [whole.clone(), whole.clone()].into();
            let uncut = self.read(&portal).await.expect("opened");
            assert!(uncut.error.is_none(), "{self:?} {framing:?}: {:?}", uncut.error);
            let xml = self.body().starts_with('<');
            let proof =
                if until_close && !gzipped && !xml { Proof::Unproven } else { Proof::Framed };
            assert_eq!(uncut.proof, Some(proof), "{self:?} {framing:?} {gzipped}");
            assert!(!uncut.ids.is_empty());

            for (cut, end) in
                (0..bytes.len()).flat_map(|cut| [(cut, Step::Close), (cut, Step::Reset)])
            {
                let place = format!(
                    "{self:?} {framing:?} gzip {gzipped} {end:?} at {cut} of {} (body from {body})",
                    bytes.len()
                );
                // Where the end is not marked, a second fetch tells: it comes whole.
                let answer = vec![Step::Send(bytes[..cut].to_vec()), end];
                *script.lock().expect("the script") = [answer, whole.clone()].into();
                match self.read(&portal).await {
                    Ok(read) => self.check(read, &uncut.ids, &place),
                    Err(error) => {
                        let kinds = [ErrorKind::Transport, ErrorKind::Truncated];
                        // A body of a byte or two whose end is not marked looks like nothing known.
                        let unknown = until_close && !gzipped && error.kind() == ErrorKind::NotData;
                        assert!(unknown || kinds.contains(&error.kind()), "{place}: {error}");
                    }
                }
            }
        }
    }
}

#[tokio::test]
async fn monthly_cdr() {
    Operation::MonthlyCdr.sweep().await;
}

#[tokio::test]
async fn network_users() {
    Operation::NetworkUsers.sweep().await;
}

#[tokio::test]
async fn network_users_csv() {
    Operation::NetworkUsersCsv.sweep().await;
}

#[tokio::test]
async fn child_companies() {
    Operation::ChildCompanies.sweep().await;
}

/// The login's result is its cookie. Only a plain body that nothing ends can be cut unseen: the
/// provider says to ignore it.
#[tokio::test]
async fn login() {
    let answer = Arc::new(Mutex::new(Vec::new()));
    let next = answer.clone();
    let server = Server::answering(move |_| next.lock().expect("the answer").clone());
    for (framing, gzipped) in Framing::ALL.into_iter().flat_map(|f| [(f, false), (f, true)]) {
        let (bytes, _) = encoded(framing, gzipped, "welcome, this is the portal");
        let text = String::from_utf8_lossy(&bytes[..15]).into_owned();
        assert_eq!(text, "HTTP/1.1 200 OK");
        let cookie = b"\r\nSet-Cookie: s=c4n4ry-cookie";
        let bytes = [&bytes[..15], cookie, &bytes[15..]].concat();
        let body = bytes.windows(4).position(|four| four == b"\r\n\r\n").expect("a head") + 4;
        for (cut, end) in (0..=bytes.len()).flat_map(|cut| [(cut, Step::Close), (cut, Step::Reset)])
        {
            let place = format!("{framing:?} gzip {gzipped} {end:?} at {cut} of {}", bytes.len());
            let whole = cut == bytes.len();
            let reset = matches!(end, Step::Reset);
            *answer.lock().expect("the answer") = vec![Step::Send(bytes[..cut].to_vec()), end];
            let result = once(&server).login().await;
            let unmarked = framing == Framing::UntilClose && !gzipped && cut >= body;
            match result {
                Ok(()) => assert!(whole || (unmarked && !reset), "{place}"),
                Err(error) => {
                    assert!(!whole || reset, "{place}: {error}");
                    let kinds = [ErrorKind::Transport, ErrorKind::Truncated];
                    assert!(kinds.contains(&error.kind()), "{place}: {error}");
                }
            }
        }
    }
}

/// Rows before the cut are handed on, then the error with its place, and no other try is made.
#[tokio::test]
async fn rows_before_the_cut_come_first() {
    let body = cdr(1000);
    let cut = body.find("T00907").expect("a row") + 30;
    let head = format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n", body.len());
    let server = Server::scripted(vec![vec![
        Step::Send([head.as_bytes(), &body.as_bytes()[..cut]].concat()),
        Step::Close,
    ]]);
    let portal = builder(&server).decode_options(small_batches(100)).build().expect("a client");
    let read = fetch(&portal).await.expect("opened");
    assert_eq!(read.ids, expected_ids(907));
    assert_eq!(read.accounting.rows(), 907);
    let error = read.error.expect("an error");
    assert_eq!(error.kind(), ErrorKind::Truncated);
    assert_eq!(error.offset(), Some(cut as u64));
    assert!(error.to_string().contains(&format!("{cut} of {} bytes", body.len())), "{error}");
}

/// Two members whose first ends with a row: cut between them the first looks whole, so a body of
/// several is proven by its framing alone.
#[tokio::test]
async fn gzip_members_are_proven_by_the_framing() {
    let (first, second) = (cdr(2), cdr(3)[cdr(2).len()..].to_owned());
    let members = [crate::wire::gzip(first), crate::wire::gzip(second)].concat();
    for (framing, proof) in
        Framing::ALL.into_iter().zip([Proof::Framed, Proof::Framed, Proof::Unproven])
    {
        let (bytes, _) = crate::wire::wire(framing, "Content-Encoding: gzip\r\n", &members);
        let answer = vec![Step::Send(bytes), Step::Close];
        let server = Server::answering(move |request| match request.is_login() {
            true => welcome(),
            false => answer.clone(),
        });
        let read = fetch(&once(&server)).await.expect("opened");
        assert!(read.error.is_none(), "{framing:?}: {:?}", read.error);
        assert_eq!((read.ids, read.proof), (expected_ids(3), Some(proof)), "{framing:?}");
    }
}
