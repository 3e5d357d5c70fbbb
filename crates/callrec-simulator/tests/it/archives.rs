//! The custom report of all child companies, read with a library that had no part in writing it.

use std::io::{Cursor, Read};

use callrec_simulator::{Archive, NoData, Operation, Simulator, Switches};
use zip::ZipArchive;

use crate::wire::{Response, fetch, get, get_of, login};

const PATH: &str = "reports/monthly/custom?month=2026-09&filename=Report";

fn bent(simulator: &Simulator, archive: Archive) -> Vec<u8> {
    simulator.set_switches(Switches { archive, ..Switches::default() }).unwrap();
    fetch(simulator, PATH).body
}

fn opened(bytes: &[u8]) -> ZipArchive<Cursor<&[u8]>> {
    ZipArchive::new(Cursor::new(bytes)).unwrap()
}

fn names(bytes: &[u8]) -> Vec<String> {
    let mut archive = opened(bytes);
    let raw = |index| archive.by_index_raw(index).unwrap().name_raw().to_vec();
    (0..opened(bytes).len()).map(raw).map(|name| String::from_utf8(name).unwrap()).collect()
}

fn read(bytes: &[u8], index: usize) -> std::io::Result<Vec<u8>> {
    let (mut archive, mut read) = (opened(bytes), Vec::new());
    archive.by_index(index).unwrap().read_to_end(&mut read).map(|_| read)
}

#[test]
fn there_is_a_folder_a_child_company() {
    let simulator = Simulator::builder().children(5).start().unwrap();
    let response = fetch(&simulator, PATH);
    assert_eq!(response.header("content-type"), Some("application/zip"));
    let disposition = "attachment; filename=\"Report.zip\"";
    assert_eq!(response.header("content-disposition"), Some(disposition));
    let expected: Vec<_> =
        simulator.children().iter().map(|child| format!("{child}/Report.html")).collect();
    assert_eq!(names(&response.body), expected);
    for (index, child) in simulator.children().iter().enumerate() {
        let page = String::from_utf8(read(&response.body, index).unwrap()).unwrap();
        let totals = simulator.totals(child, Operation::MonthlyCdr, "2026-09").unwrap();
        assert!(page.starts_with("<!DOCTYPE html>"));
        assert!(page.contains(&format!("<th>Total</th><th>{}</th>", totals.rows)), "{page}");
    }
    let second = String::from_utf8(read(&response.body, 1).unwrap()).unwrap();
    assert!(second.contains("<h1>Müller &amp; Söhne</h1>"));
}

#[test]
fn a_month_without_sessions_and_a_child_have_no_folders() {
    let simulator = Simulator::builder().start().unwrap();
    let ask = |no_data| {
        simulator.set_switches(Switches { no_data, ..Switches::default() }).unwrap();
        fetch(&simulator, "reports/monthly/custom?month=2030-01&filename=R").body
    };
    assert_eq!(ask(NoData::Text), b"no data");
    assert_eq!(ask(NoData::ZeroBytes), b"");
    assert_eq!(opened(&ask(NoData::HeaderOnly)).len(), 0);
    let cookie = login(&simulator);
    let of_child = get_of(&simulator, &cookie, &simulator.children()[0], PATH);
    assert_eq!(opened(&of_child.body).len(), 0);
}

#[test]
fn names_are_refused_that_are_no_plain_names() {
    let simulator = Simulator::builder().start().unwrap();
    let cookie = login(&simulator);
    let ask = |query: &str| -> Response {
        get(&simulator, &cookie, &format!("reports/monthly/custom?{query}"))
    };
    for bad in [
        "month=2026-09",
        "filename=R",
        "month=2026-09&filename=",
        "month=2026-09&filename=..%2Fx",
        "month=2026-09&filename=a%5Cb",
        "month=2026-09&filename=.x",
        "month=2026-13&filename=R",
        "month=2026-09&filename=R&customReportFile=R",
    ] {
        assert_eq!(ask(bad).status, 400, "{bad}");
    }
    let named = ask("month=2026-09&filename=Bericht%20M%C3%A4rz.htm&User-Agent=apiuser");
    assert!(names(&named.body)[0].ends_with("/Bericht März.htm"));
    assert_eq!(get(&simulator, "", PATH).status, 401);
}

#[test]
fn hostile_names_are_there_as_asked() {
    let simulator = Simulator::builder().children(5).start().unwrap();
    let all = |archive, holds: fn(&str) -> bool| {
        let names = names(&bent(&simulator, archive));
        assert!(names.len() == 5 && names.iter().all(|name| holds(name)), "{names:?}");
    };
    all(Archive::ParentNames, |name| name.starts_with("../../"));
    all(Archive::AbsoluteNames, |name| name.starts_with("/tmp/"));
    all(Archive::WindowsNames, |name| {
        name.contains(":\\")
            || name.contains("\\\\")
            || name.contains("..\\")
            || name == "CON"
            || name.ends_with('.')
    });
    let odd = names(&bent(&simulator, Archive::OddNames));
    assert!(odd.len() == 20 && odd[..5].iter().all(|name| name.ends_with("/Report.html")));
    for name in ["", ".", "..", "folder/", "nul\0byte.html", "line\nend.html"] {
        assert!(odd.iter().any(|odd| odd == name), "{name:?}");
    }
    assert!(odd.iter().any(|name| name.len() > 4_096));
    // The library keeps the last one of equal names, and tells cases apart.
    let doubled = bent(&simulator, Archive::DuplicateNames);
    assert_eq!(names(&doubled), ["1000000/Report.html", "1000000/REPORT.HTML"]);
    let records = doubled.windows(4).filter(|bytes| bytes == b"PK\x01\x02").count();
    assert_eq!(records, 5);
    let linked = bent(&simulator, Archive::Symlink);
    let mut archive = opened(&linked);
    assert!(archive.by_index(0).unwrap().is_symlink());
    assert_eq!(read(&linked, 0).unwrap(), b"/etc/passwd");
    assert!(names(&linked)[1..].iter().all(|name| name.starts_with("link/")));
}

#[test]
fn wrong_records_are_wrong_in_their_own_place() {
    let simulator = Simulator::builder().start().unwrap();
    let clean = bent(&simulator, Archive::Clean);
    let first = read(&clean, 0).unwrap();
    let bad_crc = bent(&simulator, Archive::BadCrc);
    assert!(read(&bad_crc, 0).is_err());
    assert_eq!(read(&bad_crc, 1).unwrap(), read(&clean, 1).unwrap());
    let short = bent(&simulator, Archive::BadSize);
    assert_eq!(opened(&short).by_index_raw(0).unwrap().size(), first.len() as u64 - 1);
    let encrypted = bent(&simulator, Archive::Encrypted);
    assert!(opened(&encrypted).by_index_raw(0).unwrap().encrypted());
    for cut in [Archive::TruncatedDirectory, Archive::NoDirectory] {
        let cut = bent(&simulator, cut);
        assert!(clean.starts_with(&cut) && cut.len() < clean.len());
        assert!(ZipArchive::new(Cursor::new(cut)).is_err());
    }
    let overlapping = bent(&simulator, Archive::Overlapping);
    let place = |bytes: &[u8], index| opened(bytes).by_index_raw(index).unwrap().header_start();
    assert_eq!((place(&overlapping, 0), place(&overlapping, 2)), (0, 0));
    assert!(place(&clean, 2) > 0);
}

#[test]
fn many_entries_and_a_bomb_are_small_on_the_wire() {
    let simulator = Simulator::builder().start().unwrap();
    assert_eq!(opened(&bent(&simulator, Archive::ManyEntries)).len(), 60_003);
    let bomb = bent(&simulator, Archive::Bomb);
    assert!(bomb.len() < 1 << 20);
    let mut archive = opened(&bomb);
    let mut entry = archive.by_index(3).unwrap();
    assert_eq!(entry.size(), 256 << 20);
    // Read to its end: the checksum is right, so it is no other fault than its size.
    let (mut read, mut buffer) = (0, vec![0; 1 << 20]);
    loop {
        match entry.read(&mut buffer).unwrap() {
            0 => break,
            count => read += count,
        }
    }
    assert_eq!(read, 256 << 20);
}
