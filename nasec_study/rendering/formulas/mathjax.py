"""Formulas in the commands that MathJax knows: numbers with units in plain TeX."""

from collections.abc import Mapping
from typing import Any

from nasec_study.rendering.formulas.quantities import with_units
from nasec_study.rendering.formulas.reading import rendered


def for_mathjax(tex: str) -> str:
    """Return a formula in the commands that MathJax knows, numbers with units by the tree that mathra reads them as."""
    return with_units(tex, lambda part: f"{{{_plain_tex(rendered(part)['tree'])}}}")


def _plain_tex(node: Mapping[str, Any]) -> str:  # noqa: PLR0911 - one for each kind of node
    """Return a node of mathra's tree, as far as numbers and units have any, in plain TeX."""
    match node:
        case {"type": "quantity", "unit": unit}:
            return _plain_tex(unit)
        case {"type": "row", "children": children}:
            return "".join(map(_plain_tex, children))
        case {"type": "number", "value": value}:
            return str(value)
        case {"type": "operator", "symbol": symbol}:
            return f"{{{symbol}}}" if node.get("class") == "ord" else str(symbol)
        case {"type": "scripts", "base": base}:
            raised = f"^{{{_plain_tex(node['sup'])}}}" if "sup" in node else ""
            return f"{{{_plain_tex(base)}}}{raised}"
        case {"type": "space"}:
            return r"\,"
        case {"type": "unit", "base": base}:
            return _plain_tex(base)
        case {"type": "text", "parts": parts}:
            return "".join(rf"\mathrm{{{str(part['value']).replace('%', chr(92) + '%')}}}" for part in parts)
        case {"type": "identifier", "name": name}:
            return rf"\mathrm{{{name}}}"
    raise ValueError(f"mathra reads a number as {node}")
