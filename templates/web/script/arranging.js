// Putting steps in order: by dragging with a mouse, or with a finger by a handle, or by a pair of buttons a step.

// The most steps that follow each other as they should, whatever stands between them: the others are out of order. Of
// several such runs the one with the most steps in their own places, so that the others were elsewhere.
function longestInOrder(places) {
  const worth = (run) => run.length * places.length + run.filter((place) => places[place] === place).length;
  const better = (one, other) => (worth(other) > worth(one) ? other : one);
  const runs = [];
  for (const place of places) {
    const longer = runs.filter((run) => run[run.length - 1] < place).map((run) => [...run, place]);
    runs.push(longer.reduce(better, [place]));
  }
  return runs.reduce(better);
}

function mixed(places) {
  const order = shuffled(places);
  return order.every((place, at) => place === at) ? [...order.slice(1), order[0]] : order;
}

function stepRow(item, place, move) {
  const text = spokenOf(item.steps[place][0]);
  const button = (words, sign, by) =>
    make("button", { type: "button", class: "arrow", "aria-label": filled(words, { text }), click: (event) => move(event.currentTarget, by) }, sign);
  return make(
    "li",
    { "data-step": place },
    make("span", { class: "handle", "aria-hidden": "true" }, "⠿"),
    make("span", { class: "text", html: item.steps[place][0] }),
    make("span", { class: "arrows" }, button(W.up, "▲", -1), button(W.down, "▼", 1)),
  );
}

// Follows a finger on a handle, or a mouse: the row that is held changes places with those whose middle it passes.
function draggable(list, told) {
  let held = null;
  list.addEventListener("pointerdown", (event) => {
    const row = event.target.closest("li");
    // A finger that is not on the handle scrolls: steps may fill the screen.
    const isHeld = row && (event.pointerType === "mouse" || event.target.closest(".handle"));
    if (!isHeld || event.target.closest("button") || event.button > 0) return;
    held = row;
    row.classList.add("held");
    list.setPointerCapture(event.pointerId);
    event.preventDefault();
  });
  list.addEventListener("pointermove", (event) => {
    if (!held) return;
    for (const row of list.children) {
      if (row === held) continue;
      const box = row.getBoundingClientRect();
      const isBefore = Boolean(row.compareDocumentPosition(held) & Node.DOCUMENT_POSITION_FOLLOWING);
      const middle = box.top + box.height / 2;
      if (isBefore && event.clientY < middle) return row.before(held);
      if (!isBefore && event.clientY > middle) return row.after(held);
    }
  });
  const release = () => {
    if (!held) return;
    held.classList.remove("held");
    told(held);
    held = null;
  };
  list.addEventListener("pointerup", release);
  list.addEventListener("pointercancel", release);
}

KINDS.ordering = {
  form(item) {
    const list = make("ol", { class: "steps" });
    const told = (row) => {
      const values = { text: spokenOf(item.steps[Number(row.dataset.step)][0]), place: [...list.children].indexOf(row) + 1, total: list.children.length };
      find("moved").textContent = filled(W.movedTo, values);
    };
    const move = (button, by) => {
      const row = button.closest("li");
      const other = by < 0 ? row.previousElementSibling : row.nextElementSibling;
      if (other && by < 0) other.before(row);
      else if (other) other.after(row);
      button.focus();
      told(row);
    };
    list.append(...mixed(item.steps.map((_, place) => place)).map((place) => stepRow(item, place, move)));
    draggable(list, told);
    return {
      parts: [make("p", { class: "task" }, W.order), list],
      read: () => ({ order: [...list.children].map((row) => Number(row.dataset.step)) }),
    };
  },
  result(item, answer) {
    const run = answer ? longestInOrder(answer.order) : [];
    const n = run.length;
    const rows = item.steps.map(([html, date], place) => {
      const had = answer ? answer.order.indexOf(place) : place;
      const isMoved = had !== place && (n === 1 || !run.includes(place));
      const moved = isMoved ? make("span", { class: "instead" }, filled(W.youHad, { place: had + 1 })) : null;
      return make("li", {}, date ? make("span", { class: "date", lang: AUTHORS }, date) : null, make("span", { class: "text", html }), moved ? " " : null, moved);
    });
    return {
      // Any two steps have one of them in order.
      share: answer ? (n - 1) / (item.steps.length - 1) : 0,
      count: [n, item.steps.length],
      parts: [make("ol", { class: "timeline" }, rows)],
    };
  },
};
