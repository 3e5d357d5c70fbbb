//! Pages.

use super::{Call, Failure};
use crate::switches::rest::Paging;

/// Which stretch of a list is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Page {
    /// From 1.
    pub(super) number: u64,
    /// The most entries; all when none.
    pub(super) size: Option<u64>,
}

impl Page {
    /// `page` and `limit`, both REQUIRED (SEED).
    pub(super) fn required(call: &Call<'_>) -> Result<Self, Failure> {
        Self::read(call, call.required("page")?, call.required("limit")?)
    }

    /// The same where the document does not describe them (B25): the first page of 20.
    pub(super) fn optional(call: &Call<'_>) -> Result<Self, Failure> {
        let page = call.optional("page").unwrap_or("1");
        Self::read(call, page, call.optional("limit").unwrap_or("20"))
    }

    fn read(call: &Call<'_>, page: &str, limit: &str) -> Result<Self, Failure> {
        let (page, limit, of_size) = match call.switches.paging {
            Paging::Swapped => (limit, page, "page"),
            _ => (page, limit, "limit"),
        };
        let number = whole(page).ok_or(Failure::Parameter("page"))?;
        let size = match limit {
            "-1" if call.switches.minus_one_is_all => None,
            limit => Some(whole(limit).ok_or(Failure::Parameter(of_size))?),
        };
        let size = match (size, call.switches.most_per_page) {
            (size, 0) => size,
            (size, most) => Some(size.map_or(most, |size| size.min(most))),
        };
        let number = if call.switches.paging == Paging::PageIgnored { 1 } else { number };
        Ok(Self { number, size })
    }

    /// The entries of the page.
    pub(super) fn of<T>(self, list: impl Iterator<Item = T>) -> Vec<T> {
        let Some(size) = self.size else {
            return if self.number == 1 { list.collect() } else { Vec::new() };
        };
        let before = (self.number - 1).saturating_mul(size);
        let before = usize::try_from(before).unwrap_or(usize::MAX);
        list.skip(before).take(usize::try_from(size).unwrap_or(usize::MAX)).collect()
    }
}

/// A number from 1.
fn whole(text: &str) -> Option<u64> {
    let digits = text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|&number| digits && number > 0)
}
