#!/usr/bin/env bash
# WeasyPrint works out seven styles for each element: its own, and those of a marker and five parts of notes.
#
# Versions:  WeasyPrint 70.0
# Expected:  `::marker` is worked out for what is an item of a list, and `::footnote-call`, `::footnote-marker`,
#            `::note-call`, `::note-marker` and `::note-callback` for what is a note: nothing else ever shows them.
# Seen:      WeasyPrint's own style sheet has a rule for each of the six without a tag, so that all elements get
#            them: 40 paragraphs in a page without lists and notes have 240 styles of pseudo-elements, and none of
#            these is shared, though the paragraphs, which are alike, share one style of their own.
# Date seen: 2026-11-29
# Meaning:   about a twentieth of the time that a page of many small elements takes, such as flashcards or an exam.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -qq --disable-pip-version-check weasyprint==70.0

cd "$work"
venv/bin/python - <<'PY'
import sys
from collections import Counter

import weasyprint
from weasyprint.css import StyleFor

made = []
begin = StyleFor.__init__


def kept(self, *others):
    begin(self, *others)
    made.append(self)


StyleFor.__init__ = kept
page = "<html lang=en><title>Styles</title><body>" + "<p>alike</p>" * 40
weasyprint.HTML(string=page).render()
styles = made[0].get_computed_styles()
of_paragraphs = {key: style for key, style in styles.items() if getattr(key[0], "tag", "") == "p"}
counted = Counter(kind or "itself" for _, kind in of_paragraphs)
different = {kind: len({id(style) for (_, of), style in of_paragraphs.items() if (of or "itself") == kind}) for kind in counted}
print("styles of 40 paragraphs that are alike:", dict(counted))
print("different ones:", different)
others = ["footnote-call", "footnote-marker", "marker", "note-call", "note-callback", "note-marker"]
if sorted(counted) != sorted(["itself", *others]) or any(counted[kind] != 40 for kind in others):
    sys.exit("CHANGED: other styles are worked out")
if different["itself"] != 1 or any(different[kind] != 40 for kind in others):
    sys.exit("CHANGED: other styles are shared")
print("still so: six styles beside each element, each for itself")
PY
