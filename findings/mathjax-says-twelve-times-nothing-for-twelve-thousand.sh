#!/usr/bin/env bash
# MathJax's voice says "12 times 000" for 12 000, which is nothing, and "12 multiplié par 000" in French.
#
# Versions:  speech-rule-engine 5.0.0-rc.4 (in MathJax 4.1.3, which has the rules "clearspeak" unless told otherwise)
#            and 4.1.5 (in MathJax 3, with the same rules)
# Expected:  12\,000, a number with the thin space that SI, French, German and Italian put between thousands, is one
#            number, or at least two beside each other: "12 000", as in Spanish, and as by the rules "mathspeak".
# Seen:      "12 times 000", "x equals 12 times 500", "0.123 times 456", "12 times 000 times 000" for twelve millions;
#            in German "12 mal 000", in French "12 multiplié par 000", in Italian "12 per 000". The picture is right.
# Date seen: 2026-11-30
# Meaning:   the population of a city is heard as a product, whose value is 0. Write such numbers as text, with the
#            space itself in it, \text{12 000}, which is "12 000" in all of them.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-audit --no-fund --prefix "$work" \
  mathjax3@npm:speech-rule-engine@4.1.5 mathjax4@npm:speech-rule-engine@5.0.0-rc.4

cat > said.js <<'JS'
const engine = require(process.argv[2])
const space = '<mspace width="0.167em"></mspace>'
const grouped = (...groups) => groups.map(group => `<mn>${group}</mn>`).join(space)
const formulas = [
  grouped('12', '000'),
  `<mi>x</mi><mo>=</mo>${grouped('12', '500')}`,
  grouped('0.123', '456'),
  grouped('12', '000', '000'),
  '<mtext>12\u202f000</mtext>',
]
const seen = {
  en: ['12 times 000', 'x equals 12 times 500', '0.123 times 456', '12 times 000 times 000', '12 000'],
  de: ['12 mal 000', 'x ist gleich 12 mal 500', '0.123 mal 456', '12 mal 000 mal 000', '12 000'],
  fr: ['12 multiplié par 000', 'x égale 12 multiplié par 500', '0,123 multiplié par 456',
    '12 multiplié par 000 multiplié par 000', '12 000'],
  it: ['12 per 000', 'x uguale a 12 per 500', '0.123 per 456', '12 per 000 per 000', '12 000'],
  es: ['12 000', 'x igual 12 500', '0,123 456', '12 000 000', '12 000'],
}
async function main () {
  for (const locale in seen) {
    await engine.setupEngine({ locale, domain: 'clearspeak', modality: 'speech' })
    await engine.engineReady()
    const math = content => `<math xmlns="http://www.w3.org/1998/Math/MathML">${content}</math>`
    const found = formulas.map(formula => engine.toSpeech(math(formula)).replace(/\s/g, ' '))
    if (JSON.stringify(found) !== JSON.stringify(seen[locale])) {
      process.stdout.write(`CHANGED: ${process.argv[2]} now says ${JSON.stringify(found)}\n`)
      process.exit(1)
    }
  }
}
main()
JS
for version in mathjax3 mathjax4; do
  SRE_JSON_PATH="$work/node_modules/$version/lib/mathmaps" node said.js "$version"
done
echo "still so: twelve thousand is twelve times nothing"
