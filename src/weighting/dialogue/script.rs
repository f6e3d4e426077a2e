//! The session from beginning to end, written as if every answer were there: it stops at the first that is not.

use super::consistency::{agrees, holds, pair, trade, trade_off};
use super::{About, Groups, People, Person, Question, Refusal, Replay, Said, Sitting, Step, TOP, answer, people};
use crate::weighting::SiblingSet;

/// The next step after these answers.
///
/// - `answers`: as typed, without those that were refused or taken back
///
/// Each answer's question is in the result, so that a saved session can carry both.
#[must_use]
pub fn replay(sitting: &Sitting<'_>, answers: &[String]) -> Replay {
    let mut script = Script { sitting, answers, answered: Vec::new(), person: None, points: Vec::new(), said: Vec::new() };
    let step = match script.session() {
        Ok(people) => Step::Done { people, answers: script.answered.len() },
        Err(stop) => *stop,
    };
    Replay { answered: script.answered, step }
}

/// Where the session cannot go on.
type Stop = Box<Step>;

struct Script<'a> {
    sitting: &'a Sitting<'a>,
    answers: &'a [String],
    answered: Vec<Question>,
    person: Option<String>,
    points: Vec<Vec<Option<f64>>>,
    /// What this person said of the set in hand, but for what points were kept against.
    said: Vec<Said>,
}

impl Script<'_> {
    fn ask<T>(&mut self, about: About, read: impl FnOnce(&str) -> Result<T, Refusal>) -> Result<T, Stop> {
        let question = Question { about, person: self.person.clone(), points: self.points.clone() };
        let at = self.answered.len();
        let Some(typed) = self.answers.get(at) else { return Err(Box::new(Step::Ask(question))) };
        match read(typed.trim()) {
            Ok(meaning) => {
                self.answered.push(question);
                Ok(meaning)
            }
            Err(why) => Err(Box::new(Step::Refused { at, question, why })),
        }
    }

    fn session(&mut self) -> Result<Vec<Person>, Stop> {
        let mut people = Vec::new();
        loop {
            let person = self.one_person(&people)?;
            people.push(person);
            let several = matches!(self.sitting.people, People::Several { .. });
            if !several || !self.ask(About::Another, answer::yes)? {
                break;
            }
        }
        self.ask(
            About::Write { people: people.clone() },
            |typed| {
                if answer::yes(typed)? { Ok(()) } else { Err(Refusal::NotWritten) }
            },
        )?;
        Ok(people)
    }

    fn one_person(&mut self, before: &[Person]) -> Result<Person, Stop> {
        (self.person, self.points) = (None, Vec::new());
        let (mut id, mut group) = (String::new(), String::new());
        if let People::Several { taken, groups } = self.sitting.people {
            let taken = || taken.iter().chain(before.iter().map(|person| &person.id));
            id = self.ask(About::Person { number: before.len() + 1 }, |typed| people::free_id(typed, taken()))?;
            self.person = Some(id.clone());
            group = self.group(groups, before)?;
        }
        let of_one = |set: &SiblingSet| set.nodes.len() == 1;
        self.points = self.sitting.sets.iter().map(|set| vec![of_one(set).then_some(TOP); set.nodes.len()]).collect();
        for set in (0..self.sitting.sets.len()).filter(|&set| !of_one(&self.sitting.sets[set])) {
            while !self.set(set)? {
                self.points[set].fill(None);
            }
        }
        let points = (0..self.points.len()).map(|set| self.judged(set)).collect();
        Ok(Person { id, group, points })
    }

    /// The group of the person who comes now; empty for none.
    fn group(&mut self, groups: Groups<'_>, before: &[Person]) -> Result<String, Stop> {
        let (mut known, declared) = match groups {
            Groups::Declared(known) => (known.to_vec(), true),
            Groups::Used(known) => (known.to_vec(), false),
        };
        for person in before.iter().filter(|person| !person.group.is_empty()) {
            if !known.contains(&person.group) {
                known.push(person.group.clone());
            }
        }
        let about = About::Group { known: known.clone(), declared };
        match self.ask(about, |typed| people::group(typed, &known, declared))? {
            people::Group::None => Ok(String::new()),
            people::Group::Known(group) | people::Group::New(group) => Ok(group),
            people::Group::Near { typed, known } => {
                let about = About::NewGroup { typed: typed.clone(), known: known.clone() };
                Ok(if self.ask(about, answer::yes)? { known } else { typed })
            }
        }
    }

    /// Judges one set; false if it is to be judged anew.
    fn set(&mut self, set: usize) -> Result<bool, Stop> {
        let sitting = self.sitting;
        let first = self.ask(About::First { set }, |typed| answer::swing(typed, sitting, set, |_| true))?;
        self.points[set][first] = Some(TOP);
        self.said.clear();
        self.others(set, first)?;
        self.test_sum(set, first)?;
        self.test_trade_off(set, first)?;
        loop {
            let read = |typed: &str| match typed.to_lowercase().as_str() {
                "accept" => Ok(None),
                // A swing may have such an id.
                word => match answer::swing(typed, sitting, set, |_| true) {
                    Err(_) if ["yes", "y", "ok"].contains(&word) => Ok(None),
                    swing => swing.map(Some),
                },
            };
            let points = self.judged(set);
            let against = self.said.iter().copied().filter(|said| !holds(&points, said)).collect();
            match self.ask(About::Review { set, first, against }, read)? {
                None => return Ok(true),
                Some(swing) if swing == first => return Ok(false),
                Some(swing) => self.ask_points(set, first, swing)?,
            }
        }
    }

    /// The order of the others, then points for each.
    fn others(&mut self, set: usize, first: usize) -> Result<(), Stop> {
        let sitting = self.sitting;
        let others: Vec<_> = (0..sitting.sets[set].nodes.len()).filter(|&swing| swing != first).collect();
        let read = |typed: &str| match typed.to_lowercase().as_str() {
            "skip" => Ok(None),
            _ => answer::order(typed, sitting, set, first).map(Some),
        };
        let stated = if others.len() > 1 { self.ask(About::Order { set, first }, read)? } else { None };
        let ordered = stated.is_some();
        let mut before = None;
        for swing in stated.unwrap_or(others) {
            self.ask_points(set, first, swing)?;
            if let Some(earlier) = before.filter(|_| ordered) {
                self.said.push(Said::Before { earlier, later: swing });
            }
            while let Some(earlier) = before.filter(|&earlier| ordered && self.at(set, swing) > self.at(set, earlier)) {
                let about = About::Contradiction { set, first, earlier, later: swing };
                match self.ask(about, answer::keep_or_change)? {
                    answer::Change::None => {
                        self.said.pop();
                        break;
                    }
                    answer::Change::Asked => self.ask_points(set, first, swing)?,
                    answer::Change::To(points) => self.points[set][swing] = Some(points),
                }
            }
            before = Some(swing);
        }
        Ok(())
    }

    fn test_sum(&mut self, set: usize, first: usize) -> Result<(), Stop> {
        let sitting = self.sitting;
        let Some(pair) = pair(&self.judged(set), first) else { return Ok(()) };
        let mut said = self.ask(About::Together { set, first, pair }, answer::comparison)?;
        while !agrees(&self.judged(set), pair, said) {
            let read = |typed: &str| answer::mended(typed, sitting, set, first);
            match self.ask(About::Disagreement { set, first, pair, said }, read)? {
                answer::Mended::Nothing => return Ok(()),
                answer::Mended::Points(swing) => self.ask_points(set, first, swing)?,
                answer::Mended::Said(anew) => said = anew,
            }
        }
        self.said.push(Said::Together { pair, first, worth: said });
        Ok(())
    }

    fn test_trade_off(&mut self, set: usize, first: usize) -> Result<(), Stop> {
        let mut asked = trade_off(self.sitting, set, &self.judged(set));
        while let Some(about) = asked {
            let About::TradeOff { whole, part, .. } = about else { break };
            if self.ask(about, answer::is_right)? {
                break;
            }
            self.ask_points(set, first, whole)?;
            asked = trade(self.sitting, set, whole, part, &self.judged(set));
        }
        Ok(())
    }

    fn ask_points(&mut self, set: usize, first: usize, swing: usize) -> Result<(), Stop> {
        self.points[set][swing] = None;
        let points = self.ask(About::Points { set, first, swing }, answer::points)?;
        self.points[set][swing] = Some(points);
        Ok(())
    }

    fn at(&self, set: usize, swing: usize) -> f64 {
        self.points[set][swing].unwrap_or(0.0)
    }

    /// The points of a set that is judged.
    fn judged(&self, set: usize) -> Vec<f64> {
        (0..self.points[set].len()).map(|swing| self.at(set, swing)).collect()
    }
}
