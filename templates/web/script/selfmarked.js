// Kinds whose answers are words: typed ones are compared, and where only the student can tell, the student marks.

function writingBox(words, rows) {
  const box = make("textarea", { id: "words", "aria-describedby": "stem", rows: String(rows), autocomplete: "off" });
  return { box, part: make("p", { class: "typed" }, make("label", { for: "words" }, words), box) };
}

function written(words) {
  return words ? make("div", { class: "written" }, make("h4", {}, W.youWrote), make("p", {}, words)) : null;
}

// A field for words, named by a label or in `naming`.
function wordField(id, size, naming = { "aria-describedby": "stem" }) {
  return make("input", { type: "text", id, ...naming, autocomplete: "off", autocapitalize: "off", autocorrect: "off", spellcheck: "false", size: String(size) });
}

// A typed word beside the right one.
function comparedWord(html, typed, verdict) {
  // Few voices tell what is struck through: what was typed is said behind the verdict.
  const isWrong = verdict === "wrong";
  const wrong = isWrong ? [make("del", { "aria-hidden": "true" }, typed || "…"), " "] : null;
  const words = `${isWrong ? W.wrong : W.right}${isWrong && typed ? ` ${W.youWrote} ${typed}` : ""}`;
  const said = verdict === "open" ? null : make("span", { class: "unseen" }, ` ${words}`);
  return make("span", { class: `gap ${verdict}` }, wrong, make("ins", { html }), said);
}

// A field stands in its gap, and on one line with the signs behind it.
function fillGap(gap, field) {
  const behind = gap.nextSibling;
  const signs = behind && behind.nodeType === Node.TEXT_NODE ? behind.data.match(/^\p{P}*/u)[0] : "";
  if (signs) behind.data = behind.data.slice(signs.length);
  gap.replaceWith(signs ? make("span", { class: "together" }, field, signs) : field);
}

// In steps, and as wide as for the longest answer or hint, so that no field's width tells its answer. Hints stand whole.
const FIELD_STEP = 8;
const FIELD_MOST = 24;

function sizeOfFields(gaps) {
  const lengths = gaps.flatMap(([, plain, hint]) => [Math.min(plain.length, FIELD_MOST - 1), hint.length]);
  return Math.ceil((Math.max(...lengths) + 1) / FIELD_STEP) * FIELD_STEP;
}

KINDS.cloze = {
  form(item) {
    const size = sizeOfFields(item.gaps);
    const fields = item.gaps.map(([, , hint], place) => {
      const name = filled(hint ? W.gapHint : W.gap, { n: place + 1, hint });
      const field = wordField(`gap-${place}`, size, { "aria-label": name });
      if (hint) field.placeholder = hint;
      return field;
    });
    return {
      // The stem itself holds the fields.
      fill: (stem) => stem.querySelectorAll("[data-gap]").forEach((gap) => fillGap(gap, fields[Number(gap.dataset.gap)])),
      parts: [make("p", { class: "task" }, W.typeOrThink)],
      read: () => ({ typed: fields.map((field) => field.value) }),
    };
  },
  result(item, answer) {
    const typed = answer && answer.typed.some((text) => text.trim()) ? answer.typed : null;
    const text = make("div", { class: "stem", html: item.stem });
    const right = item.gaps.map(([, plain, , ...others]) => [plain, ...others]);
    const words = new Set(bare([text.textContent, ...right.flat()].join(" ")).split(" "));
    const inCode = (place) => isCode(item.gaps[place][0]) || Boolean(text.querySelector(`code [data-gap="${place}"]`));
    const verdicts = right.map((spellings, place) => (typed ? verdictOn(typed[place], spellings, inCode(place), words) : "open"));
    for (const gap of text.querySelectorAll("[data-gap]")) {
      const place = Number(gap.dataset.gap);
      gap.replaceWith(comparedWord(item.gaps[place][0], typed ? typed[place].trim() : "", verdicts[place]));
    }
    const n = verdicts.filter((verdict) => verdict !== "wrong").length;
    const share = !answer ? 0 : typed ? n / verdicts.length : null;
    return { share, count: [n, verdicts.length], mayCount: Boolean(typed) && share < 1, replacesStem: true, parts: [text] };
  },
};

KINDS.term = {
  form(item, card) {
    if (card.side === "definition") {
      const field = wordField("term", 24);
      return {
        parts: [make("p", { class: "typed" }, make("label", { for: "term" }, W.whichTerm), field)],
        read: () => ({ typed: field.value.trim() }),
      };
    }
    const { box, part } = writingBox(W.yourWords, 2);
    return { parts: [make("p", { class: "task" }, W.whatDoesItMean), part], read: () => ({ words: box.value.trim() }), reveals: true };
  },
  result(item, answer, card) {
    if (card.side !== "definition") {
      const parts = [written(answer && answer.words), make("div", { class: "key", html: item.definition })];
      return { share: answer ? null : 0, parts };
    }
    const verdict = answer && answer.typed ? verdictOn(answer.typed, item.names, isCode(item.term)) : "open";
    const shown = make("p", { class: "key short" }, comparedWord(item.term, answer ? answer.typed : "", verdict));
    const share = !answer ? 0 : verdict === "open" ? null : Number(verdict !== "wrong");
    return { share, mayCount: verdict === "wrong", parts: [shown] };
  },
};

KINDS.question = {
  form() {
    const { box, part } = writingBox(W.yourWords, 3);
    return { parts: [part], read: () => ({ words: box.value.trim() }), reveals: true };
  },
  result(item, answer) {
    return { share: answer ? null : 0, parts: [written(answer && answer.words), make("div", { class: "key", html: item.answer })] };
  },
};

KINDS.essay = {
  form() {
    const { box, part } = writingBox(W.yourEssay, 8);
    return { parts: [part], read: () => ({ words: box.value.trim() }), reveals: true };
  },
  result(item, answer) {
    const rows = item.rubric.map(([html, points, shown], place) => {
      const input = make("input", { type: "checkbox", name: "criterion", value: String(place) });
      return make("li", {}, make("label", {}, input, make("span", { class: "points" }, shown), make("span", { class: "text", html })));
    });
    const list = make("ul", { class: "rubric" }, rows);
    const total = item.rubric.reduce((sum, [, points]) => sum + points, 0);
    const earned = () => [...list.querySelectorAll("input:checked")].reduce((sum, input) => sum + item.rubric[Number(input.value)][1], 0);
    const sum = make("p", { class: "quiet", role: "status" }, filled(W.points, { n: 0, of: total }));
    list.addEventListener("change", () => {
      sum.textContent = filled(W.points, { n: earned(), of: total });
    });
    const rubric = make("fieldset", { class: "rubric-box" }, make("legend", {}, W.rubric), list, sum);
    const model = make("div", { class: "model" }, make("h4", {}, W.goodAnswer), make("div", { html: item.answer }));
    return {
      share: answer ? null : 0,
      byRubric: () => ({ share: earned() / total, count: [earned(), total] }),
      parts: [written(answer && answer.words), model, rubric],
    };
  },
};
