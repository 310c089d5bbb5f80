#!/usr/bin/env bash
# KaTeX's MathML loses mod, limits and relation signs in its readers: 17 mod 5 is heard as "17 empty empty 5".
#
# Versions:  katex 0.19.1, speech-rule-engine 5.0.0-rc.4, mathml-to-latex 1.8.0
# Expected:  what KaTeX puts beside the picture for screen readers, and for copying, holds all that is seen: "17 mod 5",
#            "A equals sign with def over it B", as of the MathML that MathJax and Temml make of the same formulas.
# Seen:      \bmod, \overset, \underset, \stackrel and \coloneqq become elements within `<mo>` or `<mi>`, which may hold
#            text alone (MathML 3, 3.2.1), and readers take the text: none. 17 \bmod 5 is "17 empty empty 5" to the one
#            and `17 \textrm{ } \textrm{ } 5` to the other, A \overset{\mathrm{def}}{=} B is "A B" and `A B`, and of
#            \underset{n \to \infty}{\lim} a_n only "a sub n" is left. The picture is right, and there is no warning.
# Date seen: 2026-11-30
# Meaning:   anyone who hears such a question, or whose program reads it back, gets another one, which looks complete.
#            Write \pmod, \lim_{...} and := instead, which come through, and say in words what is above a sign.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-audit --no-fund --prefix "$work" \
  katex@0.19.1 mathml-to-latex@1.8.0 speech-rule-engine@5.0.0-rc.4

cat > read.js <<'JS'
const engine = require('speech-rule-engine')
const { renderToString } = require('katex')
const { MathMLToLaTeX } = require('mathml-to-latex')
const seen = {
  '17 \\bmod 5': ['17 empty empty 5', '17 \\textrm{ } \\textrm{ } 5'],
  'A \\overset{\\mathrm{def}}{=} B': ['A B', 'A B'],
  'a \\stackrel{?}{=} b': ['a b', 'a b'],
  'a \\coloneqq b': ['a b', 'a b'],
  '\\underset{n \\to \\infty}{\\lim} a_n': ['a sub n', 'a_{n}'],
  'A \\xrightarrow{f} B': ['A right arrow sign with f over it B', 'A \\overset{f}{\\rightarrow} B'],
}
async function main () {
  await engine.setupEngine({ locale: 'en', domain: 'clearspeak', modality: 'speech' })
  await engine.engineReady()
  for (const tex in seen) {
    const [math] = renderToString(tex).match(/<math.*<\/math>/s)
    const found = [engine.toSpeech(math), MathMLToLaTeX.convert(math)]
    if (JSON.stringify(found) !== JSON.stringify(seen[tex])) {
      process.stdout.write(`CHANGED: ${tex} is now read as ${JSON.stringify(found)}\n`)
      process.exit(1)
    }
  }
}
main()
JS
SRE_JSON_PATH="$work/node_modules/speech-rule-engine/lib/mathmaps" node read.js
echo "still so: readers of KaTeX's MathML find nothing where signs are"
