//! One answer as typed to what it means. Case and surrounding blanks do not matter.

use super::{Comparison, Refusal, Sitting, TOP};

pub(super) type Read<T> = Result<T, Refusal>;

/// Longest id or group of a person, in characters.
const NAME: usize = 60;
/// What parts the swings of an order.
const PARTED: [char; 4] = [' ', ',', ';', '\t'];

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

/// What becomes of points that contradict the order.
pub(super) enum Change {
    None,
    /// Others are asked for.
    Asked,
    To(f64),
}

pub(super) fn keep_or_change(answer: &str) -> Read<Change> {
    match word(answer, &["keep", "change"]) {
        Ok(0) => Ok(Change::None),
        Ok(_) => Ok(Change::Asked),
        Err(refusal) if answer.parse::<f64>().is_err() => Err(refusal),
        Err(_) => points(answer).map(Change::To),
    }
}

/// What becomes of points that contradict what was said of two together.
pub(super) enum Mended {
    Nothing,
    /// The points of this swing.
    Points(usize),
    /// What was said.
    Said(Comparison),
}

pub(super) fn mended(answer: &str, sitting: &Sitting<'_>, set: usize, first: usize) -> Read<Mended> {
    if answer.eq_ignore_ascii_case("keep") {
        return Ok(Mended::Nothing);
    }
    // A swing may be called as one of the words is.
    match (swing(answer, sitting, set, |_| true), comparison(answer)) {
        (Ok(swing), _) if swing == first => Err(Refusal::IsFirst),
        (Ok(swing), _) => Ok(Mended::Points(swing)),
        (Err(_), Ok(said)) => Ok(Mended::Said(said)),
        (Err(refusal), Err(_)) => Err(refusal),
    }
}

/// Whether a trade-off is right as it stands.
pub(super) fn is_right(answer: &str) -> Read<bool> {
    match word(answer, &["yes", "change"]) {
        Err(_) if ["no", "n"].contains(&answer.to_lowercase().as_str()) => Ok(false),
        found => found.map(|place| place == 0),
    }
}

/// A swing of a set by its number, id or name, out of those allowed.
pub(super) fn swing(answer: &str, sitting: &Sitting<'_>, set: usize, allowed: impl Fn(usize) -> bool) -> Read<usize> {
    let found = named(answer, sitting, set).filter(|&swing| allowed(swing));
    found.ok_or_else(|| Refusal::NoSwing { text: answer.to_owned() })
}

/// The swing that a number, an id or a name means; quotes around it do no harm.
fn named(text: &str, sitting: &Sitting<'_>, set: usize) -> Option<usize> {
    let nodes = &sitting.sets[set].nodes;
    let number = |text: &str| text.parse::<usize>().ok().filter(|number| (1..=nodes.len()).contains(number));
    let find = |text: &str| {
        let folded = spoken(text);
        let is = |name: &str| spoken(name) == folded;
        number(text)
            .map(|number| number - 1)
            .or_else(|| nodes.iter().position(|&node| sitting.id(node) == text))
            .or_else(|| nodes.iter().position(|&node| is(sitting.id(node)) || is(sitting.name(node))))
    };
    let text = text.trim();
    if text.is_empty() {
        return None;
    }
    find(text).or_else(|| find(text.trim_matches(['\'', '"']).trim()))
}

/// A name as it sounds: no case, one space between words.
fn spoken(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// All swings but the first in the order named, parted by blanks or commas.
///
/// Names hold both, so at each place the longest piece that names a swing is taken. The first may open the list.
pub(super) fn order(answer: &str, sitting: &Sitting<'_>, set: usize, first: usize) -> Read<Vec<usize>> {
    let mut order = Vec::new();
    let mut rest = answer.trim_start_matches(PARTED);
    while !rest.is_empty() {
        let (swing, length) = longest(rest, sitting, set).ok_or_else(|| {
            let parts: &[char] = if rest.contains([',', ';']) { &[',', ';'] } else { &[' ', '\t'] };
            Refusal::NoSwing { text: rest.split(parts).next().unwrap_or(rest).trim().to_owned() }
        })?;
        if order.contains(&swing) {
            return Err(Refusal::Twice { swing });
        }
        order.push(swing);
        rest = rest[length..].trim_start_matches(PARTED);
    }
    if order.first() == Some(&first) {
        order.remove(0);
    }
    if order.contains(&first) {
        return Err(Refusal::FirstAgain { first });
    }
    let missing: Vec<_> = (0..sitting.sets[set].nodes.len()).filter(|swing| *swing != first && !order.contains(swing)).collect();
    if missing.is_empty() { Ok(order) } else { Err(Refusal::Missing { swings: missing }) }
}

/// The swing that the longest beginning of a text names, and how long that is.
fn longest(text: &str, sitting: &Sitting<'_>, set: usize) -> Option<(usize, usize)> {
    let nodes = &sitting.sets[set].nodes;
    let most = nodes.iter().map(|&node| sitting.name(node).len().max(sitting.id(node).len())).max()?;
    // Quotes, blanks and other case may make a name longer, but not much.
    let ends = text.match_indices(PARTED).map(|(at, _)| at).chain(std::iter::once(text.len()));
    let ends: Vec<_> = ends.take_while(|&end| end <= 2 * most + 20).collect();
    ends.into_iter().rev().find_map(|end| Some((named(&text[..end], sitting, set)?, end)))
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
