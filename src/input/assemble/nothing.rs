//! Doing nothing: the performance a criterion states for it, as a score.

use toml::Spanned;

use super::performances::level_of;
use crate::diagnostic::{Diagnostic, Diagnostics, Place, quote, suggestion};
use crate::document::figure;
use crate::input::criteria_file::CriteriaFile;
use crate::input::criteria_file::criterion::{CriterionEntry, Scalar};
use crate::model::value_function::{Level, Outside, ScaleOrigin, Shape, ValueFunction};

/// The score of doing nothing on a criterion; `None` if it does not say.
///
/// # Errors
/// A `nothing` that is no performance of the criterion.
pub fn score(
    file: &CriteriaFile,
    entry: &CriterionEntry,
    value: &ValueFunction,
    findings: &mut Diagnostics,
) -> Result<Option<f64>, Diagnostic> {
    let Some(stated) = &entry.nothing else { return Ok(None) };
    let statement = Statement { file, entry, stated };
    match (&value.shape, stated.get_ref()) {
        (Shape::Levels(levels), scalar) => statement.level(levels, scalar).map(Some),
        (_, Scalar::Text(text)) => {
            Err(statement
                .refuse(&format!("must be a number, not \"{}\"", quote(text)), "write the performance if nothing is done"))
        }
        (_, Scalar::Number(number)) => statement.number(*number, value, findings).map(Some),
    }
}

struct Statement<'a> {
    file: &'a CriteriaFile,
    entry: &'a CriterionEntry,
    stated: &'a Spanned<Scalar>,
}

impl Statement<'_> {
    fn place(&self) -> Place {
        Place::new(&self.file.source, self.stated.span())
    }

    fn refuse(&self, what: &str, remedy: &str) -> Diagnostic {
        let message = format!("`nothing` of criterion `{}` {what}", self.entry.id.get_ref());
        Diagnostic::error("nothing", message).at(Some(self.place())).remedy(remedy)
    }

    fn level(&self, levels: &[Level], scalar: &Scalar) -> Result<f64, Diagnostic> {
        let text = match scalar {
            Scalar::Text(text) => text.clone(),
            Scalar::Number(number) => number.to_string(),
        };
        let known = levels.iter().map(|level| level.label.as_str());
        let unknown = || self.refuse(&format!("is \"{}\", which is no level", quote(&text)), &suggestion(&text, known));
        level_of(levels, &text).map(|level| levels[level].value).ok_or_else(unknown)
    }

    /// A number on the scale; beyond it as `outside` says, and never on the continuation of a curve.
    fn number(&self, number: f64, value: &ValueFunction, findings: &mut Diagnostics) -> Result<f64, Diagnostic> {
        if let Some(scale) = value.scale.filter(|scale| !scale.contains(number)) {
            let [number, worst, best] = [number, scale.worst, scale.best].map(figure::plain);
            let ends = format!("is {number}, outside its scale, {worst} to {best}");
            let must_lie_on_it = scale.origin == ScaleOrigin::Fixed || value.shape != Shape::Linear;
            match value.outside {
                Outside::Clamp => {
                    let message =
                        format!("`nothing` of criterion `{}` {ends}: counted as its nearer end", self.entry.id.get_ref());
                    let remedy = "widen the scale so that doing nothing lies on it";
                    findings.push_once(Diagnostic::warning("clamped", message).at(Some(self.place())).remedy(remedy));
                }
                Outside::Error if must_lie_on_it => return Err(self.refuse(&ends, "declare a scale on which doing nothing lies")),
                Outside::Error | Outside::Extrapolate => {}
            }
        }
        let score = value.score_number(number);
        if score.is_finite() { Ok(score) } else { Err(self.refuse("lies too far beyond the scale", "declare worst and best")) }
    }
}
