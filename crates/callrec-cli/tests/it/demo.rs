//! The demo with few rows: what it says is what it wrote.

use crate::program::Program;
use crate::read_back::sums;

#[test]
fn it_writes_what_it_says() {
    let program = Program::new();
    let ran = program.run("demo --rows 3000 --seed 11 --out out").done();
    let page = ran.text();
    for part in [
        "synthetic",
        "(seed 11)",
        "127.0.0.1",
        "2026-09 by service type",
        "need not equal the invoice",
        "The 30 daily files hold the same 3,000 sessions as the month's file",
        "repaired",
        "quarantined",
        "Type next",
    ] {
        assert!(page.contains(part), "lacks {part:?}:\n{page}");
    }
    // What to type begins with the way the program was called, which may be a path of any length.
    let called_as = env!("CARGO_BIN_EXE_callrec");
    let width = |line: &str| line.replace(called_as, "callrec").chars().count();
    assert!(page.lines().all(|line| width(line) <= 100), "wider than 100:\n{page}");
    assert!(!page.contains('\u{1b}'), "decorated without a terminal");
    assert!(ran.stderr.contains("monthly-cdr 2026-09: 3,000 rows"), "no progress: {}", ran.stderr);

    let folder = program.path("out").join("monthly-cdr");
    let months: Vec<_> = std::fs::read_dir(folder)
        .expect("the folder")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    let rows_of = |extension: &str| -> Vec<_> {
        let named = months.iter().filter(|path| path.extension().is_some_and(|e| e == extension));
        named.map(|path| sums(path)).filter(|sums| sums.rows == 3_000).collect()
    };
    let parquet = rows_of("parquet");
    assert_eq!(parquet.len(), 1);
    assert_eq!((rows_of("csv"), rows_of("ndjson")), (rows_of("parquet"), rows_of("parquet")));

    let days = std::fs::read_dir(program.path("out").join("daily-cdr")).expect("the folder");
    let days: Vec<_> = days.map(|entry| sums(&entry.expect("an entry").path())).collect();
    assert_eq!(days.len(), 30);
    assert_eq!(days.iter().map(|day| day.rows).sum::<u64>(), 3_000);
    assert_eq!(days.iter().map(|day| day.micros).sum::<i128>(), parquet[0].micros);
}

#[test]
fn the_same_seed_gives_the_same_files() {
    let program = Program::new();
    program.run("demo --rows 500 --seed 3 --out one -q").done();
    program.run("demo --rows 500 --seed 3 --out two -q").done();
    let read = |folder: &str| {
        let folder = program.path(folder).join("monthly-cdr");
        let mut files: Vec<_> = std::fs::read_dir(folder)
            .expect("the folder")
            .map(|entry| entry.expect("an entry").path())
            .collect();
        files.sort();
        files.iter().map(|path| std::fs::read(path).expect("a file")).collect::<Vec<_>>()
    };
    assert_eq!(read("one"), read("two"));
}

#[test]
fn a_folder_that_cannot_be_made() {
    let program = Program::new();
    std::fs::write(program.path("taken"), "").expect("a file");
    program.run("demo --rows 10 --out taken -q").failed(40, &["demo", "taken", "--out"]);
}
