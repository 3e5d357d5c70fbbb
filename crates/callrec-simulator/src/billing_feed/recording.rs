//! Call recordings. The source gives no address; here they lie beside the feed and bear the
//! row's place in their name, so that they stay where they are when the ids change.

use bytes::Bytes;

use super::{
    account::{Account, Rows},
    numbering::Place,
};
use crate::data::prng::{Draws, key};

/// Route of the recordings.
pub(super) const PATH: &str = "/billing/recordings/{login}/{file}";

/// One frame of MPEG 2.5, layer III, mono, 8 kHz, 8 kbit/s: 72 bytes and 72 milliseconds.
const FRAME_HEADER: [u8; 4] = [0xff, 0xe3, 0x18, 0xc4];
const FRAME_BYTES: u64 = 72;
const FRAME_MILLIS: u64 = 72;
const FRAMES_A_CHUNK: u64 = 1_000;

/// Told apart from the key of the row itself.
const SOUND: u64 = 0x0073_6f75_6e64;

/// The path of a row's recording.
pub(super) fn path(login: &str, rows: &Rows, place: Place) -> String {
    format!("/billing/recordings/{login}/{}.mp3", name(rows, place))
}

/// Place and a check that cannot be guessed from other names.
fn name(rows: &Rows, place: Place) -> String {
    let Place { row, late } = place;
    let late = u8::from(late);
    let check = key(key(rows.key, SOUND), row * 2 + u64::from(late)) >> 32;
    format!("{row:x}-{late}{check:08x}")
}

/// A recording while it is sent.
#[derive(Debug, Clone)]
pub(crate) struct Recording {
    key: u64,
    frames: u64,
}

impl Recording {
    /// The recording of the row at a place, if it has one.
    pub(crate) fn of(rows: &Rows, place: Place) -> Option<Self> {
        let row = rows.row(place);
        let sound = key(key(rows.key, SOUND ^ u64::from(place.late)), place.row);
        let frames = (row.length_s * 1_000).div_ceil(FRAME_MILLIS);
        row.recorded.then_some(Self { key: sound, frames })
    }

    /// The recording of an account under a file name.
    pub(super) fn find(account: &Account, file: &str) -> Option<Self> {
        let rows = account.rows();
        let (row, rest) = file.strip_suffix(".mp3")?.split_once('-')?;
        let row = u64::from_str_radix(row, 16).ok()?;
        let place = Place { row, late: rest.starts_with('1') };
        let there = row <= u64::MAX / 4 && rows.find(rows.id(place)) == Some(place);
        (there && name(&rows, place) == file.strip_suffix(".mp3")?)
            .then(|| Self::of(&rows, place))?
    }

    pub(crate) fn chunks(&self) -> impl Iterator<Item = Bytes> + Send + use<> {
        let Self { key: sound, frames } = *self;
        (0..frames.div_ceil(FRAMES_A_CHUNK)).map(move |chunk| {
            let first = chunk * FRAMES_A_CHUNK;
            let last = (first + FRAMES_A_CHUNK).min(frames);
            let mut out = Vec::new();
            for frame in first..last {
                out.extend_from_slice(&FRAME_HEADER);
                let mut draws = Draws::new(key(sound, frame));
                while !(out.len() as u64).is_multiple_of(FRAME_BYTES) {
                    out.extend_from_slice(&draws.bits().to_le_bytes()[..4]);
                }
            }
            out.into()
        })
    }
}
