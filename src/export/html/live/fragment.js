// The points in the page's address: #swings=health_outcomes:100,quality_of_care:80

const MARK = "#swings=";

function fragmentOf(entries) {
  return MARK + entries.map(({ id, points }) => encodeURIComponent(id) + ":" + points).join(",");
}

/** The points that an address carries by id, and what in it says nothing. */
function readFragment(hash) {
  const points = new Map();
  const unread = [];
  for (const part of hash.slice(MARK.length).split(",").filter((text) => text !== "")) {
    const [, id, figure] = /^(.*):([^:]*)$/.exec(decoded(part)) ?? [];
    const number = isFigure(figure) ? Number(figure) : NaN;
    if (number < 1e300 && !points.has(id)) points.set(id, number);
    else unread.push(decoded(part));
  }
  return { points, unread };
}

function isFigure(text) {
  return /^(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text ?? "");
}

function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** A few characters of what someone else may have put into the address, without any that hide or steer. */
function quoted(text) {
  const shown = text.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, "\u{fffd}");
  return "“" + (shown.length > 40 ? shown.slice(0, 40) + "…" : shown) + "”";
}

function writeAddress(hash) {
  try {
    history.replaceState(null, "", hash === "" ? location.pathname + location.search : hash);
  } catch {
    // A browser that forbids it, or has had too many, shows the page all the same.
  }
}
