//! What views are called for people; in machine output they keep their names.

use crate::analysis::compare::{Comparison, ViewKind};
use crate::analysis::methods::Method;
use crate::document::figure;
use crate::model::decision::Decision;
use crate::model::value_function::Outside;
use crate::model::weighing::WeightsKind;

/// The views of a comparison as people call them, in their order.
pub fn labels(decision: &Decision, comparison: &Comparison) -> Vec<String> {
    comparison.views.iter().zip(&comparison.kinds).map(|(name, kind)| label(decision, name, *kind)).collect()
}

pub fn label(decision: &Decision, name: &str, kind: ViewKind) -> String {
    match kind {
        ViewKind::Base if decision.weighing.kind == WeightsKind::Stakeholders => "Pooled weights".to_owned(),
        ViewKind::Base => "Present weights".to_owned(),
        ViewKind::Own => "File's own swings".to_owned(),
        ViewKind::Equal => "Equal weights".to_owned(),
        ViewKind::Without(criterion) => format!("Without {}", decision.criteria[criterion].name),
        ViewKind::Additive => "Additive".to_owned(),
        ViewKind::Method(method) => called(method).to_owned(),
        ViewKind::Scenario | ViewKind::Group | ViewKind::Person => name.to_owned(),
    }
}

fn called(method: Method) -> &'static str {
    match method {
        Method::WeightedProduct => "Weighted product",
        Method::Topsis => "TOPSIS",
        Method::Vikor => "VIKOR",
        Method::PrometheeII => "PROMETHEE II",
    }
}

/// What each of the other methods looks at.
pub fn methods() -> [&'static str; 5] {
    [
        "All take the same weights; the additive model takes scores, the others raw performances.",
        "Weighted product: performances multiplied, each raised to its weight; a small one pulls all down.",
        "TOPSIS: how near to the best of everything and how far from the worst of everything.",
        "VIKOR: the shortfall as a whole against the worst single shortfall; lower is better.",
        "PROMETHEE II: how often one beats another, not by how much, unless a preference function says.",
    ]
}

/// Figures that the additive model cuts off at the end of a scale and the other methods count in full.
pub fn cut_off(decision: &Decision) -> Option<String> {
    let mut found = Vec::new();
    for (column, criterion) in decision.criteria.iter().enumerate() {
        let Some(scale) = criterion.value.scale.filter(|_| criterion.value.outside == Outside::Clamp) else { continue };
        for (row, intervention) in decision.interventions.iter().enumerate() {
            let beyond = decision.performances[(row, column)].number().filter(|x| !scale.contains(*x));
            found.extend(beyond.map(|x| {
                let end = if (x > scale.best) == (scale.best > scale.worst) { scale.best } else { scale.worst };
                format!("{} on {} ({} against {})", intervention.id, criterion.name, figure::plain(x), figure::plain(end))
            }));
        }
    }
    let told = crate::document::words::first_few(&found, 5);
    let why = "The additive model stops at the end of a scale, the other methods count in full";
    (!found.is_empty()).then(|| format!("{why}: {told}. Where one of these moves, the cap may be why, not the method."))
}
