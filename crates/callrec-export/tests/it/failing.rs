//! Outputs that fail at any byte.

use std::io::{self, Write};

use callrec_export::{ExportError, Format, WriteOptions, Writer};

use crate::records::{calls, schema};

const FORMATS: [Format; 4] = [Format::Csv, Format::Ndjson, Format::Parquet, Format::ArrowFile];

/// Takes so many bytes, then fails.
struct Failing {
    room: usize,
    kind: io::ErrorKind,
}

impl Write for Failing {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.room == 0 {
            return Err(self.kind.into());
        }
        let taken = bytes.len().min(self.room);
        self.room -= taken;
        Ok(taken)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn write<W: Write + Send>(output: W, format: Format) -> Result<(), ExportError> {
    let mut writer = Writer::new(output, format, &schema(), WriteOptions::default())?;
    writer.write(&calls())?;
    writer.finish().map(drop)
}

#[test]
fn the_kind_of_a_fault_is_seen_wherever_it_happens() {
    for format in FORMATS {
        let mut whole = Vec::new();
        write(&mut whole, format).expect("memory");
        for room in (0..whole.len()).step_by(1 + whole.len() / 40) {
            let full = Failing { room, kind: io::ErrorKind::StorageFull };
            let error = write(full, format).expect_err("no room");
            assert!(matches!(error, ExportError::DiskFull { .. }), "{format} {room}: {error:?}");
            let closed = Failing { room, kind: io::ErrorKind::BrokenPipe };
            let error = write(closed, format).expect_err("no reader");
            assert_eq!(
                error.io_kind(),
                Some(io::ErrorKind::BrokenPipe),
                "{format} {room}: {error:?}"
            );
        }
        let enough = Failing { room: whole.len(), kind: io::ErrorKind::StorageFull };
        write(enough, format).expect("room enough");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn the_system_says_that_the_disk_is_full() {
    for format in FORMATS {
        let full = std::fs::OpenOptions::new().write(true).open("/dev/full").expect("the device");
        let error = write(full, format).expect_err("always full");
        assert!(matches!(error, ExportError::DiskFull { .. }), "{format}: {error:?}");
        assert!(error.to_string().contains("free some space"), "{error}");
    }
}
