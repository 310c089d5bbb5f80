"use strict";
(() => {
  const find = (id) => document.getElementById(id);
  const here = window.location.pathname;
  let told = { items: [], findings: [], current: "" };
  let chosen = "";
  // What the views and the list show now, so that nothing is loaded or drawn twice.
  let shown = "";
  let drawn = "";
  // The items and files with findings.
  let flawed = new Set();

  async function ask(path) {
    const answer = await fetch(`${here}${path}`);
    return answer.ok ? answer.json() : null;
  }

  // What holds scripts of a course's own reaches nothing of this page; what holds none may be measured.
  function frame(title, path, sandbox) {
    const box = document.createElement("div");
    const heading = document.createElement("h3");
    heading.textContent = title;
    const view = document.createElement("iframe");
    view.title = title;
    if (sandbox) view.setAttribute("sandbox", sandbox);
    view.src = `${here}${path}`;
    box.append(heading, view);
    return box;
  }

  function lazy(box) {
    box.lastChild.loading = "lazy";
    return box;
  }

  // Makes a frame as high as the page in it.
  function whole(box) {
    const view = box.lastChild;
    // Firefox and Safari measure once more when the frame is gone.
    const fit = () => {
      if (view.isConnected) view.style.height = `${view.contentDocument.documentElement.offsetHeight + 2}px`;
    };
    view.addEventListener("load", () => {
      fit();
      new ResizeObserver(fit).observe(view.contentDocument.documentElement);
    });
    return box;
  }

  const loaded = (view) => new Promise((done) => view.addEventListener("load", () => done(view), { once: true }));

  function findingsOf(item) {
    return told.findings.filter((one) => one.about === item.id || (!one.about && one.file === item.file));
  }

  const isFlawed = (item) => flawed.has(item.id) || flawed.has(item.file);

  function listed() {
    const words = find("search").value.toLowerCase();
    const [file, reading, kind, finding] = ["file", "reading", "kind", "finding"].map((name) => find(`by-${name}`).value);
    return told.items.filter(
      (item) =>
        (!words || `${item.id} ${item.asks}`.toLowerCase().includes(words)) &&
        (!file || item.file === file) &&
        (!reading || item.reading.split(", ").includes(reading)) &&
        (!kind || item.kind === kind) &&
        (!finding || isFlawed(item)),
    );
  }

  function showList() {
    const items = listed();
    const now = JSON.stringify(items.map((item) => [item.id, isFlawed(item)]));
    if (now !== drawn) find("items").replaceChildren(...items.map(row));
    drawn = now;
    for (const button of find("items").querySelectorAll("button")) {
      if (button.textContent === chosen) button.setAttribute("aria-current", "true");
      else button.removeAttribute("aria-current");
    }
    find("count").textContent = `${items.length} of ${told.items.length}`;
  }

  function row(item) {
    const line = document.createElement("li");
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = item.id;
    button.title = item.asks;
    button.classList.toggle("flawed", isFlawed(item));
    button.addEventListener("click", () => choose(item.id));
    line.append(button);
    return line;
  }

  function fill(name, values) {
    const select = find(`by-${name}`);
    const before = select.value;
    const options = ["", ...new Set(values)].map((value) => new Option(value || "All", value));
    select.replaceChildren(...options);
    select.value = values.includes(before) ? before : "";
  }

  function showFindings(item) {
    const own = item ? findingsOf(item) : told.findings;
    // What is wrong elsewhere, and what drafts of the same file lack that can't be shown yet.
    const names = new Set(told.items.map((one) => one.id));
    const isTold = (one) => one.severity === "error" || (item && one.file === item.file && one.about && !names.has(one.about));
    const others = item ? told.findings.filter((one) => isTold(one) && !own.includes(one)) : [];
    const lines = [...own, ...others].map((one) =>
      Object.assign(document.createElement("li"), { className: one.severity, textContent: one.words }),
    );
    if (!lines.length) lines.push(Object.assign(document.createElement("li"), { textContent: "None." }));
    find("findings").replaceChildren(...lines);
  }

  // The frames whose page is there.
  const ready = new WeakSet();

  // Frames that are there are loaded anew: to make others takes a browser longer.
  function showCards(name, sides) {
    const night = find("night").getAttribute("aria-pressed") === "true" ? "?night" : "";
    const paths = sides.map((side) => `card/${encodeURIComponent(name)}/${encodeURIComponent(side)}${night}`);
    const boxes = [...find("cards").children];
    const isAlike = sides.join() === boxes.map((box) => box.firstChild.textContent).join();
    if (isAlike && boxes.every((box) => ready.has(box.lastChild))) {
      boxes.forEach(({ lastChild: view }, at) => {
        ready.delete(view);
        view.contentWindow.location.replace(`${here}${paths[at]}`);
      });
    } else {
      find("cards").replaceChildren(...sides.map((side, at) => frame(side, paths[at], "allow-scripts")));
    }
    return Promise.all([...find("cards").querySelectorAll("iframe")].map(loaded)).then((views) => views.forEach((view) => ready.add(view)));
  }

  // Cards first: the rest is made once they are seen.
  async function showViews(item, sides) {
    shown = `${item.id} ${item.mark}`;
    const seen = shown;
    const name = encodeURIComponent(item.id);
    const cards = sides || (await ask(`cards/${name}`)) || [];
    if (shown === seen) await showCards(item.id, cards);
    if (shown !== seen) return;
    for (const part of ["sheets", "platforms"]) {
      const views = JSON.parse(find(part).dataset.views);
      find(part).replaceChildren(...views.map(([view, title]) => whole(lazy(frame(title, `${view}/${name}`, "allow-same-origin")))));
    }
    find("practice").replaceChildren(lazy(frame("Practice", `practice/${name}#ask`)));
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
    if (shown !== `${name} ${item.mark}`) showViews(item);
  }

  async function renew() {
    const now = await ask("state");
    if (!now) return;
    const saved = now.current !== told.current || now.saved !== told.saved;
    told = now;
    flawed = new Set(told.findings.map((one) => one.about || one.file));
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
    const next = order.find(isFlawed);
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
  // What was saved is shown before the list is brought up to date.
  events.addEventListener("message", (event) => {
    const news = JSON.parse(event.data);
    if (told.items.length && news.saved !== told.saved && news.item && shown !== `${news.item.id} ${news.item.mark}`) {
      showViews(news.item, news.sides);
    }
    renew();
  });
})();
