#!/usr/bin/env bash
# qti2latex prints an answer key in which each option with a comment of its own is right, even the wrong ones.
#
# Versions:  qti2latex 0.1.6, text2qti 0.8.0 (which it says it is made for), pypandoc_binary 1.17
# Expected:  in the key one option of each question is right, with comments on the options or without: QTI 1.2 has a
#            condition for what an option earns, and others, which earn nothing, for what is shown after it.
# Seen:      without comments, it is so. With a comment on each option all three are `\CorrectChoice`; where a wrong one
#            alone has a comment, it is right beside the right one. There is no warning.
# Date seen: 2026-11-29
# Meaning:   a paper exam that is marked by this key earns points for just those mistakes that are explained. Remove the
#            comments first, or compare the key with the bank.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export TMPDIR=$work
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -qq --disable-pip-version-check qti2latex==0.1.6 text2qti==0.8.0 pypandoc_binary==1.17

cd "$work"
cat > plain.txt <<'TEXT'
Quiz title: Canada

1.  In which year did Confederation begin?
a)  1812
*b) 1867
c)  1931
TEXT
cat > told.txt <<'TEXT'
Quiz title: Canada

1.  In which year did Confederation begin?
a)  1812
... That was a war.
*b) 1867
... By the British North America Act.
c)  1931
... That was the Statute of Westminster.

2.  Which of these is a territory?
a)  Ontario
... A province since 1867.
*b) Yukon
TEXT
for quiz in plain told; do
  venv/bin/text2qti "$quiz.txt"
  venv/bin/qti2latex "$quiz.zip" -o "$quiz.tex" --answer-key > "$quiz.log"
done
venv/bin/python - <<'PY'
import re
import sys
from pathlib import Path

found = [re.findall(r"\\CorrectChoice (\w+)", Path(f"{quiz}-answerkey.tex").read_text()) for quiz in ("plain", "told")]
if found != [["1867"], ["1812", "1867", "1931", "Ontario", "Yukon"]]:
    sys.exit(f"CHANGED: right are now {found}")
print("still so: in the key each option with a comment is right")
PY
