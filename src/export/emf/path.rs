//! The data of paths, straight lines from place to place as our pictures have them, and the dashes of such lines.

use super::read::Place;

/// The shortest dash or gap that is drawn, the longest side that is cut, and less than which no length counts.
const SHORTEST: f64 = 0.1;
const LONGEST: f64 = 1e5;
const ROUNDING: f64 = 1e-6;

/// The lines of a path, each from place to place; a line of one place is a dot. None where it has more than straight lines.
pub fn lines(data: &str) -> Option<Vec<Vec<Place>>> {
    let mut lines: Vec<Vec<Place>> = Vec::new();
    let mut rest = data.trim();
    while let Some(command) = rest.chars().next() {
        let after = &rest[command.len_utf8()..];
        let end = after.find(|letter: char| letter.is_ascii_alphabetic()).unwrap_or(after.len());
        let figures = figures(&after[..end])?;
        rest = &after[end..];
        if let ('M', [x, y]) = (command, &figures[..]) {
            lines.push(vec![(*x, *y)]);
            continue;
        }
        let line = lines.last_mut()?;
        let (x, y) = line.last().copied()?;
        let next = match (command, &figures[..]) {
            ('L', &[to, down]) => (to, down),
            ('H', &[to]) => (to, y),
            ('h', &[by]) => (x + by, y),
            ('V', &[to]) => (x, to),
            ('v', &[by]) => (x, y + by),
            _ => return None,
        };
        // A line that leads nowhere makes a dot of a place, and adds nothing to a line.
        if next != (x, y) {
            line.push(next);
        }
    }
    Some(lines)
}

/// Figures parted by spaces or commas, or by their signs alone.
pub fn figures(text: &str) -> Option<Vec<f64>> {
    let parted = text.replace('-', " -").replace(',', " ");
    parted.split_whitespace().map(|figure| figure.parse().ok()).collect()
}

/// The dashes of a line, cut out of it: many programs draw a pen with dashes of its own as one without.
///
/// - `pattern`: how long dashes and the gaps between them are, in turn
/// - result: the whole line where dashes could not be seen
pub fn dashes(line: &[Place], pattern: &[f64]) -> Vec<Vec<Place>> {
    if pattern.is_empty() || pattern.iter().any(|part| *part < SHORTEST) {
        return vec![line.to_vec()];
    }
    let mut dashes: Vec<Vec<Place>> = Vec::new();
    let (mut part, mut left) = (0, pattern[0]);
    for ends in line.windows(2) {
        let (from, to) = (ends[0], ends[1]);
        let (right, down) = (to.0 - from.0, to.1 - from.1);
        let whole = (right * right + down * down).sqrt();
        let at = |gone: f64| (from.0 + right * gone / whole, from.1 + down * gone / whole);
        let mut gone = 0.0;
        // What is left after a rounding would lead no further.
        while whole - gone > ROUNDING && whole < LONGEST {
            let next = (gone + left).min(whole);
            if part % 2 == 0 {
                match dashes.last_mut() {
                    // Around a corner a dash goes on.
                    Some(dash) if gone <= 0.0 && dash.last() == Some(&from) => dash.push(at(next)),
                    _ => dashes.push(vec![at(gone), at(next)]),
                }
            }
            left -= next - gone;
            gone = next;
            if left < ROUNDING {
                part = (part + 1) % pattern.len();
                left = pattern[part];
            }
        }
    }
    dashes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_lines_and_dots() {
        assert_eq!(lines("M1 15h9v-10h15"), Some(vec![vec![(1.0, 15.0), (10.0, 15.0), (10.0, 5.0), (25.0, 5.0)]]));
        assert_eq!(lines("M6 13h0M13 10h0"), Some(vec![vec![(6.0, 13.0)], vec![(13.0, 10.0)]]));
        assert_eq!(lines("M1.5 2L3 4h0"), Some(vec![vec![(1.5, 2.0), (3.0, 4.0)]]));
        assert_eq!(lines("M3 10H23M3 5v10"), Some(vec![vec![(3.0, 10.0), (23.0, 10.0)], vec![(3.0, 5.0), (3.0, 15.0)]]));
        for strange in ["M1 2C3 4 5 6 7 8", "L1 2", "M1", "M1 x", "é"] {
            assert_eq!(lines(strange), None, "{strange}");
        }
    }

    #[test]
    fn dashes_are_cut_out_of_a_line_and_go_round_its_corners() {
        let line = [(0.0, 0.0), (10.0, 0.0), (10.0, 10.0)];
        let cut = dashes(&line, &[4.0, 4.0]);
        assert_eq!(
            cut,
            [vec![(0.0, 0.0), (4.0, 0.0)], vec![(8.0, 0.0), (10.0, 0.0), (10.0, 2.0)], vec![(10.0, 6.0), (10.0, 10.0)]]
        );
        assert!(dashes(&[(1.0, 1.0); 2], &[4.0, 4.0]).is_empty());
        assert_eq!(dashes(&line[..2], &[]), [line[..2].to_vec()]);
        assert_eq!(dashes(&line[..2], &[0.0, 0.0]), [line[..2].to_vec()]);
        // A third does not go into a whole without a rest.
        let thirds = dashes(&[(0.1, 0.7), (700.3, 0.7)], &[1.0, 1.0 / 0.3 - 1.0]);
        assert_eq!(thirds.len(), 211);
        assert!(dashes(&[(0.0, 0.0), (1e300, 0.0)], &[1.0, 2.0]).is_empty());
    }
}
