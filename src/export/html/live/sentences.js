// What has changed, in sentences.

/** Rows at the head of the order that sentences speak of. */
const HEAD = 5;
const NAMED = 8;

/** Who comes first, and who is new among the first few. */
function changes(data, ranking, adopted) {
  const ids = (rows) => firstFew(rows.map((row) => data.rows[row].id), 3);
  const leaders = (found) => found.order.filter((row) => parseInt(found.ranks[row]) === 1);
  const [now, before] = [leaders(ranking), leaders(adopted)];
  const verb = now.length === 1 ? "comes" : "share";
  const first =
    ids(now) === ids(before)
      ? ids(now) + " still " + verb + " first"
      : ids(now) + " now " + verb + " first, instead of " + ids(before);
  const moved = data.rows.filter((_, row) => parseInt(ranking.ranks[row]) !== parseInt(adopted.ranks[row])).length;
  const of = moved === 0 ? "no rank changed" : fixed(moved, 0) + " of " + count(data.rows.length, "rank") + " changed";
  return first + newcomers(data, ranking, adopted) + "; " + of + ".";
}

function newcomers(data, ranking, adopted) {
  if (data.rows.length <= HEAD) return "";
  const [now, before] = [ranking.order.slice(0, HEAD), adopted.order.slice(0, HEAD)];
  const fresh = now.filter((row) => !before.includes(row)).length;
  if (fresh > 0) return "; " + fresh + " of the first " + HEAD + " changed";
  const same = now.every((row, place) => row === before[place]);
  return "; the first " + HEAD + " are the same" + (same ? "" : ", in another order");
}

/** Whose value is the middle of a range. */
function openRanges(data, ranking) {
  const text = (value) => fixed(value, data.decimals);
  const rows = ranking.order.slice(0, data.shown ?? undefined).filter((row) => ranking.ranges[row] !== null);
  const range = (row) => {
    const [low, high] = ranking.ranges[row];
    return data.rows[row].id + " anywhere from " + text(low) + " to " + text(high);
  };
  if (rows.length === 0) return "";
  return "≈ Figures are missing, so the value is the middle of a range: " + firstFew(rows.map(range), NAMED) + ".";
}

/** What the budget pays for, and what that changes. */
function lineSentence(data, ranking, adopted) {
  const { budget } = data.costs;
  if (budget === null || ranking.money.length === 0) return "";
  const { stop, later, spent } = within(data, ranking.money, budget);
  const ids = (rows) => firstFew(rows.map((row) => data.rows[row].id), NAMED);
  const taken = stop > 0 ? ranking.money[stop - 1].spent : 0;
  const all = stop === ranking.money.length;
  const paid = stop === 0 ? "none from the first on" : (all ? "all " : "the first ") + fixed(stop, 0) + " (" + pounds(taken) + ")";
  const first = pounds(budget) + " pays for " + paid;
  const past = later.length === 0 ? "" : "; going on past what does not fit also for " + ids(later) + " (" + pounds(spent) + ")";
  return "In this order " + first + past + "." + lineChanges(data, ranking, adopted, stop, ids);
}

function lineChanges(data, ranking, adopted, stop, ids) {
  const now = ranking.money.slice(0, stop).map(({ row }) => row);
  const before = adopted.money.slice(0, within(data, adopted.money, data.costs.budget).stop).map(({ row }) => row);
  const enter = now.filter((row) => !before.includes(row));
  const leave = before.filter((row) => !now.includes(row));
  if (enter.length + leave.length === 0) return ranking === adopted ? "" : " Above the line stand the same as at the paper's weights.";
  const parts = [enter.length > 0 ? ids(enter) + " in" : "", leave.length > 0 ? ids(leave) + " out" : ""];
  return " Above the line, beside the paper's weights: " + parts.filter((part) => part !== "").join("; ") + ".";
}

/** Who has no ratio, and why. */
function apartSentence(data, ranking) {
  const rows = ranking.order.filter((row) => ranking.ratios[row] === null);
  const why = (row) => data.rows[row].id + " (" + (data.rows[row].no_ratio ?? data.costs.no_benefit) + ")";
  return rows.length === 0 ? "" : "No ratio: " + firstFew(rows.map(why), NAMED) + ".";
}
