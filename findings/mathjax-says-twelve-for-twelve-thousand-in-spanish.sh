#!/usr/bin/env bash
# MathJax's voice makes twelve of twelve thousand in Spanish: it gives 12.000 to the screen reader as 12,000.
#
# Versions:  speech-rule-engine 5.0.0-rc.4 (in MathJax 4.1.3) and 4.1.5 (in MathJax 3)
# Expected:  the point of 12.000 divides thousands in Spain and in most of South America (as in CLDR's "es"), so that
#            the number stays as it is written, as it does in German and Italian, where only 3.14 becomes 3,14.
# Seen:      "12,000", which is twelve and three decimals in Spanish; so are 1.867 and 3.500 divided by a thousand. 3.14
#            and 3,14 come as 3,14 both. The picture shows the point.
# Date seen: 2026-11-30
# Meaning:   populations, spans of time and sums of money are a thousandth of themselves to those who hear them. Divide
#            thousands by a space, 12\,000, as the Real Academia now recommends.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-audit --no-fund --prefix "$work" \
  mathjax3@npm:speech-rule-engine@4.1.5 mathjax4@npm:speech-rule-engine@5.0.0-rc.4

cat > said.js <<'JS'
const engine = require(process.argv[2])
const numbers = ['12.000', '1.867', '3.500', '3,14', '3.14']
const seen = {
  es: ['12,000', '1,867', '3,500', '3,14', '3,14'],
  de: ['12.000', '1.867', '3.500', '3,14', '3,14'],
  it: ['12.000', '1.867', '3.500', '3,14', '3,14'],
}
async function main () {
  for (const locale in seen) {
    await engine.setupEngine({ locale, domain: 'mathspeak', modality: 'speech' })
    await engine.engineReady()
    const found = numbers.map(number => engine.toSpeech(`<math><mn>${number}</mn></math>`))
    if (JSON.stringify(found) !== JSON.stringify(seen[locale])) {
      process.stdout.write(`CHANGED: ${process.argv[2]} now says ${JSON.stringify(found)} in ${locale}\n`)
      process.exit(1)
    }
  }
}
main()
JS
for version in mathjax3 mathjax4; do
  SRE_JSON_PATH="$work/node_modules/$version/lib/mathmaps" node said.js "$version"
done
echo "still so: twelve thousand is twelve in Spanish"
