//! A swing-weighting session as a pure function: from the answers so far to the next question, or to what was judged.
//!
//! Owns the order of the questions and what counts as an answer; leaves words to `present`, terminal and files to `cli`.
//! Every turn replays all answers, so that `back` is one answer fewer and a saved session is a list of answers.
//!
//! # Source
//! von Winterfeldt & Edwards (1986); the steps of swing weighting in the multi-criteria manual of DCLG (2009), ch. 6.

mod answer;
mod consistency;
mod people;
pub mod pool;
mod script;

use crate::model::criterion::Criterion;
use crate::model::hierarchy::Group;
use crate::weighting::{Node, SiblingSet};

pub use consistency::compared;
pub use people::{Groups, are_numbered};
pub use script::replay;

/// Points of the swing that is worth most in its set; all others are judged against it.
pub const TOP: f64 = 100.0;

/// What a session is about.
#[derive(Debug, Clone, Copy)]
pub struct Sitting<'a> {
    pub criteria: &'a [Criterion],
    pub groups: &'a [Group],
    /// In the order of the questions.
    pub sets: &'a [SiblingSet],
    pub people: People<'a>,
}

#[derive(Debug, Clone, Copy)]
pub enum People<'a> {
    /// One person, or a group that agrees: nobody is asked for a name.
    One,
    /// One after the other, each with an id that is not among those `taken`.
    Several { taken: &'a [String], groups: Groups<'a> },
}

impl Sitting<'_> {
    #[must_use]
    pub fn node(&self, set: usize, node: usize) -> Node {
        self.sets[set].nodes[node]
    }

    #[must_use]
    pub fn id(&self, node: Node) -> &str {
        match node {
            Node::Criterion(criterion) => &self.criteria[criterion].id,
            Node::Group(group) => &self.groups[group].id,
        }
    }

    #[must_use]
    pub fn name(&self, node: Node) -> &str {
        match node {
            Node::Criterion(criterion) => &self.criteria[criterion].name,
            Node::Group(group) => &self.groups[group].name,
        }
    }
}

/// What one person judged: points for each swing of each set.
#[derive(Debug, Clone, PartialEq)]
pub struct Person {
    /// Empty where nobody was asked.
    pub id: String,
    /// Empty where none was given.
    pub group: String,
    pub points: Vec<Vec<f64>>,
}

/// How two swings together compare with the first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comparison {
    Less,
    Same,
    More,
}

/// What was said of a set beside its points.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Said {
    /// One stands right before another in the order.
    Before { earlier: usize, later: usize },
    /// What two are worth together beside the first alone.
    Together { pair: [usize; 2], first: usize, worth: Comparison },
}

/// Where the session stands when an answer is wanted.
#[derive(Debug, Clone, PartialEq)]
pub struct Question {
    pub about: About,
    /// Whose judgement it is.
    pub person: Option<String>,
    /// What this person has judged so far, for each swing of each set.
    pub points: Vec<Vec<Option<f64>>>,
}

/// What is asked. Swings are places in their set.
#[derive(Debug, Clone, PartialEq)]
pub enum About {
    /// The id of the person who comes now.
    Person {
        number: usize,
    },
    /// The group that the person belongs to: one of those known, or if none is `declared` another.
    Group {
        known: Vec<String>,
        declared: bool,
    },
    /// Whether a group that is spelt nearly as a known one is meant to be another.
    NewGroup {
        typed: String,
        known: String,
    },
    First {
        set: usize,
    },
    Order {
        set: usize,
        first: usize,
    },
    Points {
        set: usize,
        first: usize,
        swing: usize,
    },
    /// `later` got more points than `earlier`, before which it was not put.
    Contradiction {
        set: usize,
        first: usize,
        earlier: usize,
        later: usize,
    },
    /// Whether a pair together is worth more than the first alone.
    Together {
        set: usize,
        first: usize,
        pair: [usize; 2],
    },
    /// The points do not say what was `said` about that.
    Disagreement {
        set: usize,
        first: usize,
        pair: [usize; 2],
        said: Comparison,
    },
    /// Moving `whole` all the way is worth as much as moving `part` from its worst to `performance`.
    TradeOff {
        set: usize,
        whole: usize,
        part: usize,
        performance: f64,
    },
    Review {
        set: usize,
        first: usize,
        /// What was said before, and the points no longer say.
        against: Vec<Said>,
    },
    Another,
    /// Whether what these people judged is to be written.
    Write {
        people: Vec<Person>,
    },
}

impl About {
    /// The set that it is about.
    #[must_use]
    pub fn set(&self) -> Option<usize> {
        match *self {
            Self::First { set }
            | Self::Order { set, .. }
            | Self::Points { set, .. }
            | Self::Contradiction { set, .. }
            | Self::Together { set, .. }
            | Self::Disagreement { set, .. }
            | Self::TradeOff { set, .. }
            | Self::Review { set, .. } => Some(set),
            Self::Person { .. } | Self::Group { .. } | Self::NewGroup { .. } | Self::Another | Self::Write { .. } => None,
        }
    }

    /// The answer that Enter alone stands for, if it stands for one.
    #[must_use]
    pub fn on_enter(&self) -> Option<&'static str> {
        match self {
            Self::Group { declared: false, .. } => Some("none"),
            Self::Order { .. } => Some("skip"),
            Self::Review { .. } => Some("accept"),
            _ => None,
        }
    }

    /// An answer in words that mean the same another day: a group's number hangs on the groups used before.
    #[must_use]
    pub fn settled(&self, answer: String) -> String {
        match self {
            Self::Group { known, .. } => people::chosen(&answer, known).map_or(answer, str::to_owned),
            _ => answer,
        }
    }
}

/// Why an answer is none.
#[derive(Debug, Clone, PartialEq)]
pub enum Refusal {
    /// It must be one of these words.
    Words(&'static [&'static str]),
    /// It is no number, id or name of a swing that can be meant.
    NoSwing {
        text: String,
    },
    /// The same swing twice in an order.
    Twice {
        swing: usize,
    },
    /// The first stands in the order of the others.
    FirstAgain {
        first: usize,
    },
    /// Swings that an order leaves out.
    Missing {
        swings: Vec<usize>,
    },
    NoPoints,
    /// More points than the first has.
    AboveTop,
    /// The first stays at the top unless the set is judged anew.
    IsFirst,
    /// An id or group that a file could not hold plainly.
    Name,
    /// An id that is in use, maybe in another spelling.
    Taken {
        by: String,
    },
    /// No group that can be chosen; maybe one that is spelt nearly so.
    NoGroup {
        near: Option<String>,
    },
    /// Nothing is written, but the session is not lost either.
    NotWritten,
}

/// How far the answers go.
#[derive(Debug, Clone, PartialEq)]
pub enum Step {
    Ask(Question),
    /// The answer at this place was refused.
    Refused {
        at: usize,
        question: Question,
        why: Refusal,
    },
    /// Everyone's judgements, after so many answers.
    Done {
        people: Vec<Person>,
        answers: usize,
    },
}

/// The questions that were answered, in order, and what comes next.
#[derive(Debug, Clone, PartialEq)]
pub struct Replay {
    pub answered: Vec<Question>,
    pub step: Step,
}
