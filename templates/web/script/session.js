// A session: cards one after the other; those that were missed come back after a few others.
const RETURN_AFTER = 4;
const MAX_RETURNS = 3;
let session = null;

function begin(cards, minutes) {
  session = {
    waiting: cards.map((card) => ({ card, returns: 0 })),
    total: cards.length,
    begun: 0,
    right: 0,
    answers: 0,
    missed: new Map(),
    ends: minutes ? Date.now() + minutes * 60000 : null,
    timeUp: false,
  };
  tick();
  show("session");
  nextCard();
}

function tick() {
  const clock = find("clock");
  if (!session || session.ends === null) {
    clock.textContent = "";
    return;
  }
  const left = Math.max(0, Math.round((session.ends - Date.now()) / 1000));
  const time = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
  clock.textContent = left ? filled(W.timeLeft, { time }) : "";
  if (!left && !session.timeUp) {
    session.timeUp = true;
    notice(W.timeUp);
  }
}

function nextCard() {
  const next = session.waiting.shift();
  if (!next) return endSession();
  if (!next.returns) session.begun += 1;
  const title = filled(W.itemOf, { place: session.begun, total: session.total });
  find("session-title").textContent = next.returns ? W.again : title;
  ask(next);
  window.scrollTo(0, 0);
  arrive("session-title");
}

function endSession() {
  if (!session) return;
  const ended = session;
  session = null;
  tick();
  if (!ended.answers) return show("start");
  const list = [...ended.missed.values()].map((card) => make("li", { lang: AUTHORS }, card.item.asks));
  find("summary-words").replaceChildren(
    make("p", { class: "large" }, filled(W.summaryOf, { right: ended.right, n: ended.answers })),
    list.length ? make("h3", {}, W.missedOnes) : "",
    list.length ? make("ul", {}, list) : "",
  );
  show("summary");
}

function context(item) {
  return Object.keys(COURSE.readings).length > 1 && item.context ? make("p", { class: "reading", dir: "auto", lang: AUTHORS }, COURSE.readings[item.context]) : null;
}

function stemOf(card) {
  const { item, side } = card;
  const html = item.kind === "term" ? (side === "definition" ? item.definition : item.term) : item.stem;
  return make("div", { id: "stem", class: `stem${side === "term" ? " large" : ""}`, html });
}

function ask(next) {
  const { card } = next;
  const { item } = card;
  const kind = KINDS[item.kind];
  const controls = kind.form(item, card);
  const stem = stemOf(card);
  if (controls.fill) controls.fill(stem);
  const problem = make("p", { class: "problem", role: "alert" });
  const press = (words, sure, classes) => make("button", { type: sure === true ? "submit" : "button", class: classes, click: (event) => check(event, sure) }, words);
  const words = controls.reveals ? [W.showSure, W.showUnsure] : [W.sure, W.unsure];
  const check = (event, sure) => {
    event.preventDefault();
    const answer = sure === null ? null : controls.read();
    if (answer && answer.problem) {
      problem.textContent = answer.problem;
      const field = form.querySelector("input, select, textarea");
      if (field) field.focus();
      return;
    }
    answerShown(next, answer, sure, article);
  };
  const actions = make("div", { class: "actions" }, press(words[0], true, "main"), press(words[1], false, ""), press(W.pass, null, "plain"));
  const form = make("form", { novalidate: true }, stem, controls.parts, problem, actions);
  const article = make("article", { class: `item kind-${item.kind}` }, context(item), materialOf(item), form);
  find("card").replaceChildren(article);
}

function materialOf(item) {
  return item.stimulus ? make("section", { class: "stimulus", "aria-label": W.material, html: COURSE.stimuli[item.stimulus] }) : null;
}

// Shows what is right, and either says how much of the answer was, or asks.
function answerShown(next, answer, sure, article) {
  const { card } = next;
  const { item } = card;
  const result = KINDS[item.kind].result(item, answer, card);
  const heading = make("h3", { class: "verdict", tabindex: "-1" }, W.answer);
  const after = make("div", { class: "after" });
  const form = article.querySelector("form");
  const stem = result.replacesStem ? null : form.querySelector(".stem");
  form.replaceWith(stem || "", make("section", { class: "answer" }, heading, result.parts, explanation(item, result.others), after));
  if (stem) stem.querySelectorAll("[data-gap]").forEach((gap) => gap.remove());
  const ask = () => (result.byRubric ? markByRubric(after, result, done) : markBySelf(after, result.marks || [1, RIGHT_ENOUGH, 0], done));
  const askAgain = result.share === null ? ask : null;
  const done = (share, count) => settled(next, share, sure, { heading, after, askAgain, count: share > 0 && share < 1 ? count : null, mayCount: result.mayCount, isPass: answer === null });
  if (askAgain) ask();
  else done(result.share, result.count);
  heading.focus();
  heading.scrollIntoView({ block: "nearest" });
}

function markBySelf(after, marks, done) {
  const words = [W.selfRight, W.selfPartly, W.selfWrong];
  const buttons = marks.map((share, place) => make("button", { type: "button", click: () => done(share, null) }, words[place]));
  after.replaceChildren(make("p", { id: "compare" }, W.howWas), make("div", { class: "actions", role: "group", "aria-labelledby": "compare" }, buttons));
}

function markByRubric(after, result, done) {
  const boxes = after.parentElement.querySelectorAll(".rubric input");
  const open = (isOpen) => boxes.forEach((box) => (box.disabled = !isOpen));
  const mark = () => {
    open(false);
    const { share, count } = result.byRubric();
    done(share, count);
  };
  open(true);
  after.replaceChildren(make("div", { class: "actions" }, make("button", { type: "button", class: "main", click: mark }, W.mark)));
}

function explanation(item, others) {
  const cites = (item.sources || []).map((source) => make("li", { dir: "auto", lang: AUTHORS }, source));
  const where = cites.length ? make("div", { class: "where" }, make("h4", {}, W.where), make("ul", {}, cites)) : null;
  const report = make("details", { class: "report" }, make("summary", {}, W.mistake), make("p", {}, W.sendName, " ", make("code", {}, item.id)));
  return [item.rationale ? make("div", { class: "rationale", html: item.rationale }) : null, others, where, report];
}

function verdictWords(share, count, isPass) {
  if (share >= 1) return W.right;
  if (isPass) return W.passed;
  if (share <= 0) return W.wrong;
  return count ? filled(W.partly, { n: count[0], of: count[1] }) : W.marked;
}

// An answer has its mark: it is written down, and a card that was missed is put back.
function settled(next, share, sure, shown) {
  const { card } = next;
  const isMissed = share < RIGHT_ENOUGH;
  const returns = isMissed && next.returns < MAX_RETURNS;
  const { due, takeBack } = answered(card, share, sure, returns);
  const isFirst = next.returns === 0;
  const before = { right: session.right, answers: session.answers, waiting: [...session.waiting], missed: new Map(session.missed) };
  if (isFirst) {
    session.answers += 1;
    if (share >= 1) session.right += 1;
    if (isMissed) session.missed.set(card.name, card);
  }
  if (returns) session.waiting.splice(RETURN_AFTER, 0, { card, returns: next.returns + 1 });
  shown.heading.textContent = verdictWords(share, shown.count, shown.isPass);
  shown.heading.className = `verdict ${share >= 1 ? "right" : share > 0 || shown.isPass ? "partly" : "wrong"}`;
  const isLast = !session.waiting.length;
  const forward = make("button", { type: "button", class: "main", click: nextCard }, isLast ? W.finish : W.next);
  const undo = () => {
    takeBack();
    Object.assign(session, before);
  };
  const countIt = () => {
    undo();
    settled(next, 1, sure, { ...shown, count: null, mayCount: false, isPass: false });
    shown.heading.focus();
  };
  const markAgain = () => {
    undo();
    shown.heading.textContent = W.answer;
    shown.heading.className = "verdict";
    shown.askAgain();
    shown.heading.focus();
  };
  const may = shown.mayCount ? make("button", { type: "button", click: countIt }, W.countIt) : null;
  const mayAgain = shown.askAgain ? make("button", { type: "button", click: markAgain }, W.markAgain) : null;
  shown.after.replaceChildren(
    make("p", { class: "quiet" }, returns ? W.comesBack : filled(W.nextOn, { date: dateOf(due) })),
    make("div", { class: "actions" }, forward, may, mayAgain),
  );
  if (!shown.heading.contains(document.activeElement)) shown.heading.focus();
}
