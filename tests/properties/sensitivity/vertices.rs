//! Corners of a polytope of weights, found one by one: every choice of as many faces as meet in a point is solved, and what
//! keeps all conditions is a corner. Slow, and without any idea in common with a simplex method.

/// A point keeps a condition that it misses by less than this.
const KEPT: f64 = 1e-9;
/// Faces whose crossing is this badly determined do not cross.
const SINGULAR: f64 = 1e-9;

/// Σ a·w = `right` on the face.
#[derive(Debug, Clone)]
pub struct Face {
    pub factors: Vec<f64>,
    pub right: f64,
}

impl Face {
    pub fn new(factors: &[f64], right: f64) -> Self {
        let size = factors.iter().fold(0.0_f64, |size, factor| size.max(factor.abs()));
        let scale = if size > 1e-10 { 1.0 / size } else { 1.0 };
        Self { factors: factors.iter().map(|factor| factor * scale).collect(), right: right * scale }
    }

    /// Through the origin.
    pub fn level(factors: &[f64]) -> Self {
        Self::new(factors, 0.0)
    }

    /// One weight is this much.
    pub fn weight(count: usize, at: usize, right: f64) -> Self {
        Self::new(&(0..count).map(|leaf| f64::from(u8::from(leaf == at))).collect::<Vec<_>>(), right)
    }

    fn is_real(&self) -> bool {
        self.factors.iter().any(|factor| factor.abs() > 1e-10)
    }

    fn same(&self, other: &Self) -> bool {
        let near = |sign: f64| {
            let pairs = self.factors.iter().zip(&other.factors).chain([(&self.right, &other.right)]);
            pairs.fold(true, |same, (a, b)| same && (a - sign * b).abs() <= 1e-12)
        };
        near(1.0) || near(-1.0)
    }
}

/// Corners of all cells into which `cuts` divide the weights that sum to 1, are at least 0, 0 where they carry nothing, and
/// keep Σ a·w ≥ right for the `conditions`.
pub fn corners(carries: &[bool], conditions: &[Face], cuts: &[Face]) -> Vec<Vec<f64>> {
    let leaves: Vec<_> = (0..carries.len()).filter(|&leaf| carries[leaf]).collect();
    let borders: Vec<_> = leaves.iter().map(|&leaf| Face::weight(carries.len(), leaf, 0.0)).collect();
    let mut faces: Vec<&Face> = Vec::new();
    for face in borders.iter().chain(conditions).chain(cuts).filter(|face| face.is_real()) {
        if !faces.iter().any(|known| known.same(face)) {
            faces.push(face);
        }
    }
    let mut found = Vec::new();
    let mut chosen = Vec::new();
    choose(&faces, 0, leaves.len() - 1, &mut chosen, &mut |chosen| {
        let Some(point) = crossing(&leaves, chosen, carries.len()) else { return };
        let kept = |face: &Face| dot(&face.factors, &point) >= face.right - KEPT;
        if point.iter().all(|weight| *weight >= -KEPT) && conditions.iter().all(kept) {
            found.push(point.into_iter().map(|weight| weight.max(0.0)).collect::<Vec<_>>());
        }
    });
    found.sort_by(|a, b| {
        a.iter().zip(b).map(|(a, b)| a.total_cmp(b)).find(|order| order.is_ne()).unwrap_or(std::cmp::Ordering::Equal)
    });
    found.dedup_by(|next, kept| next.iter().zip(&*kept).all(|(a, b)| (a - b).abs() <= 1e-13));
    found
}

pub fn dot(factors: &[f64], weights: &[f64]) -> f64 {
    factors.iter().zip(weights).map(|(factor, weight)| factor * weight).sum()
}

fn choose<'a>(faces: &[&'a Face], from: usize, count: usize, chosen: &mut Vec<&'a Face>, then: &mut impl FnMut(&[&Face])) {
    if count == 0 {
        return then(chosen);
    }
    for at in from..faces.len().saturating_sub(count - 1) {
        chosen.push(faces[at]);
        choose(faces, at + 1, count - 1, chosen, then);
        chosen.pop();
    }
}

/// Where the faces and Σ w = 1 cross, by elimination with the largest pivot.
fn crossing(leaves: &[usize], faces: &[&Face], count: usize) -> Option<Vec<f64>> {
    let size = leaves.len();
    let row = |face: &&Face| leaves.iter().map(|&leaf| face.factors[leaf]).chain([face.right]).collect::<Vec<_>>();
    let mut rows: Vec<Vec<f64>> = faces.iter().map(row).collect();
    rows.push(vec![1.0; size + 1]);
    for column in 0..size {
        let pivot = (column..size).max_by(|&a, &b| rows[a][column].abs().total_cmp(&rows[b][column].abs()))?;
        if rows[pivot][column].abs() < SINGULAR {
            return None;
        }
        rows.swap(column, pivot);
        for other in (0..size).filter(|&other| other != column) {
            let share = rows[other][column] / rows[column][column];
            let pivot = rows[column].clone();
            rows[other].iter_mut().zip(pivot).for_each(|(mine, pivots)| *mine -= share * pivots);
        }
    }
    let mut point = vec![0.0; count];
    for (at, &leaf) in leaves.iter().enumerate() {
        point[leaf] = rows[at][size] / rows[at][at];
    }
    Some(point)
}

#[test]
fn the_corners_of_weights_in_an_order_are_the_equal_weights_of_the_first_few() {
    let in_order =
        |a: usize| Face::level(&[0, 1, 2].map(|leaf| f64::from(u8::from(leaf == a)) - f64::from(u8::from(leaf == a + 1))));
    let found = corners(&[true; 3], &[in_order(0), in_order(1)], &[]);
    let wanted = [[1.0 / 3.0; 3], [0.5, 0.5, 0.0], [1.0, 0.0, 0.0]];
    assert_eq!(found.len(), 3);
    for (found, wanted) in found.iter().zip(wanted) {
        assert!(found.iter().zip(wanted).all(|(a, b)| (a - b).abs() < 1e-15), "{found:?}");
    }
}
