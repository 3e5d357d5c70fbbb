//! What no reader can beat: reading the bytes, and looking at each once.

use std::error::Error;
use std::fs::File;
use std::hint::black_box;
use std::io::Read;

use crate::measure::READ;
use crate::sums::Sums;

/// The sequential read.
pub(super) fn read(path: &str) -> Result<Sums, Box<dyn Error>> {
    blocks(path, |block| {
        black_box(block);
    })
}

/// The read and a count of line ends; its sum is that count, where there is one.
pub(super) fn line_ends(path: &str) -> Result<Sums, Box<dyn Error>> {
    let mut count = 0;
    let mut sums = blocks(path, |block| count += memchr::memchr_iter(b'\n', block).count())?;
    sums.add("line_ends", count as i128);
    Ok(sums)
}

fn blocks(path: &str, mut look: impl FnMut(&[u8])) -> Result<Sums, Box<dyn Error>> {
    let mut file = File::open(path)?;
    let mut block = vec![0; READ];
    loop {
        match file.read(&mut block)? {
            0 => return Ok(Sums::default()),
            read => look(&block[..read]),
        }
    }
}
