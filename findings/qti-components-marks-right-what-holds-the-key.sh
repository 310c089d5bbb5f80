#!/usr/bin/env bash
# Citolab's player for QTI 3 gives full marks to an answer that only contains the right one, or only begins with it.
#
# Versions:  @citolab/qti-components 7.27.4, jsdom 24.1.3 (stands for a browser)
# Expected:  qti-pattern-match holds where the whole response matches: its patterns are those of XML Schema (QTI 3,
#            "Pattern Match"), which have no anchors, and match a whole. "12,700" and "12 apples" are not 12.
# Seen:      the pattern 18[67]7 takes "1867", and also "1967 or 1867", "not 1867" and "18670". qti-match with the
#            integer 12 takes "12.7", "12,700" and "12 apples", qti-equal with the float 12 the last two. Nothing is
#            logged.
# Date seen: 2026-11-29
# Meaning:   name each spelling by a qti-string-match, and ask for a number by two bounds (qti-gte and qti-lte): those
#            take none of these.
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
const value = (type, text) => `<qti-base-value base-type="${type}">${text}</qti-base-value>`

async function taken(type, test, responses) {
  const right = []
  for (const response of responses) {
    window.document.body.innerHTML = `
      <qti-assessment-item identifier="year" title="Year" adaptive="false" time-dependent="false">
      <qti-response-declaration identifier="RESPONSE" cardinality="single" base-type="${type}">
      </qti-response-declaration>
      <qti-outcome-declaration identifier="SCORE" cardinality="single" base-type="float">
        <qti-default-value><qti-value>0</qti-value></qti-default-value></qti-outcome-declaration>
      <qti-item-body><p>In which year?
        <qti-text-entry-interaction response-identifier="RESPONSE"></qti-text-entry-interaction></p></qti-item-body>
      <qti-response-processing><qti-response-condition><qti-response-if>${test}
        <qti-set-outcome-value identifier="SCORE">${value('float', 1)}</qti-set-outcome-value>
      </qti-response-if></qti-response-condition></qti-response-processing></qti-assessment-item>`
    const item = window.document.querySelector('qti-assessment-item')
    await item.updateComplete
    await new Promise(resolve => setTimeout(resolve, 50))
    item.updateResponseVariable('RESPONSE', response)
    item.processResponse()
    if (Number(item.variables.find(found => found.identifier === 'SCORE').value) === 1) right.push(response)
  }
  return right
}

const years = ['1867', '1967 or 1867', 'not 1867', '18670', '1967']
const counts = ['12', '12.7', '12,700', '12 apples', '13']
const match = (name, type, key) => `<${name}>${variable}${value(type, key)}</${name}>`
const bounds = `<qti-and>${match('qti-gte', 'float', 12)}${match('qti-lte', 'float', 12)}</qti-and>`
const found = {
  pattern: await taken('string', `<qti-pattern-match pattern="18[67]7">${variable}</qti-pattern-match>`, years),
  integer: await taken('integer', match('qti-match', 'integer', 12), counts),
  float: await taken('float', match('qti-equal', 'float', 12), counts),
  spelling: await taken('string', match('qti-string-match', 'string', 1867), years),
  bounds: await taken('float', bounds, counts),
  logged,
}
const seen = {
  pattern: ['1867', '1967 or 1867', 'not 1867', '18670'],
  integer: ['12', '12.7', '12,700', '12 apples'],
  float: ['12', '12,700', '12 apples'],
  spelling: ['1867'],
  bounds: ['12'],
  logged: [],
}
const still = JSON.stringify(found) === JSON.stringify(seen)
process.stdout.write(still ? 'still so: an answer that holds the right one, or begins with it, is right\n'
  : `CHANGED: taken are now ${JSON.stringify(found)}\n`)
process.exit(still ? 0 : 1)
JS
node player.mjs
