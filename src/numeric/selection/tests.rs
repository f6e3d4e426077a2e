//! Choices against every subset, one by one.

use super::{Choice, Envelopes, NoChoice, Problem, Row, choose};

/// Small random numbers: Marsaglia's xorshift.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() >> 33).expect("31 bits") % end
    }

    fn between(&mut self, low: i64, high: i64) -> i64 {
        low + i64::try_from(self.next() >> 33).expect("31 bits") % (high - low + 1)
    }

    fn one_in(&mut self, chances: usize) -> bool {
        self.below(chances) == 0
    }
}

/// Every subset in turn, the one with the earliest items first.
fn by_hand(problem: &Problem) -> Result<Choice, NoChoice> {
    let items = problem.worth.len();
    let sum = |of: &[i64], chosen: &[bool]| of.iter().zip(chosen).filter(|(_, chosen)| **chosen).map(|(a, _)| a).sum::<i64>();
    let mut best: Option<(i64, i64, Vec<bool>)> = None;
    let mut as_good = 0;
    for bits in (0..1_u32 << items).rev() {
        let chosen: Vec<bool> = (0..items).map(|item| bits >> (items - 1 - item) & 1 == 1).collect();
        if !problem.allows(&chosen) {
            continue;
        }
        let (worth, cost) = (sum(&problem.worth, &chosen), sum(&problem.cost, &chosen));
        match best.as_ref().map(|(most, least, _)| (worth.cmp(most), cost < *least)) {
            Some((std::cmp::Ordering::Less, _)) => {}
            Some((std::cmp::Ordering::Equal, cheaper)) => {
                as_good += 1;
                if cheaper {
                    best = Some((worth, cost, chosen));
                }
            }
            None | Some((std::cmp::Ordering::Greater, _)) => (best, as_good) = (Some((worth, cost, chosen)), 1),
        }
    }
    let (worth, _, chosen) = best.ok_or(NoChoice::Infeasible)?;
    Ok(Choice { chosen, worth, bound: worth, is_tied: as_good > 1 })
}

/// A row over some or all items, of any sign.
fn row(random: &mut Random, items: usize, scale: i64) -> Vec<Row> {
    let every = 1 + random.below(3);
    let low = if random.one_in(3) { -scale } else { 0 };
    let among: Vec<_> = (0..items).filter(|_| random.one_in(every)).collect();
    let terms: Vec<_> = among.into_iter().map(|item| (item, random.between(low, scale))).collect();
    let size: i64 = terms.iter().map(|(_, a)| a.abs()).sum();
    let at_most = random.between(-size / 6, size * 3 / 4);
    let turned = |sign: i64, at_most| Row { terms: terms.iter().map(|(item, a)| (*item, sign * a)).collect(), at_most };
    match random.below(8) {
        0 | 1 => vec![turned(-1, -at_most / 2)],
        2 => vec![turned(1, at_most), turned(-1, -at_most)],
        3 => vec![turned(1, at_most), turned(-1, -at_most / 2)],
        _ => vec![turned(1, at_most)],
    }
}

fn envelopes(random: &mut Random, uses: &[i64]) -> Envelopes {
    let count = 1 + random.below(4);
    let payer = uses.iter().map(|_| (!random.one_in(4)).then(|| random.below(count))).collect();
    let size: i64 = uses.iter().map(|a| a.abs()).sum();
    let part = size / i64::try_from(count + 1).expect("few") + 1;
    let amounts = (0..count).map(|_| random.between(-part / 8, part)).collect();
    Envelopes { payer, uses: uses.to_vec(), amounts, pool: random.between(-part / 8, part) }
}

fn random_problem(random: &mut Random, most: usize) -> Problem {
    let items = random.below(most + 1);
    let scale = [1, 3, 10, 100, 1000][random.below(5)];
    let low = if random.one_in(3) { -scale / 2 } else { 0 };
    let mut worth: Vec<i64> = (0..items).map(|_| random.between(low, scale)).collect();
    let mut cost: Vec<i64> = (0..items).map(|_| random.between(if low < 0 { -scale / 3 } else { 1 }, scale)).collect();
    if random.one_in(4) {
        worth.iter_mut().zip(&cost).for_each(|(worth, cost)| *worth = *cost + scale / 10);
    }
    let mut rows = Vec::new();
    if !random.one_in(4) {
        let size: i64 = cost.iter().sum();
        rows.push(Row { terms: cost.iter().copied().enumerate().collect(), at_most: size / 2 });
    }
    for _ in 0..random.below(4) {
        let scale = if random.one_in(2) { 1 } else { 20 };
        rows.extend(row(random, items, scale));
    }
    for _ in 0..if items > 1 { random.below(4) } else { 0 } {
        let (a, b) = (random.below(items), random.below(items));
        if a != b {
            let sign = if random.one_in(2) { 1 } else { -1 };
            rows.push(Row { terms: vec![(a, 1), (b, sign)], at_most: i64::from(sign == 1) });
        }
    }
    let envelopes = random.one_in(3).then(|| envelopes(random, &cost));
    // Items alike, in everything or only in worth and rows.
    for _ in 0..random.below(4) {
        if items > 1 {
            let (from, to) = (random.below(items), random.below(items));
            worth[to] = worth[from];
            if random.one_in(2) {
                cost[to] = cost[from];
            }
            for row in &mut rows {
                let copied = row.terms.iter().find(|(item, _)| *item == from).map(|(_, a)| (to, *a));
                row.terms.retain(|(item, _)| *item != to || to == from);
                row.terms.extend(copied.filter(|_| to != from));
            }
        }
    }
    if random.one_in(6) {
        // So fine that worth and cost do not fit into one objective.
        for worth in &mut worth {
            *worth = *worth * 100_000_000_000 + random.between(0, 1);
        }
        for cost in &mut cost {
            *cost = *cost * 10_000 + random.between(0, 1);
        }
    }
    Problem { worth, cost, rows, envelopes }
}

fn compare(seed: u64, count: usize, most: usize) {
    let mut random = Random(seed);
    for index in 0..count {
        let problem = random_problem(&mut random, most);
        assert_eq!(choose(&problem), by_hand(&problem), "problem {index}: {problem:?}");
    }
}

#[test]
fn small_problems_are_solved_as_by_hand() {
    compare(0x9E37_79B9_7F4A_7C15, 20_000, 9);
}

#[test]
fn larger_problems_are_solved_as_by_hand() {
    compare(0xD1B5_4A32_D192_ED03, 300, 14);
}

/// Least cost for each worth under one budget, by a plain table; then the most worth that is within it.
fn by_table(worth: &[i64], cost: &[i64], budget: i64) -> (i64, i64) {
    let most: i64 = worth.iter().sum();
    let size = usize::try_from(most).expect("worth is positive");
    let mut least = vec![i64::MAX / 2; size + 1];
    least[0] = 0;
    for (worth, cost) in worth.iter().zip(cost) {
        let step = usize::try_from(*worth).expect("worth is positive");
        for total in (step..=size).rev() {
            least[total] = least[total].min(least[total - step] + cost);
        }
    }
    let best = (0..=size).rev().find(|total| least[*total] <= budget).expect("nothing is within the budget");
    (i64::try_from(best).expect("small"), least[best])
}

#[test]
fn one_budget_agrees_with_a_table_and_with_idle_rules() {
    let mut random = Random(0xA076_1D64_78BD_642F);
    for index in 0..200 {
        let items = 20 + random.below(41);
        let cost: Vec<i64> = (0..items).map(|_| random.between(1, 100)).collect();
        let strong = random.one_in(2);
        let worth: Vec<i64> = cost.iter().map(|cost| if strong { cost + 10 } else { random.between(1, 100) }).collect();
        let budget = cost.iter().sum::<i64>() / 2;
        let terms: Vec<_> = cost.iter().copied().enumerate().collect();
        let mut problem = Problem { worth, cost, rows: vec![Row { terms, at_most: budget }], envelopes: None };
        let choice = choose(&problem).expect("nothing is within the budget");
        let spent: i64 = problem.cost.iter().zip(&choice.chosen).filter(|(_, chosen)| **chosen).map(|(cost, _)| cost).sum();
        assert_eq!((choice.worth, spent), by_table(&problem.worth, &problem.cost, budget), "problem {index}");
        assert_eq!(choice.bound, choice.worth);
        // The same again in other words: a limit that never binds, and the budget as an envelope.
        let held = i64::try_from(choice.chosen.iter().filter(|chosen| **chosen).count()).expect("few");
        problem.rows.push(Row { terms: (0..items).map(|item| (item, -1)).collect(), at_most: -held.min(3) });
        let uses = problem.rows.remove(0).terms.iter().map(|(_, a)| *a).collect();
        let payer = (0..items).map(|item| (item % 2 == 0).then_some(0)).collect();
        problem.envelopes = Some(Envelopes { payer, uses, amounts: vec![0], pool: budget });
        assert_eq!(choose(&problem), Ok(choice), "problem {index}");
    }
}
