#!/usr/bin/env bash
# Amp-up.io's player for QTI 3 finds nothing at a place given as a number: steps in their right places earn nothing.
#
# Versions:  qti3-item-player 1.1.20, vue 2.7.16, jsdom 24.1.3 (stands for a browser)
# Expected:  qti-index with n="1" is the first of the steps in order; n is a number, or names a variable that holds one
#            (QTI 3, "Index"). An item that gives a point for each step in its place gives one for the first.
# Seen:      it is NULL, and the point is not given, in silence: only a variable is looked for, one called "1". With
#            n="FIRST" and a variable of that name that holds 1, the point is given; so it is if the whole order is
#            compared with the key.
# Date seen: 2026-11-29
# Meaning:   students who put all steps in the right order get nothing. Declare an outcome for each place, with its
#            number as the default.
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
for (const name of ['log', 'info']) window.console[name] = () => {}
for (const file of ['vue/dist/vue.js', 'qti3-item-player/dist/qti3Player.umd.js'])
  window.eval(readFileSync(`node_modules/${file}`, 'utf8'))
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

// The steps stand in their right order from the start, and are left so.
async function score(test) {
  const step = name => `<qti-simple-choice identifier="${name}">${name}</qti-simple-choice>`
  Object.assign(window, { ready: false, state: null })
  window.player.resetItem()
  await window.Vue.nextTick()
  window.player.loadItemFromXml(`
    <qti-assessment-item xmlns="http://www.imsglobal.org/xsd/imsqtiasi_v3p0" identifier="i" title="Kings"
        adaptive="false" time-dependent="false">
      <qti-response-declaration identifier="RESPONSE" cardinality="ordered" base-type="identifier">
        <qti-correct-response>${['A', 'B', 'C'].map(name => `<qti-value>${name}</qti-value>`).join('')}
        </qti-correct-response></qti-response-declaration>
      <qti-outcome-declaration identifier="SCORE" cardinality="single" base-type="float"/>
      <qti-outcome-declaration identifier="FIRST" cardinality="single" base-type="integer">
        <qti-default-value><qti-value>1</qti-value></qti-default-value></qti-outcome-declaration>
      <qti-item-body><qti-order-interaction response-identifier="RESPONSE">
        ${['A', 'B', 'C'].map(step).join('')}</qti-order-interaction></qti-item-body>
      <qti-response-processing><qti-response-condition><qti-response-if>${test}
        <qti-set-outcome-value identifier="SCORE"><qti-base-value base-type="float">1</qti-base-value>
        </qti-set-outcome-value></qti-response-if></qti-response-condition></qti-response-processing>
    </qti-assessment-item>`, { guid: `${Math.random()}`, status: 'interacting', state: null,
    sessionControl: { max_attempts: 0, show_feedback: false, validate_responses: false } })
  await until(() => window.ready)
  window.player.endAttempt('end')
  await until(() => window.state)
  const variable = (kind, name) => window.state[kind].find(found => found.identifier === name).value
  return `${variable('responseVariables', 'RESPONSE').join('')} ${variable('outcomeVariables', 'SCORE')}`
}

async function main() {
  await until(() => window.player)
  const response = '<qti-variable identifier="RESPONSE"/>'
  const first = n => `<qti-match><qti-index n="${n}">${response}</qti-index>
    <qti-base-value base-type="identifier">A</qti-base-value></qti-match>`
  const whole = `<qti-match>${response}<qti-correct identifier="RESPONSE"/></qti-match>`
  const found = [await score(first('1')), await score(first('FIRST')), await score(whole)]
  const still = String(found) === 'ABC 0,ABC 1,ABC 1'
  process.stdout.write(still ? 'still so: the place "1" holds nothing, the place in a variable that is 1 does\n'
    : `CHANGED: order and score are now ${found}\n`)
  process.exit(still ? 0 : 1)
}

main()
JS
node player.js
