//! Local files: the same decoder, the same outputs, the same answers to what is bad.

use crate::program::Program;
use crate::read_back::{micros, ndjson, sums};

const HEADER: &str = "Transaction ID,Billing Code,User ID,Authentication Domain,Description,\
    GMT Time,Local Time,Session Length,Billing Rate,Net Billing Amount,Access Type,Service Type,\
    Reserved,Data Used\n";

/// A synthetic row with this id and amount.
fn row(id: &str, amount: &str) -> String {
    format!(
        "{id},B1,ann,example.com,\"BE,Ghent\",01-SEP-2026 10:00:00,01-SEP-2026 12:00:00,\"1,234\",\
         0.05,{amount},WIFI,daily_usage,null,12.5\n"
    )
}

fn program_with(text: &str) -> Program {
    let program = Program::new();
    std::fs::write(program.path("in.csv"), text).expect("a file");
    program
}

const DECODE: &str = "decode in.csv --report ipass-cdr --out out.ndjson";

#[test]
fn a_file_and_standard_input_alike() {
    let text = format!("{HEADER}{}{}", row("A", "1.25"), row("B", "-0.5"));
    let program = program_with(&text);
    for extension in ["csv", "ndjson", "parquet", "arrow"] {
        let name = format!("out.{extension}");
        program.run(&format!("decode in.csv --report ipass_cdr --out {name}")).done();
        let sums = sums(&program.path(&name));
        assert_eq!((sums.rows, sums.micros), (2, 750_000), "{extension}");
    }
    let ran =
        program.run_with_input("decode - --report ipass-cdr --out - -q", text.as_bytes()).done();
    let amounts = ndjson(ran.text());
    assert_eq!(amounts, [Some("1.250000".to_owned()), Some("-0.500000".to_owned())]);
    let expected = std::fs::read_to_string(program.path("out.ndjson")).expect("the file");
    assert_eq!(ran.text(), expected);
    assert_eq!(micros("-0.500000"), -500_000);
}

#[test]
fn without_a_target_it_only_sums_up() {
    let program = program_with(&format!("{HEADER}{}", row("A", "1.25")));
    let ran = program.run("decode in.csv --report ipass-cdr").done();
    assert!(ran.stdout.is_empty());
    assert!(ran.stderr.contains("1 row read = 1 accepted"), "{}", ran.stderr);
    assert!(ran.stderr.contains("1.25"), "{}", ran.stderr);
    assert_eq!(program.files(), ["in.csv"]);
}

#[test]
fn bad_rows_are_told_kept_and_counted() {
    let text = format!("{HEADER}{}{}A,B\n{}", row("A", "1.25"), row("B", "1.2.5"), row("C", "2"));
    let program = program_with(&text);
    let ran = program.run(&format!("{DECODE} -q"));
    assert_eq!(ran.code, Some(3), "{}", ran.stderr);
    assert_eq!(ran.stderr.lines().count(), 1, "{}", ran.stderr);
    for part in ["warning", "2 rows", "line 3", "net_billing_amount", "--quarantine"] {
        assert!(ran.stderr.contains(part), "lacks {part}: {}", ran.stderr);
    }
    assert_eq!(sums(&program.path("out.ndjson")).micros, 3_250_000);

    let ran = program.run(&format!("{DECODE} --quarantine aside.ndjson"));
    assert_eq!(ran.code, Some(3), "{}", ran.stderr);
    let aside = std::fs::read_to_string(program.path("aside.ndjson")).expect("the file");
    let rows: Vec<serde_json::Value> =
        aside.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    assert_eq!(rows.len(), 2);
    assert_eq!((&rows[0]["line"], &rows[0]["record"]), (&3.into(), &2.into()));
    assert_eq!(rows[0]["offset"], (HEADER.len() + row("A", "1.25").len()) as u64);
    assert_eq!(rows[0]["column"], "net_billing_amount");
    assert_eq!(rows[0]["raw"], row("B", "1.2.5").trim_end());
    assert_eq!(rows[1]["raw"], "A,B");
    assert_eq!(rows[1]["reason"], "wrong number of columns");
}

#[test]
fn strict_refuses_the_first_bad_row() {
    let program = program_with(&format!("{HEADER}{}{}", row("A", "1"), row("B", "x")));
    let line = format!("{DECODE} --strict --quarantine aside.ndjson");
    program.run(&line).failed(31, &["decode in.csv", "line 3", "byte", "net_billing_amount"]);
    assert_eq!(program.files(), ["in.csv"]);
}

#[test]
fn what_is_no_cdr_is_an_error_with_its_place() {
    for text in [
        "<!DOCTYPE html><html><body>Please log in</body></html>",
        "401 Authorization Required",
        "a,b,c\n1,2,3\n",
        "\u{89}PNG\r\n\u{1a}\n\0\0\0",
        "{\"error\": 1}",
    ] {
        let program = program_with(text);
        let ran = program.run(DECODE);
        let code = ran.code.expect("a code");
        assert!([30, 31].contains(&code), "{text:?}: {code}: {}", ran.stderr);
        ran.failed(code, &["decode in.csv", "ipass_cdr", "line 1", "byte 0"]);
        assert_eq!(program.files(), ["in.csv"], "{text:?}");
    }
}

#[test]
fn a_quote_that_is_never_closed_hides_no_rows() {
    let program = program_with(&format!("{HEADER}{}A,\"B,C\nD,E\n", row("A", "1")));
    program.run(DECODE).failed(31, &["decode in.csv", "line 3"]);
    assert_eq!(program.files(), ["in.csv"]);
}

#[test]
fn a_file_that_is_not_there() {
    let program = Program::new();
    program.run(DECODE).failed(40, &["decode", "in.csv"]);
    program.run("decode . --report ipass-cdr").failed(40, &["decode"]);
    assert!(program.files().is_empty());
}

#[test]
fn excel_safe_disarms_formulas() {
    let text = format!("{HEADER}{}", row("=1+1", "1"));
    let program = program_with(&text);
    program.run("decode in.csv --report ipass-cdr --out out.csv --excel-safe").done();
    let csv = std::fs::read_to_string(program.path("out.csv")).expect("the file");
    assert!(csv.contains("'=1+1"), "{csv}");
}

#[test]
fn several_threads_write_the_same_file() {
    let rows: String = (0..20_000).map(|n| row(&format!("T{n}"), "1.25")).collect();
    let program = program_with(&format!("{HEADER}{rows}A,B\n"));
    let decode = "decode in.csv --report ipass-cdr -q --out";
    for threads in [1, 4] {
        let ran = program.run(&format!("{decode} {threads}.ndjson --threads {threads}"));
        assert_eq!(ran.code, Some(3), "{}", ran.stderr);
        assert!(ran.stderr.contains("line 20002"), "{}", ran.stderr);
    }
    let read = |name: &str| std::fs::read_to_string(program.path(name)).expect("the file");
    assert!(read("1.ndjson") == read("4.ndjson"));
    assert_eq!(read("4.ndjson").lines().count(), 20_000);

    std::fs::write(program.path("in.csv"), format!("{HEADER}{rows}T,\"open")).expect("a file");
    let alone = program.run(&format!("{decode} x.ndjson"));
    let together = program.run(&format!("{decode} x.ndjson --threads 3"));
    assert_eq!((alone.code, &alone.stderr), (together.code, &together.stderr));
    assert_ne!(together.code, Some(0));
}

#[test]
fn what_the_text_does_not_say_can_be_declared() {
    let program = program_with(&format!("{HEADER}{}", row("A", "1.25")));
    program.run(&format!("{DECODE} --session-length-unit minutes")).done();
    let read = || std::fs::read_to_string(program.path("out.ndjson")).expect("the file");
    assert!(read().contains("\"session_length_s\":74040,"), "{}", read());

    let latin: Vec<u8> = format!("{HEADER}{}", row("A", "1.25"))
        .replace("Ghent", "G\u{e9}nt")
        .chars()
        .map(|c| u8::try_from(u32::from(c)).expect("Latin-1"))
        .collect();
    std::fs::write(program.path("in.csv"), latin).expect("a file");
    assert_eq!(program.run(&format!("{DECODE} -q")).code, Some(3), "no UTF-8");
    program.run(&format!("{DECODE} --encoding windows-1252")).done();
    assert!(read().contains("BE,G\u{e9}nt"), "{}", read());

    let feed = "1|main|5550100|5550101|Call|Answered|Yes|1/09/2026|10:57:10 a.m.|\
                1/09/2026 10:57:10 a.m.|61|0.25|sc|scd|L|L|0\n";
    std::fs::write(program.path("in.csv"), feed).expect("a file");
    let decode = "decode in.csv --report billing-feed --out out.ndjson";
    assert_ne!(program.run(decode).code, Some(0), "never guessed from rows");
    program.run(&format!("{decode} --delimiter pipe")).done();
    assert!(read().contains("\"destination\":\"5550101\""), "{}", read());

    let instants = "--unified --zone Pacific/Auckland --currency NZD --account 7";
    program.run(&format!("{decode} --delimiter pipe {instants}")).done();
    for part in [
        "\"provider\":\"billing_feed\",\"account\":\"7\"",
        "\"kind\":\"call\",\"direction\":\"out\"",
        "\"started_at\":\"2026-08-31T22:57:10Z\"",
        "\"amount\":\"0.250000\",\"currency\":\"NZD\"",
    ] {
        assert!(read().contains(part), "{part}: {}", read());
    }
}

#[test]
fn what_contradicts_itself_is_misuse() {
    let program = program_with(&format!("{HEADER}{}", row("A", "1.25")));
    for (options, part) in [
        ("--threads 0", "threads"),
        ("--zone Europe/Luxembourg", "--unified"),
        ("--unified --zone Europe/Nowhere", "Europe/Nowhere"),
        ("--unified --currency euro", "three capital letters"),
        ("--encoding ebcdic", "ebcdic"),
    ] {
        let ran = program.run(&format!("{DECODE} {options}"));
        assert_eq!(ran.code, Some(2), "{options}: {}", ran.stderr);
        assert!(ran.stderr.contains(part), "{options}: {}", ran.stderr);
    }
    let users = "decode in.csv --report users --unified";
    assert!(program.run(users).stderr.contains("holds no call records"));
    assert_eq!(program.files(), ["in.csv"]);
}

#[test]
fn secrets_are_written_only_when_asked_for() {
    let program = program_with(
        "<endUsers><endUser><username>ann</username><password>opens-sesame</password></endUser></endUsers>",
    );
    let decode = "decode in.csv --report users --out";
    for extension in ["csv", "ndjson", "arrow"] {
        let name = format!("out.{extension}");
        let ran = program.run(&format!("{decode} {name} --quarantine aside.ndjson")).done();
        let file =
            String::from_utf8_lossy(&std::fs::read(program.path(&name)).expect("it")).into_owned();
        assert!(!file.contains("opens-sesame") && file.contains("***"), "{extension}: {file}");
        assert!(!ran.stderr.contains("opens-sesame"), "{}", ran.stderr);
        program.run(&format!("{decode} {name} --reveal-secrets")).done();
        let file = std::fs::read(program.path(&name)).expect("it");
        assert!(String::from_utf8_lossy(&file).contains("opens-sesame"), "{extension}");
    }
}
