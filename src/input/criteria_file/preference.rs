//! The `preference` of a criterion: from which differences on one intervention is preferred, where methods are compared.

use toml::Spanned;

use super::reader::{Refusal, TableReader, not_negative};
use crate::model::preference::PreferenceFunction;

/// The types with the keys that each needs, which are also all that it may have.
const TYPES: [(&str, &[&str]); 6] =
    [("usual", &[]), ("u", &["q"]), ("v", &["p"]), ("level", &["q", "p"]), ("linear", &["q", "p"]), ("gaussian", &["s"])];

const FORMS: &str = "u needs q; v needs p; level and linear need q and p; gaussian needs s; usual needs nothing";

/// Reads `preference`; `None` where it is not stated or lacks something, its errors reported.
pub fn read(criterion: &TableReader<'_>) -> Option<PreferenceFunction> {
    let table = criterion.table("preference", &format!("`preference` of {}", criterion.name))?;
    let kind = table.choice("type", &TYPES.map(|(kind, keys)| (kind, (kind, keys)))).map(Spanned::into_inner);
    let (q, p, s) = (table.read("q", not_negative), table.read("p", not_negative), table.read("s", not_negative));
    if table.value("type").is_none() {
        table.lacks("lacks `type`", FORMS);
    }
    table.finish();
    let (kind, keys) = kind?;
    for key in ["q", "p", "s"] {
        match table.value(key) {
            None if keys.contains(&key) => table.lacks(&format!("lacks `{key}`"), FORMS),
            Some(value) if !keys.contains(&key) => {
                table.refuse(
                    key,
                    value,
                    Refusal::Value(format!("has no effect on type = \"{kind}\""), format!("remove it: {FORMS}")),
                );
            }
            _ => {}
        }
    }
    let [q, p, s] = [q, p, s].map(|found| found.map(Spanned::into_inner));
    let function = match kind {
        "u" => PreferenceFunction::U { q: q? },
        "v" => PreferenceFunction::V { p: p? },
        "level" => PreferenceFunction::Level { q: q?, p: p? },
        "linear" => PreferenceFunction::Linear { q: q?, p: p? },
        "gaussian" => PreferenceFunction::Gaussian { s: s? },
        _ => PreferenceFunction::Usual,
    };
    check(&table, function);
    Some(function)
}

/// Thresholds that make no function.
fn check(table: &TableReader<'_>, function: PreferenceFunction) {
    let (key, wrong, remedy) = match function {
        PreferenceFunction::V { p } if p <= 0.0 => ("p", "must be above 0", "type = \"usual\" counts any difference in full"),
        PreferenceFunction::Gaussian { s } if s <= 0.0 => {
            ("s", "must be above 0", "type = \"usual\" counts any difference in full")
        }
        PreferenceFunction::Level { q, p } if p < q => ("p", "must not be below `q`", "q ≤ p"),
        PreferenceFunction::Linear { q, p } if p <= q => {
            ("p", "must be above `q`", "for a step from nothing to all at `q`, use type = \"u\"")
        }
        _ => return,
    };
    if let Some(value) = table.value(key) {
        table.refuse(key, value, Refusal::Value(wrong.to_owned(), remedy.to_owned()));
    }
}
