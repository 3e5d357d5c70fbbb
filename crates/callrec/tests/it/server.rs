//! A server that sends exactly the bytes it is told to, then closes, resets or waits.

use std::collections::VecDeque;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// A request as it came.
#[derive(Clone, Debug)]
pub(crate) struct Request {
    pub(crate) method: String,
    /// Path and query, not decoded.
    pub(crate) target: String,
    /// Names in lower case.
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: String,
    /// Which connection of the server it came on, from 1.
    pub(crate) connection: usize,
}

impl Request {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    pub(crate) fn is_login(&self) -> bool {
        self.target.split('?').next() == Some("/moservices/rest/api/login")
    }
}

/// What to do on a connection after a request was read.
#[derive(Clone, Debug)]
pub(crate) enum Step {
    Send(Vec<u8>),
    Wait(Duration),
    /// Close with FIN.
    Close,
    /// Close with RST.
    Reset,
}

/// Bytes, and the connection stays open for the next request.
pub(crate) fn send(bytes: impl Into<Vec<u8>>) -> Vec<Step> {
    vec![Step::Send(bytes.into())]
}

/// A whole answer with a length.
pub(crate) fn answer(status: &str, headers: &str, body: &str) -> Vec<Step> {
    send(format!("HTTP/1.1 {status}\r\nContent-Length: {}\r\n{headers}\r\n{body}", body.len()))
}

/// 200 with a length.
pub(crate) fn ok(body: &str) -> Vec<Step> {
    answer("200 OK", "", body)
}

/// A login that succeeds.
pub(crate) fn welcome() -> Vec<Step> {
    answer("200 OK", "Set-Cookie: JSESSIONID=c4n4ry-session; Path=/; HttpOnly\r\n", "welcome")
}

type Handler = dyn Fn(&Request) -> Vec<Step> + Send + Sync;

pub(crate) struct Server {
    address: SocketAddr,
    requests: Arc<Mutex<Vec<Request>>>,
    unexpected: Arc<Mutex<Vec<String>>>,
    script: Arc<Mutex<VecDeque<Vec<Step>>>>,
    stop: Arc<AtomicBool>,
}

impl Server {
    /// Answers every request by `handler`.
    pub(crate) fn answering(
        handler: impl Fn(&Request) -> Vec<Step> + Send + Sync + 'static,
    ) -> Self {
        Self::start(Arc::new(handler), Arc::default(), Arc::default())
    }

    /// Takes any login and answers the other requests in this order; one more is unexpected, one
    /// less as well.
    pub(crate) fn scripted(answers: Vec<Vec<Step>>) -> Self {
        Self::scripted_with_login(welcome(), answers)
    }

    /// The same with an answer to logins.
    pub(crate) fn scripted_with_login(login: Vec<Step>, answers: Vec<Vec<Step>>) -> Self {
        let script = Arc::new(Mutex::new(VecDeque::from(answers)));
        let unexpected = Arc::new(Mutex::new(Vec::new()));
        let (left, noted) = (script.clone(), unexpected.clone());
        let handler = move |request: &Request| {
            if request.is_login() {
                return login.clone();
            }
            left.lock().expect("the script").pop_front().unwrap_or_else(|| {
                noted.lock().expect("the notes").push(request.target.clone());
                answer("418 Unexpected", "", "the test expects no such request")
            })
        };
        Self::start(Arc::new(handler), script, unexpected)
    }

    fn start(
        handler: Arc<Handler>,
        script: Arc<Mutex<VecDeque<Vec<Step>>>>,
        unexpected: Arc<Mutex<Vec<String>>>,
    ) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = listener.local_addr().expect("an address");
        let (requests, stop) = (Arc::new(Mutex::new(Vec::new())), Arc::new(AtomicBool::new(false)));
        let (seen, stopped) = (requests.clone(), stop.clone());
        std::thread::spawn(move || {
            for (stream, number) in listener.incoming().map_while(Result::ok).zip(1..) {
                if stopped.load(Ordering::SeqCst) {
                    return;
                }
                let (handler, seen) = (handler.clone(), seen.clone());
                std::thread::spawn(move || serve(stream, number, &*handler, &seen));
            }
        });
        Self { address, requests, unexpected, script, stop }
    }

    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    pub(crate) fn requests(&self) -> Vec<Request> {
        self.requests.lock().expect("the requests").clone()
    }

    pub(crate) fn logins(&self) -> usize {
        self.requests().iter().filter(|request| request.is_login()).count()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::SeqCst);
        let _ = TcpStream::connect(self.address);
        if !std::thread::panicking() {
            let unexpected = self.unexpected.lock().expect("the notes");
            assert!(unexpected.is_empty(), "unexpected requests: {unexpected:?}");
            let left = self.script.lock().expect("the script").len();
            assert_eq!(left, 0, "answers that nobody asked for");
        }
    }
}

fn serve(mut stream: TcpStream, connection: usize, handler: &Handler, seen: &Mutex<Vec<Request>>) {
    let _ = stream.set_nodelay(true);
    let Ok(reading) = stream.try_clone() else { return };
    let mut reading = BufReader::new(reading);
    while let Some(mut request) = read(&mut reading) {
        request.connection = connection;
        seen.lock().expect("the requests").push(request.clone());
        for step in handler(&request) {
            match step {
                Step::Send(bytes) => {
                    if stream.write_all(&bytes).is_err() {
                        return;
                    }
                }
                Step::Wait(time) => std::thread::sleep(time),
                Step::Close => return,
                Step::Reset => {
                    let _ = socket2::SockRef::from(&stream).set_linger(Some(Duration::ZERO));
                    return;
                }
            }
        }
    }
}

fn read(stream: &mut BufReader<TcpStream>) -> Option<Request> {
    let mut line = String::new();
    stream.read_line(&mut line).ok().filter(|got| *got > 0)?;
    let mut words = line.split(' ');
    let (method, target) = (words.next()?.to_owned(), words.next()?.to_owned());
    let mut headers = Vec::new();
    loop {
        let mut line = String::new();
        stream.read_line(&mut line).ok()?;
        let Some((name, value)) = line.trim_end().split_once(':') else { break };
        headers.push((name.to_ascii_lowercase(), value.trim().to_owned()));
    }
    let mut request = Request { method, target, headers, body: String::new(), connection: 0 };
    let length = request.header("content-length").and_then(|length| length.parse().ok());
    let mut body = vec![0; length.unwrap_or(0)];
    stream.read_exact(&mut body).ok()?;
    request.body = String::from_utf8(body).ok()?;
    Some(request)
}
