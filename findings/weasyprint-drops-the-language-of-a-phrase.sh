#!/usr/bin/env bash
# WeasyPrint's PDF/UA keeps the language of the page only: `lang` on a phrase or a paragraph is dropped.
#
# Versions:  WeasyPrint 70.0, pikepdf 10.18.0
# Expected:  `<span lang="fr">` and `<p lang="es">` become `/Lang` of a tag or of a piece of marked content (ISO
#            32000-1, 14.9.2; PDF/UA-1 requires changes of language to be declared), as `<html lang>` becomes that of
#            the document. WeasyPrint does read `lang` there: it hyphenates by it.
# Seen:      one `/Lang` in the whole file, "en" of the catalogue; no warning in the log.
# Date seen: 2026-11-28
# Meaning:   a screen reader speaks foreign words of a page by English rules: say their language in words,
#            or add `/Lang` to the tags afterwards.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -qq --disable-pip-version-check weasyprint==70.0 pikepdf==10.18.0

cd "$work"
venv/bin/python - <<'PY'
import io
import logging
import sys

import pikepdf
import weasyprint

log = io.StringIO()
logging.getLogger("weasyprint").addHandler(logging.StreamHandler(log))
html = """<html lang="en"><title>Greetings</title>
<p>She wrote <span lang="fr">bonjour</span> on the wall.</p>
<p lang="es">Buenos días a todos.</p></html>"""
pdf = weasyprint.HTML(string=html).write_pdf(pdf_variant="pdf/ua-1")
with pikepdf.open(io.BytesIO(pdf)) as document:
    holders = [found for found in document.objects if isinstance(found, pikepdf.Dictionary) and "/Lang" in found]
    languages = [str(found["/Lang"]) for found in holders]
    of_catalogue = str(document.Root["/Lang"])
    in_page = b"/Lang" in document.pages[0].Contents.read_bytes()
if of_catalogue != "en":
    sys.exit(f"CHANGED: the language of the document is now {of_catalogue!r}")
if languages != ["en"] or in_page or log.getvalue():
    sys.exit(f"CHANGED: languages {languages}, in the page's content: {in_page}, log: {log.getvalue()!r}")
print("still so: French and Spanish in an English page are tagged as English")
PY
