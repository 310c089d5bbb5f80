#!/usr/bin/env bash
# Importing WeasyPrint starts ldconfig, a compiler and a linker for each name of a library that fails, 54 programs in all.
#
# Versions:  WeasyPrint 70.0, cffi 2.1.1, Python 3.11, Debian 12 with gcc 12
# Expected:  `import weasyprint` loads libgobject, libpango, libharfbuzz and libfontconfig and starts no other program.
# Seen:      WeasyPrint tries the names of all systems in turn, that of Linux fourth (text/ffi.py). For each name that
#            fails, cffi's `dlopen` asks `ctypes.util.find_library`, which on Linux runs `ldconfig -p`, then
#            `gcc -Wl,-t`, then `ld -t`. An optional library that is not there fails by all of its names. With gcc the
#            import takes 0.66 s instead of 0.38 s, in each process that imports it; without, ldconfig alone is run.
# Date seen: 2026-11-30
# Meaning:   where pages are printed by many short processes, let `ctypes.util.find_library` return None while
#            WeasyPrint is imported, and import it again as usual if that fails. Not on macOS, where the search starts
#            nothing and finds what Homebrew installs.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -qq --disable-pip-version-check weasyprint==70.0 cffi==2.1.1

cd "$work"
cat > count.py <<'PY'
import os
import sys

started = []


def hear(event, args):
    """Note the name of each program that is started."""
    if event == "subprocess.Popen":
        started.append(os.path.basename(args[0]))


sys.addaudithook(hear)
if "names" in sys.argv:
    import ctypes.util

    ctypes.util.find_library = lambda name: None
import weasyprint

print(weasyprint.__version__, len(started), *sorted(set(started)))
PY
usual=$(venv/bin/python count.py)
names=$(venv/bin/python count.py names)
echo "as usual:         $usual"
echo "by names alone:   $names"
[[ $names == "70.0 0" ]] || { echo "CHANGED: it starts programs, or does not load, without the search"; exit 1; }
read -r _ count programs <<< "$usual"
(( count >= 8 )) || { echo "CHANGED: importing WeasyPrint starts $count programs ($programs)"; exit 1; }
echo "still so: importing WeasyPrint starts $count programs ($programs)"
