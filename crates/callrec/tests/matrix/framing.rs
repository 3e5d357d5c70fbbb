//! Runs the table of `tests/retry/framing/answers.toml` against a server that sends exactly those
//! bytes. After each odd answer the same client has to read a clean one: no byte of the odd one may be
//! taken for another answer.

use std::time::Duration;

use arrow_array::cast::AsArray as _;
use callrec::{Error, IpassPortal, Month, Proof};
use serde::Deserialize;

use crate::folder;
use crate::server::{Server, Step, ok, welcome};

const RECORDS: usize = 3;
const ODD: &str = "1025";
const CLEAN: &str = "1026";
/// No case takes so long that does not hang.
const PATIENCE: Duration = Duration::from_secs(40);

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    answer: Vec<Answer>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Answer {
    name: String,
    send: String,
    #[serde(default)]
    end: End,
    result: Outcome,
    /// The kinds that an error may have.
    #[serde(default = "transport_or_truncated")]
    kinds: String,
    proof: Option<String>,
}

fn transport_or_truncated() -> String {
    "transport | truncated".to_owned()
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum End {
    #[default]
    Close,
    Reset,
    Open,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
enum Outcome {
    #[serde(rename = "rows")]
    Rows,
    #[serde(rename = "error")]
    Error,
    #[serde(rename = "rows or error")]
    RowsOrError,
    #[serde(rename = "no rows or error")]
    NoRowsOrError,
}

/// A synthetic report; each record ends in digits that a cut would change.
fn body() -> String {
    let mut text = "Transaction ID,Billing Code,User ID,Authentication Domain,Description,GMT Time,Local Time,Session Length,Billing Rate,Net Billing Amount,Access Type,Service Type,Reserved,Data Used\r\n".to_owned();
    for row in 0..RECORDS {
        text += &format!(
            "T{row},B,u,example.com,x,30-SEP-2026 23:59:0{row},30-SEP-2026 23:59:0{row},{row},0.10,{row}.25,WIFI,daily_usage,,{row}.75\r\n"
        );
    }
    text
}

/// The bytes to send: every name in braces has its meaning in the README.
fn bytes(template: &str) -> Vec<u8> {
    let body = body();
    let part = &body[..body.len() - 20];
    let single: String = body.chars().map(|c| format!("1\r\n{c}\r\n")).collect();
    let mut text = template
        .replace("{length}", &body.len().to_string())
        .replace("{less}", &(body.len() - 1).to_string())
        .replace("{more}", &(body.len() + 1).to_string())
        .replace("{cut}", &part.len().to_string())
        .replace("{hex}", &format!("{:x}", body.len()))
        .replace("{bytes}", &single)
        .replace("{part}", part)
        .replace("{body}", &body);
    for (name, unit) in [
        ("x", "x"),
        ("hint", "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n"),
        ("header", "X-Filler: 0123456789012345678901234567890123456789012345678901234567\r\n"),
    ] {
        let opening = format!("{{{name}*");
        while let Some(at) = text.find(&opening) {
            let rest = &text[at + opening.len()..];
            let (count, after) = rest.split_once('}').expect("a closed brace");
            let filled = unit.repeat(count.parse().expect("a count"));
            text = format!("{}{filled}{after}", &text[..at]);
        }
    }
    text.into_bytes()
}

fn serve(answer: &Answer) -> Server {
    let mut odd = vec![Step::Send(bytes(&answer.send))];
    match answer.end {
        End::Close => odd.push(Step::Close),
        // What was sent has to arrive before the reset throws it away.
        End::Reset => odd.extend([Step::Wait(Duration::from_millis(100)), Step::Reset]),
        End::Open => {}
    }
    Server::answering(move |request| {
        if request.is_login() {
            welcome()
        } else if request.target.contains(&format!("/{CLEAN}/")) {
            ok(&body())
        } else {
            odd.clone()
        }
    })
}

async fn read(portal: &IpassPortal, company: &str) -> (Vec<String>, Option<Proof>, Option<Error>) {
    let month = Month::new(2026, 9).expect("a month");
    let mut reader = match portal.monthly_cdr(company, month).await {
        Ok(reader) => reader,
        Err(error) => return (vec![], None, Some(error)),
    };
    let mut ids = Vec::new();
    while let Some(batch) = reader.next_batch().await {
        match batch {
            Ok(batch) => {
                let column = batch.column_by_name("transaction_id").expect("the column");
                ids.extend(column.as_string::<i32>().iter().flatten().map(str::to_owned));
            }
            Err(error) => return (ids, None, Some(error)),
        }
    }
    (ids, reader.proof(), None)
}

async fn run(answer: &Answer) -> Result<(), String> {
    let server = serve(answer);
    crate::trace::if_asked_for();
    let portal = IpassPortal::builder()
        .base_url(server.url())
        .credentials("user@example.com", "c4n4ry")
        .retry_pause(Duration::from_millis(1))
        .idle_timeout(Duration::from_secs(2))
        .build()
        .expect("a client");
    let all: Vec<_> = (0..RECORDS).map(|row| format!("T{row}")).collect();
    let (ids, proof, error) = read(&portal, ODD).await;
    if !all.starts_with(&ids) {
        return Err(format!("{ids:?} are not the first of {all:?}"));
    }
    match (&error, answer.result) {
        (None, Outcome::Error) => return Err("no error".to_owned()),
        (None, Outcome::NoRowsOrError) if !ids.is_empty() => return Err(format!("{ids:?}")),
        (None, Outcome::Rows | Outcome::RowsOrError) if ids != all => {
            return Err(format!("a clean end after {ids:?}"));
        }
        (Some(error), Outcome::Rows) => return Err(error.to_string()),
        (Some(error), _) if !answer.kinds.split(" | ").any(|kind| kind == error.kind().name()) => {
            return Err(format!("kind {}, not {}: {error}", error.kind(), answer.kinds));
        }
        _ => {}
    }
    if let Some(expected) = &answer.proof
        && proof.map(Proof::name) != Some(expected)
    {
        return Err(format!("proof {proof:?}, not {expected}"));
    }
    let requests = server.requests().len();
    if requests > 1 + 3 {
        return Err(format!("{requests} requests for three tries"));
    }
    let (ids, _, error) = read(&portal, CLEAN).await;
    match error {
        Some(error) => Err(format!("the clean answer after it: {error}")),
        None if ids != all => Err(format!("the clean answer after it: {ids:?}")),
        None => Ok(()),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn odd_answers_are_whole_or_an_error_and_spoil_nothing() {
    let path = folder().join("framing/answers.toml");
    let text = std::fs::read_to_string(&path).expect("the table");
    let file: File = toml::from_str(&text).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    assert!(file.answer.len() >= 70, "{} answers", file.answer.len());
    let runs: Vec<_> = file
        .answer
        .into_iter()
        .map(|answer| {
            tokio::spawn(async move {
                let held = tokio::time::timeout(PATIENCE, run(&answer)).await;
                let held = held.unwrap_or_else(|_| Err("it hangs".to_owned()));
                held.err().map(|why| format!("framing/{}: {why}", answer.name))
            })
        })
        .collect();
    let mut failures = Vec::new();
    for run in runs {
        failures.extend(run.await.expect("no panic"));
    }
    assert!(failures.is_empty(), "{} answers:\n{}\n", failures.len(), failures.join("\n"));
}
