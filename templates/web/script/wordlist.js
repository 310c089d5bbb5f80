// Words of a language: typed answers with all their spellings, by their rule of accents, and forms beside the answer.

// Capitals, spaces and signs make no difference; accents do.
function lettersOf(text) {
  return inPlainSigns(text).normalize("NFC").toLowerCase().replace(/[^\p{L}\p{M}\p{N}]+/gu, " ").trim();
}

function judgedSpelling(typed, item) {
  if (item.typed === "accents") return item.spellings.some((right) => lettersOf(right) === lettersOf(typed)) ? "right" : "wrong";
  return bestVerdict(typed, item.spellings);
}

function formsOf(item) {
  const rows = (item.forms || []).map(([name, form]) => make("div", {}, make("dt", { html: name }), make("dd", { html: form })));
  return rows.length ? make("dl", { class: "reasons" }, rows) : null;
}

function judgedResult(item, html, answer) {
  const verdict = answer && answer.typed ? judgedSpelling(answer.typed, item) : "open";
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
