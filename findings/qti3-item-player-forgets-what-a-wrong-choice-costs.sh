#!/usr/bin/env bash
# Amp-up.io's player for QTI 3 charges a mapping's default for no answer, and not for the wrong choices it is meant for.
#
# Versions:  qti3-item-player 1.1.20, vue 2.7.16, jsdom 24.1.3 (stands for a browser)
# Expected:  default-value is what a choice earns that the mapping does not name (QTI 3, "Mapping"): with 1 for A and
#            for B, a default of -1, and bounds of 0 and 2, A and C earn 0, and so do all four, and so does nothing.
# Seen:      A and C earn 1, all four options 2, which is full marks for ticking everything; no answer earns -1, below
#            the lower bound. With entries of -1 for C and D, the first two are right.
# Date seen: 2026-11-29
# Meaning:   name every option in a mapping, also those that are wrong, and ask for qti-is-null first.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-audit --no-fund --prefix "$work" qti3-item-player@1.1.20 vue@2.7.16 jsdom@24.1.3

cat > player.js <<'JS'
const { readFileSync } = require('fs')
const { JSDOM } = require('jsdom')

const { window } = new JSDOM('<div id="app"></div>', { runScripts: 'outside-only', url: 'https://example.org/' })
// What jsdom lacks.
window.document.execCommand = () => true
for (const file of ['vue/dist/vue.js', 'qti3-item-player/dist/qti3Player.umd.js'])
  window.eval(readFileSync(`node_modules/${file}`, 'utf8'))
window.console.log = () => {}
window.eval(`new Vue({ render: create => create(qti3Player.default ?? qti3Player, { on: {
  notifyQti3PlayerReady: player => { window.player = player },
  notifyQti3ItemReady: () => { window.ready = true },
  notifyQti3EndAttemptCompleted: data => { window.state = data.state },
} }) }).$mount('#app')`)

async function until(test) {
  for (let tries = 0; !test(); tries++) {
    if (tries > 500) throw Error('the player does not answer')
    await new Promise(resolve => setTimeout(resolve, 20))
  }
}

async function score(entries, ...chosen) {
  const option = name => `<qti-simple-choice identifier="${name}">${name}</qti-simple-choice>`
  const entry = ([name, value]) => `<qti-map-entry map-key="${name}" mapped-value="${value}"/>`
  Object.assign(window, { ready: false, state: null })
  window.player.resetItem()
  await window.Vue.nextTick()
  window.player.loadItemFromXml(`
    <qti-assessment-item xmlns="http://www.imsglobal.org/xsd/imsqtiasi_v3p0" identifier="i" title="Rivers"
        adaptive="false" time-dependent="false">
      <qti-response-declaration identifier="RESPONSE" cardinality="multiple" base-type="identifier">
        <qti-mapping default-value="-1" lower-bound="0" upper-bound="2">
          ${Object.entries(entries).map(entry).join('')}</qti-mapping></qti-response-declaration>
      <qti-outcome-declaration identifier="SCORE" cardinality="single" base-type="float"/>
      <qti-item-body><qti-choice-interaction response-identifier="RESPONSE" max-choices="0">
        ${['A', 'B', 'C', 'D'].map(option).join('')}</qti-choice-interaction></qti-item-body>
      <qti-response-processing><qti-set-outcome-value identifier="SCORE">
        <qti-map-response identifier="RESPONSE"/></qti-set-outcome-value></qti-response-processing>
    </qti-assessment-item>`, { guid: `${Math.random()}`, status: 'interacting', state: null,
    sessionControl: { max_attempts: 0, show_feedback: false, validate_responses: false } })
  await until(() => window.ready)
  for (const name of chosen) window.document.querySelector(`li[data-identifier=${name}]`).click()
  window.player.endAttempt('end')
  await until(() => window.state)
  return Number(window.state.outcomeVariables.find(found => found.identifier === 'SCORE').value)
}

async function main() {
  await until(() => window.player)
  const right = { A: 1, B: 1 }, all = { ...right, C: -1, D: -1 }
  const found = []
  for (const entries of [right, all])
    for (const chosen of ['AB', 'AC', 'ABCD', '']) found.push(await score(entries, ...chosen))
  const still = String(found) === '2,1,2,-1,2,0,0,-1'
  console.log(still ? 'still so: ticking everything earns full marks, and no answer less than the least'
    : `CHANGED: the scores are now ${found}`)
  process.exit(still ? 0 : 1)
}

main()
JS
node player.js
