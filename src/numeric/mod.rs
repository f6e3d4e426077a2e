//! Arithmetic the analyses share: when values tie, the portable exponential, and simple statistics.

pub mod exponential;
pub mod statistics;
pub mod tolerance;
