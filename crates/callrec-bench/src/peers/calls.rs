//! serde_json, sonic-rs and simd-json: the list by serde into Arrow's builders.

use std::borrow::Cow;
use std::error::Error;
use std::fmt;
use std::fs::File;
use std::io::BufReader;

use serde::Deserialize;
use serde::de::{Deserializer, SeqAccess, Visitor};

use super::blocks;
use super::columns::Columns;
use super::tables::GETCALLS;
use super::text::present;
use crate::measure::READ;
use crate::sums::Sums;

/// A record; text is borrowed where the parser can lend it.
#[derive(Deserialize)]
struct Call<'a> {
    #[serde(rename = "type", borrow)]
    kind: Cow<'a, str>,
    #[serde(borrow)]
    data: Data<'a>,
}

#[derive(Deserialize)]
struct Data<'a> {
    #[serde(borrow)]
    source: Text<'a>,
    #[serde(borrow)]
    destination: Text<'a>,
    #[serde(borrow)]
    destination_name: Text<'a>,
    #[serde(borrow)]
    call_start: Text<'a>,
    #[serde(borrow)]
    duration: Text<'a>,
    #[serde(borrow)]
    pbxextension: Text<'a>,
    quantity: i64,
    #[serde(borrow)]
    price: Text<'a>,
    #[serde(borrow)]
    invoice: Text<'a>,
}

/// serde's `Option<Cow<str>>` owns its text always; this borrows.
struct Text<'a>(Option<Cow<'a, str>>);

impl<'de: 'a, 'a> Deserialize<'de> for Text<'a> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Borrow;
        impl<'de> Visitor<'de> for Borrow {
            type Value = Text<'de>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a string or null")
            }
            fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Self::Value, E> {
                Ok(Text(Some(Cow::Borrowed(text))))
            }
            fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
                Ok(Text(Some(Cow::Owned(text.to_owned()))))
            }
            fn visit_string<E>(self, text: String) -> Result<Self::Value, E> {
                Ok(Text(Some(Cow::Owned(text))))
            }
            fn visit_unit<E>(self) -> Result<Self::Value, E> {
                Ok(Text(None))
            }
            fn visit_none<E>(self) -> Result<Self::Value, E> {
                Ok(Text(None))
            }
        }
        from.deserialize_any(Borrow)
    }
}

impl Text<'_> {
    fn get(&self) -> Option<&str> {
        self.0.as_deref().and_then(present)
    }
}

fn push(columns: &mut Columns, call: &Call<'_>) -> Result<(), String> {
    let data = &call.data;
    columns.push(0, Some(&call.kind))?;
    columns.push(1, data.source.get())?;
    columns.push(2, data.destination.get())?;
    columns.push(3, data.destination_name.get())?;
    columns.push(4, data.call_start.get())?;
    columns.push(5, data.duration.get())?;
    columns.push(6, data.pbxextension.get())?;
    columns.push_whole(7, data.quantity);
    columns.push(8, data.price.get())?;
    columns.push(9, data.invoice.get().filter(|text| *text != "N/A"))?;
    columns.end_row()
}

/// Takes the records of a list one by one, so that none of them is kept.
struct Into<'c>(&'c mut Columns);

impl<'de> Visitor<'de> for Into<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of records")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        while let Some(call) = list.next_element::<Call<'_>>()? {
            push(self.0, &call).map_err(serde::de::Error::custom)?;
        }
        Ok(())
    }
}

/// serde_json from a buffered reader.
pub(super) fn serde_json_reader(path: &str) -> Result<Sums, Box<dyn Error>> {
    let file = BufReader::with_capacity(READ, File::open(path)?);
    let mut columns = Columns::new(GETCALLS);
    let mut reader = serde_json::Deserializer::from_reader(file);
    reader.deserialize_seq(Into(&mut columns))?;
    reader.end()?;
    columns.finish()
}

/// sonic-rs, which reads slices only, list after list.
pub(super) fn sonic_rs_blocks(path: &str) -> Result<Sums, Box<dyn Error>> {
    let mut columns = Columns::new(GETCALLS);
    blocks::lists(path, |list| -> Result<(), Box<dyn Error>> {
        let mut reader = sonic_rs::Deserializer::from_slice(list);
        reader.deserialize_seq(Into(&mut columns))?;
        Ok(reader.end()?)
    })?;
    columns.finish()
}

/// sonic-rs by its own lazy iterator over a list, which needs the whole of it in memory.
pub(super) fn sonic_rs_iterator(path: &str) -> Result<Sums, Box<dyn Error>> {
    let list = std::fs::read(path)?;
    let mut columns = Columns::new(GETCALLS);
    for element in sonic_rs::to_array_iter(&list[..]) {
        let element = element?;
        push(&mut columns, &sonic_rs::from_str::<Call<'_>>(element.as_raw_str())?)?;
    }
    columns.finish()
}

/// simd-json, which needs a document whole and to itself, list after list with its buffers kept.
pub(super) fn simd_json_blocks(path: &str) -> Result<Sums, Box<dyn Error>> {
    let mut columns = Columns::new(GETCALLS);
    let mut buffers = simd_json::Buffers::default();
    blocks::lists(path, |list| -> Result<(), Box<dyn Error>> {
        let calls: Vec<Call<'_>> = simd_json::serde::from_slice_with_buffers(list, &mut buffers)?;
        calls.iter().try_for_each(|call| push(&mut columns, call))?;
        Ok(())
    })?;
    columns.finish()
}
