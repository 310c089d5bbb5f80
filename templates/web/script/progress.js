// Progress as pictures, each with its table: what is known by objective, and how sureness and being right go together.
const FIRM_DAYS = 7;

function stateOf(card, state) {
  const known = state.cards[card.name];
  return !known ? "new" : known.stability >= FIRM_DAYS ? "firm" : "learning";
}

// Rows of the picture: an objective, or where an item serves none, its reading.
function groups() {
  const rows = new Map();
  for (const card of CARDS) {
    const { objective } = card.item;
    const reading = readingOf(card);
    const name = objective ? COURSE.objectives[objective] : COURSE.readings[reading] || W.otherItems;
    if (!rows.has(name)) rows.set(name, []);
    rows.get(name).push(card);
  }
  return rows;
}

function svg(name, attributes, ...children) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  element.append(...children);
  return element;
}

// A bar of parts that stand for numbers; the table tells the same in words.
function bar(parts) {
  const total = parts.reduce((sum, [, n]) => sum + n, 0) || 1;
  let left = 0;
  const shapes = parts.map(([name, n]) => {
    const shape = svg("rect", { class: name, x: (left * 100) / total, y: 0, width: (n * 100) / total, height: 10 });
    left += n;
    return shape;
  });
  return svg("svg", { viewBox: "0 0 100 10", preserveAspectRatio: "none", class: "bar-picture", "aria-hidden": "true" }, ...shapes);
}

function cell(name, text, attributes) {
  return make(name, attributes || {}, text);
}

function objectivesTable(state) {
  const names = ["firm", "learning", "new"];
  const head = make("tr", {}, cell("th", W.objective, { scope: "col" }), names.map((name) => make("th", { scope: "col" }, make("span", { class: `swatch ${name}`, "aria-hidden": "true" }), W[name])));
  const rows = [...groups()].map(([name, cards]) => {
    const counts = names.map((one) => [one, cards.filter((card) => stateOf(card, state) === one).length]);
    return make("tr", {}, make("th", { scope: "row" }, name, bar(counts)), counts.map(([, n]) => cell("td", String(n))));
  });
  return make("div", { class: "wide", tabindex: "0", role: "region", "aria-label": W.byObjective }, make("table", { class: "counts" }, make("thead", {}, head), make("tbody", {}, rows)));
}

function calibration(state) {
  const rows = [
    [W.sureRow, state.log.filter((line) => line[2] === 1)],
    [W.unsureRow, state.log.filter((line) => line[2] === 0)],
  ].map(([name, lines]) => ({ name, n: lines.length, right: lines.filter((line) => line[3] >= 1).length }));
  if (!rows.some((row) => row.n)) return [make("p", {}, W.nothingYet)];
  const [sure, unsure] = rows.map((row) => (row.n ? row.right / row.n : null));
  const words = sure !== null && sure < 0.8 ? W.overSure : unsure !== null && unsure > 0.8 ? W.underSure : W.wellSure;
  const head = make("tr", {}, [W.sureColumn, W.answers, W.ofThemRight].map((text) => cell("th", text, { scope: "col" })));
  const body = rows.map((row) =>
    make("tr", {}, make("th", { scope: "row" }, row.name, bar([["firm", row.right], ["missed", row.n - row.right]])), cell("td", String(row.n)), cell("td", row.n ? percent.format(row.right / row.n) : "–")),
  );
  return [make("table", { class: "counts" }, make("thead", {}, head), make("tbody", {}, body)), make("p", {}, words)];
}

function showProgress() {
  const state = load();
  find("by-objectives").replaceChildren(objectivesTable(state));
  find("calibration").replaceChildren(...calibration(state));
}

function exportProgress() {
  const blob = new Blob([JSON.stringify(load(), null, 1)], { type: "application/json" });
  const date = new Date(today() * DAY).toISOString().slice(0, 10);
  const link = make("a", { href: URL.createObjectURL(blob), download: `${COURSE.code.toLowerCase()}-progress-${date}.json` });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}

async function importProgress(event) {
  const [file] = event.target.files;
  if (!file) return;
  const other = soundState(await file.text());
  event.target.value = "";
  if (!other) return notice(filled(W.notOurs, { course: COURSE.code }));
  let brought = 0;
  change((state) => {
    brought = merged(state, other);
  });
  bringUpToDate();
  showProgress();
  notice(counted(W.imported, brought));
}

function wipeProgress() {
  if (!window.confirm(W.wipeSure)) return;
  save(emptyState());
  showProgress();
  notice(W.wiped);
}
