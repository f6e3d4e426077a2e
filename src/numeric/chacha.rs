//! Random words that are the same on every machine and for any number of threads: `ChaCha` with 8 rounds, keyed by a seed.
//!
//! Every purpose has a stream of its own, every block of draws a place in it, so that nothing depends on what was drawn before.
//! The words are those of the published cipher; they come sixteen blocks at a time, word by word, which is the order in
//! which vector instructions make them.
//!
//! # Source
//! Bernstein (2008), `ChaCha`, a variant of Salsa20; a seed becomes a key by `SplitMix64` (Steele, Lea & Flood 2014).

use pulp::Simd;

/// Words that are made at a time.
pub const WORDS: usize = 256;
/// Blocks of the cipher in them.
const BLOCKS: usize = 16;
/// Portions of [`WORDS`] that a block of draws may take out of one stream.
const PORTIONS: u64 = 1 << 24;

/// One portion of a stream.
pub type Words = [u32; WORDS];

/// All streams of a seed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Streams {
    key: [u32; 8],
}

/// A stream of random words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stream {
    key: [u32; 8],
    nonce: u64,
}

impl Streams {
    #[must_use]
    pub fn new(seed: u64) -> Self {
        let mut key = [0; 8];
        let mut state = seed;
        for pair in key.chunks_exact_mut(2) {
            state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
            (pair[0], pair[1]) = halves(mix(state));
        }
        Self { key }
    }

    /// The stream of a name, such as a column and an intervention.
    #[must_use]
    pub fn named(&self, name: &[&str]) -> Stream {
        // FNV-1a, with a byte between the parts that no text holds.
        let bytes = name.iter().flat_map(|part| part.bytes().chain([0xff]));
        let hash = bytes.fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
        Stream { key: self.key, nonce: mix(hash) }
    }
}

/// The finaliser of `SplitMix64`: every bit of the result hangs on every bit of the argument.
fn mix(mut z: u64) -> u64 {
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

#[allow(clippy::cast_possible_truncation)] // the halves are what is wanted
fn halves(word: u64) -> (u32, u32) {
    (word as u32, (word >> 32) as u32)
}

impl Stream {
    /// A portion of what the stream holds for a block of draws.
    ///
    /// - `portion`: below 2²⁴
    #[inline(always)]
    pub fn fill<S: Simd>(&self, simd: S, block: u64, portion: u64, words: &mut Words) {
        let counter = (block * PORTIONS + portion) * BLOCKS as u64;
        let step: [u32; BLOCKS] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15];
        let (steps, _) = S::as_simd_u32s(&step);
        let width = BLOCKS / steps.len();
        let rotations = [16, 16, 12, 20, 8, 24, 7, 25].map(|count| simd.splat_u32s(count));
        let all = |word: u32| simd.splat_u32s(word);
        let (low, high) = halves(counter);
        let (nonce_low, nonce_high) = halves(self.nonce);
        let key = self.key.map(all);
        for (part, &step) in steps.iter().enumerate() {
            // The counter is a multiple of 16, so that adding a step carries nothing.
            let start = [
                all(0x6170_7865),
                all(0x3320_646e),
                all(0x7962_2d32),
                all(0x6b20_6574),
                key[0],
                key[1],
                key[2],
                key[3],
                key[4],
                key[5],
                key[6],
                key[7],
                simd.add_u32s(all(low), step),
                all(high),
                all(nonce_low),
                all(nonce_high),
            ];
            for (word, made) in scrambled(simd, &rotations, start).into_iter().enumerate() {
                let at = word * BLOCKS + part * width;
                let (places, _) = S::as_mut_simd_u32s(&mut words[at..at + width]);
                if let Some(place) = places.first_mut() {
                    *place = simd.add_u32s(made, start[word]);
                }
            }
        }
    }
}

/// Eight rounds, over as many blocks as a vector holds.
#[inline(always)]
fn scrambled<S: Simd>(simd: S, rotations: &[S::u32s; 8], start: [S::u32s; 16]) -> [S::u32s; 16] {
    let turn = |a, b, c, d| quarter_round(simd, rotations, a, b, c, d);
    let [
        mut a0,
        mut a1,
        mut a2,
        mut a3,
        mut b0,
        mut b1,
        mut b2,
        mut b3,
        mut c0,
        mut c1,
        mut c2,
        mut c3,
        mut d0,
        mut d1,
        mut d2,
        mut d3,
    ] = start;
    for _ in 0..4 {
        (a0, b0, c0, d0) = turn(a0, b0, c0, d0);
        (a1, b1, c1, d1) = turn(a1, b1, c1, d1);
        (a2, b2, c2, d2) = turn(a2, b2, c2, d2);
        (a3, b3, c3, d3) = turn(a3, b3, c3, d3);
        (a0, b1, c2, d3) = turn(a0, b1, c2, d3);
        (a1, b2, c3, d0) = turn(a1, b2, c3, d0);
        (a2, b3, c0, d1) = turn(a2, b3, c0, d1);
        (a3, b0, c1, d2) = turn(a3, b0, c1, d2);
    }
    [a0, a1, a2, a3, b0, b1, b2, b3, c0, c1, c2, c3, d0, d1, d2, d3]
}

#[inline(always)]
fn quarter_round<S: Simd>(
    simd: S,
    [left16, right16, left12, right20, left8, right24, left7, right25]: &[S::u32s; 8],
    a: S::u32s,
    b: S::u32s,
    c: S::u32s,
    d: S::u32s,
) -> (S::u32s, S::u32s, S::u32s, S::u32s) {
    let turn = |word, left: &S::u32s, right: &S::u32s| {
        simd.or_u32s(simd.wrapping_dyn_shl_u32s(word, *left), simd.wrapping_dyn_shr_u32s(word, *right))
    };
    let a = simd.add_u32s(a, b);
    let d = turn(simd.xor_u32s(d, a), left16, right16);
    let c = simd.add_u32s(c, d);
    let b = turn(simd.xor_u32s(b, c), left12, right20);
    let a = simd.add_u32s(a, b);
    let d = turn(simd.xor_u32s(d, a), left8, right24);
    let c = simd.add_u32s(c, d);
    let b = turn(simd.xor_u32s(b, c), left7, right25);
    (a, b, c, d)
}

/// Words of a stream one after another, for what takes now more of them, now less.
pub struct Reader {
    stream: Stream,
    block: u64,
    portion: u64,
    words: Words,
    at: usize,
}

impl Reader {
    /// From the start of what the stream holds for a block of draws.
    #[must_use]
    pub fn new(stream: Stream, block: u64) -> Self {
        Self { stream, block, portion: 0, words: [0; WORDS], at: WORDS }
    }

    /// The next word.
    pub fn word(&mut self) -> u32 {
        if self.at == WORDS {
            pulp::Arch::new().dispatch(Refill(self));
        }
        self.at += 1;
        self.words[self.at - 1]
    }

    /// A share strictly between 0 and 1, on a grid of 2⁵².
    pub fn share(&mut self) -> f64 {
        let (low, high) = (self.word(), self.word());
        super::lanes::share(low, high)
    }

    /// A whole number below `count`, each as likely.
    ///
    /// - `count`: at least 1
    pub fn below(&mut self, count: usize) -> usize {
        // The product's upper half; a bias of count ÷ 2³² is far below what draws can show.
        let scaled = u64::from(self.word()) * count as u64;
        usize::try_from(scaled >> 32).unwrap_or(0)
    }
}

struct Refill<'a>(&'a mut Reader);

impl pulp::WithSimd for Refill<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        let Self(reader) = self;
        reader.stream.fill(simd, reader.block, reader.portion, &mut reader.words);
        reader.portion += 1;
        reader.at = 0;
    }
}

#[cfg(test)]
mod tests {
    use rand_chacha::ChaCha8Rng;
    use rand_core::{Rng, SeedableRng};

    use super::*;

    struct Fill<'a>(Stream, u64, u64, &'a mut Words);

    impl pulp::WithSimd for Fill<'_> {
        type Output = ();

        fn with_simd<S: Simd>(self, simd: S) {
            self.0.fill(simd, self.1, self.2, self.3);
        }
    }

    #[test]
    fn the_words_are_those_of_chacha_with_eight_rounds() {
        // The vector that the generator's own documentation pins.
        assert_eq!(ChaCha8Rng::seed_from_u64(42).next_u64(), 12_578_764_544_318_200_737);
        let streams = Streams::new(42);
        let mut seed = [0; 32];
        for (bytes, word) in seed.chunks_exact_mut(4).zip(streams.key) {
            bytes.copy_from_slice(&word.to_le_bytes());
        }
        let stream = streams.named(&["cost", "IC01"]);
        let mut generator = ChaCha8Rng::from_seed(seed);
        for (block, portion) in [(0, 0), (0, 1), (3, 7), (1 << 30, PORTIONS - 1)] {
            generator.set_stream(stream.nonce);
            generator.set_word_pos(u128::from(block * PORTIONS + portion) * WORDS as u128);
            let (mut wide, mut plain) = ([0; WORDS], [0; WORDS]);
            pulp::Arch::new().dispatch(Fill(stream, block, portion, &mut wide));
            Fill(stream, block, portion, &mut plain).with_simd_scalar();
            assert_eq!(wide, plain);
            for index in 0..WORDS {
                assert_eq!(generator.next_u32(), wide[index % 16 * BLOCKS + index / 16], "word {index}");
            }
        }
    }

    impl Fill<'_> {
        /// As a processor without vector instructions would.
        fn with_simd_scalar(self) {
            pulp::WithSimd::with_simd(self, pulp::Scalar::new());
        }
    }

    #[test]
    fn names_have_streams_of_their_own() {
        let streams = Streams::new(1);
        let nonces = [&["a", "bc"][..], &["ab", "c"], &["abc"], &["a", "b", "c"]].map(|name| streams.named(name).nonce);
        assert!((0..4).all(|one| (0..one).all(|other| nonces[one] != nonces[other])));
        assert_ne!(Streams::new(1), Streams::new(2));
    }
}
