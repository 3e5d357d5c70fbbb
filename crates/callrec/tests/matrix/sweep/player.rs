//! A server that asks the simulator once, and from then on plays what it said, cut where it is told.

use std::cell::RefCell;
use std::rc::Rc;
use std::time::Duration;

use callrec_simulator::Simulator;
use tokio::io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::{TcpListener, TcpStream};

use super::PLAIN;
use super::answer::Answer;

/// The path of the login, which is not counted among the requests of another operation.
const LOGIN: &str = "/moservices/rest/api/login";

/// A request as it came.
#[derive(Debug)]
pub(super) struct Request {
    /// Method, target and version.
    line: String,
    headers: Vec<String>,
    body: Vec<u8>,
}

/// How a connection ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    Fin,
    Reset,
}

/// What is answered to the requests of one call.
#[derive(Clone, Debug, Default)]
pub(super) struct Part {
    /// To those before: whole answers.
    pub(super) before: Vec<Vec<u8>>,
    /// To the next one, and again where that is asked for again.
    pub(super) cut: Vec<u8>,
    pub(super) end: Option<End>,
    /// To those after, where that is something else.
    pub(super) after: Option<Vec<u8>>,
}

/// What the simulator said to a call.
#[derive(Clone, Debug, Default)]
pub(super) struct Recorded {
    /// Where the call had to log in first.
    pub(super) login: Option<Answer>,
    pub(super) answers: Vec<Answer>,
}

/// What the server does.
#[derive(Clone, Debug)]
enum Mode {
    /// Answers as the simulator does, and keeps what it said.
    Record(Recorded),
    Play {
        login: Vec<u8>,
        part: Part,
        /// Requests of the call so far.
        asked: usize,
    },
}

/// The server, for as long as the tasks of its thread run.
#[derive(Clone, Debug)]
pub(super) struct Player {
    pub(super) url: String,
    state: Rc<State>,
}

#[derive(Debug)]
struct State {
    simulator: Rc<Simulator>,
    /// Whether logins are told apart from the requests of a call.
    of_sessions: bool,
    /// What is answered instead of the simulator's body.
    instead: Option<Vec<u8>>,
    mode: RefCell<Mode>,
}

impl Part {
    /// All of a call, and its last answer whatever is asked then.
    pub(super) fn whole(answers: &[Answer]) -> Self {
        let mut before: Vec<_> = answers.iter().map(|answer| answer.bytes(PLAIN).0).collect();
        let cut = before.pop().unwrap_or_default();
        Self { before, cut, end: None, after: None }
    }
}

impl Request {
    async fn read(stream: &mut BufReader<TcpStream>) -> Option<Self> {
        let mut lines = Vec::new();
        loop {
            let mut line = String::new();
            if stream.read_line(&mut line).await.ok()? == 0 {
                return None;
            }
            match line.trim_end() {
                "" => break,
                line => lines.push(line.to_owned()),
            }
        }
        let length = lines.iter().find_map(|line| {
            let (name, value) = line.split_once(':')?;
            name.eq_ignore_ascii_case("content-length").then(|| value.trim().parse().ok())?
        });
        let mut body = vec![0; length.unwrap_or(0)];
        stream.read_exact(&mut body).await.ok()?;
        Some(Self { line: lines.remove(0), headers: lines, body })
    }

    /// Whether it asks for a page behind the first.
    fn is_later_page(&self) -> bool {
        let query = self.line.split([' ', '?']).nth(2).unwrap_or_default();
        let page = query.split('&').find_map(|parameter| parameter.strip_prefix("page="));
        page.is_some_and(|page| page != "1")
    }

    fn is_login(&self) -> bool {
        self.line.split([' ', '?']).nth(1) == Some(LOGIN)
    }

    /// Its bytes, with the wish for an end of the connection after it.
    pub(super) fn closing(&self) -> Vec<u8> {
        let is_other = |line: &&String| !line.to_lowercase().starts_with("connection:");
        let headers: Vec<&str> = self.headers.iter().filter(is_other).map(String::as_str).collect();
        let head =
            format!("{}\r\n{}\r\nConnection: close\r\n\r\n", self.line, headers.join("\r\n"));
        [head.as_bytes(), &self.body].concat()
    }
}

impl Player {
    /// Listens, and records what `simulator` says; to be called within a `LocalSet`.
    pub(super) async fn start(
        simulator: Rc<Simulator>,
        of_sessions: bool,
        instead: Option<Vec<u8>>,
    ) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let url = format!("http://{}", listener.local_addr().expect("an address"));
        let mode = RefCell::new(Mode::Record(Recorded::default()));
        let state = Rc::new(State { simulator, of_sessions, instead, mode });
        let kept = state.clone();
        tokio::task::spawn_local(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::task::spawn_local(serve(stream, kept.clone()));
            }
        });
        Self { url, state }
    }

    /// Records the next call.
    pub(super) fn record(&self) {
        self.state.mode.replace(Mode::Record(Recorded::default()));
    }

    pub(super) fn recorded(&self) -> Recorded {
        match &*self.state.mode.borrow() {
            Mode::Record(recorded) => recorded.clone(),
            Mode::Play { .. } => Recorded::default(),
        }
    }

    /// Plays this to the next call.
    pub(super) fn play(&self, login: Vec<u8>, part: Part) {
        self.state.mode.replace(Mode::Play { login, part, asked: 0 });
    }

    /// Requests of the call, without logins.
    pub(super) fn asked(&self) -> usize {
        match &*self.state.mode.borrow() {
            Mode::Record(recorded) => recorded.answers.len(),
            Mode::Play { asked, .. } => *asked,
        }
    }
}

impl State {
    async fn answer(&self, request: &Request) -> (Vec<u8>, End) {
        let is_login = self.of_sessions && request.is_login();
        if let Mode::Play { login, part, asked } = &mut *self.mode.borrow_mut() {
            if is_login {
                return (login.clone(), End::Fin);
            }
            *asked += 1;
            let number = *asked - 1;
            return match (part.before.get(number), &part.after) {
                (Some(whole), _) => (whole.clone(), End::Fin),
                (None, Some(after)) if number > part.before.len() => (after.clone(), End::Fin),
                (None, _) => (part.cut.clone(), part.end.unwrap_or(End::Fin)),
            };
        }
        let mut answer = Answer::of(&self.simulator, request).await.shortened();
        if let Some(body) = &self.instead
            && !is_login
            && !request.is_later_page()
        {
            answer = answer.with_body(body.clone());
        }
        let (bytes, _) = answer.bytes(PLAIN);
        if let Mode::Record(recorded) = &mut *self.mode.borrow_mut() {
            match is_login {
                true => recorded.login = Some(answer),
                false => recorded.answers.push(answer),
            }
        }
        (bytes, End::Fin)
    }
}

/// One exchange a connection, as the answers say.
async fn serve(stream: TcpStream, state: Rc<State>) {
    let mut stream = BufReader::new(stream);
    let Some(request) = Request::read(&mut stream).await else { return };
    let (bytes, end) = state.answer(&request).await;
    if stream.write_all(&bytes).await.is_ok() && end == End::Reset {
        let _ = socket2::SockRef::from(stream.get_ref()).set_linger(Some(Duration::ZERO));
    }
}
