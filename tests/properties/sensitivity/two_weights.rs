//! Two weights at once.

use proptest::collection::vec;
use proptest::prelude::{any, prop_assert, prop_assert_eq};
use proptest::sample::Index;
use weighup::analysis::sensitivity::Present;
use weighup::analysis::sensitivity::regions::{Region, two_way};

use super::moved::{Case, cases};
use super::support::{for_all, near};

/// In points: leads smaller than this are too near a border to call.
const UNCLEAR: f64 = 1e-6;

/// On which side of every edge of a convex polygon, its corners anticlockwise, a point lies; on a line, whether between.
fn contains(region: &Region, [x, y]: [f64; 2]) -> bool {
    if let [from, to] = region.polygon[..] {
        return x >= from[0].min(to[0]) && x <= from[0].max(to[0]);
    }
    let corners = &region.polygon;
    (0..corners.len()).all(|at| {
        let (a, b) = (corners[at], corners[(at + 1) % corners.len()]);
        (b[0] - a[0]) * (y - a[1]) - (b[1] - a[1]) * (x - a[0]) >= -1e-12
    })
}

#[test]
fn the_polygon_of_whoever_leads_holds_the_point_and_no_other_does() {
    let points = vec((0.0_f64..1.0, 0.0_f64..1.0), 24);
    for_all((cases(), any::<Index>(), any::<Index>(), points), |(model, one, other, points)| {
        let case = Case::new(&model)?;
        let nodes = case.nodes();
        let (x, y) = (nodes[one.index(nodes.len())], nodes[other.index(nodes.len())]);
        let nested = (0..case.weights.len()).any(|leaf| case.holds(x, leaf) && case.holds(y, leaf));
        let present = Present::new(&case.decision);
        let found = two_way(&present, x, y);
        prop_assert_eq!(found.is_err(), nested);
        let Ok(found) = found else { return Ok(()) };
        near("the present weight of x", found.at.0, case.weight(x), 1e-12)?;
        near("the present weight of y", found.at.1, case.weight(y), 1e-12)?;
        let rest = case.in_proportion(&case.weights, |leaf| !case.holds(x, leaf) && !case.holds(y, leaf));
        let (alone_x, alone_y) = (case.alone(x), case.alone(y));
        let weights = |[x, y]: [f64; 2]| -> Vec<f64> {
            let rest = |leaf: usize| rest.as_ref().map_or(0.0, |rest| (1.0 - x - y) * rest[leaf]);
            (0..alone_x.len()).map(|leaf| x * alone_x[leaf] + y * alone_y[leaf] + rest(leaf)).collect()
        };
        for (a, b) in points {
            // The square folded onto the triangle; without a rest, onto its long side.
            let point = if rest.is_none() {
                [a, 1.0 - a]
            } else if a + b > 1.0 {
                [1.0 - a, 1.0 - b]
            } else {
                [a, b]
            };
            let values = case.values(&weights(point));
            let best = values.iter().copied().fold(f64::MIN, f64::max);
            if values.iter().any(|value| (1e-10..UNCLEAR).contains(&(best - value))) {
                continue;
            }
            for row in case.rows() {
                let region = found.regions.iter().find(|region| *region.id == *case.id(row));
                let leads = best - values[row] < 1e-10;
                let inside = region.is_some_and(|region| contains(region, point));
                prop_assert_eq!(inside, leads, "{} at {:?}: {:?}", case.id(row), point, region);
            }
        }
        let mut lines = Vec::new();
        let mut total = 0.0;
        for region in &found.regions {
            let row = case.row(&region.id);
            for &corner in &region.polygon {
                let values = case.values(&weights(corner));
                let best = values.iter().copied().fold(f64::MIN, f64::max);
                near("who leads at a corner of its own", values[row], best, 1e-9)?;
                // A corner inside the triangle is where it ties with two others, one on its edge where it ties with one.
                let [x, y] = corner;
                let edges = if rest.is_some() { [x, y, 1.0 - x - y] } else { [x, y, 1.0] };
                let ties = case.rows().filter(|&other| other != row && best - values[other] <= 1e-8).count();
                let on = edges.iter().filter(|edge| edge.abs() <= 1e-9).count();
                let needed = if rest.is_some() { 2_usize } else { 1 };
                prop_assert!(on + ties >= needed, "{corner:?} of {}: {values:?}", region.id);
                prop_assert!(edges.iter().all(|edge| *edge >= -1e-9));
            }
            let line = [weights([1.0, 0.0]), weights([0.0, 1.0]), weights([0.0, 0.0])].map(|at| case.value(row, &at));
            let same = |other: &[f64; 3]| line.iter().zip(other).all(|(a, b)| (a - b).abs() <= 1e-9);
            if !lines.iter().any(same) {
                lines.push(line);
                total += region.share;
            }
        }
        near("the shares of all that lead", total, 1.0, 1e-9)?;
        prop_assert!(found.regions.windows(2).all(|pair| pair[0].share >= pair[1].share));
        Ok(())
    });
}
