#!/usr/bin/env bash
# gift-pegjs undoes the escapes of GIFT everywhere but in the responses of matching questions.
#
# Versions:  gift-pegjs 1.0.2
# Expected:  `one -> a\:b` matches "one" with "a:b", as `=a\:b` among options is read, and as Moodle reads both.
# Seen:      the response is "a&&058;b": the parser's own stand-in for an escaped colon is left. The same happens to
#            each character that GIFT escapes, without a warning.
# Date seen: 2026-11-28
# Meaning:   in responses write HTML's names of these signs (&colon;, &equals;, ...), which both readers keep, and
#            leave out a response with a tilde in it.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-audit --no-fund --prefix "$work" gift-pegjs@1.0.2

node - <<'JS'
const { parse } = require(`${process.cwd()}/node_modules/gift-pegjs`)
const option = parse('::q::Pick one{=a\\:b ~c\\=d}')[0].choices.map(choice => choice.text.text)
const response = parse('::q::Match{=one -> a\\:b =two -> c\\=d}')[0].matchPairs.map(pair => pair.subanswer)
if (JSON.stringify(option) !== '["a:b","c=d"]') {
  console.error(`CHANGED: options are now read as ${option}`)
  process.exit(1)
}
if (JSON.stringify(response) !== '["a&&058;b","c&&061;d"]') {
  console.error(`CHANGED: responses are now read as ${response}`)
  process.exit(1)
}
console.log('still so: in responses of matching questions the stand-ins for escaped signs are left')
JS
