// Progress: kept in this browser under the course's code, merged with what another page of the course wrote meanwhile.
const KEY = `nasec-study:${COURSE.code}:practice`;
const MAX_LOG = 5000;
let kept = true;
let damaged = false;
// What is known and the browser does not keep: it keeps nothing, or has no room left for what came last.
let memoryOnly = null;

function emptyState() {
  return { version: 1, code: COURSE.code, exam: "", cards: {}, log: [] };
}

function isNumber(value) {
  return typeof value === "number" && Number.isFinite(value);
}

function isCard(card) {
  const numbers = card && [card.stability, card.difficulty, card.last, card.due, card.first];
  return Boolean(numbers) && numbers.every(isNumber) && card.stability > 0 && Array.isArray(card.right) && typeof card.asks === "string";
}

// A state that can be used, or null for what is none of this course.
function soundState(text) {
  let found;
  try {
    found = JSON.parse(text);
  } catch {
    return null;
  }
  if (!found || found.version !== 1 || found.code !== COURSE.code || typeof found.cards !== "object" || !found.cards) return null;
  const state = emptyState();
  state.exam = typeof found.exam === "string" && dayOf(found.exam) !== null ? found.exam : "";
  for (const [name, card] of Object.entries(found.cards)) if (isCard(card)) state.cards[name] = card;
  const log = Array.isArray(found.log) ? found.log : [];
  state.log = log.filter((line) => Array.isArray(line) && line.length === 4 && isNumber(line[0]) && isNumber(line[3]));
  return state;
}

function load() {
  if (memoryOnly) return memoryOnly;
  let text = null;
  try {
    text = window.localStorage.getItem(KEY);
  } catch {
    kept = false;
  }
  if (text === null) return emptyState();
  const state = soundState(text);
  if (state) return state;
  damaged = true;
  try {
    window.localStorage.setItem(`${KEY}:damaged`, text);
    window.localStorage.removeItem(KEY);
  } catch {
    kept = false;
  }
  return emptyState();
}

function save(state) {
  state.log = state.log.slice(-MAX_LOG);
  memoryOnly = state;
  const wasKept = kept;
  try {
    const text = JSON.stringify(state);
    window.localStorage.setItem(KEY, text);
    kept = window.localStorage.getItem(KEY) === text;
    if (kept) memoryOnly = null;
  } catch {
    kept = false;
  }
  if (wasKept && !kept) notice(W.notKept);
}

// Asks whether the browser keeps anything at all, by something that nobody misses.
function askWhetherKept() {
  const name = `${KEY}:asked`;
  try {
    window.localStorage.setItem(name, "1");
    kept = window.localStorage.getItem(name) === "1";
    window.localStorage.removeItem(name);
  } catch {
    kept = false;
  }
}

// Another page may have written since: what is changed is changed in what is there now.
function change(how) {
  const state = load();
  how(state);
  save(state);
  return state;
}

// Cards: an item is one; a term is two, asked from either side.
function cardsOf(item) {
  return item.kind === "term" ? [{ name: item.id, item, side: "term" }, { name: `${item.id}/definition`, item, side: "definition" }] : [{ name: item.id, item, side: "" }];
}

const CARDS = COURSE.items.flatMap(cardsOf);

// Brings what was kept up to the items as they are now: renamed ones keep their progress, those that ask for
// something else lose it. Returns how many items did.
function bringUpToDate() {
  const anew = new Set();
  const before = JSON.stringify(load());
  const state = JSON.parse(before);
  for (const card of CARDS) {
    const { item } = card;
    const side = card.name.slice(item.id.length);
    for (const name of item.formerly || []) {
      const old = state.cards[name + side];
      if (old && !state.cards[card.name]) state.cards[card.name] = old;
      delete state.cards[name + side];
    }
    const known = state.cards[card.name];
    if (!known || known.hash === item.hash) continue;
    if (asksForTheSame(known, item)) {
      Object.assign(known, { hash: item.hash, right: item.right || [], asks: item.asks });
    } else {
      delete state.cards[card.name];
      anew.add(item.id);
    }
  }
  if (JSON.stringify(state) !== before) save(state);
  return anew.size;
}

// The lines of another log that this one has not, or not as often: two answers of a day may be alike.
function notIn(log, other) {
  const here = log.map((line) => JSON.stringify(line));
  return other.filter((line) => {
    const at = here.indexOf(JSON.stringify(line));
    if (at >= 0) here.splice(at, 1);
    return at < 0;
  });
}

// What another device knew joins what this one knows: of each card the later answer, of the log all lines.
function merged(state, other) {
  let brought = 0;
  for (const [name, card] of Object.entries(other.cards)) {
    const known = state.cards[name];
    if (known && (known.last > card.last || (known.last === card.last && known.answers >= card.answers))) continue;
    state.cards[name] = card;
    brought += 1;
  }
  state.log = [...state.log, ...notIn(state.log, other.log)].sort((one, two) => one[0] - two[0]);
  state.exam = state.exam || other.exam;
  return brought;
}
