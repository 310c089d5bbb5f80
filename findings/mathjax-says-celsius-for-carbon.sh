#!/usr/bin/env bash
# MathJax 4's voice says "Celsius" for carbon, "Newtons" for nitrogen, and "amperes union bytes" for A united with B.
#
# Versions:  speech-rule-engine 5.0.0-rc.4 (in MathJax 4.1.3, which has the rules "clearspeak" unless told otherwise)
# Expected:  an upright letter without a figure before it is a letter, as it is where two stand together ("CH sub 4"),
#            in Spanish, and in version 4.1.5, of MathJax 3 ("normal N sub 2"); "20 Celsius" is right of 20 C.
# Seen:      of the MathML that MathJax makes of \ce{C + O2}, \ce{N2}, \ce{K+}, \mathrm{A} \cup \mathrm{B} and
#            P(\mathrm{A}): "Celsius plus normal O sub 2", "Newtons sub 2", "Kelvin raised to the plus power", "amperes
#            union bytes", "P of amperes". O, which is no unit, is a letter. The same in German and in French. The
#            picture shows them right.
# Date seen: 2026-11-30
# Meaning:   a question on elements, sets or events is heard as another one. Write names of sets and events as plain
#            letters, A, which are italic, and say in words beside a chemical formula what is in it.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-audit --no-fund --prefix "$work" speech-rule-engine@5.0.0-rc.4

cat > said.js <<'JS'
const engine = require('speech-rule-engine')
const math = content => `<math xmlns="http://www.w3.org/1998/Math/MathML">${content}</math>`
const part = content => `<mrow data-mjx-texclass="ORD">${content}</mrow>`
const upright = letter => part(`<mi mathvariant="normal">${letter}</mi>`)
const elements = letters => part(`<mi data-mjx-auto-op="false">${letters}</mi>`)
const gap = part(part('<mpadded width="0"><mphantom><mi>A</mi></mphantom></mpadded>'))
const times = number => `<msub>${gap}${part(part(`<mpadded height="0"><mn>${number}</mn></mpadded>`))}</msub>`
const union = '<mo>&#x222A;</mo>'
const [open, close] = ['<mo stretchy="false">(</mo>', '<mo stretchy="false">)</mo>']
const formulas = [
  `${upright('C')}<mo>+</mo>${upright('O')}${times(2)}`,
  upright('N') + times(2),
  `${upright('K')}<msup>${gap}${part('<mo>+</mo>')}</msup>`,
  `${upright('A')}${union}${upright('B')}`,
  `<mi>P</mi>${open}${upright('A')}${close}`,
  elements('CH') + times(4),
  `<mn>20</mn><mspace width="0.167em"></mspace>${upright('C')}`,
  `<mi>A</mi>${union}<mi>B</mi>`,
]
const seen = {
  en: ['Celsius plus normal O sub 2', 'Newtons sub 2', 'Kelvin raised to the plus power', 'amperes union bytes',
    'P of amperes', 'CH sub 4', '20 Celsius', 'A union B'],
  de: ['Grad Celsius plus normales O Index 2', 'Newton Index 2', 'Kelvin hoch plus', 'Ampere Vereinigung Bytes',
    'P von Ampere', 'CH Index 4', '20 Grad Celsius', 'A Vereinigung B'],
  fr: ['celcius plus O en normal sub 2', 'newtons sub 2', 'kelvins à la puissance plus', 'ampères union octets',
    'P de ampères', 'CH sub 4', '20 celcius', 'A union B'],
}
async function main () {
  for (const locale in seen) {
    await engine.setupEngine({ locale, domain: 'clearspeak', modality: 'speech' })
    await engine.engineReady()
    const found = formulas.map(formula => engine.toSpeech(math(formula)))
    if (JSON.stringify(found) !== JSON.stringify(seen[locale])) {
      process.stdout.write(`CHANGED: it now says ${JSON.stringify(found)}\n`)
      process.exit(1)
    }
  }
}
main()
JS
SRE_JSON_PATH="$work/node_modules/speech-rule-engine/lib/mathmaps" node said.js
echo "still so: elements, sets and events are units"
