"use strict";
(() => {
  const find = (id) => document.getElementById(id);
  const here = window.location.pathname;
  let told = { items: [], findings: [], current: "" };
  let chosen = "";
  // What the views show now, so that nothing is loaded twice.
  let shown = "";

  async function ask(path) {
    const answer = await fetch(`${here}${path}`);
    return answer.ok ? answer.json() : null;
  }

  function frame(title, path, sandbox) {
    const box = document.createElement("div");
    const heading = document.createElement("h3");
    heading.textContent = title;
    const view = document.createElement("iframe");
    view.title = title;
    if (sandbox) view.setAttribute("sandbox", "allow-scripts");
    view.src = `${here}${path}`;
    box.append(heading, view);
    return box;
  }

  function findingsOf(item) {
    return told.findings.filter((one) => one.about === item.id || (!one.about && one.file === item.file));
  }

  function listed() {
    const words = find("search").value.toLowerCase();
    const [file, reading, kind, finding] = ["file", "reading", "kind", "finding"].map((name) => find(`by-${name}`).value);
    return told.items.filter(
      (item) =>
        (!words || `${item.id} ${item.asks}`.toLowerCase().includes(words)) &&
        (!file || item.file === file) &&
        (!reading || item.reading.split(", ").includes(reading)) &&
        (!kind || item.kind === kind) &&
        (!finding || findingsOf(item).length),
    );
  }

  function showList() {
    const items = listed();
    const rows = items.map((item) => {
      const row = document.createElement("li");
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = item.id;
      button.title = item.asks;
      button.classList.toggle("flawed", findingsOf(item).length > 0);
      if (item.id === chosen) button.setAttribute("aria-current", "true");
      button.addEventListener("click", () => choose(item.id));
      row.append(button);
      return row;
    });
    find("items").replaceChildren(...rows);
    find("count").textContent = `${items.length} of ${told.items.length}`;
  }

  function fill(name, values) {
    const select = find(`by-${name}`);
    const before = select.value;
    const options = ["", ...new Set(values)].map((value) => new Option(value || "All", value));
    select.replaceChildren(...options);
    select.value = values.includes(before) ? before : "";
  }

  function showFindings(item) {
    const lines = (item ? findingsOf(item) : told.findings).map((one) => {
      const line = document.createElement("li");
      line.className = one.severity;
      line.textContent = one.words;
      return line;
    });
    const broken = told.findings.filter((one) => one.severity === "error" && !(item && findingsOf(item).includes(one)));
    for (const one of broken) {
      const line = document.createElement("li");
      line.className = "error";
      line.textContent = one.words;
      lines.push(line);
    }
    if (!lines.length) lines.push(Object.assign(document.createElement("li"), { textContent: "None." }));
    find("findings").replaceChildren(...lines);
  }

  async function showViews(item) {
    const name = encodeURIComponent(item.id);
    const sides = (await ask(`cards/${name}`)) || [];
    if (chosen !== item.id) return;
    find("cards").replaceChildren(...sides.map((side) => frame(side, `card/${name}/${encodeURIComponent(side)}`, true)));
    const editions = JSON.parse(find("sheets").dataset.editions);
    find("sheets").replaceChildren(...editions.map(([edition, title]) => frame(title, `sheet/${edition}/${name}`, true)));
    find("practice").replaceChildren(frame("Practice", `practice/${name}#ask`, false));
    find("pdf").href = `${here}pdf/${name}`;
  }

  function choose(name) {
    chosen = name;
    const item = told.items.find((one) => one.id === name);
    if (!item) return;
    find("name").textContent = item.id;
    find("where").textContent = `${item.kind}, ${item.file}`;
    find("stale").hidden = !item.stale;
    showFindings(item);
    showList();
    const seen = `${name} ${item.mark}`;
    if (seen !== shown) showViews(item);
    shown = seen;
  }

  async function renew() {
    const now = await ask("state");
    if (!now) return;
    const saved = now.current !== told.current || now.saved !== told.saved;
    told = now;
    fill("file", told.items.map((item) => item.file));
    fill("reading", told.items.flatMap((item) => item.reading.split(", ")));
    fill("kind", told.items.map((item) => item.kind));
    if (saved || !told.items.some((item) => item.id === chosen)) chosen = told.current;
    showFindings(null);
    showList();
    choose(chosen);
  }

  function nextFinding() {
    const items = listed();
    const start = items.findIndex((item) => item.id === chosen);
    const order = [...items.slice(start + 1), ...items.slice(0, start + 1)];
    const next = order.find((item) => findingsOf(item).length);
    if (next) choose(next.id);
  }

  function toggle(button, how) {
    const on = button.getAttribute("aria-pressed") !== "true";
    button.setAttribute("aria-pressed", String(on));
    how(on);
  }

  for (const name of ["search", "by-file", "by-reading", "by-kind", "by-finding"]) find(name).addEventListener("input", showList);
  find("next").addEventListener("click", nextFinding);
  find("phone").addEventListener("click", (event) => toggle(event.currentTarget, (on) => find("cards").classList.toggle("phone", on)));
  find("night").addEventListener("click", (event) =>
    toggle(event.currentTarget, (on) => {
      for (const view of find("cards").querySelectorAll("iframe")) view.src = view.src.replace(/(\?night)?$/, on ? "?night" : "");
    }),
  );
  const events = new EventSource(`${here}events`);
  events.addEventListener("message", renew);
})();
