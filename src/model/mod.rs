//! What a prioritisation round is made of, once everything about it has been checked.
//!
//! A [`decision::Decision`] in hand is the proof: analyses take it and never re-check. Reading and checking belong to `input`.

pub mod criterion;
pub mod decision;
pub mod draws;
pub mod equality;
pub mod hierarchy;
pub mod intervention;
pub mod performance;
pub mod portfolio_rules;
pub mod preference;
pub mod stakeholders;
pub mod uncertainty;
mod value_change;
pub mod value_function;
pub mod weighing;
pub mod weights;
