//! Why an answer was refused, and what to type instead.

use super::{cited, names};
use crate::diagnostic::quote;
use crate::document::words;
use crate::weighting::dialogue::{About, Question, Refusal, Sitting};

/// Groups that a sentence names.
const LISTED: usize = 12;

#[must_use]
pub fn refusal(sitting: &Sitting<'_>, question: &Question, why: &Refusal) -> String {
    let set = question.about.set().unwrap_or(0);
    let the = |swing: usize| cited(sitting, set, swing);
    match why {
        Refusal::Words(_) if matches!(question.about, About::Contradiction { .. }) => {
            "Please type keep, or a number from 0 to 100.".to_owned()
        }
        Refusal::Words(known) => {
            let (last, rest) = known.split_last().unwrap_or((&"", &[]));
            format!("Please type {} or {last}.", rest.join(", "))
        }
        Refusal::NoSwing { text } => {
            let ids = sitting.sets[set].nodes.iter().map(|&node| sitting.id(node).to_owned());
            let known = ids.collect::<Vec<_>>().join(", ");
            let count = sitting.sets[set].nodes.len();
            let enter = match question.about {
                About::Review { .. } => " Or press Enter to accept.",
                About::Order { .. } => " Or press Enter to skip this.",
                About::Disagreement { .. } => " Or type keep; or more, less or same to say that anew.",
                _ => "",
            };
            format!(
                "\"{}\" cannot be chosen here. Type a number from 1 to {count}, a name, or an id: {known}.{enter}",
                quote(text)
            )
        }
        Refusal::Twice { swing } => format!("{} stands there twice. Name each once.", the(*swing)),
        Refusal::FirstAgain { first } => first_again(sitting, set, *first),
        Refusal::Missing { swings } => format!("Not yet in the order: {}. Name them all.", names(sitting, set, swings)),
        Refusal::NoPoints => "Please type a number from 0 to 100.".to_owned(),
        Refusal::AboveTop => {
            let (first, this) = match question.about {
                About::Points { first, swing, .. } | About::Contradiction { first, later: swing, .. } => (the(first), the(swing)),
                _ => (String::new(), String::new()),
            };
            format!(
                "More than 100 says that {this} is worth more than {first}. Then it should have been chosen first: type back \
                 until you are asked for that. Otherwise give it 100 or less."
            )
        }
        Refusal::IsFirst => "That one stays at 100, as the others are measured by it. Change another, or type keep.".to_owned(),
        Refusal::Name => "It must start with a letter or a digit and have at most 60 characters.".to_owned(),
        Refusal::Taken { by } => {
            format!("That id is in use already, as \"{}\"; case and blanks make no difference. Choose another.", quote(by))
        }
        Refusal::NoGroup { near } => {
            let near = near.as_ref().map_or_else(String::new, |near| format!(" Did you mean \"{}\"?", quote(near)));
            match &question.about {
                About::Group { known, declared } => {
                    let listed: Vec<_> = known.iter().map(|group| format!("\"{}\"", quote(group))).collect();
                    let listed = words::first_few(&listed, LISTED);
                    let only = if *declared { "Only groups of [stakeholders.groups] have a say" } else { "The groups so far" };
                    format!("There is no such group.{near} {only}: {listed}.")
                }
                _ => "There is no such group.".to_owned(),
            }
        }
        Refusal::NotWritten => {
            "Nothing has been written. Type back to change something, save to go on another day, or quit to leave.".to_owned()
        }
    }
}

/// The numbers that are to be put in order are few enough to be said, or they stand above the question.
fn first_again(sitting: &Sitting<'_>, set: usize, first: usize) -> String {
    let others: Vec<_> = (0..sitting.sets[set].nodes.len()).filter(|swing| *swing != first).collect();
    let which = match others.len() {
        ..=9 => words::listed(others.iter().map(|swing| (swing + 1).to_string())),
        _ => "the others".to_owned(),
    };
    format!("{} is already first: put {which} in order.", first + 1)
}
