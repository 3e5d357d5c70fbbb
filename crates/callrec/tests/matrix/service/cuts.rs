//! The byte-cut sweep for the operations of the other systems: what the simulator answered once is
//! answered again and again, each time cut at another byte, by FIN and by reset. No cut looks whole,
//! and what may have been carried out is never called done or refused.

use std::collections::BTreeSet;
use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::sync::{Arc, Mutex};

use callrec::ErrorKind;
use callrec_simulator::{Operation, Simulator};

use super::call::{Gave, World};
use super::case::Client;
use crate::family;
use crate::server::{Request, Server, Step};

/// Of longer answers all offsets of the head and of both ends are tried, and each so many-th between.
const WHOLE: usize = 900;
const EDGE: usize = 150;
const STRIDE: usize = 17;
/// Sweeps under way at once.
const AT_ONCE: usize = 4;

/// What a server does with the answers that it knows.
#[derive(Clone, Debug, Default)]
struct Tape {
    answers: Vec<Vec<u8>>,
    /// Requests of the call that is under way.
    asked: usize,
    /// The place of the last answer's end, and how it comes.
    cut: Option<(usize, bool)>,
}

/// Asks the simulator what was asked, and gives its answer to the last byte.
fn forwarded(to: SocketAddr, request: &Request) -> Vec<u8> {
    let mut stream = TcpStream::connect(to).expect("the simulator");
    let mut text =
        format!("{} {} HTTP/1.1\r\nConnection: close\r\n", request.method, request.target);
    for (name, value) in &request.headers {
        if name != "connection" {
            text += &format!("{name}: {value}\r\n");
        }
    }
    text = text + "\r\n" + &request.body;
    stream.write_all(text.as_bytes()).expect("sent");
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).expect("an answer");
    answer
}

/// Records what the simulator says, then plays it.
fn serve(simulator: SocketAddr) -> (Server, Arc<Mutex<Tape>>) {
    let tape = Arc::new(Mutex::new(Tape::default()));
    let kept = tape.clone();
    let server = Server::answering(move |request| {
        let mut tape = kept.lock().expect("the tape");
        let number = tape.asked;
        tape.asked += 1;
        let Some((at, reset)) = tape.cut else {
            let answer = forwarded(simulator, request);
            tape.answers.push(answer.clone());
            return vec![Step::Send(answer), Step::Close];
        };
        // What is asked for again is cut again.
        let last = tape.answers.len() - 1;
        let answer = &tape.answers[number.min(last)];
        if number < last {
            return vec![Step::Send(answer.clone()), Step::Close];
        }
        vec![Step::Send(answer[..at].to_vec()), if reset { Step::Reset } else { Step::Close }]
    });
    (server, tape)
}

fn offsets(answer: &[u8]) -> Vec<usize> {
    let head = answer.windows(4).position(|four| four == b"\r\n\r\n").expect("a head") + 4;
    let length = answer.len();
    (0..length)
        .filter(|at| {
            length <= WHOLE || *at < head + EDGE || *at + EDGE >= length || at % STRIDE == 0
        })
        .collect()
}

/// What is wrong with what a call gave, if anything.
fn judge(gave: &Gave, whole: &Gave, has_effects: bool) -> Result<(), String> {
    let Some(error) = &gave.error else { return Err("a clean end".to_owned()) };
    let kind = error.kind();
    if has_effects {
        return match kind {
            ErrorKind::Ambiguous => Ok(()),
            _ => Err(format!("{kind}: {error}")),
        };
    }
    let kinds = [ErrorKind::Truncated, ErrorKind::Transport, ErrorKind::Incomplete];
    if !kinds.contains(&kind) || !error.is_retryable() {
        return Err(format!("{kind}: {error}"));
    }
    if gave.begins(whole) { Ok(()) } else { Err("rows that are not the first ones".to_owned()) }
}

async fn sweep(name: &str, has_effects: bool) -> Result<usize, String> {
    let operation: Operation = name.parse().expect("an operation");
    let simulator = Simulator::builder().seed(5).rows_per_month(30).users(2).feed_rows(3);
    let simulator = simulator.calls_per_day(1).start().expect("a simulator");
    let mut world = World::prepare(&simulator, operation).await;
    let (server, tape) = serve(simulator.address());
    world.instead = Some(server.url());
    let client = Client { tries: Some(1), idle_ms: None };
    let whole = world.call(&client).await;
    if let Some(error) = &whole.error {
        return Err(format!("{name}: whole: {error}"));
    }
    let last = tape.lock().expect("the tape").answers.last().expect("an answer").clone();
    let (offsets, mut wrong) = (offsets(&last), Vec::new());
    for &at in &offsets {
        for reset in [false, true] {
            {
                let mut tape = tape.lock().expect("the tape");
                (tape.asked, tape.cut) = (0, Some((at, reset)));
            }
            let gave = world.call(&client).await;
            if let Err(why) = judge(&gave, &whole, has_effects) {
                wrong.push(format!("{name} at {at} of {} (reset {reset}): {why}", last.len()));
            }
        }
    }
    if wrong.is_empty() { Ok(offsets.len() * 2) } else { Err(wrong.join("\n")) }
}

fn sweep_all(names: Vec<&'static str>, has_effects: bool) {
    let queue = Mutex::new(names);
    let (results, swept) = (Mutex::new(Vec::new()), Mutex::new(BTreeSet::new()));
    std::thread::scope(|scope| {
        for _ in 0..AT_ONCE {
            scope.spawn(|| {
                let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
                let runtime = runtime.expect("a runtime");
                while let Some(name) = { queue.lock().expect("the names").pop() } {
                    match runtime.block_on(sweep(name, has_effects)) {
                        Ok(cuts) => {
                            assert!(cuts > 200, "{name}: {cuts} cuts");
                            swept.lock().expect("the names").insert(name);
                        }
                        Err(why) => results.lock().expect("the results").push(why),
                    }
                }
            });
        }
    });
    let results = results.into_inner().expect("the results");
    assert!(results.is_empty(), "{}", results.join("\n"));
    assert!(!swept.into_inner().expect("the names").is_empty());
}

#[test]
fn no_cut_of_what_is_read_looks_whole() {
    sweep_all(family::group("reads"), false);
}

#[test]
fn no_cut_of_an_answer_to_a_write_hides_the_doubt() {
    let groups = ["creates", "notifies", "sets", "deletes"];
    sweep_all(groups.into_iter().flat_map(family::group).collect(), true);
}
