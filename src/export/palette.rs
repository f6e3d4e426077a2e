//! Colours for formats that have no style sheet: those of pages on white.

/// Of series; with more of them they come round again.
pub const SERIES: [&str; 8] = ["1f5fa8", "a34e0c", "0b736e", "7a3e9d", "5d6812", "a82d64", "4a5568", "8c3b2a"];
/// Shares, by [`shade`](crate::document::shade), from none to the darkest.
pub const SHADES: [&str; 5] = ["ffffff", "e9eff6", "cedcec", "b3c9e1", "98b5d7"];
/// The part of a bar that is left free.
pub const TRACK: &str = "e9ecf0";

/// The colour of a series.
#[must_use]
pub fn series(series: usize) -> &'static str {
    SERIES[series % SERIES.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_are_those_of_the_page() {
        let style = include_str!("html/style.css");
        for (index, colour) in SERIES.iter().enumerate() {
            assert!(style.contains(&format!("--c{index}: #{colour};")), "{colour}");
        }
        assert!(style.contains(&format!("--track: #{TRACK};")));
        // A shade is the first colour over white.
        let channel = |colour: &str, at: usize| f64::from(u8::from_str_radix(&colour[at..at + 2], 16).unwrap());
        for (shade, strength) in SHADES.iter().zip([0.0, 0.10, 0.22, 0.34, 0.46]) {
            for at in [0, 2, 4] {
                let mixed = 255.0 + (channel(SERIES[0], at) - 255.0) * strength;
                assert!((channel(shade, at) - mixed).abs() <= 0.5 + 1e-9, "{shade} at {at}: {mixed}");
            }
        }
        assert!(style.contains(".shade4 { background: color-mix(in srgb, var(--c0) 46%, transparent); }"));
    }
}
