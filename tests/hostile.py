"""A course in which every text is hostile: what colleagues and the internet may send, in every field of every kind."""

from pathlib import Path
from shutil import copytree
from typing import Any

import yaml

from tests.conftest import KINDS_COURSE

# What Jinja, Anki, MathJax, LaTeX, Markdown and a browser would act on. As text it is nobody's business.
HOSTILE = (
    "{{Back}} {{7*7}} {% include '/etc/passwd' %} {# x #} [[ x ]] [% x %] "
    "&#91;sound:../../x.mp3] [anki:tts lang=en_US]x[/anki:tts] &#91;sound:y.mp3] "
    r"[latex]x[/latex] [LaTeX]\input{/etc/passwd}[/LaTeX] [$]x[/$] [$$]x[/$$] "
    r"\\(\href{javascript:window.hacked=1}{x}\\) \\[x\\] "
    "[1](javascript:window.hacked=1) [2](JAVA&#115;CRIPT:window.hacked=1) [3](ms-msdt:x) [4](data:text/html,x) "
    r"\<script>window.hacked=1\</script> &lt;img src=x onerror=window.hacked=1&gt; \<anki-mathjax>x "
    "\" onclick='window.hacked=1' ]]> </style/> =HYPERLINK(1)"
)
# For texts that must fit beside others on a page.
BRIEF = r"{{7*7}} &#91;sound:x.mp3] [LATEX]x[/LATEX] \\(\href{javascript:x}{x}\\) \<script>window.hacked=1\</script>"
# Texts that are not Markdown hold raw HTML as text. Shorter: a page's head must fit on a page.
PLAIN = (
    "<script>window.hacked=1</script><img src=x onerror=window.hacked=1> {{7*7}} {% include '/etc/passwd' %} "
    r"[anki:play:q:0] [LaTeX]x[/LaTeX] \\(\href{javascript:window.hacked=1}{x}\\) ]]> \" onclick='window.hacked=1"
)


# Keys of texts that students see as they were written, and of those that are Markdown.
_PLAIN = frozenset(["title", "subtitle", "name", "description", "alt", "heading", "label", "cite", "edition", "date"])
_MARKDOWN = frozenset(
    (
        *("definition", "term", "stem", "answer", "rationale", "key", "keys", "text", "why", "statement", "correction"),
        *("criterion", "unit", "question", "says", "advice", "note", "source"),
    )
)
_SHORT = frozenset(["premise", "response", "instructions"])
# Files of which every text is looked at for raw HTML.
_MARKDOWN_FILES = frozenset(["names", "signs", "table", "disputes"])


def hostile_course(folder: Path) -> Path:
    """Make the course of every kind hostile, and return its folder."""
    content = folder / "content"
    copytree(KINDS_COURSE, content)
    (content / "course.lock").unlink()
    for file in sorted(content.rglob("*.yaml")):
        tree = yaml.load(file.read_text("utf-8"), yaml.BaseLoader)
        plain = HOSTILE if file.stem in _MARKDOWN_FILES else PLAIN
        if "forms" in str(tree):
            tree["worksheets"][0]["forms"] = ["A"]
        text = yaml.safe_dump(_hostile(tree, plain), allow_unicode=True, default_style='"', width=10_000)
        file.write_text(text, "utf-8")
    return content


def _hostile(node: Any, plain: str, key: str = "") -> Any:
    """Return a tree with something hostile behind every text that is shown."""
    if isinstance(node, list):
        return [_hostile(entry, plain, key) for entry in node]
    if isinstance(node, dict):
        kind = node.get("type")
        # An occluded label is found by its words; true and false are no texts.
        left = {"answer"} if kind == "true-false" else {"label"} if key == "events" else set()
        shown = {name: _hostile(value, plain, name) for name, value in node.items() if name not in left}
        return {**node, **shown} | ({"text": _cloze(node["text"])} if kind == "cloze" else {})
    if key in _PLAIN:
        return f"{node} {plain}"
    if key in _SHORT:
        return f"{node} {BRIEF}"
    return f"{node} {HOSTILE}" if key in _MARKDOWN else node


def _cloze(text: str) -> str:
    """Return a cloze text with something hostile behind it; braces that are no gap are refused in it."""
    return f"{text} {HOSTILE.replace('{{', '{ {').replace('}}', '} }')}"
