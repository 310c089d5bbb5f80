#!/usr/bin/env bash
# MathJax's voice says "A divides B" for A given B, and "90 raised to the composed with power" for 90 degrees.
#
# Versions:  speech-rule-engine 5.0.0-rc.4 (in MathJax 4.1.3, which has the rules "clearspeak" unless told otherwise)
#            and 4.1.5 (in MathJax 3, with the same rules)
# Expected:  "the probability of A given B", or at least a bar, and "90 degrees", of the MathML that MathJax makes of
#            P(A|B), \Pr(A \mid B), 90^\circ and \sin 30^\circ. The engine does know that \Pr is a probability, and says
#            "such that" for the bar of {x | x > 0}.
# Seen:      "P of open paren A divides B close paren", "the probability of open paren A divides B close paren", "90
#            raised to the composed with power", "the sine of 30 raised to the composed with power". The same in German:
#            "A teilt B", "90 hoch verknüpft mit". The picture shows them right.
# Date seen: 2026-11-30
# Meaning:   a question on probability is heard as one on divisors, and no angle or temperature can be understood. Write
#            the character itself, 90°, which is "90 degrees", and say in words what is given.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-audit --no-fund --prefix "$work" \
  mathjax3@npm:speech-rule-engine@4.1.5 mathjax4@npm:speech-rule-engine@5.0.0-rc.4

cat > said.js <<'JS'
const engine = require(process.argv[2])
const math = content => `<math xmlns="http://www.w3.org/1998/Math/MathML">${content}</math>`
const [open, close] = ['<mo stretchy="false">(</mo>', '<mo stretchy="false">)</mo>']
const degrees = number => `<msup><mn>${number}</mn><mo>&#x2218;</mo></msup>`
const bar = '<mo data-mjx-texclass="ORD" stretchy="false">|</mo>'
const probability = '<mo data-mjx-texclass="OP" movablelimits="true">Pr</mo>'
const formulas = [
  `<mi>P</mi>${open}<mi>A</mi>${bar}<mi>B</mi>${close}`,
  `${probability}${open}<mi>A</mi><mo>&#x2223;</mo><mi>B</mi>${close}`,
  degrees(90),
  `<mi>sin</mi><mo data-mjx-texclass="NONE">&#x2061;</mo>${degrees(30)}`,
  '<mn>90</mn><mi mathvariant="normal">°</mi>',
]
const seen = {
  en: ['P of open paren A divides B close paren', 'the probability of open paren A divides B close paren',
    '90 raised to the composed with power', 'the sine of 30 raised to the composed with power', '90 degrees'],
  de: ['P von Klammer auf A teilt B Klammer zu', 'der Wahrscheinlichkeit von Klammer auf A teilt B Klammer zu',
    '90 hoch verknüpft mit', 'der Sinus von 30 hoch verknüpft mit', '90 Grad'],
}
async function main () {
  for (const locale in seen) {
    await engine.setupEngine({ locale, domain: 'clearspeak', modality: 'speech' })
    await engine.engineReady()
    const found = formulas.map(formula => engine.toSpeech(math(formula)))
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
echo "still so: A given B is A divides B, and a degree is a power"
