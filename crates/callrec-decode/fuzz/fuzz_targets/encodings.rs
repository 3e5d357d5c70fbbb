//! Bodies in other encodings than UTF-8.
#![no_main]

#[path = "../../tests/properties/laws.rs"]
#[allow(dead_code)]
mod laws;
#[path = "../../tests/outcome/mod.rs"]
mod outcome;

libfuzzer_sys::fuzz_target!(|input: &[u8]| laws::encodings(input));
