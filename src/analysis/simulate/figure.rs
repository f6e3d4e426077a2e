//! An uncertain figure of an intervention, and its draws.

use std::sync::Arc;

use pulp::{Simd, WithSimd};

use crate::model::uncertainty::{Law, Parameters, Spread};
use crate::numeric::chacha::{Reader, Stream, WORDS};
use crate::numeric::gamma::beta_draw;
use crate::numeric::lanes::{self, LANES, Lanes};

/// An uncertain figure.
#[derive(Debug, Clone)]
pub struct Figure {
    /// Index into the inputs.
    pub input: usize,
    pub source: Source,
    pub stream: Stream,
}

/// Where it comes from.
#[derive(Debug, Clone)]
pub enum Source {
    Normal {
        mean: f64,
        deviation: f64,
    },
    Lognormal {
        median: f64,
        deviation: f64,
    },
    Triangular {
        low: f64,
        mode: f64,
        high: f64,
    },
    Uniform {
        low: f64,
        high: f64,
    },
    /// On an interval.
    Beta {
        alpha: f64,
        beta: f64,
        low: f64,
        high: f64,
    },
    /// Of a figure that is missing: the share of the way over the criterion's scale.
    Share,
    Given(Arc<[f64]>),
}

impl Source {
    /// - `spread`: its ends apart
    #[must_use]
    pub fn new(law: Law, spread: &Spread) -> Self {
        let Spread { figure, low, high, parameters } = *spread;
        match (law, parameters) {
            (Law::Normal, Parameters::Deviation(deviation)) => Self::Normal { mean: figure, deviation },
            (Law::Lognormal, Parameters::Deviation(deviation)) => Self::Lognormal { median: figure, deviation },
            (Law::Pert, _) => {
                let (rise, fall) = ((figure - low) / (high - low), (high - figure) / (high - low));
                Self::Beta { alpha: 1.0 + 4.0 * rise, beta: 1.0 + 4.0 * fall, low, high }
            }
            (Law::Beta, Parameters::Beta { alpha, beta }) => Self::Beta { alpha, beta, low: 0.0, high: 1.0 },
            (Law::Triangular, _) => Self::Triangular { low, mode: figure, high },
            _ => Self::Uniform { low, high },
        }
    }
}

struct Draw<'a> {
    figure: &'a Figure,
    block: u64,
    out: &'a mut Lanes,
}

impl WithSimd for Draw<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        self.figure.fill(simd, self.block, self.out);
    }
}

impl Figure {
    /// Its figures in a block of draws.
    pub fn draw(&self, block: u64, out: &mut Lanes) {
        pulp::Arch::new().dispatch(Draw { figure: self, block, out });
    }

    /// Whether it is drawn over the scale, because it is missing.
    #[must_use]
    pub fn is_gap(&self) -> bool {
        matches!(self.source, Source::Share)
    }

    /// Whether it comes from outside.
    #[must_use]
    pub fn is_given(&self) -> bool {
        matches!(self.source, Source::Given(_))
    }

    /// The figures of a block of draws.
    #[inline(always)]
    pub fn fill<S: Simd>(&self, simd: S, block: u64, out: &mut Lanes) {
        let mut words = [0; WORDS];
        if !matches!(self.source, Source::Beta { .. } | Source::Given(_)) {
            self.stream.fill(simd, block, 0, &mut words);
        }
        match &self.source {
            Source::Normal { mean, deviation } => lanes::normals(&words, *mean, *deviation, out),
            Source::Triangular { low, mode, high } => lanes::triangles(&words, (*low, *mode, *high), out),
            Source::Uniform { low, high } => lanes::evenly(&words, (*low, *high), out),
            Source::Share => lanes::evenly(&words, (0.0, 1.0), out),
            Source::Lognormal { median, deviation } => {
                lanes::normals(&words, 0.0, *deviation, out);
                raise(out, *median);
            }
            Source::Beta { alpha, beta, low, high } => self.betas(block, (*alpha, *beta), (*low, *high), out),
            Source::Given(figures) => given(figures, block, out),
        }
    }

    #[inline(never)]
    fn betas(&self, block: u64, (alpha, beta): (f64, f64), (low, high): (f64, f64), out: &mut Lanes) {
        let mut words = Reader::new(self.stream, block);
        for x in out {
            *x = low + (high - low) * beta_draw(&mut words, alpha, beta);
        }
    }
}

#[inline(never)]
fn raise(out: &mut Lanes, median: f64) {
    for x in out {
        *x = median * libm::exp(*x);
    }
}

/// The draws of a block; beyond the last one the first figure stands, which is not counted.
#[inline(never)]
fn given(figures: &[f64], block: u64, out: &mut Lanes) {
    let from = usize::try_from(block).unwrap_or(usize::MAX).saturating_mul(LANES).min(figures.len());
    let here = &figures[from..(from + LANES).min(figures.len())];
    out[..here.len()].copy_from_slice(here);
    out[here.len()..].fill(figures.first().copied().unwrap_or(0.0));
}
