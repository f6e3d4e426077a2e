// The controls: what is moved is worked out and shown at once; the address and what is read aloud follow when it rests.

const REST = 250;

class Live {
  constructor(section, onMove) {
    const find = (selector) => section.querySelector(selector);
    this.section = section;
    this.data = JSON.parse(find("script[type='application/json']").textContent);
    this.points = this.adoptedPoints();
    const weights = this.data.criteria.map(({ weight }) => weight);
    this.adopted = rankingAt(this.data, weights);
    this.ranking = this.adopted;
    this.rows = this.data.rows.map((row) => makeRankingRow(this.data, row));
    this.moneyRows = this.data.rows.map(makeMoneyRow);
    this.parts = { ranking: find(".ranking tbody"), money: find(".money tbody"), said: find(".said"), notice: find(".notice") };
    Object.assign(this.parts, { open: find(".open"), line: find(".line"), apart: find(".apart"), reset: find(".reset") });
    this.sliders = [...section.querySelectorAll(".slider")].map((box) => this.slider(box, onMove));
    this.parts.reset.addEventListener("click", () => onMove(this, this.adoptedPoints()));
    this.show();
    this.say("");
    section.hidden = false;
  }

  adoptedPoints() {
    return this.data.sets.map((set) => set.nodes.map((node) => node.points));
  }

  /** A slider with its field, and where its points are. */
  slider(box, onMove) {
    const [kind, number] = [box.dataset.kind, Number(box.dataset.index)];
    const set = this.data.sets.findIndex(({ nodes }) => nodes.some((node) => node[kind] === number));
    const index = this.data.sets[set].nodes.findIndex((node) => node[kind] === number);
    const [range, field] = [box.querySelector("[type=range]"), box.querySelector("[type=number]")];
    const { id } = (kind === "group" ? this.data.groups : this.data.criteria)[number];
    const made = { box, kind, number, set, index, id, range, field, output: box.querySelector("output") };
    const move = (input) => {
      const points = input.valueAsNumber;
      if (!(points >= 0 && points < 1e300)) return;
      onMove(this, this.points.map((list, at) => (at === set ? list.with(index, points) : list)), input);
    };
    for (const input of [range, field]) input.addEventListener("input", () => move(input));
    field.addEventListener("change", () => this.showSlider(made, null));
    return made;
  }

  get isMoved() {
    const adopted = this.adoptedPoints();
    return this.points.some((list, set) => list.some((points, index) => points !== adopted[set][index]));
  }

  /** Takes points over; `from` is the field that is being typed in, which keeps its text. */
  move(points, from) {
    this.points = points;
    const weights = this.isMoved ? weightsAt(this.data, points) : this.adopted.weights;
    this.lacks = weights === null;
    if (!this.lacks) this.ranking = this.isMoved ? rankingAt(this.data, weights) : this.adopted;
    this.show(from);
  }

  /** Points by the ids of what can be moved. */
  get entries() {
    return this.sliders.map(({ id, set, index }) => ({ id, points: this.points[set][index] }));
  }

  /** The adopted points with others in their place; ids that are not here are returned. */
  at(byId) {
    const points = this.adoptedPoints();
    for (const { id, set, index } of this.sliders) if (byId.has(id)) points[set][index] = byId.get(id);
    const known = new Set(this.sliders.map(({ id }) => id));
    return { points, unknown: [...byId.keys()].filter((id) => !known.has(id)) };
  }

  show(from) {
    const { data, ranking, adopted, parts } = this;
    const percents = percentages(ranking.weights, data.decimals);
    for (const slider of this.sliders) this.showSlider(slider, from, percents);
    parts.ranking.replaceChildren(...fillRanking(data, this.rows, ranking, adopted));
    if (parts.money) this.showMoney();
    this.write(parts.open, openRanges(data, ranking));
    this.section.classList.toggle("moved", this.isMoved);
    parts.notice.hidden = !this.isMoved;
    parts.reset.disabled = !this.isMoved;
  }

  showSlider(slider, from, percents = percentages(this.ranking.weights, this.data.decimals)) {
    const { range, field, output, kind, number, set, index } = slider;
    const points = this.points[set][index];
    const largest = Math.max(...this.points[set], ...this.adoptedPoints()[set]);
    const most = largest > 10 && largest <= 100 ? 100 : largest > 0 ? largest : 1;
    if (from !== range) Object.assign(range, { max: most, step: 10 ** (Math.floor(Math.log10(most)) - 2), value: points });
    if (from !== field) field.value = plain(points);
    const weight = kind === "group" ? 100 * sum(below(this.data, number).map((at) => this.ranking.weights[at])) : percents[number];
    write(output, fixed(weight, this.data.decimals) + "%");
    range.setAttribute("aria-valuetext", plain(points) + " points, weight " + output.textContent);
    slider.box.classList.toggle("changed", points !== this.data.sets[set].nodes[index].points);
  }

  showMoney() {
    const { data, ranking, adopted, parts } = this;
    const rows = fillMoney(data, this.moneyRows, ranking);
    const { budget } = data.costs;
    const stop = budget === null ? rows.length : within(data, ranking.money, budget).stop;
    if (stop < rows.length) rows.splice(stop, 0, budgetLine(budget, stop, ranking.money));
    parts.money.replaceChildren(...rows);
    this.write(parts.line, lineSentence(data, ranking, adopted));
    this.write(parts.apart, apartSentence(data, ranking));
  }

  write(paragraph, text) {
    write(paragraph, text);
    paragraph.hidden = text === "";
  }

  /** What is read aloud: who comes first now, or why nothing is worked out. */
  say(before) {
    const lack = "Of points that stand side by side at least one must be above 0: the last weights stay.";
    const state = this.isMoved ? changes(this.data, this.ranking, this.adopted) : "These are the paper's weights.";
    write(this.parts.said, before + (this.lacks ? lack : state));
  }
}

/** All rankings of the page: they share one set of points, which the address carries. */
function start() {
  const lives = [];
  let waiting = 0;
  const rest = () => {
    const moved = lives.find((live) => live.isMoved);
    writeAddress(moved ? fragmentOf(moved.entries) : "");
    for (const live of lives) live.say("");
  };
  const onMove = (mover, points, from) => {
    mover.move(points, from);
    const byId = new Map(mover.entries.map(({ id, points }) => [id, points]));
    for (const live of lives) if (live !== mover) live.move(live.at(byId).points);
    clearTimeout(waiting);
    waiting = setTimeout(rest, REST);
  };
  for (const section of document.querySelectorAll(".live")) lives.push(new Live(section, onMove));
  const readAddress = () => {
    if (location.hash.startsWith(MARK)) takeOver(lives, readFragment(location.hash));
  };
  addEventListener("hashchange", readAddress);
  readAddress();
  offerCopies(lives);
}

function takeOver(lives, { points, unread }) {
  for (const live of lives) {
    const found = live.at(points);
    live.move(found.points);
    const ignored = [...unread, ...found.unknown].map(quoted);
    live.say(ignored.length > 0 ? "Not understood in the address of this page, and ignored: " + firstFew(ignored, 3) + ". " : "");
  }
}

/** A button that copies the address, where the browser lets a page do so. */
function offerCopies(lives) {
  if (!navigator.clipboard?.writeText) return;
  for (const live of lives) {
    const button = live.section.querySelector(".copy");
    button.hidden = false;
    button.addEventListener("click", () => {
      const address = location.href.split("#")[0] + (live.isMoved ? fragmentOf(live.entries) : "");
      const said = (text) => () => write(live.parts.said, text);
      const failed = "The browser did not allow it: the address of this page carries the weights, copy it from there.";
      navigator.clipboard.writeText(address).then(said("The link is copied."), said(failed));
    });
  }
}

start();
