#!/usr/bin/env bash
# WeasyPrint's PDF/UA has no decorative pictures: `alt=""` makes a Figure without a text, and logs an error.
#
# Versions:  WeasyPrint 70.0, pikepdf 10.18.0
# Expected:  `alt=""`, HTML's own way to call a picture decorative (and `role="presentation"`), takes the
#            picture out of the tags and marks it as an artifact (ISO 14289-1, 7.1 and 7.3).
# Seen:      a tag `/Figure` that has no `/Alt`, the very fault that PDF/UA forbids, and in the log "has no
#            required alt description": the same as without any `alt`.
# Date seen: 2026-11-28
# Meaning:   print ornaments as CSS backgrounds, which do become artifacts, and give every `<img>` words.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -qq --disable-pip-version-check weasyprint==70.0 pikepdf==10.18.0

cd "$work"
cat > leaf.svg <<'SVG'
<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><circle cx="4" cy="4" r="4"/></svg>
SVG
venv/bin/python - <<'PY'
import io
import logging
import sys

import pikepdf
import weasyprint

log = io.StringIO()
logging.getLogger("weasyprint").addHandler(logging.StreamHandler(log))


def figures(body):
    """Return, for each figure among the tags, whether it has a text; and whether the log asks for one."""
    log.seek(0)
    log.truncate()
    html = f'<html lang="en"><title>Leaves</title><p>Leaves {body}</p></html>'
    pdf = weasyprint.HTML(string=html, base_url=".").write_pdf(pdf_variant="pdf/ua-1")
    with pikepdf.open(io.BytesIO(pdf)) as document:
        tags = [found for found in document.objects if isinstance(found, pikepdf.Dictionary)]
        found = ["/Alt" in tag for tag in tags if tag.get("/S") == "/Figure"]
    return found, "no required alt description" in log.getvalue()


empty = figures('<img src="leaf.svg" alt="" role="presentation">')
background = figures('<b style="background: url(leaf.svg); padding: 9px">grow</b>')
if empty != ([False], True) or background != ([], False):
    sys.exit(f"CHANGED: empty alt gives {empty}, a background {background}")
print("still so: a decorative picture becomes a Figure without a text")
PY
