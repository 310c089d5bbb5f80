// Views and what is chosen on the start view.
const VIEWS = ["start", "session", "summary", "progress"];
const FILTERS = ["reading", "section", "objective", "kind", "level", "importance"];

function notice(words) {
  find("notices").replaceChildren(make("p", { class: "notice" }, words));
}

// What was told once is gone with the next view; that nothing is kept is told for as long as it is so.
function tellAnew() {
  if (kept) find("notices").replaceChildren();
  else notice(W.notKept);
}

// A page inside another one takes no focus from it, and does not scroll it to its own fragment.
const isAlone = window.parent === window;

// Tells a screen reader where one is.
function arrive(id) {
  if (isAlone) find(id).focus({ preventScroll: true });
}

// Goes to a view; where the address told which one, that leaves nothing more to go back to.
function show(name, isFollowed = false) {
  for (const view of VIEWS) find(view).hidden = view !== name;
  tellAnew();
  for (const link of document.querySelectorAll("nav a")) {
    if (link.hash === `#${name}`) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  if (name === "start") showStart();
  if (name === "progress") showProgress();
  if (isAlone && window.location.hash !== `#${name}`) window.history[isFollowed ? "replaceState" : "pushState"](null, "", `#${name}`);
  if (name !== "session") {
    window.scrollTo(0, 0);
    arrive(`${name}-title`);
  }
}

// The address says which view; a session lives only as long as its page.
function follow() {
  const name = window.location.hash.slice(1);
  if (name === "session" && session) return show("session", true);
  // Begins at once, with all there is.
  if (name === "ask") return begin(forQuiz(load(), chosenFilter(), CARDS.length), 0);
  show(["start", "progress"].includes(name) ? name : "start", true);
}

function chosenFilter() {
  return Object.fromEntries(FILTERS.map((name) => [name, find(`by-${name}`).value]));
}

// The next day that brings something where today has no more: what is new, or waits for its other side, comes tomorrow.
function nextDay(state, filter) {
  const left = daysToExam(state);
  const dayFor = (known, name) => Math.max(today() + 1, known ? dueOf(known, name, left) : 0);
  return Math.min(...CARDS.filter((card) => fits(card.item, filter)).map((card) => dayFor(state.cards[card.name], card.name)));
}

function showStart() {
  const state = load();
  const filter = chosenFilter();
  const fitting = COURSE.items.filter((item) => fits(item, filter)).length;
  const cards = forToday(state, filter);
  const due = cards.filter((card) => state.cards[card.name]).length;
  const told = [[W.due, due], [W.fresh, cards.length - due]].filter(([, n]) => n).map(([pair, n]) => counted(pair, n));
  const nothing = () => (fitting ? filled(W.nothingDue, { date: dateOf(nextDay(state, filter)) }) : W.noneMatch);
  find("due").textContent = cards.length ? told.join(" ") : nothing();
  find("practise").textContent = counted(W.practise, cards.length);
  find("practise").hidden = !cards.length;
  const left = daysToExam(state);
  find("exam-words").textContent = left === null ? "" : counted(W.examIn, left);
  find("exam-day").value = state.exam;
  find("filter-count").textContent = `(${counted(W.items, fitting)})`;
}

// A page that lay open shows the day that it is now, and what another window has written.
function lookAnew() {
  if (document.hidden) return;
  if (!find("start").hidden) showStart();
  if (!find("progress").hidden) showProgress();
}

function fillChoices() {
  const named = (table) => Object.entries(table);
  const listed = (names, words) => names.map((name) => [name, words[name]]);
  const sections = Object.entries(COURSE.sections).map(([name, words]) => [name, `${COURSE.readings[name.split("/")[0]]} · ${words}`]);
  const choices = {
    reading: named(COURSE.readings),
    section: sections,
    objective: named(COURSE.objectives),
    kind: listed(COURSE.kinds, W.kinds),
    level: listed(COURSE.levels, W.levels),
    importance: listed(COURSE.importances, W.importances),
  };
  for (const [name, options] of Object.entries(choices)) {
    const select = find(`by-${name}`);
    select.append(make("option", { value: "" }, W.all), ...options.map(([value, words]) => make("option", { value }, words)));
    select.addEventListener("change", showStart);
    select.closest("label").hidden = !options.length;
  }
}

function startQuiz(event) {
  event.preventDefault();
  const cards = forQuiz(load(), chosenFilter(), Number(find("quiz-items").value));
  if (cards.length) begin(cards, Number(find("quiz-minutes").value));
  else notice(W.noneMatch);
}

function setExam(event) {
  change((state) => {
    state.exam = event.target.value;
  });
  showStart();
}

function listen() {
  find("practise").addEventListener("click", () => begin(forToday(load(), chosenFilter()), 0));
  find("quiz").addEventListener("submit", startQuiz);
  find("exam-day").addEventListener("change", setExam);
  find("filter-all").addEventListener("click", () => {
    for (const name of FILTERS) find(`by-${name}`).value = "";
    showStart();
  });
  find("stop").addEventListener("click", endSession);
  find("export").addEventListener("click", exportProgress);
  find("import").addEventListener("change", importProgress);
  find("wipe").addEventListener("click", wipeProgress);
  window.addEventListener("hashchange", follow);
  window.addEventListener("popstate", follow);
  setInterval(tick, 1000);
}

function start() {
  askWhetherKept();
  const anew = bringUpToDate();
  follow();
  if (damaged) notice(W.damaged);
  else if (kept && anew) notice(counted(W.anew, anew));
  document.addEventListener("visibilitychange", lookAnew);
  window.addEventListener("focus", lookAnew);
}

fillChoices();
listen();
// Chromium lends a page that comes from a file an empty storage, and loses what is put there, where it asks before the
// browser knows whose page it is. At the first frame it does.
const frames = new ResizeObserver(() => {
  frames.disconnect();
  start();
});
frames.observe(document.body);
