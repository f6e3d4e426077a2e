//! Text that LaTeX can only print: nothing starts a command, a comment, a formula or a new cell, and no two characters
//! melt into another.

use unicode_normalization::UnicodeNormalization;

use crate::printable::one_line;

/// Characters that LaTeX acts on, and how it is made to print them. Brackets and the star would be read as options of the
/// row's end before them.
const ACTIVE: [(char, &str); 19] = [
    ('\\', r"\textbackslash{}"),
    ('{', r"\{"),
    ('}', r"\}"),
    ('$', r"\$"),
    ('&', r"\&"),
    ('#', r"\#"),
    ('%', r"\%"),
    ('_', r"\_"),
    ('^', r"\textasciicircum{}"),
    ('~', r"\textasciitilde{}"),
    ('`', r"\textasciigrave{}"),
    ('"', r"\textquotedbl{}"),
    ('<', r"\textless{}"),
    ('>', r"\textgreater{}"),
    ('|', r"\textbar{}"),
    ('[', "{[}"),
    (']', "{]}"),
    ('*', "{*}"),
    ('\u{a0}', "~"),
];

/// Signs that the text fonts of `pdflatex` lack.
const SIGNS: [(char, &str); 22] = [
    ('£', r"\textsterling{}"),
    ('≈', r"$\approx$"),
    ('≤', r"$\leq$"),
    ('≥', r"$\geq$"),
    ('≠', r"$\neq$"),
    ('−', r"$-$"),
    ('∞', r"$\infty$"),
    ('√', r"$\surd$"),
    ('→', r"$\rightarrow$"),
    ('←', r"$\leftarrow$"),
    ('↑', r"$\uparrow$"),
    ('↓', r"$\downarrow$"),
    ('Δ', r"$\Delta$"),
    ('Σ', r"$\Sigma$"),
    ('Ω', r"$\Omega$"),
    ('\u{2009}', r"\,"),
    ('\u{202f}', r"\,"),
    ('\u{2010}', "-"),
    ('\u{2011}', "-"),
    ('\u{2012}', r"\textendash{}"),
    ('\u{2015}', r"\textemdash{}"),
    ('ſ', "s"),
];

/// Greek small letters from alpha to omega, the final sigma among them, as medicine uses them.
const GREEK: [&str; 25] = [
    "alpha",
    "beta",
    "gamma",
    "delta",
    "varepsilon",
    "zeta",
    "eta",
    "theta",
    "iota",
    "kappa",
    "lambda",
    "mu",
    "nu",
    "xi",
    "",
    "pi",
    "rho",
    "varsigma",
    "sigma",
    "tau",
    "upsilon",
    "varphi",
    "chi",
    "psi",
    "omega",
];

/// Text on one line with everything that LaTeX would act on made plain.
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut before = None;
    for character in one_line(text).nfc() {
        // Two of these would melt into a dash or a quotation mark.
        if matches!(character, '-' | ',' | '\'') && before == Some(character) {
            out.push_str("{}");
        }
        push(&mut out, character);
        before = Some(character);
    }
    out
}

fn push(out: &mut String, character: char) {
    if let Some((_, written)) = ACTIVE.iter().chain(&SIGNS).find(|(known, _)| *known == character) {
        out.push_str(written);
        return;
    }
    let number = u32::from(character);
    match character {
        'ο' => out.push('o'),
        'α'..='ω' => {
            let index = usize::try_from(number - u32::from('α')).unwrap_or(0);
            out.push_str(&format!("$\\{}$", GREEK[index]));
        }
        '₀'..='₉' => out.push_str(&format!("\\textsubscript{{{}}}", number - u32::from('₀'))),
        '⁰' | '⁴'..='⁹' => out.push_str(&format!("\\textsuperscript{{{}}}", number - u32::from('⁰'))),
        _ if is_in_fonts(character) => out.push(character),
        _ => out.push_str(&format!("\\unicodechar{{{number:04X}}}")),
    }
}

/// Whether `pdflatex` has the character in its usual fonts.
fn is_in_fonts(character: char) -> bool {
    const BEYOND_LATIN: &str = "ˆ˜–—‘’‚“”„†‡•…‰‹›€™";
    const MISSING: &str = "ĦħĸĿŀŉŦŧ";
    match character {
        ' '..='~' => true,
        '¡'..='ſ' => !MISSING.contains(character),
        _ => BEYOND_LATIN.contains(character),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_a_command() {
        let hostile = r"\input{/etc/passwd} $x^2$ 50% a_b #1 {} ~ & [h] * ^^41 `id`";
        let written = escaped(hostile);
        assert_eq!(
            written,
            r"\textbackslash{}input\{/etc/passwd\} \$x\textasciicircum{}2\$ 50\% a\_b \#1 \{\} \textasciitilde{} \& {[}h{]} {*} \textasciicircum{}\textasciicircum{}41 \textasciigrave{}id\textasciigrave{}"
        );
        assert_eq!(escaped("a\n\nb\r\\\\c"), r"a b \textbackslash{}\textbackslash{}c");
    }

    #[test]
    fn no_two_characters_melt() {
        assert_eq!(escaped("a--b---c ,, ''"), "a-{}-b-{}-{}-c ,{}, '{}'");
    }

    #[test]
    fn what_the_fonts_lack_is_shown_all_the_same() {
        assert_eq!(
            escaped("≈£5 β2 CO₂ 10⁶ é"),
            r"$\approx$\textsterling{}5 $\beta$2 CO\textsubscript{2} 10\textsuperscript{6} é"
        );
        assert_eq!(escaped("e\u{301}日"), "é\\unicodechar{65E5}");
        assert_eq!(escaped("\u{1b}]"), r"\textbackslash{}u\{1b\}{]}");
    }
}
