//! Colours for formats that have no style sheet: those of pages on white, as red, green and blue.

/// Of series; with more of them they come round again.
const SERIES: [u32; 8] = [0x001f_5fa8, 0x00a3_4e0c, 0x000b_736e, 0x007a_3e9d, 0x005d_6812, 0x00a8_2d64, 0x004a_5568, 0x008c_3b2a];
/// Shares, by [`shade`](crate::document::shade): none, then to the darkest.
const SHADES: [Option<u32>; 5] = [None, Some(0x00e9_eff6), Some(0x00ce_dcec), Some(0x00b3_c9e1), Some(0x0098_b5d7)];
/// The part of a bar that is left free.
pub const TRACK: u32 = 0x00e9_ecf0;
pub const INK: u32 = 0x001b_1f24;
pub const PAGE: u32 = 0x00ff_ffff;

/// The colour of a series.
#[must_use]
pub fn series(series: usize) -> u32 {
    SERIES[series % SERIES.len()]
}

/// The colour behind a share.
#[must_use]
pub fn shade(share: f64) -> Option<u32> {
    SHADES[crate::document::shade(share)]
}

/// Six digits.
#[must_use]
pub fn digits(colour: u32) -> String {
    format!("{colour:06x}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_are_those_of_the_page() {
        let style = include_str!("html/style.css");
        let states = |name: &str, colour: u32| style.contains(&format!("--{name}: #{};", digits(colour)));
        assert!(SERIES.iter().enumerate().all(|(index, &colour)| states(&format!("c{index}"), colour)));
        assert!(states("track", TRACK) && states("ink", INK) && states("page", PAGE));
        // A shade is the first colour over white.
        for (number, (shade, strength)) in SHADES.iter().zip([0_u32, 10, 22, 34, 46]).enumerate().skip(1) {
            let rule = format!(".shade{number} {{ background: color-mix(in srgb, var(--c0) {strength}%, transparent); }}");
            assert!(style.contains(&rule), "{rule}");
            for channel in [16, 8, 0] {
                let part = |colour: u32| f64::from(colour >> channel & 0xff);
                let mixed = 255.0 + (part(SERIES[0]) - 255.0) * f64::from(strength) / 100.0;
                assert!((part(shade.unwrap()) - mixed).abs() <= 0.5 + 1e-9, "{rule}: {mixed}");
            }
        }
        assert_eq!((shade(0.0), shade(0.1), shade(1.0)), (None, SHADES[1], SHADES[4]));
    }
}
