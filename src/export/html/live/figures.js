// Figures as the program prints them, to the last digit.

/** Whether a figure lies exactly between two of so many decimals; then the program takes the even one. */
function isHalfway(size, decimals) {
  return Number.isInteger(size * 2 ** (decimals + 1)) && size < 2 ** 52 && size.toFixed(decimals + 1).endsWith("5");
}

/** The digits of a figure that is not negative, rounded half to even on its exact binary value. */
function digitsOf(size, decimals) {
  if (size >= 1e21) return BigInt(size).toString() + (decimals > 0 ? "." + "0".repeat(decimals) : "");
  if (!isHalfway(size, decimals)) return size.toFixed(decimals);
  const below = size.toFixed(decimals + 1).slice(0, -1).replace(/\.$/, "");
  return "02468".includes(below.at(-1)) ? below : size.toFixed(decimals);
}

/** A number with thousands separators and a fixed count of decimals; never -0. */
function fixed(value, decimals) {
  const digits = digitsOf(Math.abs(value), decimals);
  const sign = value < 0 && /[1-9]/.test(digits) ? "-" : "";
  const [whole, fraction] = digits.split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  return sign + grouped + (fraction === undefined ? "" : "." + fraction);
}

/** Pounds: whole from £100 up and for whole amounts, with pence below. */
function pounds(value) {
  const isWhole = Math.abs(value) >= 100 || Math.abs(value - Math.trunc(value)) < 1e-9;
  const written = fixed(value, isWhole ? 0 : 2);
  return written.startsWith("-") ? "-£" + written.slice(1) : "£" + written;
}

/** A number in few digits, for people to read and change. */
function plain(value) {
  return String(Number(value.toPrecision(6)));
}

/** `a, b and c`; beyond a few, how many more there are. */
function firstFew(items, few) {
  if (items.length > few) return items.slice(0, few).join(", ") + " and " + (items.length - few) + " more";
  if (items.length < 2) return items.join("");
  return items.slice(0, -1).join(", ") + " and " + items.at(-1);
}

/** `1 row`, `2 rows`. */
function count(number, noun) {
  return fixed(number, 0) + " " + noun + (number === 1 ? "" : "s");
}

/** Percentages at so many decimals that sum to 100: the largest remainders are rounded up, equal shares stay equal. */
function percentages(weights, decimals) {
  const ALIKE = 1e-6;
  const unit = 10 ** decimals;
  const exact = weights.map((weight) => weight * 100 * unit);
  const parts = exact.map((part) => Math.floor(part + ALIKE));
  const left = exact.map((part) => Math.max(part - Math.floor(part + ALIKE), 0));
  const order = exact.map((_, index) => index).sort((a, b) => left[b] - left[a]);
  let open = 100 * unit - sum(parts);
  for (const alike of runs(order, (a, b) => left[a] - left[b] <= ALIKE)) {
    if (open < 0.5) break;
    const isEnough = alike.length <= open + 0.5;
    for (const index of alike) if (isEnough || left[index] >= 0.5) parts[index] += 1;
    if (!isEnough) break;
    open -= alike.length;
  }
  return parts.map((part) => part / unit);
}

/** A list in runs of neighbours that are alike. */
function runs(list, areAlike) {
  const found = [];
  for (const item of list) {
    const last = found.at(-1);
    if (last !== undefined && areAlike(last.at(-1), item)) last.push(item);
    else found.push([item]);
  }
  return found;
}

/** In the order of the list, as the last bit depends on it. */
function sum(list) {
  let total = 0;
  for (const item of list) total += item;
  return total;
}
