// How each kind of item is asked and judged. A kind has `form(item, card)`: the controls, and `read()`, which returns
// the answer or {problem}; and `result(item, answer, card)`: the answer shown, why not the others, and how much of it is
// right. Where only the student can tell, `share` is null. An answer of null is that of who does not know.
const KINDS = {};

function optionRow(type, html, value) {
  const input = make("input", { type, name: "option", value: String(value) });
  return make("li", {}, make("label", {}, input, make("span", { class: "text", html })));
}

function why(html) {
  return html ? make("span", { class: "why", html }) : null;
}

function reasons(list) {
  if (!list.length) return null;
  const rows = list.map(([html, reason]) => make("div", {}, make("dt", { html }), make("dd", { html: reason })));
  return make("section", { class: "others" }, make("h4", {}, W.whyNot), make("dl", { class: "reasons" }, rows));
}

function orderOf(item) {
  const places = item.options.map((_, place) => place);
  const isLast = (place) => item.last !== undefined && item.options[place][0] === item.last;
  const order = item.fixed ? places : shuffled(places);
  return [...order.filter((place) => !isLast(place)), ...order.filter(isLast)];
}

KINDS.choice = {
  form(item) {
    const many = item.kind === "multi";
    const order = orderOf(item);
    const rows = order.map((place) => optionRow(many ? "checkbox" : "radio", item.options[place][0], place));
    const list = make("ol", { class: `options ${item.kind}`, role: "presentation" }, rows);
    const box = make("div", { role: many ? "group" : "radiogroup", "aria-labelledby": many ? "stem task" : "stem" }, list);
    return {
      parts: [many ? make("p", { id: "task", class: "task" }, W.chooseAll) : null, box],
      read() {
        const chosen = [...list.querySelectorAll("input:checked")].map((input) => Number(input.value));
        return chosen.length ? { chosen, order } : { problem: W.chooseFirst };
      },
    };
  },
  result(item, answer) {
    const chosen = answer ? answer.chosen : [];
    const order = answer ? answer.order : item.options.map((_, place) => place);
    const rows = order.map((place) => {
      const [html, right, reason] = item.options[place];
      const isChosen = chosen.includes(place);
      const words = isChosen ? `${W.yourAnswer} ${right ? W.right : W.wrong}` : right && answer && item.kind === "multi" ? W.missed : "";
      const said = make("span", { class: "said" }, words, isChosen && !right ? make("span", {}, " ", why(reason) || "") : null);
      const hidden = isChosen ? null : make("span", { class: "unseen" }, right ? W.right : W.wrong);
      const classes = `${right ? "right" : "wrong"}${isChosen ? " chosen" : ""}`;
      return make("li", { class: classes }, make("span", { class: "text", html }), " ", words ? said : null, hidden);
    });
    const others = order.filter((place) => !item.options[place][1] && !chosen.includes(place) && item.options[place][2]);
    const keys = item.options.filter(([, right]) => right).length;
    const hits = chosen.filter((place) => item.options[place][1]).length;
    return {
      share: Math.max(0, (2 * hits - chosen.length) / keys),
      count: [hits, keys],
      parts: [make("ol", { class: `options ${item.kind}`, "aria-label": W.options }, rows)],
      others: reasons(others.map((place) => [item.options[place][0], item.options[place][2]])),
    };
  },
};
KINDS.multi = KINDS.choice;

KINDS["true-false"] = {
  form() {
    const rows = [true, false].map((truth) => optionRow("radio", truth ? W.trueWord : W.falseWord, Number(truth)));
    const list = make("ol", { class: "options choice", role: "presentation" }, rows);
    const words = make("input", { type: "text", id: "correction", autocomplete: "off" });
    const more = make("p", { class: "typed", hidden: true }, make("label", { for: "correction" }, W.correctIt), words);
    list.addEventListener("change", () => {
      more.hidden = !list.querySelector("input[value='0']").checked;
    });
    return {
      parts: [make("div", { role: "radiogroup", "aria-labelledby": "stem" }, list), more],
      read() {
        const chosen = list.querySelector("input:checked");
        return chosen ? { truth: chosen.value === "1", words: more.hidden ? "" : words.value.trim() } : { problem: W.chooseFirst };
      },
    };
  },
  result(item, answer) {
    const isRight = Boolean(answer) && answer.truth === item.answer;
    const compares = isRight && !item.answer && answer.words;
    return {
      share: compares ? null : Number(isRight),
      marks: [1, RIGHT_ENOUGH, 0.5],
      count: [Number(isRight), 1],
      parts: [
        make("p", { class: `key short verdict-${item.answer}` }, item.answer ? W.itIs : W.itIsNot),
        compares ? make("p", {}, make("b", {}, W.youWrote), " ", answer.words) : null,
        item.correction ? make("div", { class: "correction" }, make("h4", {}, W.corrected), make("div", { html: item.correction })) : null,
      ],
    };
  },
};

KINDS.numeric = {
  form(item) {
    // An iPhone's keys for decimals have neither a minus nor the e of 6e23, and only the decimal sign of its region: where
    // that is a comma, 2.5 cannot be typed. Where a course has the comma, either sign is understood.
    const hasKeys = COURSE.signs[0] === "," ? /^[\d.]+$/ : /^\d+$/;
    const inputmode = hasKeys.test(item.value) ? "decimal" : "text";
    const [before, behind] = [item.before, item.behind].map((html, place) => (html ? make("span", { id: `unit-${place}`, class: "unit", html }) : null));
    const said = ["stem", ...[before, behind].filter(Boolean).map(({ id }) => id)].join(" ");
    const input = make("input", { type: "text", inputmode, id: "number", "aria-describedby": said, autocomplete: "off" });
    const field = make("span", { class: "with-unit" }, before, input, behind);
    return {
      parts: [make("p", { class: "typed" }, make("label", { for: "number" }, W.number), field)],
      read() {
        const typed = input.value.trim();
        if (!typed) return { problem: W.chooseFirst };
        const isRight = judgedNumber(typed, item, COURSE.signs);
        if (isRight === null) return { problem: filled(W.noNumber, { typed, example: `1${COURSE.signs[0]}5` }) };
        return { typed, isRight };
      },
    };
  },
  result(item, answer) {
    return {
      share: answer && answer.isRight ? 1 : 0,
      parts: [
        answer ? make("p", {}, make("b", {}, W.youWrote), " ", answer.typed) : null,
        make("p", { class: "key short", html: item.shown }),
        item.tolerance ? make("p", { class: "quiet" }, filled(W.within, { tolerance: item.tolerance })) : null,
      ],
    };
  },
};

// What padding and arrow of a list take.
const BESIDE_CHOICE = 52;

// A list of choices for each row: what it is called, and the texts to choose from, in an order by lot.
function selects(rows, texts) {
  const fields = rows.map(({ name, html }, place) => {
    const options = texts.map(({ text, value }) => make("option", { value: String(value), lang: AUTHORS }, text));
    const select = make("select", { id: `row-${place}`, "aria-label": name }, make("option", { value: "" }, W.choose), options);
    const whole = make("p", { class: "quiet whole", "aria-hidden": "true" });
    select.addEventListener("change", () => showWhole(select, whole));
    return make("li", {}, make("label", { for: `row-${place}`, html }), select, whole);
  });
  return make("ol", { class: "rows" }, fields);
}

// A closed list cuts a long text: then what was chosen stands below it.
function showWhole(select, whole) {
  const pen = document.createElement("canvas").getContext("2d");
  pen.font = getComputedStyle(select).font;
  const text = select.value === "" ? "" : select.selectedOptions[0].textContent;
  whole.textContent = pen.measureText(text).width > select.clientWidth - BESIDE_CHOICE ? text : "";
}

function readSelects(list) {
  const chosen = [...list.querySelectorAll("select")].map((select) => (select.value === "" ? null : Number(select.value)));
  return chosen.some((value) => value !== null) ? { chosen } : { problem: W.chooseFirst };
}

// Rows that were answered: what was chosen, where that is wrong, and what belongs to each.
function answeredRows(rows, answer) {
  const said = (words) => make("span", { class: "said" }, words);
  const shown = rows.map(({ html, right, own, isRight }) => {
    const isWrong = answer && !isRight && own;
    const verdict = isRight ? `${W.yourAnswer} ${W.right}` : own ? "" : W.missed;
    const theirs = isWrong ? make("dd", { class: "wrong" }, make("span", { class: "instead", lang: AUTHORS }, own), said(`${W.yourAnswer} ${W.wrong}`)) : null;
    const ours = make("dd", { class: "right" }, make("span", { html: right }), answer && verdict ? said(verdict) : null);
    return make("div", {}, make("dt", { html }), theirs, ours);
  });
  return make("dl", { class: "pairs" }, shown);
}

KINDS.matching = {
  form(item) {
    const every = [...item.pairs.map(([, response]) => response), ...(item.extra || []).map(([text]) => text)];
    const texts = shuffled(every.map((html, value) => ({ text: plainOf(html), value })));
    const rows = item.pairs.map(([premise]) => ({ name: filled(W.pairWith, { premise: spokenOf(premise) }), html: premise }));
    const list = selects(rows, texts);
    return { parts: [list], read: () => readSelects(list) };
  },
  result(item, answer) {
    const every = [...item.pairs.map(([, response]) => response), ...(item.extra || []).map(([text]) => text)];
    const rows = item.pairs.map(([premise, response], place) => {
      const value = answer ? answer.chosen[place] : null;
      return { html: premise, right: response, own: value === null ? "" : plainOf(every[value]), isRight: value === place };
    });
    const n = rows.filter((row) => row.isRight).length;
    return {
      share: n / rows.length,
      count: [n, rows.length],
      parts: [answeredRows(rows, answer)],
      others: reasons((item.extra || []).filter(([, reason]) => reason)),
    };
  },
};

KINDS.picture = {
  form(item) {
    const texts = shuffled(item.labels.map((text, value) => ({ text, value })));
    const rows = item.labels.map((_, place) => ({ name: filled(W.label, { n: place + 1 }), html: filled(W.label, { n: place + 1 }) }));
    const list = selects(rows, texts);
    return { parts: [make("div", { class: "drawn", html: item.numbered }), list], read: () => readSelects(list) };
  },
  result(item, answer) {
    const rows = item.labels.map((label, place) => {
      const value = answer ? answer.chosen[place] : null;
      const right = make("span", {}, label).innerHTML;
      return { html: filled(W.label, { n: place + 1 }), right, own: value === null ? "" : item.labels[value], isRight: value === place };
    });
    const n = rows.filter((row) => row.isRight).length;
    const drawn = make("div", { class: "drawn", html: item.picture });
    return { share: n / rows.length, count: [n, rows.length], parts: [drawn, answeredRows(rows, answer)] };
  },
};
