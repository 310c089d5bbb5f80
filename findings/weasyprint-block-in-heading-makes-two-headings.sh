#!/usr/bin/env bash
# WeasyPrint tags a heading twice, one H2 in another, if a span in it is on a line of its own.
#
# Versions:  WeasyPrint 70.0, pikepdf 10.18.0
# Expected:  one `<h2>` is one tag `/H2`; `display: block` on a span in it changes how it looks only.
#            A heading is a block that holds text, not another heading (ISO 32000-1, 14.8.4.3.2).
# Seen:      `/H2` with kids `/Span` and `/H2`: the anonymous box around the rest of the text is tagged as
#            the heading once more. A paragraph becomes `/P` in `/P` likewise. No warning.
# Date seen: 2026-11-28
# Meaning:   divide a heading or a paragraph with `<br>`, not with `display: block`, or screen readers announce two.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -qq --disable-pip-version-check weasyprint==70.0 pikepdf==10.18.0

cd "$work"
venv/bin/python - <<'PY'
import io
import sys

import pikepdf
import weasyprint


def tags(body):
    """Return the tags of a page, each with its kids."""
    html = f'<html lang="en"><title>Parts</title><style>.own {{ display: block }}</style>{body}</html>'
    pdf = weasyprint.HTML(string=html).write_pdf(pdf_variant="pdf/ua-1")
    with pikepdf.open(io.BytesIO(pdf)) as document:

        def of(tag):
            kids = [of(kid) for kid in tag.get("/K", ()) if isinstance(kid, pikepdf.Dictionary)]
            return [str(tag["/S"]), *kids]

        return [of(kid) for kid in document.Root.StructTreeRoot.K[0].K]


broken = tags("<h2>Part<br>One</h2>")
heading = tags('<h2><span class="own">Part</span> One</h2>')
paragraph = tags('<p><span class="own">First</span> rest</p>')
span = ["/Span", ["/Span"]]
if str(broken).count("/H2") != 1:
    sys.exit(f"CHANGED: with <br>, a heading is now {broken}")
if heading != [["/H2", span, ["/H2", ["/Span"]]]] or paragraph != [["/P", span, ["/P", ["/Span"]]]]:
    sys.exit(f"CHANGED: a heading is now {heading}, a paragraph {paragraph}")
print("still so: a span on a line of its own makes an H2 in an H2, and a P in a P")
PY
