"""The two dialects of QTI: the names of 2.1, of which those of 3.0 are made, namespaces, and what texts may hold."""

import re
from dataclasses import dataclass
from functools import cache

from nasec_study.course.files import SOUNDS
from nasec_study.rendering.markup import for_platforms, with_formulas
from nasec_study.targets.lms._xml import element, escaped

_CAPITAL = re.compile(r"(?<=[a-z])([A-Z])")
_XSI = "http://www.w3.org/2001/XMLSchema-instance"
# A table's columns are aligned by style, which neither schema allows.
_STYLE = re.compile(r' style="text-align:(left|center|right)"')
# Attributes of HTML that QTI 2.1 does not know: the number with which a list begins, titles to hover over, direction.
_UNKNOWN = re.compile(r'(<(?:ol|a|img|span|p|li|table|td|th)\b[^>]*?) (?:start|title|dir)="[^"]*"')
# QTI 2.1 plays a recording as an object, by its type; QTI 3.0 has the element of HTML, with a boolean.
_AUDIO = re.compile(r'<audio controls="controls" src="([^"]*)"></audio>')
# A player that is built upon templates runs what stands in double braces; within a tag they are held apart unseen.
_BRACES = re.compile(r"<[^>]*>|\{(?=\{)")
_JOINED = re.compile(r"\{(?=\{)")
_WORD_JOINER = "\u2060"


@dataclass(frozen=True)
class Dialect:
    """A version of QTI: how its elements are called, its namespaces, its names for the parts of a package."""

    version: str
    namespace: str
    schema: str
    manifest: str
    manifest_schema: str
    kind: str
    item_type: str
    test_type: str

    @property
    def is_kebab(self) -> bool:
        """Tell whether names are written with hyphens."""
        return self.version == "3.0"

    def element(self, name: str, /, *content: str, **attributes: str) -> str:
        """Return an element by its name in QTI 2.1; its content is XML already."""
        given = {key: _held_apart(value) for key, value in attributes.items()}
        if self.is_kebab:
            return element(f"qti-{_kebab(name)}", *content, **{_kebab(key): value for key, value in given.items()})
        return element(name, *content, **given)

    def root(self, name: str, /, *content: str, **attributes: str) -> str:
        """Return the element that a file consists of, with the namespaces."""
        spaces = {"xmlns": self.namespace, "xmlns:xsi": _XSI, "xsi:schemaLocation": f"{self.namespace} {self.schema}"}
        return self.element(name, *content, **spaces, **attributes)

    def html(self, html: str) -> str:
        """Return a text's HTML as the schema has it: the one place through which each text goes."""
        html = with_formulas(html, _formula, _without_braces)
        if "=" not in html:
            return html
        if "<audio" in html:
            html = _AUDIO.sub(r'<audio controls="true" src="\1"></audio>' if self.is_kebab else _as_object, html)
        prefix = "qti-" if self.is_kebab else ""
        aligned = _STYLE.sub(lambda match: f' class="{prefix}align-{match[1]}"', html)
        return _UNKNOWN.sub(r"\1", aligned)

    def value(self, text: str) -> str:
        """Return a text with which a response is compared; a comment holds braces apart and is no part of it."""
        return _JOINED.sub("{<!-- -->", escaped(text)) if self.is_kebab else escaped(text)


def _formula(tex: str, display: bool) -> str:  # noqa: FBT001 - as `with_formulas` calls it
    """Return a formula as MathJax finds it; a tag in it would be one to MathJax, too."""
    return for_platforms(tex.replace("{{", "{ {"), display)


def _without_braces(html: str) -> str:
    if "{{" not in html:
        return html
    return _BRACES.sub(lambda match: "{<span></span>" if match[0] == "{" else _held_apart(match[0]), html)


def _as_object(found: re.Match[str]) -> str:
    return f'<object data="{found[1]}" type="{SOUNDS[found[1][-4:].lower()]}"></object>'


def _held_apart(text: str) -> str:
    return _JOINED.sub(f"{{{_WORD_JOINER}", text) if "{{" in text else text


@cache
def _kebab(name: str) -> str:
    """Return a name with hyphens, but for one of another namespace."""
    return name if ":" in name else _CAPITAL.sub(lambda match: f"-{match[1].lower()}", name)


QTI_2_1 = Dialect(
    version="2.1",
    namespace="http://www.imsglobal.org/xsd/imsqti_v2p1",
    schema="http://www.imsglobal.org/xsd/qti/qtiv2p1/imsqti_v2p1.xsd",
    manifest="http://www.imsglobal.org/xsd/imscp_v1p1",
    manifest_schema="http://www.imsglobal.org/xsd/qti/qtiv2p1/qtiv2p1_imscpv1p2_v1p0.xsd",
    kind="QTIv2.1 Package",
    item_type="imsqti_item_xmlv2p1",
    test_type="imsqti_test_xmlv2p1",
)
QTI_3_0 = Dialect(
    version="3.0",
    namespace="http://www.imsglobal.org/xsd/imsqtiasi_v3p0",
    schema="https://purl.imsglobal.org/spec/qti/v3p0/schema/xsd/imsqti_asiv3p0p1_v1p0.xsd",
    manifest="http://www.imsglobal.org/xsd/qti/qtiv3p0/imscp_v1p1",
    manifest_schema="https://purl.imsglobal.org/spec/qti/v3p0/schema/xsd/imsqtiv3p0_imscpv1p2_v1p0.xsd",
    kind="QTI Package",
    item_type="imsqti_item_xmlv3p0",
    test_type="imsqti_test_xmlv3p0",
)
DIALECTS = (QTI_2_1, QTI_3_0)
