"""Pages that load nothing: their pictures are inside, and a content security policy allows only what is there."""

import re
from base64 import b64encode
from collections.abc import Mapping
from hashlib import sha256
from html import unescape
from mimetypes import guess_type
from typing import Any

from nasec_study.course.files import SOUNDS
from nasec_study.rendering.locales import WEB, template_words
from nasec_study.targets._contract import Job

_STYLED = re.compile(r'<(?P<before>[a-z][^<>]*?) style="(?P<rules>[^"]*)"(?P<after>[^<>]*)>')
_CLASS = re.compile(r' class="([^"]*)"')
_BLOCK = re.compile(r"<(?P<name>style|script)>(?P<content>.*?)</(?P=name)>", re.DOTALL)
# What takes the place of the policy while it is not yet known.
POLICY = "%POLICY%"


def with_pictures(html: str, pictures: Mapping[str, bytes]) -> str:
    """Return HTML that holds its pictures and sounds, given by address."""
    for address, content in pictures.items():
        html = html.replace(f'src="{address}"', f'src="{as_address(address, content)}"')
    return html


def as_address(name: str, content: bytes) -> str:
    """Return a picture or sound of this name as a `data:` address."""
    kind = SOUNDS.get(name[-4:].lower()) or guess_type(name)[0] or "application/octet-stream"
    return f"data:{kind};base64,{b64encode(content).decode()}"


class Styles:
    """Turns `style` attributes, which the policy forbids, into classes."""

    def __init__(self) -> None:
        self._names: dict[str, str] = {}

    def taken_from(self, html: str) -> str:
        """Return HTML with a class in place of each `style` attribute."""
        while "style=" in html and (shown := _STYLED.sub(self._classed, html)) != html:
            html = shown
        return html

    def _classed(self, tag: re.Match[str]) -> str:
        name = self._names.setdefault(unescape(tag["rules"]), f"s{len(self._names) + 1}")
        rest = f"{tag['before']}{tag['after']}"
        if has := _CLASS.search(rest):
            return f"<{rest[: has.start(1)]}{has[1]} {name}{rest[has.end(1) :]}>"
        return f'<{tag["before"]} class="{name}"{tag["after"]}>'

    @property
    def css(self) -> str:
        """The CSS of all classes so far."""
        return "".join(f".{name} {{ {rules} }}\n" for rules, name in self._names.items())


def sealed_page(job: Job, template: str, *more: str, **values: Any) -> str:
    """Return the page that a template makes with some values, sealed; it may do `more`."""
    settings = job.course.settings
    words = template_words(settings.language, WEB)
    made = job.templates.get_template(template)
    page = made.render(course=settings, language=settings.language, policy=POLICY, **words, **values)
    return sealed(page, *more)


def sealed(page: str, *more: str) -> str:
    """Return a page with its content security policy in place of POLICY.

    It allows the styles and scripts that stand in the page now, embedded pictures, and the directives `more`.
    """
    sources = {"style": ["style-src"], "script": ["script-src"]}
    for block in _BLOCK.finditer(page):
        digest = b64encode(sha256(block["content"].encode()).digest()).decode()
        sources[block["name"]].append(f"'sha256-{digest}'")
    parts = [" ".join(found) for found in sources.values() if len(found) > 1]
    policy = "; ".join(["default-src 'none'", *parts, "img-src data:", "base-uri 'none'", "form-action 'none'", *more])
    return page.replace(POLICY, policy, 1)
