//! The best few values of each draw.

use crate::numeric::lanes::{self, LANES, Lanes};

/// The best values of each draw.
pub struct Best {
    falling: Vec<Lanes>,
}

impl Best {
    pub fn new(count: usize) -> Self {
        Self { falling: vec![[f64::NEG_INFINITY; LANES]; count] }
    }

    pub fn clear(&mut self) {
        self.falling.iter_mut().for_each(|lanes| lanes.fill(f64::NEG_INFINITY));
    }

    #[inline(always)]
    pub fn meet(&mut self, values: &Lanes) {
        let mut left = *values;
        for best in &mut self.falling {
            for (best, left) in best.iter_mut().zip(&mut left) {
                let (a, b) = (*best, *left);
                *best = if a > b { a } else { b };
                *left = if a > b { b } else { a };
            }
        }
    }

    #[inline(always)]
    pub fn sum(&self, count: usize) -> f64 {
        self.falling.iter().map(|lanes| lanes::sum(lanes, count)).sum()
    }
}
