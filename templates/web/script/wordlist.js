// Words of a language: typed answers with all their spellings, by their rule of accents, and forms beside the answer.

// The letters of a text with their accents, whatever its capitals, spaces and signs.
function lettersOf(text) {
  return inPlainSigns(text).normalize("NFC").toLowerCase().replace(/[^\p{L}\p{M}\p{N}]+/gu, " ").trim();
}

function judgedSpelling(typed, html, item) {
  const known = item.typed === "accents" ? item.spellings.filter((right) => lettersOf(right) === lettersOf(typed)) : item.spellings;
  return verdictOn(typed, known, isCode(html));
}

function formsOf(item) {
  const rows = (item.forms || []).map(([name, form]) => make("div", {}, make("dt", { html: name }), make("dd", { html: form })));
  return rows.length ? make("dl", { class: "reasons" }, rows) : null;
}

function judgedResult(item, html, answer) {
  const verdict = answer && answer.typed ? judgedSpelling(answer.typed, html, item) : "open";
  const shown = make("p", { class: "key short" }, comparedWord(html, answer ? answer.typed : "", verdict));
  const share = !answer ? 0 : verdict === "open" ? null : Number(verdict !== "wrong");
  return { share, mayCount: verdict === "wrong", parts: [shown] };
}

const [plainTerm, plainQuestion] = [KINDS.term, KINDS.question];
KINDS.term = {
  form: plainTerm.form,
  result(item, answer, card) {
    const judged = item.spellings && card.side === "definition" ? judgedResult(item, item.term, answer) : plainTerm.result(item, answer, card);
    return { ...judged, parts: [...judged.parts, formsOf(item)] };
  },
};
KINDS.question = {
  form(item) {
    if (!item.spellings) return plainQuestion.form(item);
    const field = wordField("answer", 24);
    return { parts: [make("p", { class: "typed" }, make("label", { for: "answer" }, W.typeOrThink), field)], read: () => ({ typed: field.value.trim() }) };
  },
  result: (item, answer) => (item.spellings ? judgedResult(item, item.answer, answer) : plainQuestion.result(item, answer)),
};
