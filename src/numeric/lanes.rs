//! Many draws at a time: the same arithmetic in every lane, written so that a compiler makes vector instructions of it.
//!
//! Only + − × ÷ and √ are used, which give the same bits on every machine and for any width of vectors.
//!
//! # Source
//! Normal draws: Box & Muller (1958). Logarithms: the reduction and the coefficients of `fdlibm` (Sun Microsystems 1993); sine
//! and cosine: coefficients of Cephes (Moshier 1992).

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
///
/// Worked out in single precision, which is twice as fast: a draw is right to 2⁻²² of its size, where the mean of 10⁹ draws is
/// known to 2⁻¹⁵ of a standard deviation.
#[inline(always)]
pub fn normals(words: &Words, mean: f64, deviation: f64, out: &mut Lanes) {
    const HALF: usize = LANES / 2;
    const SIGN: u32 = 1 << 31;
    const SWAP: u32 = 1 << 30;
    const GRID: f32 = 1.0 / 2_147_483_648.0;
    let (radii, turns) = words.split_at(HALF);
    let (first, second) = out.split_at_mut(HALF);
    for (((first, second), &radius), &turn) in first.iter_mut().zip(second).zip(radii).zip(turns) {
        let radius = (-2.0 * short_log((short(radius >> 1) + 0.5) * GRID)).max(0.0).sqrt();
        // A turn is an angle within 45° of an axis, and which half-axis it is.
        let angle = ((short(turn % SWAP) + 0.5) * (2.0 * GRID) - 0.5) * std::f32::consts::FRAC_PI_2;
        let (sine, cosine) = sine_and_cosine(angle);
        let sign = turn & SIGN;
        let (x, y) = if turn & SWAP == 0 { (cosine, sine) } else { (sine, cosine) };
        *first = mean + deviation * f64::from(f32::from_bits((radius * x).to_bits() ^ sign));
        *second = mean + deviation * f64::from(f32::from_bits((radius * y).to_bits() ^ sign));
    }
}

/// A whole number below 2³¹ in single precision.
#[inline(always)]
#[allow(clippy::cast_precision_loss)] // rounded to 24 binary digits
fn short(whole: u32) -> f32 {
    whole.cast_signed() as f32
}

/// Triangular draws, in single precision as [`normals`] are.
#[inline(always)]
pub fn triangles(words: &Words, (low, mode, high): (f64, f64, f64), out: &mut Lanes) {
    const GRID: f32 = 1.0 / 2_147_483_648.0;
    let width = high - low;
    #[allow(clippy::cast_possible_truncation)] // to 24 binary digits
    let (left, right) = (((mode - low) / width) as f32, ((high - mode) / width) as f32);
    for (out, &word) in out.iter_mut().zip(words) {
        // Both counted from their own end, so that neither loses digits next to it.
        let (share, rest) = ((short(word >> 1) + 0.5) * GRID, (short(!word >> 1) + 0.5) * GRID);
        let rises = share < left;
        let off = f64::from((if rises { share * left } else { rest * right }).sqrt());
        *out = if rises { low + width * off } else { high - width * off };
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

/// The same in single precision.
#[inline(always)]
#[allow(clippy::many_single_char_names)]
fn short_log(x: f32) -> f32 {
    const LN2_HIGH: f32 = 0.693_138_1;
    const LN2_LOW: f32 = 9.058e-6;
    const FROM: u32 = 0x3f35_04f3;
    const ONE: u32 = 0x3f80_0000;
    let bits = x.to_bits().wrapping_add(ONE - FROM);
    let power = short(bits >> 23) - 127.0;
    let f = f32::from_bits((bits & 0x007f_ffff).wrapping_add(FROM)) - 1.0;
    let s = f / (2.0 + f);
    let z = s * s;
    let w = z * z;
    let odd = w * (0.400_009_72 + w * 0.242_790_79);
    let even = z * (0.666_666_6 + w * 0.284_987_87);
    let half_square = 0.5 * f * f;
    s * (half_square + (odd + even)) + power * LN2_LOW - half_square + f + power * LN2_HIGH
}

/// Of an angle between −π/4 and π/4, in single precision.
#[inline(always)]
fn sine_and_cosine(x: f32) -> (f32, f32) {
    let z = x * x;
    let sine = -0.166_666_55 + z * (8.332_161e-3 + z * -1.951_529_6e-4);
    let cosine = 4.166_664_6e-2 + z * (-1.388_731_6e-3 + z * 2.443_315_7e-5);
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
            #[allow(clippy::cast_possible_truncation)]
            let (short, angle) = (x as f32, ((x - 0.5) * std::f64::consts::FRAC_PI_2) as f32);
            assert!(
                (f64::from(short_log(short)) - libm::log(f64::from(short))).abs() < 2e-7 * libm::log(x).abs().max(0.5),
                "{x}"
            );
            let (sine, cosine) = sine_and_cosine(angle);
            let near = |found: f32, wanted: f64| (f64::from(found) - wanted).abs() < 1.2e-7;
            assert!(near(sine, libm::sin(angle.into())) && near(cosine, libm::cos(angle.into())), "{angle}");
        }
    }

    #[test]
    fn normal_draws_are_normal() {
        let mut words = [0; WORDS];
        let mut draws = [0.0; LANES];
        let (mut count, mut sums, mut beyond) = (0.0, [0.0; 4], [0_u32; 3]);
        for block in 0..4000 {
            let mut source =
                crate::numeric::chacha::Reader::new(crate::numeric::chacha::Streams::new(5).named(&["normal"]), block);
            for word in &mut words {
                *word = source.word();
            }
            normals(&words, 0.0, 1.0, &mut draws);
            for draw in draws {
                count += 1.0;
                let mut power = 1.0;
                for sum in &mut sums {
                    power *= draw;
                    *sum += power;
                }
                for (beyond, end) in beyond.iter_mut().zip([0.674_489_75, 1.959_963_98, 3.290_526_7]) {
                    *beyond += u32::from(draw > end);
                }
            }
        }
        // Mean, variance, third and fourth moment, within four standard errors: √1, √2, √15, √96 over √N.
        for ((sum, wanted), error) in sums.iter().zip([0.0, 1.0, 0.0, 3.0]).zip([1.0, std::f64::consts::SQRT_2, 3.873, 9.798]) {
            assert!((sum / count - wanted).abs() < 4.0 * error / f64::sqrt(count), "{}, not {wanted}", sum / count);
        }
        for (beyond, wanted) in beyond.into_iter().zip([0.25, 0.025, 0.0005]) {
            let share = f64::from(beyond) / count;
            assert!((share - wanted).abs() < 4.0 * f64::sqrt(wanted / count), "{share}, not {wanted}");
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
