//! How pages are asked for (readings B22, B23).

use super::config::Paging;
use super::wire::Parameters;

/// Items a page as the document prints it for users (SEED).
pub(super) const USERS_A_PAGE: u32 = 20;
/// Items a page as the document prints it for registration codes and users of a cost center (SEED).
pub(super) const CODES_A_PAGE: u32 = 15;
/// The first page's number (SEED: "1 means page 1").
pub(super) const FIRST_PAGE: u32 = 1;

/// The parameters of one page, as the account's service reads them.
pub(super) fn parameters(paging: Paging, page: u32, limit: u32) -> Parameters {
    let (page, limit) = match paging {
        Paging::PageIsNumber => (page, limit),
        Paging::PageIsSize => (limit, page),
    };
    vec![("page", page.to_string()), ("limit", limit.to_string())]
}
