//! Help, version, misuse.

use crate::program::Program;

#[test]
fn help_and_version() {
    let program = Program::new();
    let help = program.run("--help").done();
    for part in ["demo", "fetch", "decode", "reports", "simulate", "Exit codes:", "130"] {
        assert!(help.text().contains(part), "lacks {part}");
    }
    let version = program.run("--version").done();
    assert_eq!(version.text(), format!("callrec {}\n", env!("CARGO_PKG_VERSION")));
    for command in ["demo", "fetch ipass-portal", "decode", "simulate"] {
        let help = program.run(&format!("{command} --help")).done();
        assert!(help.text().contains("Usage: callrec"), "{command}");
        assert!(help.stderr.is_empty());
    }
}

#[test]
fn help_does_not_show_what_the_environment_holds() {
    let program = Program::new().with("CALLREC_IPASS_PORTAL_COMPANY", "company-4711");
    let help = program.run("fetch ipass-portal --help").done();
    assert!(!help.text().contains("company-4711"));
}

#[test]
fn misuse_is_one_line() {
    let program = Program::new();
    for (line, part) in [
        ("fetch ipass-portal monthly-cdr --month 2026-09", "--out"),
        ("fetch ipass-portal weekly-cdr --out x.csv", "weekly-cdr"),
        ("fetch ipass-portal monthly-cdr --out x.csv", "--month"),
        ("fetch ipass-portal monthly-cdr --out x.csv --month 2026-09", "company"),
        ("fetch ipass-portal child-companies --company 1 --month 2026-09 --out x.csv", "--month"),
        ("fetch ipass-portal child-companies --company 1 --out x.txt", "x.txt"),
        (
            "fetch ipass-portal child-companies --company 1 --out x.csv --quarantine -",
            "--quarantine",
        ),
        (
            "fetch ipass-portal child-companies --company 1 --out x.csv --quarantine x.csv",
            "same file",
        ),
        ("decode x.csv --report no-such-report", "no-such-report"),
        ("simulate --fault nonsense", "nonsense"),
        ("demo --rows 0", "--rows"),
        ("telephone", "telephone"),
    ] {
        program.run(line).failed(2, &[part]);
    }
    assert!(program.files().is_empty());
}

#[test]
fn reports_lists_every_table() {
    let listed = Program::new().run("reports").done();
    for part in ["ipass_cdr", "ipass_network_users", "companies", "net_billing_amount", "_offset"] {
        assert!(listed.text().contains(part), "lacks {part}");
    }
}
