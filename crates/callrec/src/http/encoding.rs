//! The content encodings that were asked for, and no other.

use reqwest::header::{CONTENT_ENCODING, HeaderMap};

use crate::{Error, ErrorKind, Result};

/// What `Accept-Encoding` says.
pub(super) const ACCEPTED: &str = "gzip, identity";

/// How a body is encoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Encoding {
    Identity,
    Gzip,
}

/// Reads `Content-Encoding`; one that was not asked for, or gzip in gzip, is `NotData`.
pub(super) fn encoding(headers: &HeaderMap) -> Result<Encoding> {
    let mut encoding = Encoding::Identity;
    for value in headers.get_all(CONTENT_ENCODING) {
        let names = value.as_bytes().split(|byte| *byte == b',').map(<[u8]>::trim_ascii);
        for name in names.filter(|name| !name.is_empty()) {
            if name.eq_ignore_ascii_case(b"identity") {
                continue;
            }
            let gzip = name.eq_ignore_ascii_case(b"gzip") || name.eq_ignore_ascii_case(b"x-gzip");
            if !gzip || encoding == Encoding::Gzip {
                // The name is not repeated: a server may put anything there, a secret too.
                let detail = "the body came in an encoding that was not asked for";
                return Err(Error::new(ErrorKind::NotData, detail));
            }
            encoding = Encoding::Gzip;
        }
    }
    Ok(encoding)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(values: &[&str]) -> Option<Encoding> {
        let mut headers = HeaderMap::new();
        for value in values {
            headers.append(CONTENT_ENCODING, value.parse().expect("a header"));
        }
        encoding(&headers).ok()
    }

    #[test]
    fn gzip_once_or_nothing() {
        for plain in [&[][..], &["identity"], &[""], &["Identity, identity"]] {
            assert_eq!(of(plain), Some(Encoding::Identity), "{plain:?}");
        }
        for gzip in [&["gzip"][..], &["X-GZIP"], &["identity, gzip"], &["identity", "gzip"]] {
            assert_eq!(of(gzip), Some(Encoding::Gzip), "{gzip:?}");
        }
        for refused in [&["br"][..], &["deflate"], &["gzip, gzip"], &["gzip", "br"], &["zstd"]] {
            assert_eq!(of(refused), None, "{refused:?}");
        }
    }
}
