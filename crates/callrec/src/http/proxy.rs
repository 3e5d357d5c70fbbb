//! A proxy that was named; the environment is not looked at.

use url::Url;

use crate::secret::Secret;
use crate::{Error, Result};

/// The proxy of a URL as in `http://user:password@host:3128`, and its origin. Its credentials go to
/// it alone, as `Proxy-Authorization`, and no message repeats the URL.
pub(super) fn proxy(url: &Secret) -> Result<(reqwest::Proxy, String)> {
    let wrong = || Error::config("the proxy is not a URL as in http://host:3128");
    let text = url.expose();
    // A URL parser would drop them silently.
    if text.chars().any(char::is_control) {
        return Err(Error::config("the proxy's URL holds a control character"));
    }
    let parsed = Url::parse(text).map_err(|_| wrong())?;
    if !matches!(parsed.scheme(), "http" | "https") || parsed.host().is_none() {
        return Err(wrong());
    }
    let proxy = reqwest::Proxy::all(text).map_err(|_| wrong())?;
    Ok((proxy, parsed.origin().ascii_serialization()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_http_proxies_without_control_characters() {
        for good in ["http://proxy.example:3128", "https://u:p%40x@proxy.example"] {
            let (_, origin) = proxy(&Secret::new(good)).expect(good);
            assert!(origin.contains("proxy.example") && !origin.contains('@'), "{origin}");
        }
        for bad in ["", "proxy.example", "socks5://hush@p.example", "http://u:hu\nsh@p.example"] {
            let error = proxy(&Secret::new(bad)).expect_err(bad);
            assert!(!error.to_string().contains("hu"), "{error}");
        }
    }
}
