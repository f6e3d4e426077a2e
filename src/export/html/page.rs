//! The frame of a page: its head, its style, and a policy under which a browser runs and fetches nothing.

use maud::{DOCTYPE, PreEscaped, html};
use sha2::{Digest, Sha256};

use super::blocks::Content;
use super::live::SCRIPT;

/// The style of every page; it holds no text from an input.
const STYLE: &str = concat!(include_str!("style.css"), include_str!("live/live.css"), include_str!("print.css"));
const GENERATOR: &str = concat!("weighup ", env!("CARGO_PKG_VERSION"));

/// A whole page.
///
/// - `title`: shown by the browser, not on the page
/// - `content`: already escaped
#[must_use]
pub fn page(title: &str, content: &Content) -> String {
    let page = html! {
        (DOCTYPE)
        html lang="en-GB" {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(policy(content.is_live));
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="referrer" content="no-referrer";
                meta name="generator" content=(GENERATOR);
                title { (title) }
                style { (PreEscaped(STYLE)) }
            }
            body {
                a class="skip" href="#content" { "Skip to the content" }
                header { (content.header) }
                main id="content" tabindex="-1" { (content.main) }
                footer { p { "Made by " (GENERATOR) "." } }
                @if content.is_live { script { (PreEscaped(SCRIPT)) } }
            }
        }
    };
    let mut page = page.into_string();
    page.push('\n');
    page
}

/// What a browser may do: apply the style, and run the script where the page has one. A page cannot forbid here that others
/// frame it: that directive counts in a header only.
fn policy(is_live: bool) -> String {
    let script = if is_live {
        format!("; script-src 'sha256-{}'; require-trusted-types-for 'script'; trusted-types 'none'", hash(SCRIPT))
    } else {
        String::new()
    };
    format!("default-src 'none'; style-src 'sha256-{}'{script}; base-uri 'none'; form-action 'none'", hash(STYLE))
}

/// The hash by which a policy knows a style or script.
fn hash(text: &str) -> String {
    base64(&Sha256::digest(text.as_bytes()))
}

/// Bytes in the 64 characters of RFC 4648, padded.
fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for chunk in bytes.chunks(3) {
        let group = (0..3).fold(0, |group, index| group << 8 | usize::from(chunk.get(index).copied().unwrap_or(0)));
        for index in 0..4 {
            let letter = char::from(LETTERS[group >> (18 - 6 * index) & 63]);
            out.push(if index <= chunk.len() { letter } else { '=' });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_as_in_the_standard() {
        let written = ["", "f", "fo", "foo", "foob", "fooba", "foobar"].map(|text| base64(text.as_bytes()));
        assert_eq!(written, ["", "Zg==", "Zm8=", "Zm9v", "Zm9vYg==", "Zm9vYmE=", "Zm9vYmFy"]);
    }

    #[test]
    fn style_and_script_cannot_end_themselves_and_name_nothing_outside() {
        for forbidden in ["</", "<!--", "http:", "https:", "@import", "@font-face"] {
            assert!(!STYLE.contains(forbidden), "{forbidden}");
        }
        // The one address in the script is the name of the elements of pictures.
        let script = SCRIPT.replace("http://www.w3.org/2000/svg", "");
        for forbidden in [
            "</",
            "<!--",
            "http:",
            "https:",
            "innerHTML",
            "outerHTML",
            "insertAdjacent",
            "eval(",
            "Function(",
            "fetch(",
            "import",
        ] {
            assert!(!script.contains(forbidden), "{forbidden}");
        }
    }

    #[test]
    fn a_page_without_anything_to_move_runs_no_script() {
        assert!(!policy(false).contains("script-src"));
        assert!(policy(true).contains("script-src 'sha256-"));
    }
}
