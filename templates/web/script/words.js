// The course and the page's words, and how elements are made.
const COURSE = JSON.parse(document.getElementById("course").textContent);
const W = COURSE.words;
// The language of these words: English where the course's has no translation.
const SPOKEN = COURSE.spoken || COURSE.language;
// The language of the author's texts, where it is another.
const AUTHORS = COURSE.spoken ? COURSE.language : null;
const plural = new Intl.PluralRules(SPOKEN);
const percent = new Intl.NumberFormat(SPOKEN, { style: "percent", maximumFractionDigits: 0 });
const longDate = new Intl.DateTimeFormat(SPOKEN, { weekday: "long", day: "numeric", month: "long", timeZone: "UTC" });

// A number is written with the decimal sign of the course: 2,5.
function shownValue(value) {
  return typeof value === "number" ? String(value).replace(".", COURSE.signs[0]) : value;
}

function filled(words, values) {
  return words.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? shownValue(values[name]) : whole));
}

// What is said of a number of things, from a pair of words.
function counted(pair, n) {
  return filled(pair[plural.select(n) === "one" ? 0 : 1], { n });
}

function find(id) {
  return document.getElementById(id);
}

// Pictures and sounds of the course by their addresses: many items may show the same one.
const FILES = COURSE.files || {};

// Code that is too wide for a phone scrolls by itself; in Safari, keys reach only what says so.
function setHtml(element, html) {
  element.innerHTML = html.replace(/ src="([^"]+)"/g, (whole, address) =>
    address in FILES ? ` src="${FILES[address]}"` : whole,
  );
  if (AUTHORS) element.lang = AUTHORS;
  for (const code of element.querySelectorAll("pre")) code.tabIndex = 0;
}

// An element with attributes and children; `html` is what the course holds as HTML, a function is a listener.
function make(name, attributes, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes || {})) {
    if (value === undefined || value === null || value === false) continue;
    if (key === "html") setHtml(element, value);
    else if (typeof value === "function") element.addEventListener(key, value);
    else if (key in element && typeof value === "boolean") element[key] = value;
    else element.setAttribute(key, value === true ? "" : value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== ""));
  return element;
}

// HTML as plain text, for lists to choose from and for names: of a formula its signs or its words, of a picture what it shows.
function plainOf(html, ofFormula = "data-text") {
  const box = make("div", { html });
  for (const shown of box.querySelectorAll("svg, img")) shown.replaceWith(shown.getAttribute(ofFormula) || shown.alt || "");
  return box.textContent.replace(/\s+/g, " ").trim();
}

function spokenOf(html) {
  return plainOf(html, "aria-label");
}

function shuffled(list) {
  const order = [...list];
  for (let last = order.length - 1; last > 0; last -= 1) {
    const other = Math.floor(Math.random() * (last + 1));
    [order[last], order[other]] = [order[other], order[last]];
  }
  return order;
}

// Days are whole numbers, by the calendar of whoever practises.
const DAY = 86400000;

function today() {
  const now = new Date();
  return Date.UTC(now.getFullYear(), now.getMonth(), now.getDate()) / DAY;
}

function dayOf(date) {
  const day = Date.parse(`${date}T00:00:00Z`) / DAY;
  return Number.isFinite(day) ? day : null;
}

function dateOf(day) {
  return longDate.format(new Date(day * DAY));
}
