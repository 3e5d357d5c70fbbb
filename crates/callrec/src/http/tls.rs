//! TLS that is always verified and needs no global state.

use std::sync::Arc;

use rustls::client::WebPkiServerVerifier;
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::CryptoProvider;
use rustls::pki_types::pem::{self, PemObject as _};
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::{ClientConfig, DigitallySignedStruct, RootCertStore, SignatureScheme};

use crate::{Error, Result};

/// Certificates of further authorities, from PEM text with one or more of them.
pub(super) fn certificates(pem: &[u8]) -> Result<Vec<CertificateDer<'static>>> {
    let certificates: Vec<_> = CertificateDer::pem_slice_iter(pem)
        .collect::<std::result::Result<_, _>>()
        .map_err(|error| {
            Error::config(format!("an extra root certificate is not PEM: {}", reason(&error)))
        })?;
    if certificates.is_empty() {
        return Err(Error::config("an extra root certificate holds no CERTIFICATE in PEM form"));
    }
    Ok(certificates)
}

/// In words of our own: the parser's repeat what they stumble over, which may be a private key that
/// stands in the same text.
fn reason(error: &pem::Error) -> &'static str {
    match error {
        pem::Error::IllegalSectionStart { .. } => "a BEGIN line is not whole; keep the line ends",
        pem::Error::MissingSectionEnd { .. } => "a BEGIN line has no END line; keep the line ends",
        pem::Error::Base64Decode(_) => "what stands between BEGIN and END is not base64",
        _ => "it cannot be read",
    }
}

/// A configuration with its own crypto provider: none is installed for the process, which belongs
/// to the program that loads callrec.
pub(super) fn config(extra_roots: &[CertificateDer<'static>]) -> Result<ClientConfig> {
    let crypto = Arc::new(rustls::crypto::ring::default_provider());
    with_verifier(verifier(extra_roots, &crypto)?, crypto)
}

/// A configuration that trusts nobody, for clients that only speak plain http: reading the system's
/// certificates takes longer than all else in making a client.
pub(super) fn none() -> Result<ClientConfig> {
    let crypto = Arc::new(rustls::crypto::ring::default_provider());
    with_verifier(Arc::new(Nobody), crypto)
}

fn with_verifier(
    verifier: Arc<dyn ServerCertVerifier>,
    crypto: Arc<CryptoProvider>,
) -> Result<ClientConfig> {
    let mut config = ClientConfig::builder_with_provider(crypto)
        .with_safe_default_protocol_versions()
        .map_err(|error| Error::config(format!("no TLS version can be used: {error}")))?
        .dangerous()
        .with_custom_certificate_verifier(verifier)
        .with_no_client_auth();
    // A preconfigured rustls gets no ALPN from the HTTP library.
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(config)
}

/// The platform's trust; on a system without any CA bundle the authorities compiled in.
fn verifier(
    extra_roots: &[CertificateDer<'static>],
    crypto: &Arc<CryptoProvider>,
) -> Result<Arc<dyn ServerCertVerifier>> {
    // Asked without the extra authorities first: with them an empty platform would look well.
    if let Ok(platform) = rustls_platform_verifier::Verifier::new(crypto.clone()) {
        if extra_roots.is_empty() {
            return Ok(Arc::new(platform));
        }
        let extra = extra_roots.iter().cloned();
        return rustls_platform_verifier::Verifier::new_with_extra_roots(extra, crypto.clone())
            .map(|verifier| Arc::new(verifier) as Arc<dyn ServerCertVerifier>)
            .map_err(|error| Error::config(format!("an extra root certificate: {error}")));
    }

    let mut roots = RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() };
    for certificate in extra_roots {
        roots
            .add(certificate.clone())
            .map_err(|error| Error::config(format!("an extra root certificate: {error}")))?;
    }
    WebPkiServerVerifier::builder_with_provider(Arc::new(roots), crypto.clone())
        .build()
        .map(|verifier| verifier as Arc<dyn ServerCertVerifier>)
        .map_err(|error| Error::config(format!("no certificate verifier: {error}")))
}

/// Refuses every certificate.
#[derive(Debug)]
struct Nobody;

impl ServerCertVerifier for Nobody {
    fn verify_server_cert(
        &self,
        _: &CertificateDer<'_>,
        _: &[CertificateDer<'_>],
        _: &ServerName<'_>,
        _: &[u8],
        _: UnixTime,
    ) -> std::result::Result<ServerCertVerified, rustls::Error> {
        Err(refused())
    }

    fn verify_tls12_signature(
        &self,
        _: &[u8],
        _: &CertificateDer<'_>,
        _: &DigitallySignedStruct,
    ) -> std::result::Result<HandshakeSignatureValid, rustls::Error> {
        Err(refused())
    }

    fn verify_tls13_signature(
        &self,
        _: &[u8],
        _: &CertificateDer<'_>,
        _: &DigitallySignedStruct,
    ) -> std::result::Result<HandshakeSignatureValid, rustls::Error> {
        Err(refused())
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        vec![SignatureScheme::ECDSA_NISTP256_SHA256]
    }
}

fn refused() -> rustls::Error {
    rustls::Error::General("this client speaks plain http only".into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_pem_is_refused() {
        for text in ["", "hello", "-----BEGIN CERTIFICATE-----\n!!!\n-----END CERTIFICATE-----\n"] {
            assert!(certificates(text.as_bytes()).is_err(), "{text:?}");
        }
    }

    #[test]
    fn a_private_key_in_the_same_text_is_in_no_error() {
        let key = "-----BEGIN PRIVATE KEY-----\nS3cr3tKeyMaterial\n-----END PRIVATE KEY-----\n";
        for text in [key.replace('\n', " "), key.replace('\n', ""), key.replace("-\nS", "- S")] {
            let error = certificates(text.as_bytes()).expect_err("no certificate").to_string();
            // Neither as text nor as a list of bytes.
            assert!(!error.contains("S3cr3t") && !error.contains('['), "{error}");
        }
    }

    #[test]
    fn speaks_http_1_1_only() {
        assert_eq!(config(&[]).expect("a configuration").alpn_protocols, [b"http/1.1".to_vec()]);
    }
}
