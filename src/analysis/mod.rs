//! Analyses: each a pure function from a checked [`crate::model::decision::Decision`] to a plain result.
//!
//! No input or output, no printing, no clock: the same decision gives the same result.

pub mod compare;
pub mod doubts;
pub mod equality;
pub mod explain;
pub mod firmness;
pub mod fund;
pub mod methods;
pub mod rank;
pub mod sensitivity;
pub mod simulate;
pub mod weights;

use std::sync::Arc;

use serde::ser::{Serialize, SerializeMap, Serializer};

/// One entry for each criterion or group, in file order; a map in JSON.
///
/// The names are shared, so that a result of a million rows holds them once.
#[derive(Debug, Clone, PartialEq)]
pub struct ByName<T> {
    names: Arc<[Arc<str>]>,
    entries: Vec<T>,
}

impl<T> ByName<T> {
    /// Entries in the order of their names; surplus names have no entry.
    #[must_use]
    pub fn new(names: &Arc<[Arc<str>]>, entries: Vec<T>) -> Self {
        Self { names: Arc::clone(names), entries }
    }

    /// The entry of a name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&T> {
        self.iter().find(|(id, _)| *id == name).map(|(_, entry)| entry)
    }

    /// Names with their entries.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &T)> {
        self.names.iter().map(|name| &**name).zip(&self.entries)
    }

    /// The entries alone.
    #[must_use]
    pub fn entries(&self) -> &[T] {
        &self.entries
    }
}

impl<T: Serialize> Serialize for ByName<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.entries.len()))?;
        for (name, entry) in self.iter() {
            map.serialize_entry(name, entry)?;
        }
        map.end()
    }
}
