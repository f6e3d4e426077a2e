//! The results of an envelope: of one run, or of each value of `--by`.

use serde::Serialize;

use crate::present::frame::{Content, Part};

#[derive(Serialize)]
#[serde(untagged)]
pub enum Results<R: Serialize> {
    By { by: String, groups: Vec<Group<R>> },
    One(GroupContent<R>),
}

#[derive(Serialize)]
pub struct Group<R: Serialize> {
    value: String,
    #[serde(flatten)]
    content: GroupContent<R>,
}

#[derive(Serialize)]
#[serde(untagged)]
pub enum GroupContent<R: Serialize> {
    Analysed(R),
    /// A value with one intervention.
    Single {
        not_ranked: Vec<String>,
    },
}

/// The results of all parts.
///
/// - `by`: the column of `--by`
/// - `shown`: a result as machines get it
pub fn results<R, S: Serialize>(by: Option<&str>, parts: &[Part<'_, R>], shown: impl Fn(&R) -> S) -> Option<Results<S>> {
    let content = |part: &Part<'_, R>| match &part.content {
        Content::Analysed { result, .. } => GroupContent::Analysed(shown(result)),
        Content::Single { id, .. } => GroupContent::Single { not_ranked: vec![(*id).to_owned()] },
    };
    let group = |part: &Part<'_, R>| Group { value: part.value.unwrap_or("").to_owned(), content: content(part) };
    match by {
        Some(by) => Some(Results::By { by: by.to_owned(), groups: parts.iter().map(group).collect() }),
        None => parts.first().map(|part| Results::One(content(part))),
    }
}
