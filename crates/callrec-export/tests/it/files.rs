use std::fs;
use std::path::Path;

use callrec_export::{ExportError, FileWriter, Format, WriteOptions};

use crate::records::{calls, companies, schema};

fn names(directory: &Path) -> Vec<String> {
    let entries = fs::read_dir(directory).expect("a directory");
    let mut names: Vec<_> = entries
        .map(|entry| entry.expect("an entry").file_name().into_string().expect("UTF-8"))
        .collect();
    names.sort();
    names
}

#[test]
fn a_file_has_its_name_only_when_it_is_whole() {
    for name in ["a.csv", "a.ndjson", "a.jsonl", "a.parquet", "a.arrow"] {
        let directory = tempfile::tempdir().expect("a directory");
        let path = directory.path().join(name);
        let mut writer =
            FileWriter::create(&path, &schema(), WriteOptions::default()).expect("a file");
        assert_eq!(writer.path(), path);
        writer.write(&calls()).expect("space");
        let before = names(directory.path());
        assert_eq!(before.len(), 1);
        assert!(before[0].starts_with(&format!(".{name}.")) && before[0].ends_with(".partial"));
        writer.finish().expect("space");
        assert_eq!(names(directory.path()), [name]);
        assert!(fs::metadata(&path).expect("the file").len() > 0);
    }
}

#[test]
fn dropping_leaves_nothing_and_keeps_what_was_there() {
    let directory = tempfile::tempdir().expect("a directory");
    let path = directory.path().join("a.csv");
    fs::write(&path, "before").expect("space");
    let mut writer = FileWriter::create(&path, &schema(), WriteOptions::default()).expect("a file");
    writer.write(&calls()).expect("space");
    drop(writer);
    assert_eq!(names(directory.path()), ["a.csv"]);
    assert_eq!(fs::read(&path).expect("the file"), b"before");

    let writer = FileWriter::create(&path, &schema(), WriteOptions::default()).expect("a file");
    writer.finish().expect("space");
    assert!(fs::read(&path).expect("the file").starts_with(b"transaction_id,"));
}

#[test]
fn a_batch_of_another_report_is_refused() {
    let directory = tempfile::tempdir().expect("a directory");
    let path = directory.path().join("a.parquet");
    let mut writer = FileWriter::create(&path, &schema(), WriteOptions::default()).expect("a file");
    assert!(matches!(writer.write(&companies()), Err(ExportError::SchemaMismatch)));
}

#[test]
fn errors_name_the_path_and_the_operation() {
    let directory = tempfile::tempdir().expect("a directory");
    let create = |path: &Path| {
        FileWriter::create(path, &schema(), WriteOptions::default()).err().expect("an error")
    };
    let missing = directory.path().join("none/a.csv");
    let error = create(&missing);
    assert_eq!(error.io_kind(), Some(std::io::ErrorKind::NotFound));
    assert_eq!(error.path(), Some(missing.as_path()));
    let text = error.to_string();
    assert!(
        text.contains("create") && text.contains("none/a.csv") && !text.contains('\n'),
        "{text}"
    );

    let folder = directory.path().join("folder.csv");
    fs::create_dir(&folder).expect("a directory");
    assert!(matches!(create(&folder), ExportError::NotAFile { .. }));
    assert!(matches!(create(&directory.path().join("a.xlsx")), ExportError::UnknownFormat { .. }));
    assert_eq!(names(directory.path()), ["folder.csv"]);
}

#[test]
fn a_name_of_a_directory_is_refused_before_anything_is_written() {
    let directory = tempfile::tempdir().expect("a directory");
    for name in ["a.csv/", "a.csv/."] {
        let path = directory.path().join(name);
        let created = FileWriter::create(&path, &schema(), WriteOptions::default());
        assert!(matches!(created.err(), Some(ExportError::NotAFile { .. })), "{name}");
    }
    assert!(names(directory.path()).is_empty());
}

/// 255 bytes are the most on the file systems of today.
#[test]
fn a_name_may_be_as_long_as_the_system_takes_it() {
    let directory = tempfile::tempdir().expect("a directory");
    let name = format!("{}.csv", "n".repeat(251));
    let writer =
        FileWriter::create(directory.path().join(&name), &schema(), WriteOptions::default());
    writer.expect("a file").finish().expect("space");
    assert_eq!(names(directory.path()), [name]);
}

#[test]
fn content_for_a_path_is_not_shown_whole() {
    let content = "T1,B100,ann\n".repeat(100_000);
    let created = FileWriter::create(&content, &schema(), WriteOptions::default());
    let text = created.err().expect("no format").to_string();
    assert!(text.len() < 500 && text.contains("names no format"), "{text}");
}

#[cfg(unix)]
#[test]
fn a_device_is_never_replaced() {
    let device = Path::new("/dev/null");
    let created = FileWriter::create_as(device, Format::Csv, &schema(), WriteOptions::default());
    assert!(matches!(created.err(), Some(ExportError::NotAFile { .. })));
}

#[cfg(unix)]
#[test]
fn permissions_and_links_stay() {
    use std::os::unix::fs::{PermissionsExt, symlink};

    let directory = tempfile::tempdir().expect("a directory");
    let path = directory.path().join("private.csv");
    fs::write(&path, "before").expect("space");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).expect("the owner");
    let link = directory.path().join("link.csv");
    symlink(&path, &link).expect("a link");
    let writer = FileWriter::create(&link, &schema(), WriteOptions::default()).expect("a file");
    writer.finish().expect("space");
    assert!(fs::symlink_metadata(&link).expect("the link").is_symlink());
    let file = fs::metadata(&path).expect("the file");
    assert_eq!(file.permissions().mode() & 0o777, 0o600);
    assert_ne!(fs::read(&path).expect("the file"), b"before");
}
