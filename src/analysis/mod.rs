//! Analyses: each a pure function from a checked [`crate::model::decision::Decision`] to a plain result.
//!
//! No input or output, no printing, no clock: the same decision gives the same result.

pub mod doubts;
pub mod rank;

use std::sync::Arc;

use serde::ser::{Serialize, SerializeMap, Serializer};

/// One entry for each criterion or group, in file order; a map in JSON.
#[derive(Debug, Clone, PartialEq)]
pub struct ByName<T>(pub Vec<(Arc<str>, T)>);

impl<T> ByName<T> {
    /// The entry of a name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&T> {
        self.0.iter().find(|(id, _)| **id == *name).map(|(_, entry)| entry)
    }
}

impl<T: Serialize> Serialize for ByName<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (name, entry) in &self.0 {
            map.serialize_entry(name, entry)?;
        }
        map.end()
    }
}
