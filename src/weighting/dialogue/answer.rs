//! One answer as typed to what it means. Case and surrounding blanks do not matter.

use super::{Comparison, Refusal, Sitting, TOP};

type Read<T> = Result<T, Refusal>;

/// Longest id or group of a person, in characters.
const NAME: usize = 60;

/// One of a few words, by their place.
pub(super) fn word(answer: &str, words: &'static [&'static str]) -> Read<usize> {
    let typed = answer.to_lowercase();
    let meant = |word: &&str| **word == typed || (typed.chars().count() == 1 && word.starts_with(&typed));
    words.iter().position(meant).ok_or(Refusal::Words(words))
}

pub(super) fn yes(answer: &str) -> Read<bool> {
    word(answer, &["yes", "no"]).map(|place| place == 0)
}

pub(super) fn comparison(answer: &str) -> Read<Comparison> {
    Ok([Comparison::More, Comparison::Less, Comparison::Same][word(answer, &["more", "less", "same"])?])
}

/// A swing of a set by its number, id or name, out of those allowed.
pub(super) fn swing(answer: &str, sitting: &Sitting<'_>, set: usize, allowed: impl Fn(usize) -> bool) -> Read<usize> {
    let nodes = &sitting.sets[set].nodes;
    let is = |text: &str| text.to_lowercase() == answer.to_lowercase();
    let number = answer.parse::<usize>().ok().filter(|number| (1..=nodes.len()).contains(number)).map(|number| number - 1);
    number
        .or_else(|| nodes.iter().position(|&node| sitting.id(node) == answer))
        .or_else(|| nodes.iter().position(|&node| is(sitting.id(node)) || is(sitting.name(node))))
        .filter(|&swing| allowed(swing))
        .ok_or_else(|| Refusal::NoSwing { text: answer.to_owned() })
}

/// All swings but the first in the order named.
pub(super) fn order(answer: &str, sitting: &Sitting<'_>, set: usize, first: usize) -> Read<Vec<usize>> {
    let mut named = Vec::new();
    for part in answer.split([' ', ',', ';', '\t']).filter(|part| !part.is_empty()) {
        let found = swing(part, sitting, set, |swing| swing != first)?;
        if named.contains(&found) {
            return Err(Refusal::Twice { swing: found });
        }
        named.push(found);
    }
    let missing: Vec<_> = (0..sitting.sets[set].nodes.len()).filter(|swing| *swing != first && !named.contains(swing)).collect();
    if missing.is_empty() { Ok(named) } else { Err(Refusal::Missing { swings: missing }) }
}

pub(super) fn points(answer: &str) -> Read<f64> {
    match answer.parse::<f64>() {
        Ok(points) if points > TOP && points.is_finite() => Err(Refusal::AboveTop),
        // Adding 0 turns −0 into 0.
        Ok(points) if points >= 0.0 && points.is_finite() => Ok(points + 0.0),
        _ => Err(Refusal::NoPoints),
    }
}

/// An id or group that a file can hold: no comment, nothing that a spreadsheet would run.
pub(super) fn name(answer: &str) -> Read<String> {
    let sound = answer.starts_with(char::is_alphanumeric)
        && answer.chars().count() <= NAME
        && !answer.chars().any(crate::printable::is_hidden);
    if sound { Ok(answer.to_owned()) } else { Err(Refusal::Name) }
}
