//! Transcoding piece by piece against a plain reading of each encoding's definition.

use proptest::prelude::*;

use super::{Encoding, Mark, OffsetMap, Transcoder, restore};

const ALL: [Encoding; 4] =
    [Encoding::Utf16Le, Encoding::Utf16Be, Encoding::Latin1, Encoding::Windows1252];

/// Characters of Windows-1252 from 80 to 9F; NUL where there is none.
const WINDOWS: &str = "€\0‚ƒ„…†‡ˆ‰Š‹Œ\0Ž\0\0‘’“”•–—˜™š›œ\0žŸ";

/// Text, the place in the input of every byte of it, and the half unit at the end.
fn transcode<'a>(
    encoding: Encoding,
    chunks: impl IntoIterator<Item = &'a [u8]>,
) -> (Vec<u8>, Vec<u64>, Option<u8>) {
    let mut transcoder = Transcoder::new(encoding);
    let (mut text, mut map) = (Vec::new(), OffsetMap::new(Transcoder::unit(encoding), 0));
    for chunk in chunks {
        transcoder.push(chunk, &mut text, &mut map);
    }
    let half = transcoder.finish(&mut text, &mut map);
    let places = (0..text.len()).map(|at| map.input(at as u64)).collect();
    (text, places, half)
}

/// One character after another: the bytes in UTF-8, and how many bytes of the input they stand for.
fn plainly(encoding: Encoding, input: &[u8]) -> Vec<(Vec<u8>, usize)> {
    let utf8 = |character: char| character.to_string().into_bytes();
    let single = |byte: u8| match (encoding, byte) {
        (Encoding::Windows1252, 0x80..=0x9f) => {
            match WINDOWS.chars().nth(usize::from(byte) - 0x80).unwrap_or('\0') {
                '\0' => (vec![byte], 1),
                character => (utf8(character), 1),
            }
        }
        _ => (utf8(char::from(byte)), 1),
    };
    let unit = match encoding {
        Encoding::Utf16Le => u16::from_le_bytes,
        Encoding::Utf16Be => u16::from_be_bytes,
        _ => return input.iter().map(|&byte| single(byte)).collect(),
    };
    let units = input.chunks_exact(2).map(|pair| unit([pair[0], pair[1]]));
    let mut all: Vec<_> = char::decode_utf16(units)
        .map(|character| match character {
            Ok(character) => (utf8(character), character.len_utf16() * 2),
            Err(half) => {
                let code = u32::from(half.unpaired_surrogate());
                let six = |shift: u32| 0x80 | (code >> shift & 0x3f) as u8;
                (vec![0xe0 | (code >> 12) as u8, six(6), six(0)], 2)
            }
        })
        .collect();
    if input.len() % 2 == 1 {
        all.push((vec![0xff], 1));
    }
    all
}

fn input() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        4 => "[a-z,\n]{0,90}".prop_map(|text| text.encode_utf16().flat_map(u16::to_le_bytes).collect()),
        2 => "\\PC{0,30}".prop_map(|text| text.encode_utf16().flat_map(u16::to_be_bytes).collect()),
        2 => "[a-z]{0,90}".prop_map(String::into_bytes),
        1 => Just(vec![0x00, 0xd8]),
        1 => Just(vec![0xdc, 0x00]),
        1 => prop::collection::vec(any::<u8>(), 0..80),
    ];
    prop::collection::vec(piece, 0..8).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..Default::default() })]

    #[test]
    fn every_character_its_place_and_back(
        input in input(),
        encoding in prop::sample::select(ALL.to_vec()),
        size in 1..50_usize,
        forget in 0..400_u64,
    ) {
        let characters = plainly(encoding, &input);
        let (text, places, half) = transcode(encoding, [&input[..]]);
        let expected: Vec<u8> = characters.iter().flat_map(|(bytes, _)| bytes.clone()).collect();
        prop_assert_eq!(&text, &expected);
        let (mut at, mut place) = (0, 0);
        for (bytes, length) in &characters {
            prop_assert_eq!(places[at], place as u64);
            at += bytes.len();
            place += length;
        }
        prop_assert_eq!(place, input.len());
        prop_assert_eq!(restore(&text, encoding, half), input.clone());
        prop_assert_eq!(&transcode(encoding, input.chunks(size)), &(text.clone(), places.clone(), half));
        prop_assert_eq!(&transcode(encoding, input.chunks(1)), &(text.clone(), places.clone(), half));
        let valid = String::from_utf8(text.clone()).is_ok();
        prop_assert_eq!(valid, characters.iter().all(|(bytes, _)| std::str::from_utf8(bytes).is_ok()));

        // What lies behind a place is still known when all before it is forgotten, and so are pins.
        let mut transcoder = Transcoder::new(encoding);
        let mut map = OffsetMap::new(Transcoder::unit(encoding), 7);
        let mut out = Vec::new();
        let (first, second) = input.split_at(input.len() / 2);
        transcoder.push(first, &mut out, &mut map);
        let from = forget.min(out.len() as u64);
        map.forget(from, &[from / 2]);
        transcoder.push(second, &mut out, &mut map);
        transcoder.finish(&mut out, &mut map);
        map.forget(from, &[from / 2]);
        for (at, place) in places.iter().enumerate().filter(|(at, _)| *at as u64 >= from || *at as u64 == from / 2) {
            prop_assert_eq!(map.input(at as u64), place + 7, "{}", at);
        }
    }
}

#[test]
fn ascii_takes_no_room_and_what_is_forgotten_none_either() {
    let mut map = OffsetMap::new(2, 2);
    map.append(&[b'a'; 100_000]);
    assert_eq!((map.words(), map.input(100_000)), (0, 200_002));
    for _ in 0..1000 {
        map.append(
            "é€𝄞 and ASCII behind it that fills more than a word of sixty-four bytes".as_bytes(),
        );
    }
    assert_eq!(map.words(), 2000 / 2);
    let end = map.input(100_000 + 79_000 / 2);
    map.forget(100_000 + 79_000 / 2, &[]);
    assert!(map.words() < 600, "{}", map.words());
    assert_eq!(map.input(100_000 + 79_000 / 2), end);
}

#[test]
fn marks() {
    assert_eq!(Mark::of(b"", false), Mark::Maybe);
    assert_eq!(Mark::of(b"\xef\xbb", false), Mark::Maybe);
    assert_eq!(Mark::of(b"\xef\xbb", true), Mark::No);
    assert_eq!(Mark::of(b"\xef\xbb\xbf", false), Mark::Is(Encoding::Utf8, 3));
    assert_eq!(Mark::of(b"\xff\xfea", false), Mark::Is(Encoding::Utf16Le, 2));
    assert_eq!(Mark::of(b"\xfe\xff", false), Mark::Is(Encoding::Utf16Be, 2));
    assert_eq!(Mark::of(b"ID", false), Mark::No);
    for declared in ALL {
        assert_eq!(declared.settle(Mark::No), Ok((declared, 0)));
        assert_eq!(declared.settle(Mark::Is(Encoding::Utf8, 3)), Err(Encoding::Utf8));
    }
    let little = Mark::Is(Encoding::Utf16Le, 2);
    assert_eq!(Encoding::Auto.settle(little), Ok((Encoding::Utf16Le, 2)));
    assert_eq!(Encoding::Utf16Le.settle(little), Ok((Encoding::Utf16Le, 2)));
    for declared in [Encoding::Utf16Be, Encoding::Latin1, Encoding::Windows1252, Encoding::Utf8] {
        assert_eq!(declared.settle(little), Err(Encoding::Utf16Le));
    }
}
