//! What a browser lets the page do: nothing but its own style and script.

use base64::prelude::{BASE64_STANDARD, Engine};
use sha2::{Digest, Sha256};

/// The content security policy: nothing is loaded or sent, and of scripts and styles only those run whose hash is here. So a
/// name that should ever get past the escaping stays a text.
pub(super) fn policy(style: &str, script: &str) -> String {
    let hash = |text: &str| BASE64_STANDARD.encode(Sha256::digest(text));
    format!(
        "default-src 'none'; script-src 'sha256-{}'; style-src 'sha256-{}'; img-src data:; base-uri 'none'; form-action 'none'",
        hash(script),
        hash(style)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hashes_as_browsers_take_them() {
        // The example of the recommendation: https://www.w3.org/TR/CSP3/
        let told = policy("", "alert('Hello, world.');");
        assert!(told.contains("script-src 'sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng='"), "{told}");
    }
}
