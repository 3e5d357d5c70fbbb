//! Recordings: their addresses and their bytes.

use callrec_simulator::{Plan, RecordingLinks, Simulator};

use super::{get, rows, switch};
use crate::wire::{Response, send};

fn recorded(simulator: &Simulator) -> Vec<(u64, String)> {
    rows(&get(simulator, "fromid=0"))
        .into_iter()
        .map(|row| (row["ID"].parse().unwrap(), row["MP3"].clone()))
        .filter(|(_, url)| url.contains("://"))
        .collect()
}

fn fetch(simulator: &Simulator, url: &str) -> Response {
    // The name by which the client called the server.
    send(simulator, "GET", url.strip_prefix("http://simulator").unwrap(), &[], "")
}

#[test]
fn an_address_in_a_row_leads_to_its_bytes() {
    let simulator = Simulator::builder().feed_rows(200).start().unwrap();
    let recorded = recorded(&simulator);
    assert!(recorded.len() > 5 && recorded.len() < 50);
    let mut bodies = Vec::new();
    for (id, url) in &recorded {
        let answer = fetch(&simulator, url);
        assert_eq!((answer.status, answer.header("content-type")), (200, Some("audio/mpeg")));
        assert_eq!(Some(&answer.body), simulator.feed().recording(*id).as_ref());
        // Frames of 72 bytes, each with the header of MPEG 2.5, layer III.
        assert!(
            answer
                .body
                .chunks(72)
                .all(|frame| frame.len() == 72 && frame.starts_with(&[0xff, 0xe3]))
        );
        bodies.push(answer.body);
    }
    bodies.sort();
    bodies.dedup();
    assert_eq!(bodies.len(), recorded.len());
    let log = simulator.requests();
    assert_eq!(log[1].operation.unwrap().full_name(), "billing_feed.recording");
}

#[test]
fn a_recording_stays_where_it_is() {
    let simulator = Simulator::builder().feed_rows(100).start().unwrap();
    let (id, url) = recorded(&simulator).swap_remove(0);
    let bytes = simulator.feed().recording(id).unwrap();
    simulator.feed().renumber();
    simulator.feed().append(5);
    assert_eq!(fetch(&simulator, &url).body, bytes);
}

#[test]
fn other_addresses_have_none() {
    let simulator = Simulator::builder().feed_accounts(2).feed_rows(100).start().unwrap();
    let (_, url) = recorded(&simulator).swap_remove(0);
    let feeds = simulator.feeds();
    let other = url.replace(feeds[0].login(), feeds[1].login());
    let (stem, last) = url.strip_suffix(".mp3").unwrap().split_at(url.len() - 5);
    let guessed = format!("{stem}{}.mp3", if last == "0" { "1" } else { "0" });
    for url in [other, guessed, url.replace(".mp3", ""), url.replace(".mp3", ".wav")] {
        assert_eq!(fetch(&simulator, &url).status, 404, "{url}");
    }
}

#[test]
fn the_switches_of_recordings() {
    let simulator = Simulator::builder().feed_rows(100).start().unwrap();
    let (_, url) = recorded(&simulator).swap_remove(0);
    switch(&simulator, |feed| feed.recordings = RecordingLinks::None);
    assert_eq!(recorded(&simulator), []);
    switch(&simulator, |feed| feed.recordings = RecordingLinks::Foreign);
    let foreign = recorded(&simulator);
    assert!(foreign.iter().all(|(_, url)| url.starts_with("https://recordings.example.invalid/")));
    switch(&simulator, |feed| feed.recording_allowed = false);
    assert_eq!(fetch(&simulator, &url).status, 403);
    simulator.plan(Plan::parse(["recording:1:return-503"]).unwrap());
    assert_eq!(fetch(&simulator, &url).status, 503);
}
