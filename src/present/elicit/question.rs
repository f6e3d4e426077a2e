//! Each question: what is shown above it, and the line that asks.

use super::people::divider;
use super::{cited, explained, hanging, heading, names, numbered, range, show, unit};
use crate::document::figure;
use crate::export::text::wrapped;
use crate::printable::one_line;
use crate::weighting::Node;
use crate::weighting::dialogue::{About, Comparison, Question, Said, Sitting, are_numbered, compared};

/// Swings that a sentence can name; more of them stand in a list.
const FEW: usize = 3;

/// A question as the terminal shows it, without the prompt.
#[must_use]
pub fn ask(sitting: &Sitting<'_>, question: &Question, width: usize) -> String {
    let mut out = above(sitting, question, width);
    if !out.is_empty() {
        out.push('\n');
    }
    out.push_str(&wrapped(&line(sitting, question), width));
    out.push('\n');
    out
}

/// What has to be seen before the question.
fn above(sitting: &Sitting<'_>, question: &Question, width: usize) -> String {
    match &question.about {
        About::First { set } => {
            let all = explained(sitting, *set, width);
            let imagine = wrapped("Imagine an intervention that is at its worst on all of these:", width);
            format!("{}{imagine}\n\n{all}", heading(sitting, *set))
        }
        About::Person { number: number @ 2.. } => divider(*number, width),
        About::Group { known, declared } if !known.is_empty() => {
            let mark = |at: usize| if are_numbered(known) { format!("{:>4}  ", at + 1) } else { "   -  ".to_owned() };
            let all = known.iter().enumerate().map(|(at, group)| hanging(&mark(at), &one_line(group), width));
            format!("{}\n\n{}", if *declared { "The groups:" } else { "Groups so far:" }, all.collect::<String>())
        }
        About::Order { set, first } if others(sitting, *set, *first).len() > FEW => {
            numbered(sitting, *set, others(sitting, *set, *first).into_iter(), width)
        }
        About::Points { set, first, swing } => {
            let judged = question.points[*set].iter().flatten().count();
            let picture = if judged > 1 { format!("{}\n", show(sitting, question, width)) } else { String::new() };
            let whole = |swing: usize| format!("{} {}", cited(sitting, *set, swing), in_short(sitting, *set, swing));
            let text = format!(
                "Moving {} is worth 100 points. How many is this move worth beside it? Half as much is 50, nothing is 0.",
                whole(*first)
            );
            format!("{picture}{}\n\n{}", wrapped(&text, width), hanging("      ", &whole(*swing), width))
        }
        About::Review { set, against, .. } => {
            let doubts = against.iter().map(|said| wrapped(&doubt(sitting, question, *set, *said), width) + "\n");
            let doubts = doubts.collect::<String>();
            let gap = if doubts.is_empty() { "" } else { "\n" };
            format!("{}{gap}{doubts}", show(sitting, question, width))
        }
        _ => String::new(),
    }
}

/// The range of a criterion; a group is moved as a whole.
fn in_short(sitting: &Sitting<'_>, set: usize, swing: usize) -> String {
    match sitting.node(set, swing) {
        node @ Node::Criterion(_) => range(sitting, node),
        Node::Group(_) => "from worst to best".to_owned(),
    }
}

/// The question in one line, as a saved session carries it, too.
#[must_use]
pub fn line(sitting: &Sitting<'_>, question: &Question) -> String {
    let points = |set: usize, swing: usize| question.points[set][swing].map_or_else(|| "no".to_owned(), figure::plain);
    let the = |set: usize, swing: usize| cited(sitting, set, swing);
    match &question.about {
        About::Person { number: 1 } => "Who answers first? A short id that goes into the file, such as S01".to_owned(),
        About::Person { .. } => "Who answers next? Their id".to_owned(),
        About::Group { known, declared } => {
            let how = match declared {
                true if are_numbered(known) => "A number or a name",
                true => "One of these names",
                false if are_numbered(known) => "A number, another name, or Enter for none",
                false => "A name, or Enter for none",
            };
            format!("Which group do they speak for? {how}")
        }
        About::NewGroup { typed, known } => format!(
            "There is a group '{}'. Did you mean it? yes, or no to begin a new group '{}'",
            one_line(known),
            one_line(typed)
        ),
        About::First { .. } => {
            "You may move one of them from its worst to its best. Which one first? A number, id or name".to_owned()
        }
        About::Order { set, first } => {
            let others = others(sitting, *set, *first);
            let which = if others.len() > FEW { "them all".to_owned() } else { names(sitting, *set, &others) };
            format!(
                "And after {}? Put {which} in order, the move worth most first, such as {} {}{}. Or press Enter to skip this",
                the(*set, *first),
                others[others.len() - 1] + 1,
                others[0] + 1,
                if others.len() > 2 { " and so on" } else { "" }
            )
        }
        About::Points { set, swing, .. } => format!("Points for {}, 0 to 100", the(*set, *swing)),
        About::Contradiction { set, earlier, later, .. } => format!(
            "You put {} before {}, but now {} has {} points and {} has {}. Type keep to leave it so, or other points for {}, \
             0 to 100",
            the(*set, *earlier),
            the(*set, *later),
            the(*set, *later),
            points(*set, *later),
            the(*set, *earlier),
            points(*set, *earlier),
            the(*set, *later)
        ),
        About::Together { set, first, pair } => format!(
            "To test the points: would moving both {} all the way be worth more than moving {} alone, less, or the same?",
            names(sitting, *set, pair),
            the(*set, *first)
        ),
        About::Disagreement { set, first, pair, said } => {
            let said = worth(*said);
            let together = pair.iter().filter_map(|&swing| question.points[*set][swing]).sum();
            format!(
                "You said {said}, but the points of {} make {} together, against 100 for {}. Whose points do you want to \
                 change? A number, id or name; or keep",
                names(sitting, *set, pair),
                figure::plain(together),
                the(*set, *first)
            )
        }
        About::TradeOff { set, whole, part, performance } => trade_off(sitting, *set, *whole, *part, *performance),
        About::Review { first, .. } => format!(
            "Press Enter to accept this. To give one other points, type its number, id or name; to begin this list again, type {}",
            first + 1
        ),
        About::Another => "Another person? yes or no".to_owned(),
        About::Write { .. } => "Write this? yes; or back, save or quit".to_owned(),
    }
}

fn worth(comparison: Comparison) -> &'static str {
    match comparison {
        Comparison::More => "more",
        Comparison::Less => "less",
        Comparison::Same => "the same",
    }
}

/// What was said and the points do not say.
fn doubt(sitting: &Sitting<'_>, question: &Question, set: usize, said: Said) -> String {
    let the = |swing: usize| cited(sitting, set, swing);
    match said {
        Said::Before { earlier, later } => {
            format!("You put {} before {}; the points now give {} more.", the(earlier), the(later), the(later))
        }
        Said::Together { pair, first, worth: said } => {
            let together = pair.iter().filter_map(|&swing| question.points[set][swing]).sum();
            let than = if said == Comparison::Same { "as" } else { "than" };
            format!(
                "You said that {} together are worth {} {than} {}; the points now say {}.",
                names(sitting, set, &pair),
                worth(said),
                the(first),
                worth(compared(together))
            )
        }
    }
}

/// All swings but the first.
fn others(sitting: &Sitting<'_>, set: usize, first: usize) -> Vec<usize> {
    (0..sitting.sets[set].nodes.len()).filter(|swing| *swing != first).collect()
}

fn trade_off(sitting: &Sitting<'_>, set: usize, whole: usize, part: usize, performance: f64) -> String {
    let partly = match sitting.node(set, part) {
        Node::Criterion(criterion) => {
            let criterion = &sitting.criteria[criterion];
            let worst = criterion.value.performance_at(criterion.value.ends().0).unwrap_or(performance);
            format!("from {} to {}{}", figure::plain(worst), significant(performance, worst), unit(criterion))
        }
        Node::Group(_) => String::new(),
    };
    format!(
        "Your points say: moving {} {} is worth as much as moving {} {partly}. Is that right? yes, or change",
        cited(sitting, set, whole),
        in_short(sitting, set, whole),
        cited(sitting, set, part)
    )
}

/// A figure to three digits of its distance from where the move starts: enough to judge by.
fn significant(figure: f64, from: f64) -> String {
    let distance = (figure - from).abs();
    let digits = (0..=6).find(|&digits| distance >= 10_f64.powi(2 - digits)).unwrap_or(6);
    let scale = 10_f64.powi(digits);
    figure::plain((figure * scale).round() / scale)
}

/// A line for a question in an answers file: who answers, and the swings by number where one is chosen.
#[must_use]
pub fn answer_line(sitting: &Sitting<'_>, question: &Question) -> String {
    let who = question.person.as_ref().map_or_else(String::new, |person| format!("{person}: "));
    let mut text = format!("{who}{}", line(sitting, question));
    if let About::First { set } | About::Order { set, .. } = question.about {
        let swings = sitting.sets[set].nodes.iter().enumerate();
        let numbered: Vec<_> = swings.map(|(at, &node)| format!("{} {}", at + 1, sitting.id(node))).collect();
        text.push_str(&format!(" ({})", numbered.join(", ")));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::significant;

    #[test]
    fn figures_to_judge_by_are_short() {
        assert_eq!(significant(134.567, -25.0), "135");
        assert_eq!(significant(0.012_345, 0.0), "0.0123");
        assert_eq!(significant(123_456.0, 0.0), "123,456");
        assert_eq!(significant(40.0, 0.0), "40");
    }
}
