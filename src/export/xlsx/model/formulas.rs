//! From a performance to its score as a formula, for every kind of scale: what `ValueFunction::score` does.

use super::layout::{ABSENT, BEST, KNOT, KNOT_SCORE, Layout, PARAMETER, SLOPE, WORST};
use crate::document::model::{Criterion, Ends, MadeOf, Missing, Outside, Scale};

/// Curvature below which 1 − e^(−c) loses digits, so that a series stands in for the curve.
pub const FLAT: f64 = 1e-3;

/// The score of the performance in a cell; `None` where there is no scale.
///
/// - `cell`: of the sheet of values, on which the formula stands
pub fn score(criterion: &Criterion, index: usize, cell: &str, layout: &Layout) -> Option<String> {
    let row = layout.scale(index);
    let at = |column| layout.on_model(row, column);
    let (worst, best, parameter) = (at(WORST), at(BEST), at(PARAMETER));
    let found = match &criterion.scale {
        Scale::LeftOut => return None,
        Scale::Line(ends) => {
            let x = on_scale(cell, ends, &worst, &best);
            format!("100*({x}-{worst})/({best}-{worst})")
        }
        Scale::Curve { ends, .. } => curve(&on_scale(cell, ends, &worst, &best), &worst, &best, &parameter),
        Scale::Points(_) => between_points(cell, index, layout),
        Scale::Levels(_) => {
            let (labels, scores) = (layout.knots_on_model(index, KNOT), layout.knots_on_model(index, KNOT_SCORE));
            // Exact where MATCH takes capitals and small letters for the same and `*` for anything; no level divides by 0.
            format!("SUMPRODUCT(EXACT({labels},{cell})*{scores})/SUMPRODUCT(EXACT({labels},{cell})*1)")
        }
        Scale::Relative { is_higher_better: true, .. } => format!("100*{cell}/{parameter}"),
        Scale::Relative { is_higher_better: false, .. } => format!("100-100*{cell}/{parameter}"),
    };
    let absent = if criterion.missing == Missing::Nothing { "NA()".to_owned() } else { at(ABSENT) };
    // A formula leaves no cell blank: a performance that is made of others is an empty text where one is absent.
    let is_absent = if criterion.made_of.is_some() { format!("{cell}=\"\"") } else { format!("ISBLANK({cell})") };
    Some(format!("IF({is_absent},{absent},{found})"))
}

/// A performance made of figures of the data, in the order of the program; an empty text where one of them is absent.
///
/// - `cell`: the cell of a column
pub fn performance(made: MadeOf, cell: impl Fn(usize) -> String) -> String {
    let MadeOf { column, times, per } = made;
    let read: Vec<_> = [Some(column), times, per].into_iter().flatten().map(&cell).collect();
    let absent: Vec<_> = read.iter().map(|cell| format!("ISBLANK({cell})")).collect();
    let times = times.map_or(String::new(), |times| format!("*{}", cell(times)));
    let per = per.map_or(String::new(), |per| format!("/{}", cell(per)));
    format!("IF(OR({}),\"\",{}{times}{per})", absent.join(","), cell(column))
}

/// The performance, or the nearer end where that counts in its place; a text is an error, which MEDIAN alone would pass over.
fn on_scale(cell: &str, ends: &Ends, worst: &str, best: &str) -> String {
    match ends.outside {
        Outside::NearerEnd => format!("MEDIAN({worst},{cell}+0,{best})"),
        Outside::Stops | Outside::GoesOn => cell.to_owned(),
    }
}

/// 100·(1 − e^(−c·t)) / (1 − e^(−c)) with t the share of the way from worst to best.
///
/// A falling exponent is written the other way round, so that no power overflows. Which of the three it is hangs on the curvature in
/// its cell, which a reader may change.
fn curve(x: &str, worst: &str, best: &str, c: &str) -> String {
    let t = format!("({x}-{worst})/({best}-{worst})");
    let rest = format!("({best}-{x})/({best}-{worst})");
    let series = format!("100*{t}*(1+{c}*{rest}/2+{c}*{c}*{rest}*({rest}-{t})/12-{c}*{c}*{c}*{t}*{rest}*{rest}/24)");
    let falling = format!("100*(1-EXP(0-{c}*{t}))/(1-EXP(0-{c}))");
    let growing = format!("100*EXP({c}*{rest})*(1-EXP({c}*{t}))/(1-EXP({c}))");
    format!("IF(ABS({c})<{FLAT},{series},IF({c}>0,{falling},{growing}))")
}

/// The score of the point before, and the way to the next one.
fn between_points(cell: &str, index: usize, layout: &Layout) -> String {
    let column = |column| layout.knots_on_model(index, column);
    let (knots, scores, slopes) = (column(KNOT), column(KNOT_SCORE), column(SLOPE));
    let (first, last) = layout.knots[index].unwrap_or((0, 0));
    let x = format!("MEDIAN({},{cell}+0,{})", layout.on_model(first, KNOT), layout.on_model(last, KNOT));
    format!("LOOKUP({x},{knots},{scores})+({x}-LOOKUP({x},{knots}))*LOOKUP({x},{knots},{slopes})")
}

/// What the ends of a scale, its parameter and the score of an absent performance follow from, where the performances make
/// them; on the sheet of scales.
pub struct Following {
    pub worst: Option<String>,
    pub best: Option<String>,
    pub parameter: Option<String>,
    pub absent: Option<String>,
}

/// - `found`: the least and the largest performance there is
pub fn following(criterion: &Criterion, index: usize, found: Option<(f64, f64)>, layout: &Layout) -> Following {
    let all = layout.performances_on_values(index);
    let mut following = Following { worst: None, best: None, parameter: None, absent: None };
    match &criterion.scale {
        Scale::Line(ends) | Scale::Curve { ends, .. } if ends.is_local => {
            let same = |a: f64, b: f64| a.total_cmp(&b).is_eq();
            let (low, high) = (ends.worst.min(ends.best), ends.worst.max(ends.best));
            if found.is_some_and(|(least, most)| same(low, least) && same(high, most)) {
                let (worst, best) = if ends.worst < ends.best { ("MIN", "MAX") } else { ("MAX", "MIN") };
                following.worst = Some(format!("{worst}({all})"));
                following.best = Some(format!("{best}({all})"));
            }
        }
        Scale::Relative { is_higher_better, .. } => {
            let norm = super::layout::cell(layout.scale(index), PARAMETER);
            following.parameter = Some(format!("SQRT(SUMSQ({all}))"));
            following.absent = match (criterion.missing, is_higher_better) {
                (Missing::Worst, true) => Some(format!("100*MIN({all})/{norm}")),
                (Missing::Worst, false) => Some(format!("100-100*MAX({all})/{norm}")),
                (Missing::Middle, true) => Some(format!("50*(MIN({all})+MAX({all}))/{norm}")),
                (Missing::Middle, false) => Some(format!("100-50*(MIN({all})+MAX({all}))/{norm}")),
                (Missing::Nothing, _) => None,
            };
        }
        Scale::Levels(_) => {
            let (first, last) = layout.knots[index].unwrap_or((0, 0));
            let scores = super::layout::down(first, last, KNOT_SCORE);
            following.absent = match criterion.missing {
                Missing::Worst => Some(format!("MIN({scores})")),
                Missing::Middle => Some(format!("(MIN({scores})+MAX({scores}))/2")),
                Missing::Nothing => None,
            };
        }
        Scale::Line(_) | Scale::Curve { .. } | Scale::Points(_) | Scale::LeftOut => {}
    }
    following
}
