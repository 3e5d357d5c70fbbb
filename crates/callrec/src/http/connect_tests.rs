//! Before anything is sent: names that have no address, addresses where nobody answers, and two of
//! which one is dead. All of it on this machine.

use std::collections::VecDeque;
use std::io::{Read as _, Write as _};
use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use reqwest::dns::{Addrs, Name, Resolve, Resolving};

use super::write::Written;
use super::{BaseUrl, Class, ClientConfig, Fetch, HttpClient, Query, Request};
use crate::{ErrorKind, Result};

const FIRST: IpAddr = IpAddr::V4(Ipv4Addr::new(127, 0, 0, 1));
const SECOND: IpAddr = IpAddr::V4(Ipv4Addr::new(127, 0, 0, 2));

/// What a name service says.
#[derive(Clone, Debug)]
enum Says {
    Addresses(Vec<IpAddr>),
    Nothing,
    Silence,
}

/// A name service that answers in this order; its last answer for ever.
#[derive(Debug)]
pub(super) struct Names {
    answers: Mutex<VecDeque<Says>>,
    asked: AtomicUsize,
}

impl Names {
    fn new(answers: impl IntoIterator<Item = Says>) -> Arc<Self> {
        let answers = Mutex::new(answers.into_iter().collect());
        Arc::new(Self { answers, asked: AtomicUsize::new(0) })
    }
}

impl Resolve for Names {
    fn resolve(&self, _: Name) -> Resolving {
        self.asked.fetch_add(1, Ordering::SeqCst);
        let mut answers = self.answers.lock().expect("the answers");
        let says = match answers.len() {
            1 => answers[0].clone(),
            _ => answers.pop_front().expect("an answer"),
        };
        Box::pin(async move {
            match says {
                Says::Addresses(addresses) => {
                    let addresses = addresses.into_iter().map(|ip| SocketAddr::new(ip, 0));
                    Ok(Box::new(addresses) as Addrs)
                }
                Says::Nothing => Err("no such name".into()),
                Says::Silence => std::future::pending().await,
            }
        })
    }
}

fn config(names: &Arc<Names>) -> ClientConfig {
    super::trace::if_asked_for();
    let mut config = ClientConfig { plain_only: true, ..ClientConfig::default() };
    config.resolver = Some(names.clone());
    config.retry.base = Duration::from_millis(1);
    // These tests share one origin that never answers.
    config.circuit.failures = 0;
    config.timeouts.connect = Duration::from_millis(300);
    config
}

/// An operation at `service.test`, which only the test's own name service knows.
fn operation(config: &ClientConfig, class: Class, port: u16) -> Fetch {
    let base = BaseUrl::parse(&format!("http://service.test:{port}"), true).expect("a base");
    let target = base.target(&["users"], &Query::default()).expect("a target");
    Fetch {
        client: Arc::new(HttpClient::new(config).expect("a client")),
        session: None,
        request: Request::get(class, target),
    }
}

/// Answers every connection at this address with its number among all answers.
fn listen(ip: IpAddr, port: u16, answered: &Arc<AtomicUsize>) -> u16 {
    let listener = TcpListener::bind((ip, port)).expect("a port");
    let port = listener.local_addr().expect("an address").port();
    let answered = answered.clone();
    std::thread::spawn(move || {
        for mut stream in listener.incoming().map_while(std::result::Result::ok) {
            let _ = stream.read(&mut [0; 4096]);
            answered.fetch_add(1, Ordering::SeqCst);
            let text = format!("from {ip}");
            let head = "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length:";
            let _ = write!(stream, "{head} {}\r\n\r\n{text}", text.len());
        }
    });
    port
}

/// Listens and never takes a connection; the queue for those that wait is full.
struct BlackHole {
    port: u16,
    _held: Vec<TcpStream>,
    _listener: socket2::Socket,
}

fn black_hole() -> BlackHole {
    let kind = (socket2::Domain::IPV4, socket2::Type::STREAM);
    let listener = socket2::Socket::new(kind.0, kind.1, None).expect("a socket");
    listener.bind(&SocketAddr::new(FIRST, 0).into()).expect("a port");
    listener.listen(0).expect("listening");
    let address = listener.local_addr().expect("an address").as_socket().expect("of a socket");
    let mut held = Vec::new();
    while let Ok(stream) = TcpStream::connect_timeout(&address, Duration::from_millis(200)) {
        held.push(stream);
        assert!(held.len() < 10_000, "the queue is never full");
    }
    BlackHole { port: address.port(), _held: held, _listener: listener }
}

async fn run(config: &ClientConfig, class: Class, port: u16) -> Result<Written> {
    operation(config, class, port).write().await
}

/// Nothing was sent, so that even what must not be done twice is tried again.
#[tokio::test]
async fn a_name_without_an_address_is_asked_for_again_and_then_told() {
    for class in [Class::Read, Class::Set, Class::Delete, Class::Create, Class::Notify] {
        for says in [Says::Nothing, Says::Addresses(vec![])] {
            let names = Names::new([says.clone()]);
            let error = run(&config(&names), class, 9).await.expect_err("no address");
            let kinds = [ErrorKind::Dns, ErrorKind::Connect];
            assert!(kinds.contains(&error.kind()), "{class:?} {says:?}: {error}");
            assert!(error.is_retryable() && error.to_string().lines().count() == 1, "{error}");
            assert_eq!(names.asked.load(Ordering::SeqCst), 3, "{class:?} {says:?}");
        }
    }
}

#[tokio::test]
async fn a_name_that_comes_back_is_used() {
    let answered = Arc::default();
    let port = listen(FIRST, 0, &answered);
    for class in [Class::Read, Class::Create] {
        let names = Names::new([Says::Nothing, Says::Addresses(vec![FIRST])]);
        let done = run(&config(&names), class, port).await.expect("done");
        assert_eq!(done, Written::Answer(b"from 127.0.0.1".to_vec()));
    }
    assert_eq!(answered.load(Ordering::SeqCst), 2, "each was sent once");
}

#[tokio::test]
async fn a_silent_name_service_has_the_connect_limit_and_the_total_limit() {
    let names = Names::new([Says::Silence]);
    let error = run(&config(&names), Class::Create, 9).await.expect_err("silence");
    assert_eq!(error.kind(), ErrorKind::Timeout, "{error}");
    assert!(error.to_string().contains("connect limit"), "{error}");
    assert_eq!(names.asked.load(Ordering::SeqCst), 3);

    let mut hurried = config(&names);
    hurried.timeouts.total = Some(Duration::from_millis(100));
    let error = run(&hurried, Class::Read, 9).await.expect_err("silence");
    assert!(error.to_string().contains("total limit"), "{error}");
}

#[tokio::test]
async fn a_host_that_moves_is_found_at_its_new_address() {
    let answered = Arc::default();
    let port = listen(FIRST, 0, &answered);
    listen(SECOND, port, &answered);
    let names = Names::new([Says::Addresses(vec![FIRST]), Says::Addresses(vec![SECOND])]);
    let operation = operation(&config(&names), Class::Read, port);
    for from in ["from 127.0.0.1", "from 127.0.0.2"] {
        let done = operation.write().await.expect("done");
        assert_eq!(done, Written::Answer(from.as_bytes().to_vec()));
    }
}

#[tokio::test]
async fn a_connection_that_nobody_takes_up_has_the_connect_limit() {
    let hole = black_hole();
    let names = Names::new([Says::Addresses(vec![FIRST])]);
    for class in [Class::Read, Class::Create] {
        let began = Instant::now();
        let error = run(&config(&names), class, hole.port).await.expect_err("a black hole");
        assert_eq!(error.kind(), ErrorKind::Timeout, "{class:?}: {error}");
        assert!(error.to_string().contains("connect limit"), "{error}");
        assert!(began.elapsed() < Duration::from_secs(20), "{:?}", began.elapsed());
    }
}

/// The dead one does not use up the time of the other.
#[tokio::test]
async fn of_two_addresses_the_one_that_lives_is_used() {
    let hole = black_hole();
    let answered = Arc::default();
    listen(SECOND, hole.port, &answered);
    let names = Names::new([Says::Addresses(vec![FIRST, SECOND])]);
    let mut config = config(&names);
    config.timeouts.connect = Duration::from_secs(2);
    let done = run(&config, Class::Create, hole.port).await.expect("done");
    assert_eq!(done, Written::Answer(b"from 127.0.0.2".to_vec()));
    assert_eq!(answered.load(Ordering::SeqCst), 1);
}
