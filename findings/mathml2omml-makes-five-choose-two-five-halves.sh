#!/usr/bin/env bash
# For Word, mathml2omml makes five halves of KaTeX's "5 choose 2", which is ten, and turns a line below into one above.
#
# Versions:  mathml2omml 0.5.0, katex 0.19.1, temml 0.13.5
# Expected:  a fraction whose line has the thickness "0px", as KaTeX and Temml write \binom{5}{2}, has no line, whatever
#            the unit (MathML 3, 3.3.2.2): `<m:type m:val="noBar"/>` in Word. A line below, \underline, stays below.
# Seen:      only "0", letter by letter, is no line. "0px" and "0pt" are `<m:type m:val="bar"/>`: a number of ways to
#            choose becomes a fraction in brackets. And \underline{AB} of KaTeX is the same accent ‾ over AB as
#            \overline{AB}. No warning.
# Date seen: 2026-11-30
# Meaning:   in a worksheet for Word each binomial coefficient asks for another number than on the page that it was made
#            from, and the key seems wrong. Write linethickness="0" into the MathML before it is converted.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-audit --no-fund --prefix "$work" mathml2omml@0.5.0 katex@0.19.1 temml@0.13.5

cat > word.mjs <<'JS'
import katex from 'katex'
import temml from 'temml'
import { mml2omml } from 'mathml2omml'
const omml = markup => {
  const [math] = markup.match(/<math.*<\/math>/s)
  return mml2omml(math.replace(/<annotation.*<\/annotation>/s, ''))
}
const line = word => word.match(/<m:type m:val="(\w+)"\/>/)[1]
const accent = tex => omml(katex.renderToString(tex)).match(/<m:acc>.*<\/m:acc>/s)?.[0]
const plain = length => omml(`<math><mfrac linethickness="${length}"><mn>5</mn><mn>2</mn></mfrac></math>`)
const found = {
  katex: line(omml(katex.renderToString('\\binom{5}{2}'))),
  temml: line(omml(temml.renderToString('\\binom{5}{2}'))),
  '0pt': line(plain('0pt')),
  0: line(plain('0')),
  lines: accent('\\underline{AB}') === accent('\\overline{AB}') && accent('\\overline{AB}').includes('"‾"'),
}
const seen = { katex: 'bar', temml: 'bar', '0pt': 'bar', 0: 'noBar', lines: true }
if (JSON.stringify(found) !== JSON.stringify(seen)) {
  process.stdout.write(`CHANGED: it now writes ${JSON.stringify(found)}\n`)
  process.exit(1)
}
console.log('still so: Word shows five halves for five choose two')
JS
node word.mjs
