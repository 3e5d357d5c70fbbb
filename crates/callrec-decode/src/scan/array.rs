//! Text arrays, checked once and fast.

use arrow_array::StringArray;
use arrow_buffer::{Buffer, NullBuffer, OffsetBuffer, ScalarBuffer};
use arrow_schema::ArrowError;

/// An array of the texts between the offsets. Arrow's own check of UTF-8 reads byte by byte; this one is
/// as strict and reads vectors.
pub(crate) fn text_array(
    offsets: Vec<i32>,
    values: Vec<u8>,
    nulls: Option<NullBuffer>,
) -> Result<StringArray, ArrowError> {
    let Ok(text) = simdutf8::basic::from_utf8(&values) else {
        return Err(ArrowError::InvalidArgumentError("a text is not UTF-8".to_owned()));
    };
    let mut before = 0;
    let mut ordered = true;
    for &offset in &offsets {
        ordered &= before <= offset;
        before = offset;
    }
    let last = usize::try_from(before).unwrap_or(usize::MAX);
    let within = |offset: &i32| text.is_char_boundary(*offset as usize);
    let right = ordered
        && !offsets.is_empty()
        && last <= text.len()
        && nulls.as_ref().is_none_or(|nulls| nulls.len() + 1 == offsets.len())
        && (text.is_ascii() || offsets.iter().all(within));
    if !right {
        return Err(ArrowError::InvalidArgumentError("offsets are not of these texts".to_owned()));
    }
    let (offsets, values) = (ScalarBuffer::from(offsets), Buffer::from_vec(values));
    // SAFETY: there is an offset, the first is not below 0, none is below the one before.
    let offsets = unsafe { OffsetBuffer::new_unchecked(offsets) };
    // SAFETY: the values are UTF-8, each offset is within them at the start of a character, and there
    // are as many nulls as texts.
    Ok(unsafe { StringArray::new_unchecked(offsets, values, nulls) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_arrow_refuses_is_refused() {
        let text = "a\u{e9}b".as_bytes();
        for (offsets, values) in [
            (vec![0, 1, 3, 4], text),
            (vec![0, 0, 0], text),
            (vec![1, 3], text),
            (vec![0, 2], text),
            (vec![0, 3, 1], text),
            (vec![-1, 3], text),
            (vec![0, 5], text),
            (vec![0], b""),
            (vec![0, 1], b"\xff"),
        ] {
            let arrow = std::panic::catch_unwind(|| {
                let offsets = OffsetBuffer::new(ScalarBuffer::from(offsets.clone()));
                StringArray::try_new(offsets, Buffer::from_slice_ref(values), None).ok()
            });
            let ours = text_array(offsets.clone(), values.to_vec(), None).ok();
            assert_eq!(ours, arrow.ok().flatten(), "{offsets:?}");
        }
        assert!(text_array(vec![], vec![], None).is_err());
        assert!(text_array(vec![0, 1], b"a".to_vec(), Some(NullBuffer::new_null(2))).is_err());
    }
}
