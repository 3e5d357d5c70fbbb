//! A list cut into shorter lists, for parsers that need a whole document in memory.

use std::fs::File;
use std::io::{self, Read};

/// Bytes read at a time: a block stays in the cache, which is the best these parsers can have.
const BLOCK: usize = 512 << 10;

/// Where one record of the generated list ends and the next begins. No text in it holds this.
const BETWEEN: &[u8] = b"}},{";

/// Calls `parse` with one list after another, until the file ends.
pub(super) fn lists<E: From<io::Error>>(
    path: &str,
    mut parse: impl FnMut(&mut Vec<u8>) -> Result<(), E>,
) -> Result<(), E> {
    let mut file = File::open(path)?;
    let mut block = Vec::with_capacity(2 * BLOCK);
    let mut rest = Vec::with_capacity(BLOCK);
    loop {
        let begin = block.len();
        block.resize(begin + BLOCK, 0);
        let read = file.read(&mut block[begin..])?;
        block.truncate(begin + read);
        if read == 0 {
            return if block.is_empty() { Ok(()) } else { parse(&mut block) };
        }
        rest.clear();
        if let Some(cut) = memchr::memmem::rfind(&block, BETWEEN) {
            rest.push(b'[');
            rest.extend_from_slice(&block[cut + 3..]);
            block.truncate(cut + 2);
            block.push(b']');
            parse(&mut block)?;
            std::mem::swap(&mut block, &mut rest);
        }
    }
}
