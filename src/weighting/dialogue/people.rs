//! Who answers and for whom: ids that nobody else has, and groups that are spelt in one way.

use super::Refusal;
use super::answer::{Read, name};
use crate::diagnostic::nearest;

/// The groups that people may speak for.
#[derive(Debug, Clone, Copy)]
pub enum Groups<'a> {
    /// These alone.
    Declared(&'a [String]),
    /// These were used before; others may come.
    Used(&'a [String]),
}

/// A group as it was typed.
pub(super) enum Group {
    None,
    Known(String),
    /// None is spelt like it.
    New(String),
    /// One is spelt nearly like it.
    Near {
        typed: String,
        known: String,
    },
}

/// What is left of a name when case and blanks do not matter.
fn folded(text: &str) -> String {
    text.split_whitespace().collect::<String>().to_lowercase()
}

/// An id that is not among those taken, however they are spelt.
pub(super) fn free_id<'a>(answer: &str, mut taken: impl Iterator<Item = &'a String>) -> Read<String> {
    let id = name(answer)?;
    match taken.find(|taken| folded(taken) == folded(&id)) {
        None => Ok(id),
        Some(taken) => Err(Refusal::Taken { by: taken.clone() }),
    }
}

/// The group that an answer means, among those known.
pub(super) fn group(answer: &str, known: &[String], declared: bool) -> Read<Group> {
    if let Some(found) = chosen(answer, known) {
        return Ok(Group::Known(found.to_owned()));
    }
    if declared {
        return Err(Refusal::NoGroup { near: nearest(answer, known.iter().map(String::as_str)).map(str::to_owned) });
    }
    // The words that stand for Enter elsewhere are slips here, not groups.
    if ["none", "skip", "accept"].iter().any(|word| answer.eq_ignore_ascii_case(word)) {
        return Ok(Group::None);
    }
    let typed = name(answer)?;
    if are_numbered(known) && typed.parse::<usize>().is_ok() {
        return Err(Refusal::NoGroup { near: None });
    }
    let near = nearest(&typed, known.iter().map(String::as_str).filter(|known| !are_meant_to_differ(&typed, known)));
    Ok(match near.map(str::to_owned) {
        Some(known) => Group::Near { typed, known },
        None => Group::New(typed),
    })
}

/// The known group that is named, or chosen by its number.
pub(super) fn chosen<'a>(answer: &str, known: &'a [String]) -> Option<&'a str> {
    let exactly = || known.iter().find(|known| *known == answer);
    let by_number = || {
        let number = answer.parse::<usize>().ok().filter(|_| are_numbered(known))?;
        known.get(number.checked_sub(1)?)
    };
    let spelt = || known.iter().find(|known| folded(known) == folded(answer));
    exactly().or_else(by_number).or_else(spelt).map(String::as_str)
}

/// Whether a number can choose a group; not where groups are called by numbers.
#[must_use]
pub fn are_numbered(known: &[String]) -> bool {
    !known.is_empty() && known.iter().all(|known| known.parse::<usize>().is_err())
}

/// Whether two names differ in letters or numbers alone that stand as words, as `Place A` and `Place B` do.
fn are_meant_to_differ(one: &str, other: &str) -> bool {
    let words = |text: &str| text.to_lowercase().split_whitespace().map(str::to_owned).collect::<Vec<_>>();
    let is_mark = |word: &str| word.chars().count() == 1 || word.chars().all(|character| character.is_ascii_digit());
    let (one, other) = (words(one), words(other));
    let mut differing = one.iter().zip(&other).filter(|(one, other)| one != other);
    one.len() == other.len() && differing.all(|(one, other)| is_mark(one) && is_mark(other))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(answer: &str, known: &[&str], declared: bool) -> String {
        let known: Vec<_> = known.iter().map(|&known| known.to_owned()).collect();
        match group(answer, &known, declared) {
            Ok(Group::None) => "none".to_owned(),
            Ok(Group::Known(group)) => format!("known {group}"),
            Ok(Group::New(group)) => format!("new {group}"),
            Ok(Group::Near { known, .. }) => format!("near {known}"),
            Err(refusal) => format!("{refusal:?}"),
        }
    }

    #[test]
    fn a_group_is_known_by_number_name_or_nearly() {
        let known = ["Board", "Health care", "Place A"];
        for (answer, wanted) in [
            ("2", "known Health care"),
            ("BOARD", "known Board"),
            ("healthcare", "known Health care"),
            ("Bord", "near Board"),
            ("Place B", "new Place B"),
            ("Plaec A", "near Place A"),
            ("Patients", "new Patients"),
            ("none", "none"),
            ("Skip", "none"),
            ("4", "NoGroup { near: None }"),
            ("0", "NoGroup { near: None }"),
            ("=x", "Name"),
        ] {
            assert_eq!(typed(answer, &known, false), wanted, "{answer}");
        }
        assert_eq!(typed("Bord", &known, true), "NoGroup { near: Some(\"Board\") }");
        assert_eq!(typed("none", &known, true), "NoGroup { near: None }");
        // Groups called by numbers are not chosen by others.
        assert_eq!(typed("1", &["2", "Board"], false), "new 1");
        assert_eq!(typed("1", &[], false), "new 1");
    }

    #[test]
    fn ids_that_differ_in_case_or_blanks_are_one() {
        let taken = ["S 01".to_owned()];
        for answer in ["S 01", "s01", "S  01"] {
            assert_eq!(free_id(answer, taken.iter()), Err(Refusal::Taken { by: "S 01".to_owned() }));
        }
        assert_eq!(free_id("S02", taken.iter()), Ok("S02".to_owned()));
    }
}
