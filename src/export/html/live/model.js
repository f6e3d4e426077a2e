// The ranking at other weights: the same operations in the same order as the program's, so that every digit agrees.

/** Points as shares of 1; null if none is above 0. */
function shares(points) {
  const SMALLEST = 2 ** -1022;
  const largest = Math.max(0, ...points);
  if (largest <= 0) return null;
  const total = sum(points);
  if (Number.isFinite(total) && largest > SMALLEST) return points.map((point) => point / total);
  const scaled = points.map((point) => point / largest);
  return shares(scaled);
}

/** One weight for each criterion; null where siblings have no points at all. */
function weightsAt(data, points) {
  const weights = data.criteria.map(() => 0);
  const shareOf = data.groups.map(() => 1);
  for (const [at, set] of data.sets.entries()) {
    const found = shares(points[at]);
    if (found === null) return null;
    const above = set.parent === null ? 1 : shareOf[set.parent];
    for (const [index, node] of set.nodes.entries()) {
      if (node.criterion === undefined) shareOf[node.group] = above * found[index];
      else weights[node.criterion] = above * found[index];
    }
  }
  return withoutLeftOut(data, weights);
}

/** The weight of criteria on which all perform alike goes to the others. */
function withoutLeftOut(data, weights) {
  if (!data.criteria.some((criterion) => criterion.left_out)) return weights;
  const kept = weights.map((weight, index) => (data.criteria[index].left_out ? 0 : weight));
  const total = sum(kept);
  return total > 0 ? kept.map((weight) => weight / total) : null;
}

/** The criteria below a group, in the order of the file. */
function below(data, group) {
  const set = data.sets.find((candidate) => candidate.parent === group);
  const of = (node) => (node.criterion === undefined ? below(data, node.group) : [node.criterion]);
  return set === undefined ? [] : set.nodes.flatMap(of).sort((a, b) => a - b);
}

/** The weighted mean, brought back into the range of what it averages, which rounding may leave. */
function valueOf(scores, weights) {
  let [total, lowest, highest] = [0, Infinity, -Infinity];
  for (const [index, weight] of weights.entries()) {
    if (!(weight > 0)) continue;
    total += weight * scores[index];
    lowest = Math.min(lowest, scores[index]);
    highest = Math.max(highest, scores[index]);
  }
  return Math.min(Math.max(total, lowest), highest);
}

/** The value rounded to 10 decimals as a whole number, in two steps: values with the same number tie. */
function tieKey(value) {
  const scaled = value * 1e12;
  const whole = Math.trunc(scaled);
  const fine = BigInt(Math.abs(scaled - whole) >= 0.5 ? whole + Math.sign(scaled) : whole) + 50n;
  const over = ((fine % 100n) + 100n) % 100n;
  return (fine - over) / 100n;
}

/** The order of the rows, best first and tied rows in the data's order; and for each row its rank. */
function placesOf(values) {
  const keys = values.map(tieKey);
  const order = keys.map((_, row) => row).sort((a, b) => (keys[a] === keys[b] ? 0 : keys[a] < keys[b] ? 1 : -1));
  const ranks = [];
  let rank = 1;
  for (const tied of runs(order, (a, b) => keys[a] === keys[b])) {
    for (const row of tied) ranks[row] = rank + (tied.length > 1 ? "=" : "");
    rank += tied.length;
  }
  return { order, ranks };
}

/** Benefit per pound; null where there is none. */
function ratioOf(row, gain) {
  const benefit = gain * row.size;
  if (row.no_ratio !== undefined || tieKey(gain) <= 0n || benefit <= 0) return null;
  return benefit / row.cost;
}

/** Everything that the page shows at some weights. */
function rankingAt(data, weights) {
  const values = data.rows.map((row) => valueOf(row.scores, weights));
  const nothing = data.nothing ?? sum(weights.map((weight, index) => weight * data.criteria[index].nothing));
  const range = (row) => row.range?.map((scores) => valueOf(scores, weights));
  const ranges = data.rows.map(range).map((ends) => (ends !== undefined && ends[0] < ends[1] ? ends : null));
  const isDivided = data.costs.role === "divided";
  const ratios = data.rows.map((row, index) => (isDivided ? ratioOf(row, values[index] - nothing) : null));
  const { order, ranks } = placesOf(values);
  return { weights, values, ranges, ratios, order, ranks, money: moneyOrder(data, order, ratios) };
}

/** The order of value for money with running totals; rows without a ratio are left out. */
function moneyOrder(data, order, ratios) {
  const rows = order.filter((row) => ratios[row] !== null).sort((a, b) => ratios[b] - ratios[a]);
  const places = [];
  let [place, spent] = [1, 0];
  for (const tied of runs(rows, (a, b) => ratios[a] === ratios[b])) {
    for (const row of tied) {
      spent += data.rows[row].cost;
      places.push({ row, place: place + (tied.length > 1 ? "=" : ""), spent });
    }
    place += tied.length;
  }
  return places;
}

/** What a budget pays for in this order: down to the first that does not fit, and going on past it. */
function within(data, places, budget) {
  const pence = (amount) => Math.round(amount * 100);
  const over = places.findIndex(({ spent }) => pence(spent) > pence(budget));
  const stop = over < 0 ? places.length : over;
  let spent = stop > 0 ? places[stop - 1].spent : 0;
  const later = [];
  for (const { row } of places.slice(stop)) {
    if (pence(spent + data.rows[row].cost) > pence(budget)) continue;
    spent += data.rows[row].cost;
    later.push(row);
  }
  return { stop, later, spent };
}
