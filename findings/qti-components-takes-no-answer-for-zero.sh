#!/usr/bin/env bash
# Citolab's player for QTI 3 takes an empty answer for the number 0, and gives full marks where 0 is near enough.
#
# Versions:  @citolab/qti-components 7.27.4, jsdom 24.1.3 (stands for a browser)
# Expected:  gte and lte with a response that is NULL are NULL, and a condition that is NULL does not hold (QTI 3,
#            "Expressions"): an empty answer to a question for a number earns nothing. And qti-equal with
#            tolerance-mode="absolute" and tolerance="0.1 0.1" takes 3.1 for 3.14.
# Seen:      "between -1 and 1": no answer 1 point, as 0 gets it; "between 1 and 3": none. A tolerance is not read:
#            3.1 for 3.14 gets nothing. Nothing is logged in either case.
# Date seen: 2026-11-29
# Meaning:   ask for qti-is-null first, in a condition around the one that compares, and write a tolerance as two
#            bounds; a bank that was tried out with answers only does not show it.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-audit --no-fund --prefix "$work" @citolab/qti-components@7.27.4 jsdom@24.1.3

cat > player.mjs <<'JS'
import { JSDOM } from 'jsdom'

const { window } = new JSDOM('<body></body>')
const wanted = ['customElements', 'document', 'CustomEvent', 'Event', 'HTMLElement', 'MutationObserver']
for (const name of [...wanted, 'Document', 'Element', 'ShadowRoot']) globalThis[name] = window[name]
globalThis.window = window
const logged = []
for (const name of ['debug', 'log']) console[name] = () => {}
for (const name of ['warn', 'error']) console[name] = text => { logged.push(text) }
await import('@citolab/qti-components/qti-elements')
await import('@citolab/qti-components/qti-processing')

const variable = '<qti-variable identifier="RESPONSE"></qti-variable>'
const number = value => `<qti-base-value base-type="float">${value}</qti-base-value>`
const between = (low, high) =>
  `<qti-and><qti-gte>${variable}${number(low)}</qti-gte><qti-lte>${variable}${number(high)}</qti-lte></qti-and>`
const near = (value, off) =>
  `<qti-equal tolerance-mode="absolute" tolerance="${off} ${off}">${variable}${number(value)}</qti-equal>`

async function score(test, response) {
  window.document.body.innerHTML = `
    <qti-assessment-item identifier="depth" title="Depth" adaptive="false" time-dependent="false">
    <qti-response-declaration identifier="RESPONSE" cardinality="single" base-type="float"></qti-response-declaration>
    <qti-outcome-declaration identifier="SCORE" cardinality="single" base-type="float">
      <qti-default-value><qti-value>0</qti-value></qti-default-value></qti-outcome-declaration>
    <qti-item-body><p>How deep?
      <qti-text-entry-interaction response-identifier="RESPONSE"></qti-text-entry-interaction></p></qti-item-body>
    <qti-response-processing><qti-response-condition><qti-response-if>${test}
      <qti-set-outcome-value identifier="SCORE">${number(1)}</qti-set-outcome-value>
    </qti-response-if></qti-response-condition></qti-response-processing></qti-assessment-item>`
  const item = window.document.querySelector('qti-assessment-item')
  await item.updateComplete
  await new Promise(resolve => setTimeout(resolve, 50))
  if (response !== undefined) item.updateResponseVariable('RESPONSE', response)
  item.processResponse()
  return Number(item.variables.find(found => found.identifier === 'SCORE').value)
}

const found = {
  around: [await score(between(-1, 1), '0'), await score(between(-1, 1), '2'), await score(between(-1, 1))],
  above: [await score(between(1, 3), '2'), await score(between(1, 3))],
  near: [await score(near('3.14', '0.1'), '3.14'), await score(near('3.14', '0.1'), '3.1')],
  logged,
}
const still = JSON.stringify(found) === JSON.stringify({ around: [1, 0, 1], above: [1, 0], near: [1, 0], logged: [] })
process.stdout.write(still ? 'still so: no answer is a right 0, and a tolerance is none\n'
  : `CHANGED: the scores are now ${JSON.stringify(found)}\n`)
process.exit(still ? 0 : 1)
JS
node player.mjs
