//! Weights as their spaces have them: invariant 24, and moments in closed form.

use proptest::collection::vec;
use proptest::prelude::{Strategy, any, prop_assume};
use proptest::sample::select;
use proptest::test_runner::TestCaseError;
use weighup::analysis::sensitivity::Present;
use weighup::analysis::sensitivity::regions::two_way;
use weighup::analysis::simulate::{Questions, Simulation, Space};
use weighup::model::hierarchy::Node;

use super::chance::{Ratios, Scores, limit, near_share};
use super::support::model::{Decimal, Model, Outside, Row, csv};
use super::support::recipe::{Grouping, Kind, Recipe, Scales, model};
use super::support::{for_all, near};
use super::uncertain::{alternative, by_row, decision, questions, simulated};
use super::{HALF_STEP, NEAR, float};

pub const DRAWS: u64 = 2_000;
/// The same, to calculate with.
pub const COUNT: f64 = 2_000.0;

/// Criteria on fixed scales from 0 to 100 with these swings.
pub fn linear(swings: &[f64]) -> String {
    let criterion = |(at, swing): (usize, &f64)| {
        format!(
            "[[criteria]]\nid = \"c{at}\"\nbetter = \"higher\"\nworst = 0\nbest = 100\nswing = {swing}\noutside = \"extrapolate\"\n"
        )
    };
    swings.iter().enumerate().map(criterion).collect()
}

/// Rows with these figures.
fn table(rows: &[Vec<f64>]) -> String {
    let header = std::iter::once("id".to_owned()).chain((0..rows[0].len()).map(|at| format!("c{at}")));
    let line = |(at, row): (usize, &Vec<f64>)| std::iter::once(format!("R{at}")).chain(row.iter().map(f64::to_string)).collect();
    csv(&std::iter::once(header.collect()).chain(rows.iter().enumerate().map(line)).collect::<Vec<_>>())
}

pub fn drawn(toml: &str, csv: &str, questions: &Questions) -> Result<Simulation, TestCaseError> {
    simulated(&decision(toml, csv, None)?, questions)?.ok_or_else(|| TestCaseError::fail("nothing varies"))
}

/// Figures on a grid, so that some interventions are alike.
fn figures(criteria: usize) -> impl Strategy<Value = Vec<Vec<f64>>> {
    vec(vec(select((0..=10).map(|tens| f64::from(10 * tens)).collect::<Vec<_>>()), criteria), 2..=6)
}

/// Invariant 24: with two criteria every rank and every win has the length of the interval of weights in which it is held.
#[test]
fn with_two_criteria_shares_are_the_lengths_of_intervals() {
    let scores = Scores::default();
    for_all((figures(2), any::<u64>()), |(rows, seed)| {
        let found = drawn(&linear(&[100.0, 60.0]), &table(&rows), &questions(Space::Uniform, DRAWS, seed))?;
        let lead =
            |a: usize, b: usize, weight: f64| weight * (rows[a][0] - rows[b][0]) + (1.0 - weight) * (rows[a][1] - rows[b][1]);
        let pairs = || (0..rows.len()).flat_map(|a| (0..a).map(move |b| (a, b)));
        let crossings = pairs().map(|(a, b)| lead(a, b, 0.0) / (lead(a, b, 0.0) - lead(a, b, 1.0)));
        let mut ends: Vec<_> = crossings.filter(|weight| (0.0..=1.0).contains(weight)).chain([0.0, 1.0]).collect();
        ends.sort_by(f64::total_cmp);
        let mut places = vec![vec![0.0; rows.len()]; rows.len()];
        let mut wins = vec![vec![0.0; rows.len()]; rows.len()];
        let (mut disagreement, winner) = (0.0, alternative(&found, &found.base_winner).row);
        for (from, to) in ends.windows(2).map(|pair| (pair[0], pair[1])).filter(|(from, to)| to - from > NEAR) {
            let leads = (0..rows.len()).map(|a| lead(a, winner, f64::midpoint(from, to)));
            disagreement += (to - from) * leads.fold(0.0, f64::max);
            for a in 0..rows.len() {
                let leads: Vec<_> = (0..rows.len()).map(|b| lead(a, b, f64::midpoint(from, to))).collect();
                let behind = leads.iter().filter(|lead| **lead < -NEAR).count();
                let level = leads.iter().filter(|lead| lead.abs() <= NEAR).count();
                places[a][behind..behind + level].iter_mut().for_each(|share| *share += (to - from) / float(level));
                for (win, lead) in wins[a].iter_mut().zip(leads) {
                    *win += (to - from) * if lead.abs() <= NEAR { 0.5 } else { f64::from(u8::from(lead > 0.0)) };
                }
            }
        }
        for (a, own) in by_row(&found).into_iter().enumerate() {
            for (place, (found, exact)) in own.rank_acceptability.iter().zip(&places[a]).enumerate() {
                near_share(&format!("R{a} at {}", place + 1), *found, *exact, COUNT)?;
            }
            for (b, (found, exact)) in found.pairwise.wins[a].iter().zip(&wins[a]).enumerate() {
                near_share(&format!("R{a} against R{b}"), *found, *exact, COUNT)?;
            }
        }
        near("disagreement", found.disagreement, disagreement, limit(100.0 * disagreement, 100.0, COUNT))?;
        // Two that are alike win half without any chance.
        let clear = wins[0].iter().zip(&found.pairwise.wins[0]).find(|(exact, _)| (0.05..0.45).contains(*exact));
        if let Some((exact, found)) = clear {
            scores.add(*found, *exact, (exact * (1.0 - exact) / COUNT).sqrt());
        }
        Ok(())
    });
    scores.are_standard();
}

/// Invariant 24: with three criteria first places have the shares of the polygons of weights.
#[test]
fn with_three_criteria_first_places_are_the_shares_of_polygons() {
    let scores = Scores::default();
    for_all((figures(3), any::<u64>()), |(rows, seed)| {
        let decision = decision(&linear(&[100.0, 60.0, 20.0]), &table(&rows), None)?;
        let found = simulated(&decision, &questions(Space::Uniform, DRAWS, seed))?.expect("weights vary");
        let polygons = two_way(&Present::new(&decision), Node::Criterion(0), Node::Criterion(1)).expect("not nested");
        for (own, row) in by_row(&found).into_iter().zip(&rows) {
            let region = polygons.regions.iter().find(|region| region.id == own.id);
            let alike = float(rows.iter().filter(|other| *other == row).count());
            let exact = region.map_or(0.0, |region| region.share / alike);
            near_share(&format!("first place of {}", own.id), own.rank_acceptability[0], exact, COUNT)?;
        }
        let clear = polygons.regions.iter().find(|region| (0.05..0.95).contains(&region.share));
        if let Some(region) = clear {
            let same = |id: &str| &rows[alternative(&found, id).row];
            let own = found.alternatives.iter().filter(|own| same(&own.id) == same(&region.id));
            let first = own.map(|own| own.rank_acceptability[0]).sum();
            scores.add(first, region.share, (region.share * (1.0 - region.share) / COUNT).sqrt());
        }
        Ok(())
    });
    scores.are_standard();
}

/// Draws that are expected of what is counted, and of its contrary, for the count to be about normal.
const COMMON: f64 = 30.0;

/// The largest of uniform weights: above t with probability m(1 − t)^(m − 1), for t from a half up.
#[test]
fn the_largest_of_uniform_weights_is_as_large_as_it_must_be() {
    let scores = Scores::default();
    for_all((2_usize..=8, 50_u32..=95, any::<u64>()), |(count, hundredths, seed)| {
        let mut rows = specialists(count);
        rows.push(vec![f64::from(hundredths); count]);
        let found = drawn(&linear(&vec![100.0; count]), &table(&rows), &questions(Space::Uniform, DRAWS, seed))?;
        let above = float(count) * (1.0 - f64::from(hundredths) / 100.0).powi(i32::try_from(count).expect("few") - 1);
        let first = alternative(&found, &format!("R{count}")).rank_acceptability[0];
        near_share("the rival first", first, 1.0 - above, COUNT)?;
        // A count of rare events is far from normal: its squares have a far larger variance than the 2 that the sum is judged by.
        if COUNT * above.min(1.0 - above) >= COMMON {
            scores.add(first, 1.0 - above, (above * (1.0 - above) / COUNT).sqrt());
        }
        Ok(())
    });
    scores.are_standard();
}

/// For each criterion a row that is best on it and worst on all others: its value is 100 times the weight.
fn specialists(count: usize) -> Vec<Vec<f64>> {
    let cell = |row: usize, column: usize| if row == column { 100.0 } else { 0.0 };
    (0..count).map(|row| (0..count).map(|column| cell(row, column)).collect()).collect()
}

/// Mean and mean square of a weight's share among its siblings.
fn share_moments(space: Space, concentration: f64, judged: f64, family: &[f64]) -> (f64, f64) {
    let count = float(family.len());
    let (share, places) = (judged / family.iter().sum::<f64>(), 0..family.len());
    match space {
        Space::Uniform => (1.0 / count, 2.0 / (count * (count + 1.0))),
        Space::Dirichlet => (share, share * share + share * (1.0 - share) / (concentration + 1.0)),
        _ => {
            // The k-th largest of uniform shares is Σ yᵢ/i for i from k up, y being uniform shares again.
            let (above, level) =
                (family.iter().filter(|x| **x > judged).count(), family.iter().filter(|x| (**x - judged).abs() < NEAR).count());
            let parts = |place: usize| places.clone().skip(place).map(|at| 1.0 / float(at + 1));
            let mean = |place: usize| parts(place).sum::<f64>() / count;
            let square = |place: usize| {
                let (sum, squares) = (parts(place).sum::<f64>(), parts(place).map(|part| part * part).sum::<f64>());
                (sum * sum + squares) / (count * (count + 1.0))
            };
            let over = |of: &dyn Fn(usize) -> f64| (above..above + level).map(of).sum::<f64>() / float(level);
            (over(&mean), over(&square))
        }
    }
}

/// Mean and variance of the weight of a criterion: shares on the way down are drawn independently.
fn weight_moments(model: &Model, space: Space, concentration: f64, leaf: usize) -> (f64, f64) {
    let figure = |judged: Decimal| judged.to_string().parse::<f64>().expect("a number");
    let nodes: Vec<_> = model.clone().judged().into_iter().map(|(anchor, judged)| (anchor, figure(*judged))).collect();
    let (mut mean, mut square) = (1.0, 1.0);
    let mut node = Some((model.anchor(model.criteria[leaf].group), figure(model.criteria[leaf].judged)));
    while let Some((anchor, judged)) = node {
        if judged <= 0.0 {
            return (0.0, 0.0);
        }
        let family: Vec<_> = nodes.iter().filter(|other| other.0 == anchor && other.1 > 0.0).map(|other| other.1).collect();
        let (own, own_square) = share_moments(space, concentration, judged, &family);
        (mean, square) = (mean * own, square * own_square);
        node = anchor.map(|group| {
            let judged = model.groups[group].judged.expect("an anchor is judged");
            (model.anchor(model.groups[group].parent), figure(judged))
        });
    }
    (mean, square - mean * mean)
}

/// Mean weights and their variances are those of the space: 1/m, rank order centroids, or the present weights and
/// w(1 − w)/(κ + 1); down a tree their products.
#[test]
fn weights_have_the_moments_of_their_space() {
    let (means, spread) = (Scores::default(), Ratios::default());
    let recipe = Recipe { kinds: &[Kind::Linear], scales: Scales::Fixed, grouping: Grouping::Any, extras: &[] };
    let space = select(vec![Space::Uniform, Space::Ordinal, Space::Dirichlet]);
    for_all((model(recipe), space, 10_u32..=60, any::<u64>()), |(mut model, space, concentration, seed)| {
        let concentration = f64::from(concentration);
        for criterion in &mut model.criteria {
            (criterion.start, criterion.unit, criterion.width) = (Decimal::ZERO, Decimal::whole(1), 100);
            (criterion.rises, criterion.outside, criterion.nothing) = (true, Outside::Error, None);
        }
        let specialist = |row: usize| {
            let cells = (0..model.criteria.len()).map(|leaf| Some(if leaf == row { 100 } else { 0 })).collect();
            Row { id: format!("R{row}"), cells, ..model.rows[0].clone() }
        };
        // One more, who is worst on everything: there must be two.
        let rows = (0..=model.criteria.len()).map(specialist).collect();
        let model = Model { rows, ..model };
        let questions = Questions { concentration, ..questions(space, DRAWS, seed) };
        let Some(found) = simulated(&decision(&model.toml(), &model.csv(), None)?, &questions)? else { return Ok(()) };
        let mut told = false;
        for (leaf, mean_weight) in found.mean_weights.entries().iter().enumerate() {
            let (mean, variance) = weight_moments(&model, space, concentration, leaf);
            let own = by_row(&found)[leaf];
            let what = format!("weight of c{leaf}");
            near(&what, *mean_weight, mean, limit(variance, 1.0, COUNT) + NEAR)?;
            near("its value", own.mean, 100.0 * mean_weight, NEAR)?;
            near(&format!("variance of the {what}"), own.sd * own.sd / 1e4, variance, limit(variance, 1.0, COUNT) + NEAR)?;
            if variance > NEAR && !told {
                told = true;
                means.add(*mean_weight, mean, (variance / COUNT).sqrt());
                spread.add(own.sd * own.sd / 1e4, variance);
            }
        }
        Ok(())
    });
    means.are_standard();
    spread.is_right();
}

/// Two weights within bounds of their swings are even between the ends of their proportions.
#[test]
fn two_weights_within_bounds_are_even_between_them() {
    let (means, spread) = (Scores::default(), Ratios::default());
    let bounds = || (0_u32..=100, 100_u32..=200).prop_map(|(low, high)| (f64::from(low), f64::from(high)));
    for_all((bounds(), bounds(), any::<u64>()), |(one, other, seed)| {
        prop_assume!(one.0 < one.1 || other.0 < other.1);
        let mut toml = linear(&[100.0, 100.0]);
        for (at, (low, high)) in [one, other].into_iter().enumerate() {
            let id = format!("id = \"c{at}\"");
            toml = toml.replace(&id, &format!("{id}\nswing_low = {low}\nswing_high = {high}"));
        }
        let found = drawn(&toml, &table(&specialists(2)), &questions(Space::Interval, DRAWS, seed))?;
        let (least, most) = (one.0 / (one.0 + other.1), one.1 / (one.1 + other.0));
        let (mean, variance) = (f64::midpoint(least, most), (most - least) * (most - least) / 12.0);
        near("mean weight", found.mean_weights.entries()[0], mean, limit(variance, most - least, COUNT) + NEAR)?;
        means.add(found.mean_weights.entries()[0], mean, (variance / COUNT).sqrt());
        let own = by_row(&found)[0];
        for (quantile, share) in [(own.p05, 0.05), (own.p50, 0.50), (own.p95, 0.95)] {
            let room = (most - least) * limit(share * (1.0 - share), 1.0, COUNT) + HALF_STEP / 100.0;
            near("a quantile", quantile / 100.0, least + share * (most - least), room)?;
        }
        spread.add(own.sd * own.sd / 1e4, variance);
        Ok(())
    });
    means.are_standard();
    spread.is_right();
}

/// People drawn again within their groups: means are the pooled weights, variances those of means of as many people.
#[test]
fn people_drawn_again_have_the_moments_of_the_bootstrap() {
    let (means, spread) = (Scores::default(), Ratios::default());
    let people = vec((any::<bool>(), vec(1_u32..=100, 3)), 1..8);
    for_all((people, any::<u64>()), |(people, seed)| {
        let line = |(at, (group, points)): (usize, &(bool, Vec<u32>))| {
            format!("S{at},{group},{},{},{}\n", points[0], points[1], points[2])
        };
        let returns = format!("stakeholder,group,c0,c1,c2\n{}", people.iter().enumerate().map(line).collect::<String>());
        let decision = decision(&linear(&[100.0; 3]), &table(&specialists(3)), Some(&returns))?;
        let found = simulated(&decision, &questions(Space::Stakeholders, DRAWS, seed))?.expect("people vary");
        let groups: Vec<Vec<_>> = [false, true]
            .map(|group| people.iter().filter(|person| person.0 == group).map(|person| &person.1).collect())
            .into_iter()
            .filter(|group: &Vec<_>| !group.is_empty())
            .collect();
        for leaf in 0..3 {
            let weight = |points: &&Vec<u32>| f64::from(points[leaf]) / f64::from(points.iter().sum::<u32>());
            let (mut mean, mut variance) = (0.0, 0.0);
            for group in &groups {
                let (count, say) = (float(group.len()), 1.0 / float(groups.len()));
                let own = group.iter().map(weight).sum::<f64>() / count;
                let squares = group.iter().map(|points| (weight(points) - own) * (weight(points) - own)).sum::<f64>();
                mean += say * own;
                variance += say * say * squares / (count * count);
            }
            let drawn = by_row(&found)[leaf];
            near(&format!("weight of c{leaf}"), drawn.mean / 100.0, mean, limit(variance, 1.0, COUNT) + NEAR)?;
            if leaf == 0 && variance > NEAR {
                means.add(drawn.mean / 100.0, mean, (variance / COUNT).sqrt());
                spread.add(drawn.sd * drawn.sd / 1e4, variance);
            }
        }
        Ok(())
    });
    means.are_standard();
    spread.is_right();
}
