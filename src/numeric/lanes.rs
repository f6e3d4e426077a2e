//! Many draws at a time: the same arithmetic in every lane, written so that a compiler makes vector instructions of it.
//!
//! Only + − × ÷ and √ are used, which give the same bits on every machine and for any width of vectors.
//!
//! # Source
//! Normal draws: Box & Muller (1958). Logarithm: the reduction and the coefficients of `fdlibm` (Sun Microsystems 1993), as are
//! those of sine and cosine.

use std::f64::consts::FRAC_PI_2;

use super::chacha::{WORDS, Words};

/// Draws that are made together.
pub const LANES: usize = WORDS;

/// One figure for each draw of a block.
pub type Lanes = [f64; LANES];

/// 2⁵²: a number as large as this has no digit behind the point.
const WHOLE: f64 = 4_503_599_627_370_496.0;
const WHOLE_BITS: u64 = WHOLE.to_bits();
/// Added and taken off again, it rounds to a whole number, for either sign.
pub const ROUNDER: f64 = 1.5 * WHOLE;

/// A whole number below 2⁵² as a floating-point number.
#[inline(always)]
fn float(whole: u64) -> f64 {
    f64::from_bits(WHOLE_BITS | whole) - WHOLE
}

/// A share strictly between 0 and 1, on a grid of 2⁵².
#[inline(always)]
#[must_use]
pub fn share(low: u32, high: u32) -> f64 {
    let bits = (u64::from(high) << 20) | u64::from(low >> 12);
    (float(bits) + 0.5) / WHOLE
}

/// A share strictly between 0 and 1, on a grid of 2³².
#[inline(always)]
fn coarse_share(word: u32) -> f64 {
    (float(u64::from(word)) + 0.5) * (1.0 / 4_294_967_296.0)
}

/// Figures between two, each as likely.
#[inline(always)]
pub fn evenly(words: &Words, (low, high): (f64, f64), out: &mut Lanes) {
    for (out, &word) in out.iter_mut().zip(words) {
        *out = low + (high - low) * coarse_share(word);
    }
}

/// Exponential draws of mean 1.
#[inline(always)]
pub fn exponentials(low: &Words, high: &Words, out: &mut Lanes) {
    for ((out, &low), &high) in out.iter_mut().zip(low).zip(high) {
        *out = -log(share(low, high));
    }
}

/// Normal draws, in pairs: the draws of a pair lie half the lanes apart.
#[inline(always)]
pub fn normals(words: &Words, mean: f64, deviation: f64, out: &mut Lanes) {
    const HALF: usize = LANES / 2;
    const SIGN: u32 = 1 << 31;
    const SWAP: u32 = 1 << 30;
    let (radii, turns) = words.split_at(HALF);
    let (first, second) = out.split_at_mut(HALF);
    for (((first, second), &radius), &turn) in first.iter_mut().zip(second).zip(radii).zip(turns) {
        let radius = (-2.0 * log(coarse_share(radius))).sqrt();
        // A turn is an angle within 45° of an axis, and which half-axis it is.
        let angle = ((float(u64::from(turn % SWAP)) + 0.5) * (1.0 / 1_073_741_824.0) - 0.5) * FRAC_PI_2;
        let (sine, cosine) = sine_and_cosine(angle);
        let sign = u64::from(turn & SIGN) << 32;
        let (x, y) = if turn & SWAP == 0 { (cosine, sine) } else { (sine, cosine) };
        *first = mean + deviation * f64::from_bits((radius * x).to_bits() ^ sign);
        *second = mean + deviation * f64::from_bits((radius * y).to_bits() ^ sign);
    }
}

/// Triangular draws.
#[inline(always)]
pub fn triangles(words: &Words, (low, mode, high): (f64, f64, f64), out: &mut Lanes) {
    let width = high - low;
    let (left, right) = (width * (mode - low), width * (high - mode));
    let peak = (mode - low) / width;
    for (out, &word) in out.iter_mut().zip(words) {
        let share = coarse_share(word);
        let rises = share < peak;
        let off = (if rises { share * left } else { (1.0 - share) * right }).sqrt();
        *out = if rises { low + off } else { high - off };
    }
}

/// Natural logarithm of a normal number above 0.
#[inline(always)]
#[allow(clippy::many_single_char_names)] // as the source has them
fn log(x: f64) -> f64 {
    const LN2_HIGH: f64 = 6.931_471_803_691_238e-1;
    const LN2_LOW: f64 = 1.908_214_929_270_587_7e-10;
    /// Upper half of √½: the mantissa lies between it and √2.
    const FROM: u64 = 0x3fe6_a09e_0000_0000;
    const ONE: u64 = 0x3ff0_0000_0000_0000;
    let bits = x.to_bits().wrapping_add(ONE - FROM);
    let power = float(bits >> 52) - 1023.0;
    let f = f64::from_bits((bits & 0x000f_ffff_ffff_ffff).wrapping_add(FROM)) - 1.0;
    let s = f / (2.0 + f);
    let z = s * s;
    let w = z * z;
    let odd = w * (0.399_999_999_994_094_2 + w * (0.222_221_984_321_497_84 + w * 0.153_138_376_992_093_73));
    let even = z
        * (0.666_666_666_666_673_5
            + w * (0.285_714_287_436_623_9 + w * (0.181_835_721_616_180_5 + w * 0.147_981_986_051_165_86)));
    let half_square = 0.5 * f * f;
    s * (half_square + (odd + even)) + power * LN2_LOW - half_square + f + power * LN2_HIGH
}

/// Of an angle between −π/4 and π/4.
#[inline(always)]
fn sine_and_cosine(x: f64) -> (f64, f64) {
    let z = x * x;
    let sine = -1.666_666_666_666_663_2e-1
        + z * (8.333_333_333_322_49e-3
            + z * (-1.984_126_982_985_795e-4
                + z * (2.755_731_370_707_006_8e-6 + z * (-2.505_076_025_340_686_3e-8 + z * 1.589_690_995_211_55e-10))));
    let cosine = 4.166_666_666_666_66e-2
        + z * (-1.388_888_888_887_411e-3
            + z * (2.480_158_728_947_673e-5
                + z * (-2.755_731_435_139_066_3e-7 + z * (2.087_572_321_298_175e-9 + z * -1.135_964_755_778_819_5e-11))));
    (x + x * z * sine, 1.0 - 0.5 * z + z * z * cosine)
}

/// The sum over criteria of weights, which differ between draws, times figures, which do not; in the order of the criteria.
#[inline(always)]
pub fn weighted(weights: &[Lanes], figures: &[f64], out: &mut Lanes) {
    // As many draws at a time as stay in registers.
    const PART: usize = 32;
    for (part, out) in out.as_chunks_mut::<PART>().0.iter_mut().enumerate() {
        let mut sums = [0.0; PART];
        for (weights, figure) in weights.iter().zip(figures) {
            for (sum, weight) in sums.iter_mut().zip(&weights.as_chunks::<PART>().0[part]) {
                *sum += weight * figure;
            }
        }
        *out = sums;
    }
}

/// The sum of the first `count` lanes, always in the same order: eight running sums, then these.
#[inline(always)]
#[must_use]
pub fn sum(figures: &Lanes, count: usize) -> f64 {
    sums(figures, count, |figure| [figure])[0]
}

/// The sums of what the first `count` lanes are turned into, always in the same order: eight running sums, then these.
#[inline(always)]
#[must_use]
pub fn sums<const N: usize>(figures: &Lanes, count: usize, turned: impl Fn(f64) -> [f64; N]) -> [f64; N] {
    let mut sums = [[0.0; 8]; N];
    let mut from = 0;
    for figures in figures.as_chunks::<8>().0 {
        for lane in 0..8 {
            let terms = turned(figures[lane]);
            for (sum, term) in sums.iter_mut().zip(terms) {
                // A term that is not counted adds nothing, which is faster than going round it.
                sum[lane] += if from + lane < count { term } else { 0.0 };
            }
        }
        from += 8;
    }
    sums.map(|sums| sums.iter().sum())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn logarithms_sines_and_cosines_are_right_to_the_last_digits() {
        for step in 1..2000_u32 {
            let x = f64::from(step) / 2000.0;
            assert!((log(x) - libm::log(x)).abs() <= 1e-15 * libm::log(x).abs().max(1e-3), "{x}");
            let tiny = x * 1e-13;
            assert!((log(tiny) - libm::log(tiny)).abs() < 1e-14);
            let angle = (x - 0.5) * FRAC_PI_2;
            let (sine, cosine) = sine_and_cosine(angle);
            assert!((sine - libm::sin(angle)).abs() < 3e-16 && (cosine - libm::cos(angle)).abs() < 3e-16, "{angle}");
        }
    }

    #[test]
    fn shares_never_reach_their_ends() {
        assert!(share(0, 0) > 0.0 && share(u32::MAX, u32::MAX) < 1.0);
        assert!(coarse_share(0) > 0.0 && coarse_share(u32::MAX) < 1.0);
        assert!((share(0, 1 << 31) - 0.5).abs() < 1e-15);
    }

    #[test]
    fn sums_leave_out_what_was_not_asked_for() {
        let mut figures = [1.0; LANES];
        figures[77] = 1e9;
        assert!((sum(&figures, 77) - 77.0).abs() < 1e-12 && (sum(&figures, 78) - 1e9 - 77.0).abs() < 1e-6);
        assert!((sum(&[0.5; LANES], LANES) - 128.0).abs() < 1e-12 && sum(&figures, 0).abs() < 1e-300);
    }
}
