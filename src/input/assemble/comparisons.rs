//! Pairwise and best-worst comparisons of the criteria file, fitted to the sets of siblings they compare.

use nalgebra::DMatrix;
use toml::Spanned;

use super::tree::Tree;
use crate::diagnostic::{Diagnostic, Diagnostics, Place, quote, suggestion};
use crate::document::words;
use crate::input::criteria_file::CriteriaFile;
use crate::input::criteria_file::weighing::{BestWorstEntry, ComparisonEntry};
use crate::weighting::best_worst::BestWorst;
use crate::weighting::{Comparison, SiblingSet};

/// Whether comparisons replace the swings: `[weights] method` says so.
pub fn replace_swings(file: &CriteriaFile) -> bool {
    file.weights.method.is_some()
}

/// Whether a group is weighed itself: all are where one of them carries comparisons over its members.
pub fn groups_are_nodes(file: &CriteriaFile) -> bool {
    file.groups.iter().any(|group| group.comparison.is_some())
}

/// Comparisons without the `method` that makes them count.
pub fn check_method(file: &CriteriaFile, findings: &mut Diagnostics) {
    if replace_swings(file) {
        return;
    }
    let of_groups = file.groups.iter().filter_map(|group| group.comparison.as_ref());
    if let Some(comparison) = file.weights.comparison.as_ref().or(of_groups.into_iter().next()) {
        let method = comparison.method();
        let message = "there are comparisons, but [weights] has no `method`";
        let place = Place::new(&file.source, comparison.span());
        let remedy = format!("add method = \"{method}\" to [weights], or remove the comparisons");
        findings.push(Diagnostic::error("weights", message).at(Some(place)).remedy(remedy));
    }
}

/// One comparison for each set of siblings, in their order; `None` for a set of one.
///
/// Whatever does not fit is reported; then `None`.
pub fn fitted(file: &CriteriaFile, tree: &Tree, findings: &mut Diagnostics) -> Option<Vec<Option<Comparison>>> {
    let mut fitter = Fitter { file, tree, findings, sound: true };
    let comparisons = tree.sets.iter().map(|set| fitter.set(set)).collect();
    if let (true, Some(method)) = (fitter.sound, &file.weights.method) {
        let replaced = file.criteria.iter().any(|criterion| criterion.judgement.is_some());
        if replaced {
            let message = "the weights come from comparisons: the criteria's own swings, weights or ranks are not used";
            let place = Place::new(&file.source, method.span());
            fitter.findings.push(Diagnostic::note("swings-replaced", message).at(Some(place)));
        }
    }
    fitter.sound.then_some(comparisons)
}

struct Fitter<'a> {
    file: &'a CriteriaFile,
    tree: &'a Tree,
    findings: &'a mut Diagnostics,
    sound: bool,
}

impl Fitter<'_> {
    fn refuse<T>(&mut self, span: std::ops::Range<usize>, message: String, remedy: impl Into<Box<str>>) -> Option<T> {
        let place = Place::new(&self.file.source, span);
        self.findings.push(Diagnostic::error("weights", message).at(Some(place)).remedy(remedy));
        self.sound = false;
        None
    }

    fn ids(&self, set: &SiblingSet) -> Vec<String> {
        set.nodes.iter().map(|node| format!("`{}`", self.tree.id(self.file, *node).get_ref())).collect()
    }

    fn set(&mut self, set: &SiblingSet) -> Option<Comparison> {
        let (entry, keeper) = match set.parent {
            None => (self.file.weights.comparison.as_ref(), "[weights]".to_owned()),
            Some(group) => {
                let entry = &self.file.groups[group];
                (entry.comparison.as_ref(), format!("group `{}`", quote(entry.id.get_ref())))
            }
        };
        let members = self.ids(set);
        let listed = words::first_few(&members, 12);
        match entry {
            None if members.len() < 2 => None,
            None => {
                let span = match (set.parent, &self.file.weights.method) {
                    (Some(group), _) => self.file.groups[group].id.span(),
                    (None, Some(method)) => method.span(),
                    (None, None) => 0..0,
                };
                let message = format!("{keeper} has no comparisons of {listed}");
                self.refuse(span, message, "add `pairwise`, or `best`, `worst`, `best_to_others` and `others_to_worst`")
            }
            Some(ComparisonEntry::Pairwise(matrix)) => {
                let rows = matrix.get_ref();
                if rows.len() != members.len() {
                    let message =
                        format!("`pairwise` in {keeper} has {}, and compares {listed}", words::count(rows.len(), "row"));
                    let remedy = format!("write {}, in that order", words::count(members.len(), "row"));
                    return self.refuse(matrix.span(), message, remedy);
                }
                Some(Comparison::Pairwise(DMatrix::from_fn(rows.len(), rows.len(), |row, column| rows[row][column])))
            }
            Some(ComparisonEntry::BestWorst(entry)) => self.best_worst(set, entry, &keeper),
        }
    }

    fn best_worst(&mut self, set: &SiblingSet, entry: &BestWorstEntry, keeper: &str) -> Option<Comparison> {
        let best = self.position(set, &entry.best, keeper);
        let worst = self.position(set, &entry.worst, keeper);
        let best_to_others = self.vector(set, &entry.best_to_others, "best_to_others", &entry.best, keeper);
        let others_to_worst = self.vector(set, &entry.others_to_worst, "others_to_worst", &entry.worst, keeper);
        let judgements =
            BestWorst { best: best?, worst: worst?, best_to_others: best_to_others?, others_to_worst: others_to_worst? };
        if judgements.best == judgements.worst && set.nodes.len() > 1 {
            let message = format!("{keeper} names `{}` as best and as worst", quote(entry.best.get_ref()));
            return self.refuse(entry.worst.span(), message, "name the least important one as `worst`");
        }
        let (there, back) = (judgements.best_to_others[judgements.worst], judgements.others_to_worst[judgements.best]);
        if (there - back).abs() > 0.0 {
            let message = format!(
                "{keeper} compares `{}` with `{}` twice, and differently: {there} in `best_to_others`, {back} in `others_to_worst`",
                quote(entry.best.get_ref()),
                quote(entry.worst.get_ref())
            );
            return self.refuse(entry.worst.span(), message, "it is one judgement: write the same figure in both");
        }
        self.doubt_beyond(set, entry, &judgements);
        Some(Comparison::BestWorst(judgements))
    }

    /// Nothing can lie further from the best than the worst, nor further from the worst than the best.
    fn doubt_beyond(&mut self, set: &SiblingSet, entry: &BestWorstEntry, judgements: &BestWorst) {
        let most = judgements.best_to_others[judgements.worst];
        for (figures, names, key) in [
            (&judgements.best_to_others, &entry.best_to_others, "best_to_others"),
            (&judgements.others_to_worst, &entry.others_to_worst, "others_to_worst"),
        ] {
            for (node, times) in set.nodes.iter().zip(figures).filter(|(_, times)| **times > most) {
                let id = self.tree.id(self.file, *node).get_ref();
                let message = format!("`{key}` gives `{}` {times}, more than the {most} between best and worst", quote(id));
                let place = names
                    .iter()
                    .find(|(name, _)| name.get_ref() == id)
                    .map(|(name, _)| Place::new(&self.file.source, name.span()));
                let doubt = Diagnostic::warning("inconsistent-judgements", message).at(place);
                self.findings.push_once(doubt.remedy("ask again: which is the worst, and how far does it lie from the best?"));
            }
        }
    }

    fn position(&mut self, set: &SiblingSet, named: &Spanned<String>, keeper: &str) -> Option<usize> {
        let id = |node: &crate::weighting::Node| self.tree.id(self.file, *node).get_ref().as_str();
        let found = set.nodes.iter().position(|node| id(node) == named.get_ref());
        if found.is_some() {
            return found;
        }
        let known: Vec<_> = set.nodes.iter().map(id).collect();
        let remedy = suggestion(named.get_ref(), known);
        self.refuse(named.span(), format!("{keeper} compares no `{}`", quote(named.get_ref())), remedy)
    }

    /// The figures of a vector in the order of the set.
    fn vector(
        &mut self,
        set: &SiblingSet,
        entries: &[(Spanned<String>, f64)],
        key: &str,
        own: &Spanned<String>,
        keeper: &str,
    ) -> Option<Vec<f64>> {
        let mut figures = vec![None; set.nodes.len()];
        let mut known = true;
        for (name, times) in entries {
            match self.position(set, name, keeper) {
                Some(position) => figures[position] = Some(*times),
                None => known = false,
            }
        }
        let lacking: Vec<_> =
            self.ids(set).into_iter().zip(&figures).filter(|(_, figure)| figure.is_none()).map(|(id, _)| id).collect();
        if !lacking.is_empty() {
            let message = format!("`{key}` in {keeper} lacks {}", words::first_few(&lacking, 12));
            return self.refuse(own.span(), message, "compare every one of them: 1 means equally important, 9 extremely more");
        }
        known.then(|| figures.into_iter().flatten().collect())
    }
}
