"""Formulas between single dollars, as other programs write them."""

import re

# One has signs of TeX. A dollar begins none behind what ends a pattern of text, as in `\d+$`, and \$ ends none.
IN_A_DOLLAR = re.compile(r"(?<![\w$\\+*?)\]}`])\$(?![\s$])[^$\n`\\^_]*[\\^_][^$\n`]*(?<![\s\\])\$(?![\w$])")


def in_signs(text: str) -> str:
    r"""Return a text with \( \) around such formulas: their signs would be taken for those of Markdown."""
    return IN_A_DOLLAR.sub(lambda found: f"\\({found[0][1:-1]}\\)", text)
