//! Operations with effects, cut at every byte of the request and of the answer: what may have been
//! carried out is never carried out twice, and never called done.

use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use super::write::Written;
use super::{BaseUrl, Class, ClientConfig, Fetch, HttpClient, Query, Request};
use crate::ErrorKind;

const ANSWER: &[u8] = b"HTTP/1.1 201 Created\r\nContent-Type: text/xml\r\nContent-Length: 35\r\n\r\n<user><id>17</id><ok>1</ok></user>\n";
/// The operations that have effects.
const CLASSES: [Class; 4] = [Class::Set, Class::Delete, Class::Create, Class::Notify];

/// How a connection is ended.
#[derive(Clone, Copy, Debug)]
enum End {
    Fin,
    Reset,
}

/// Where a server stops.
#[derive(Clone, Copy, Debug)]
struct Cut {
    /// Bytes of the request that it takes at most.
    takes: usize,
    /// Bytes of the answer that it gives.
    gives: usize,
    end: End,
}

struct Server {
    port: u16,
    connections: Arc<AtomicUsize>,
}

/// Serves each connection in the same way until the test's process ends.
fn serve(cut: Cut) -> Server {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = listener.local_addr().expect("an address").port();
    let connections = Arc::new(AtomicUsize::new(0));
    let counter = connections.clone();
    std::thread::spawn(move || {
        for stream in listener.incoming().map_while(Result::ok) {
            counter.fetch_add(1, Ordering::SeqCst);
            answer(stream, cut);
        }
    });
    Server { port, connections }
}

fn answer(mut stream: TcpStream, cut: Cut) {
    let (mut taken, mut buffer) = (Vec::new(), [0; 1024]);
    // A reset before anything came may be seen while the connection is made: then it is known that
    // nothing was sent, which is another case.
    let _ = stream.peek(&mut buffer[..1]);
    while taken.len() < cut.takes && !taken.ends_with(REQUEST_END) {
        let room = buffer.len().min(cut.takes - taken.len());
        match stream.read(&mut buffer[..room]) {
            Ok(0) | Err(_) => return,
            Ok(got) => taken.extend_from_slice(&buffer[..got]),
        }
    }
    let _ = stream.write_all(&ANSWER[..cut.gives]);
    if let End::Reset = cut.end {
        // What was given has to arrive before the reset throws it away.
        std::thread::sleep(Duration::from_millis(2));
        let _ = socket2::SockRef::from(&stream).set_linger(Some(Duration::ZERO));
    }
}

/// The last bytes of the form below.
const REQUEST_END: &[u8] = b"name=the%20end";

fn operation(port: u16, class: Class) -> Fetch {
    super::trace::if_asked_for();
    let mut config = ClientConfig { plain_only: true, ..ClientConfig::default() };
    config.retry.base = Duration::from_millis(1);
    let base = BaseUrl::parse(&format!("http://127.0.0.1:{port}"), false).expect("a base");
    let target = base.target(&["users"], &Query::default()).expect("a target");
    let form = Query::default().with("name", "the end").expect("a form").into_form();
    Fetch {
        client: Arc::new(HttpClient::new(&config).expect("a client")),
        session: None,
        request: Request::post_form(class, target, form),
    }
}

/// How often an operation of this class goes out when nobody knows what became of it.
fn most(class: Class) -> usize {
    match class {
        Class::Set => 3,
        Class::Delete => 2,
        _ => 1,
    }
}

async fn ambiguous(class: Class, cut: Cut) {
    let server = serve(cut);
    let place = format!("{class:?} {cut:?}");
    let error = operation(server.port, class).write().await.expect_err(&place);
    assert_eq!(error.kind(), ErrorKind::Ambiguous, "{place}: {error}");
    assert_eq!(error.hint(), class.ambiguous_hint(), "{place}");
    assert_eq!(server.connections.load(Ordering::SeqCst), most(class), "{place}");
}

/// All of these, for each class, in turns of as many as there are classes.
async fn sweep(cuts: impl IntoIterator<Item = Cut>) {
    for cut in cuts {
        futures_util::future::join_all(CLASSES.map(|class| ambiguous(class, cut))).await;
    }
}

/// A4: the server goes away while it reads the request. The client cannot know how much of it came.
#[tokio::test]
async fn cut_at_every_byte_of_the_request() {
    // The request is a few bytes shorter: the last ones are the whole of it.
    let whole = 280;
    let cuts = (0..whole).flat_map(|takes| [End::Fin, End::Reset].map(|end| (takes, end)));
    sweep(cuts.map(|(takes, end)| Cut { takes, gives: 0, end })).await;
}

/// A5, A6: it has done everything and goes away while it answers.
#[tokio::test]
async fn cut_at_every_byte_of_the_answer() {
    let cuts = (0..ANSWER.len()).flat_map(|gives| [End::Fin, End::Reset].map(|end| (gives, end)));
    sweep(cuts.map(|(gives, end)| Cut { takes: usize::MAX, gives, end })).await;
}

#[tokio::test]
async fn whole_it_is_done_and_sent_once() {
    for class in CLASSES {
        let cut = Cut { takes: usize::MAX, gives: ANSWER.len(), end: End::Fin };
        let server = serve(cut);
        let done = operation(server.port, class).write().await.expect("done");
        assert_eq!(done, Written::Answer(b"<user><id>17</id><ok>1</ok></user>\n".to_vec()));
        assert_eq!(server.connections.load(Ordering::SeqCst), 1);
    }
}
