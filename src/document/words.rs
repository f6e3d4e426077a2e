//! Small words of prose: plurals, places and lists.

/// `1 row`, `2 rows`; for nouns that take an s.
#[must_use]
pub fn count(number: usize, noun: &str) -> String {
    #[allow(clippy::cast_precision_loss)]
    let figure = super::figure::fixed(number as f64, 0);
    if number == 1 { format!("{figure} {noun}") } else { format!("{figure} {noun}s") }
}

/// `1 person`, `2 people`.
#[must_use]
pub fn people(number: usize) -> String {
    if number == 1 { "1 person".to_owned() } else { count(number, "people").trim_end_matches('s').to_owned() }
}

/// `1st`, `2nd`, `11th`.
#[must_use]
pub fn ordinal(rank: usize) -> String {
    let ending = match (rank % 100, rank % 10) {
        (11..=13, _) => "th",
        (_, 1) => "st",
        (_, 2) => "nd",
        (_, 3) => "rd",
        _ => "th",
    };
    format!("{rank}{ending}")
}

/// `a, b and c`, each once.
#[must_use]
pub fn listed(items: impl IntoIterator<Item = String>) -> String {
    let mut all: Vec<String> = Vec::new();
    for item in items {
        if !all.contains(&item) {
            all.push(item);
        }
    }
    match all.split_last() {
        None => String::new(),
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} and {last}", rest.join(", ")),
    }
}

/// The first few items, and how many more there are.
#[must_use]
pub fn first_few(items: &[String], few: usize) -> String {
    if items.len() <= few {
        return listed(items.iter().cloned());
    }
    format!("{} and {} more", items[..few].join(", "), items.len() - few)
}

/// The same with a capital first.
#[must_use]
pub fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// A distance with so many decimals; one that these would show as nothing is `under 0.1`.
#[must_use]
pub fn apart(distance: f64, decimals: usize) -> String {
    let shown = super::figure::fixed(distance, decimals);
    let is_seen = shown.bytes().any(|byte| (b'1'..=b'9').contains(&byte));
    if is_seen || distance.abs() <= 0.0 {
        return shown;
    }
    match decimals {
        0 => "under 1".to_owned(),
        _ => format!("under 0.{}1", "0".repeat(decimals - 1)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_lies_apart_is_not_shown_as_nothing() {
        assert_eq!([apart(0.04, 1), apart(0.06, 1), apart(-0.01, 1)], ["under 0.1", "0.1", "under 0.1"]);
        assert_eq!([apart(0.0, 1), apart(0.04, 0), apart(0.001, 2)], ["0.0", "under 1", "under 0.01"]);
    }

    #[test]
    fn plurals_and_lists() {
        assert_eq!((count(1, "row"), count(65_536, "row")), ("1 row".into(), "65,536 rows".into()));
        let items = ["a", "b", "c"].map(str::to_owned);
        assert_eq!(listed(items.clone()), "a, b and c");
        assert_eq!(first_few(&items, 2), "a, b and 1 more");
    }

    #[test]
    fn ordinals_end_as_people_say_them() {
        assert_eq!([1, 2, 3, 4, 11, 12, 21, 113].map(ordinal).join(" "), "1st 2nd 3rd 4th 11th 12th 21st 113th");
    }
}
