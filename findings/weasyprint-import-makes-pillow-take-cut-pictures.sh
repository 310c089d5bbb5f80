#!/usr/bin/env bash
# Importing WeasyPrint makes Pillow load pictures that were cut short without an error, for the whole process.
#
# Versions:  WeasyPrint 70.0, Pillow 13.0.0
# Expected:  `Image.load()` raises OSError for half a PNG, before and after another library is imported.
# Seen:      before `import weasyprint`: OSError; after it: no error, a picture that is empty in its lower
#            part. The import sets `PIL.ImageFile.LOAD_TRUNCATED_IMAGES` to True and leaves it so.
# Date seen: 2026-11-28
# Meaning:   a check of pictures finds or misses damage by the order of imports: set the flag to False around
#            every check, and do not count on WeasyPrint to complain of a damaged picture.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -qq --disable-pip-version-check weasyprint==70.0 pillow==13.0.0

cd "$work"
venv/bin/python - <<'PY'
import io
import random
import sys

from PIL import Image

made = io.BytesIO()
Image.frombytes("L", (64, 64), random.Random(1).randbytes(64 * 64)).save(made, "PNG")
half = made.getvalue()[: len(made.getvalue()) // 2]


def outcome():
    try:
        with Image.open(io.BytesIO(half)) as picture:
            picture.load()
            last_row = picture.crop((0, 63, 64, 64)).tobytes()
    except OSError:
        return "OSError"
    return "empty below" if not any(last_row) else "whole"


before = outcome()
import weasyprint  # noqa: E402, F401 - the point of it all

after = outcome()
if (before, after) != ("OSError", "empty below"):
    sys.exit(f"CHANGED: half a picture gives {before!r} before the import and {after!r} after it")
print("still so: half a PNG is an error before `import weasyprint`, and loads without one after it")
PY
