//! What must hold of every answer of `sensitivity` and `explain`, whatever the model.
//!
//! The answers are held against `moved` (weights on their way, recomputed criterion by criterion) and `vertices` (all corners
//! of the weights that may be), which share nothing with the code under test but the scores and weights of the ranking.

#[path = "sensitivity/all_weights.rs"]
mod all_weights;
#[path = "sensitivity/columns.rs"]
mod columns;
#[path = "sensitivity/explained.rs"]
mod explained;
#[path = "sensitivity/figures.rs"]
mod figures;
#[path = "sensitivity/funded.rs"]
mod funded;
#[path = "sensitivity/money.rs"]
mod money;
#[path = "sensitivity/moved.rs"]
mod moved;
#[path = "sensitivity/one_weight.rs"]
mod one_weight;
#[path = "sensitivity/two_weights.rs"]
mod two_weights;
#[path = "sensitivity/vertices.rs"]
mod vertices;

use super::support;
