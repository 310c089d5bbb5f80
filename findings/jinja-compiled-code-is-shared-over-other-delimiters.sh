#!/usr/bin/env bash
# Jinja's cache for compiled templates takes code that was read with other delimiters for that of the same template.
#
# Versions:  Jinja2 3.1.6
# Expected:  an overlay that writes [[ ]] for {{ }} shows `{{ word }} yes` of `{{ word }} [[ word ]]`, with a bytecode
#            cache as without one: overlay() is said to share all but its cache and what is overridden.
# Seen:      with a cache it shows `yes [[ word ]]`, the code of the first environment: entries are found by the
#            template's name and file and a hash of its source, and the delimiters are in none of them. There is no
#            warning, and which of the two is wrong depends on which was there first, perhaps in another process.
# Date seen: 2026-11-29
# Meaning:   an entry must depend on the delimiters, too. This affects anyone who generates Anki's templates, which are
#            full of {{ }} of their own, beside other pages.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -qq --disable-pip-version-check jinja2==3.1.6 markupsafe==3.0.4

cd "$work"
venv/bin/python - <<'PY'
import sys
from tempfile import mkdtemp

from jinja2 import DictLoader, Environment, FileSystemBytecodeCache

SIGNS = {"variable_start_string": "[[", "variable_end_string": "]]"}


def shown(cache):
    plain = Environment(loader=DictLoader({"page": "{{ word }} [[ word ]]"}), bytecode_cache=cache)
    return [jinja.get_template("page").render(word="yes") for jinja in (plain, plain.overlay(**SIGNS))]


if shown(None) != ["yes [[ word ]]", "{{ word }} yes"]:
    sys.exit(f"CHANGED: without a cache this is now {shown(None)}")
if shown(FileSystemBytecodeCache(mkdtemp(dir="."))) != ["yes [[ word ]]", "yes [[ word ]]"]:
    sys.exit("CHANGED: code that is kept is no longer shared over other delimiters")
print("still so: code that was read with other delimiters is taken from the cache")
PY
