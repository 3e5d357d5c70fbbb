//! A byte that arrives wrong: no panic, and the counts hold (which decoding asserts).

use crate::corpus::fixtures;
use crate::outcome::decode;

#[test]
fn a_wrong_byte_anywhere_is_read_the_same_in_any_chunks() {
    let mut tried = 0;
    for fixture in &fixtures() {
        for at in fixture.offsets().filter(|&at| at < fixture.body.len()) {
            // Every byte once, and over eight bytes every bit.
            let mut body = fixture.body.clone();
            body[at] ^= 1 << (at % 8);
            let whole = decode(fixture.report, &fixture.options, [&body[..]]);
            tried += 1;
            if at % 11 == 0 {
                let (one, other) = body.split_at(at);
                let split = decode(fixture.report, &fixture.options, [one, other]);
                assert_eq!(split, whole, "{}, byte {at} flipped", fixture.name);
            }
        }
    }
    assert!(tried > 50_000, "{tried}");
}
