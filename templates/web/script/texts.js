// Typed words and numbers against the right ones, and whether an item still asks for the same.

{% include "shared/typed-number.js" %}

{% include "shared/typed-loss.js" %}

{% include "shared/typed-signs.js" %}


// Accents, and the vowels of Hebrew and Arabic. Other marks make another letter: が is no か, कि no क, and й no и.
const ACCENTS = /([иу]\u0306|і\u0308|[гк]\u0301)|[\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u064b-\u065f\u0670]/g;
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

// Letters that are no others with an accent, and are typed as these.
const TWINS = { œ: "oe", æ: "ae", ß: "ss", ø: "o", ł: "l" };

// Signs that say something, as others type them; arrows and the brackets of tags say nothing, nor does a stroke between
// words or figures: and/or, 120/80.
const SIGNS = [
  [/\u2260|=\/=/gu, "!="],
  [/\u2264/gu, "<="],
  [/\u2265/gu, ">="],
  [/\+\s*\/?\s*[-\u2212]/gu, "\u00b1"],
  [/<?[-\u2212]+>/gu, " "],
  [/<(\/?\p{L}[^<>]*)>/gu, " $1 "],
  [/(\p{L})#/gu, "$1♯"],
  [/[\u00f7\u2215]/gu, "/"],
  [/(\p{L}{2}|\p{N})\s*\/\s*(?=\p{L}{2}|\p{N})/gu, "$1 "],
];
// Those that tell one text from another; not those for a product, which may go without saying, and no arrows.
const TELLING = /[\p{L}\p{M}]+|\p{N}+|[<>=!]=|[/\u266d\u266e]|(?![|~\u00d7\u2044\u2217\u2219\u22c5\u2190-\u21ff])\p{Sm}/gu;
// What makes a number, or what a letter stands for, less than nothing: -5, x = -y, and -5 behind a word; no range.
const MINUS = /(^|[([{=<>+*/,^])\s*(?:[-\u2010-\u2015\u2212]\s*(?=[\p{N}.]|\p{L}(?!\p{L}))|\u2212\s*(?=\p{L}))/gu;
const MINUS_BEHIND_A_WORD = /(\p{L}\s+)[-\u2010-\u2015\u2212](?=\p{N})/gu;

// A text by its letters, its figures and the signs that say something, so that capitals, accents, quotes and spaces
// make no difference: 5mg is 5 mg, U.S. is US, and .5 is 0.5.
function bare(text) {
  const plain = SIGNS.reduce((shown, [sign, typed]) => shown.replace(sign, typed), inPlainSigns(text))
    .normalize("NFKD")
    .toLowerCase()
    .replace(ACCENTS, "$1")
    .replace(/[œæßøł]/gu, (letter) => TWINS[letter])
    .replace(MINUS, "$1\u2212")
    .replace(MINUS_BEHIND_A_WORD, "$1\u2212")
    .replace(/(^|[^\p{L}\p{N}.,)])\.(?=\p{N})/gu, (found, before) => `${before}0.`);
  const words = (plain.match(TELLING) || []).join(" ");
  return words.replace(/(^| )\p{L}\p{M}*(?: \p{L}\p{M}*)+(?= |$)/gu, (letters) => letters.replace(/(.) /gu, "$1"));
}

// Whether one text becomes the other by one letter that is added, lost, other, or changed with its neighbour.
function isOneSlipOff(one, other) {
  if (Math.abs(one.length - other.length) > 1) return false;
  let start = 0;
  while (start < one.length && one[start] === other[start]) start += 1;
  let end = 0;
  const room = Math.min(one.length, other.length) - start;
  while (end < room && one[one.length - 1 - end] === other[other.length - 1 - end]) end += 1;
  const [left, right] = [one.slice(start, one.length - end), other.slice(start, other.length - end)];
  return (left.length < 2 && right.length < 2) || (left.length === 2 && right === left[1] + left[0]);
}

const SLIPS_FROM = 4;

// Two texts are the same but for slips: the same figures, and words that are one letter off at most.
function isSameButForSlips(one, other) {
  const [here, there] = [bare(one).split(" "), bare(other).split(" ")];
  return (
    here.length === there.length &&
    here.every((word, place) => {
      const match = there[place];
      if (word === match) return true;
      if (/\d/.test(word + match) || Math.min(word.length, match.length) < SLIPS_FROM) return false;
      return isOneSlipOff(word, match);
    })
  );
}

// The words of a text; of one without spaces between words, its letters.
function partsOf(text) {
  return bare(text).split(UNSPACED.test(text) ? /\s*/u : " ");
}

// The share of the words of two texts that both have.
function likeness(one, other) {
  const [here, there] = [one, other].map((text) => new Set(partsOf(text)));
  const both = [...here].filter((word) => there.has(word)).length;
  return both / Math.max(here.size, there.size, 1);
}

const PROSE_FROM = 6;
const PROSE_FROM_LETTERS = 12;
const PROSE_ALIKE = 0.5;

// Which answer is prose that nobody learns by its words: the definition of a term, and what an essay may say. Its
// figures are learned.
const PROSE = { term: 1, essay: 0 };

function isSameProse(one, other) {
  const isLong = (text) => partsOf(text).length >= (UNSPACED.test(text) ? PROSE_FROM_LETTERS : PROSE_FROM);
  const [figures, others] = [one, other].map((text) => (bare(inDigits(text, COURSE.signs)).match(/\p{N}+/gu) || []).join(" "));
  return isLong(one) && isLong(other) && figures === others && likeness(one, other) >= PROSE_ALIKE;
}

// An item asks for the same as before: its answers are the same but for slips, its question and prose by half of their
// words.
function asksForTheSame(before, item) {
  const right = item.right || [];
  if (before.right.length !== right.length) return false;
  const exact = item.kind === "true-false" || item.kind === "numeric";
  const isSame = exact ? (one, other) => one === other : isSameButForSlips;
  const ordered = item.kind !== "multi";
  const same = ordered
    ? right.every((text, place) => isSame(before.right[place], text) || (place === PROSE[item.kind] && isSameProse(before.right[place], text)))
    : right.every((text) => before.right.some((other) => isSame(other, text)));
  return same && likeness(before.asks, item.asks) >= PROSE_ALIKE;
}

// A text with its figures as digits alone: 18,500 and 18 500 are 18500.
function inDigits(text, signs) {
  return text.replace(/(\d)(\D)(?=\d{3}(?!\d))/gu, (found, digit, sign) => (sign === signs[1] || /[\s'\u2019]/.test(sign) ? digit : found));
}

function inOneLine(text) {
  return text.replace(/\s+/gu, " ").trim();
}

function hasMinus(text) {
  return text.normalize("NFKD").includes("\u2212");
}

// A text with a minus for what a keyboard has for one, also beside a word, and for the brackets of accounts: -cos x, Cl-
// and (450), but half-life.
function withMinus(text) {
  return lossOf(text).replace(/(\p{L}{2}-(?=\p{L}{2}))|[-\u2013]/gu, (sign, within) => within || "\u2212");
}

// "right", "slip" or "wrong": typed words beside the right ones. A word that stands elsewhere in the item (`others`) is
// no slip, as rosa is none for rosae where both are asked.
function judgedWords(typed, right, others = new Set()) {
  if (!typed.trim()) return "wrong";
  const [wanted, ...ways] = [right, typed, hasMinus(right) ? withMinus(typed) : typed].map((text) => bare(inDigits(inPlainSigns(text), COURSE.signs)));
  // Signs alone, such as == and →, are compared as they are, but whatever spaces stand between them.
  if (!wanted) return inOneLine(typed) === inOneLine(right) ? "right" : "wrong";
  if (ways.includes(wanted)) return "right";
  const own = new Set(wanted.split(" "));
  if (ways[0].split(" ").some((word) => others.has(word) && !own.has(word))) return "wrong";
  // In Chinese, Japanese and Thai, one other letter or mark makes another word.
  return ways.some((given) => isSameButForSlips(given, wanted)) && !UNSPACED.test(wanted) ? "slip" : "wrong";
}

// Code is told apart by each of its signs, but for spaces, the shape of quotes, and a semicolon at its end.
function bareCode(text) {
  return text.toLowerCase().replace(/\s+|;\s*$/gu, "").replace(/["\u2018-\u201f]/gu, "'");
}

function isCode(html) {
  return /^<code>[^<]*<\/code>$/u.test(html);
}

function verdictOn(typed, spellings, inCode, others) {
  if (!inCode) return bestVerdict(typed, spellings, others);
  return spellings.some((right) => bareCode(right) === bareCode(typed)) ? "right" : "wrong";
}

// The same beside several spellings: the best that one of them gives. What another item asks for is no slip: adduction
// where abduction is right.
function bestVerdict(typed, spellings, others) {
  // Of −cos x, -cos x is another spelling, in which the sign is no hyphen, either.
  const known = spellings.some(hasMinus) ? spellings.map(withMinus) : spellings;
  const verdicts = known.map((right) => judgedWords(typed, right, others));
  if (verdicts.includes("right")) return "right";
  return verdicts.includes("slip") && !isAskedFor(typed) ? "slip" : "wrong";
}

function isAskedFor(typed) {
  const given = bare(typed);
  return COURSE.items.some((item) => (item.spellings || item.names || []).some((right) => bare(right) === given));
}

// What is typed without its unit, or a currency before it, as in $1,200.
function withoutUnit(typed, itsUnit) {
  const [words, unit] = [lossOf(typed), itsUnit || ""].map((text) => text.trim().replace(/\s*([^\d\s.,])\s*/gu, "$1"));
  // Of $/h the $ stands before the figure.
  const tails = unit ? [unit, unit.replace(/^[A-Z]{0,3}\p{Sc}/u, "")] : [];
  const tail = tails.find((text) => text && words.toLowerCase().endsWith(text.toLowerCase())) || "";
  const figure = words.slice(0, words.length - tail.length).replace(/\s*[%\p{Sc}]$/u, "");
  return figure.replace(/^([-+\u2212\u2013]?)\s*[A-Z]{0,3}\p{Sc}/u, "$1");
}

// Null for what is no number, else whether it lies within the tolerance of an item.
function judgedNumber(typed, item, signs) {
  const number = parse(withoutUnit(inPlainSigns(typed), item.plainUnit), signs[0], signs[1]);
  if (number === null) return null;
  const value = parse(item.value, ".", ",");
  if (!item.margin) return number === value;
  // What reckoning in twos leaves over is no fault of the student's.
  const grain = 1e-12 * Math.max(Math.abs(Number(value)), Number(item.margin));
  return Math.abs(Number(number) - Number(value)) <= Number(item.margin) + grain;
}
