//! Arithmetic the analyses share: when values tie, agreement of orders, eigenvectors, linear programmes, simple statistics.

pub mod agreement;
pub mod beta;
pub mod eigenvector;
pub mod exponential;
pub mod linear_program;
pub mod rounding;
pub mod statistics;
pub mod tolerance;
