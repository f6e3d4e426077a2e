// The rows of the tables: made once, then filled and put in order.

const COLOURS = 8;
const LETTERED = 0.07;
const PICTURES = "http://www.w3.org/2000/svg";

function element(name, className, text) {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}

function picture(name, attributes) {
  const made = document.createElementNS(PICTURES, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

/** Writes only what is another text, so that the browser has nothing to do for the rest. */
function write(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

/** The key of a series: A to Z, a to z, then its number. */
function keyOf(series) {
  const letter = (first, index) => String.fromCharCode(first.charCodeAt(0) + index);
  if (series < 26) return letter("A", series);
  return series < 52 ? letter("a", series - 26) : String(series + 1);
}

function rowHead(id) {
  const head = element("th", id.length > 24 ? "label long" : "label", id);
  head.scope = "row";
  return head;
}

/** An empty bar with a part for each criterion. */
function makeBar(data) {
  const svg = picture("svg", { role: "img" });
  const title = picture("title", {});
  const parts = data.criteria.map((_, series) => ({
    rect: picture("rect", { class: "part c" + (series % COLOURS), height: "100%" }),
    letter: picture("text", { y: "50%" }),
  }));
  const track = picture("rect", { class: "track", width: "100%", height: "100%" });
  svg.append(title, track, ...parts.flatMap(({ rect, letter }) => [rect, letter]));
  return { svg, title, parts };
}

/** Draws what each criterion adds, as shares of the longest bar. */
function fillBar(data, bar, contributions, longest) {
  const percent = (share) => fixed(100 * share, 2) + "%";
  let start = 0;
  for (const [series, { rect, letter }] of bar.parts.entries()) {
    const width = Math.min(Math.max(contributions[series] / longest, 0), 1 - start);
    rect.setAttribute("x", percent(start));
    rect.setAttribute("width", percent(width));
    letter.setAttribute("x", percent(start + width / 2));
    write(letter, width >= LETTERED ? keyOf(series) : "");
    start += width;
  }
  const said = (points, series) => data.criteria[series].name + " " + fixed((100 * points) / longest, 1);
  write(bar.title, contributions.map(said).join(", ") + ", of 100");
}

/** Cells of a row by name, in the order of their columns. */
function makeRow(cells) {
  const row = element("tr");
  row.append(...Object.values(cells));
  return { row, cells };
}

const figure = (text) => element("td", "figure", text);

function makeRankingRow(data, row) {
  const bar = makeBar(data);
  const made = element("td", "bar");
  made.append(bar.svg);
  const cells = { rank: figure(), adopted: figure(), id: rowHead(row.id), value: figure() };
  Object.assign(cells, { name: element("td", "prose", row.name), made });
  if (data.costs.role !== "absent") cells.cost = figure(costOf(row));
  if (data.costs.role === "divided") cells.ratio = figure();
  return { ...makeRow(cells), bar };
}

function makeMoneyRow(row) {
  const cells = { place: figure(), id: rowHead(row.id), ratio: figure(), name: element("td", "prose", row.name) };
  return makeRow({ ...cells, cost: figure(costOf(row)), spent: figure(), value: figure(), rank: figure() });
}

function costOf(row) {
  return row.cost === undefined ? "–" : pounds(row.cost);
}

/** A figure, marked where a missing performance stands behind it. */
function approximately(ranking, row, value, decimals) {
  return (ranking.ranges[row] === null ? "" : "≈") + fixed(value, decimals);
}

function ratioText(data, ranking, row) {
  const ratio = ranking.ratios[row];
  return ratio === null ? "–" : approximately(ranking, row, ratio * 1e6, data.decimals);
}

function fillRanking(data, made, ranking, adopted) {
  const longest = ranking.values.reduce((most, value) => Math.max(most, value), 100);
  const shown = ranking.order.slice(0, data.shown ?? undefined);
  for (const row of shown) {
    const { cells, bar, row: line } = made[row];
    const rank = ranking.ranks[row];
    write(cells.rank, rank);
    write(cells.adopted, adopted.ranks[row]);
    write(cells.value, approximately(ranking, row, ranking.values[row], data.decimals));
    if (cells.ratio) write(cells.ratio, ratioText(data, ranking, row));
    line.className = parseInt(rank) === parseInt(adopted.ranks[row]) ? "" : "changed";
    const contributions = data.rows[row].scores.map((score, index) => score * ranking.weights[index]);
    fillBar(data, bar, contributions, longest);
  }
  return shown.map((row) => made[row].row);
}

function fillMoney(data, made, ranking) {
  const shown = ranking.money.slice(0, data.shown ?? undefined);
  for (const { row, place, spent } of shown) {
    const { cells } = made[row];
    write(cells.place, place);
    write(cells.ratio, ratioText(data, ranking, row));
    write(cells.spent, pounds(spent));
    write(cells.value, approximately(ranking, row, ranking.values[row], data.decimals));
    write(cells.rank, ranking.ranks[row]);
  }
  return shown.map(({ row }) => made[row].row);
}

/** The line across the table where the budget ends. */
function budgetLine(budget, stop, places) {
  const spent = stop > 0 ? places[stop - 1].spent : 0;
  const row = element("tr", "budget");
  const cell = element("td");
  cell.colSpan = 8;
  cell.append(element("span", "", "Budget of " + pounds(budget) + ": down to here " + pounds(spent)));
  row.append(cell);
  return row;
}
