//! Arithmetic the analyses share: when values tie, agreement of orders, eigenvectors, linear programmes, simple statistics,
//! random numbers and what is drawn from them.

pub mod agreement;
pub mod beta;
pub mod chacha;
pub mod eigenvector;
pub mod exact_sum;
pub mod exponential;
pub mod gamma;
pub mod knapsack;
pub mod lanes;
pub mod linear_program;
pub mod places;
pub mod rounding;
pub mod selection;
pub mod simplex;
pub mod statistics;
pub mod tolerance;
pub mod units;
