//! Link arguments of libcallrec.so.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    let linux = std::env::var("CARGO_CFG_TARGET_OS").is_ok_and(|os| os == "linux");
    if linux {
        // The ABI's major version; the same number as CALLREC_ABI_VERSION, which a test compares.
        println!("cargo::rustc-cdylib-link-arg=-Wl,-soname,libcallrec.so.0");
        // Worker threads may still run library code when a host calls dlclose.
        println!("cargo::rustc-cdylib-link-arg=-Wl,-z,nodelete");
    }
}
