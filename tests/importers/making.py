"""Banks to import: files that are made here, and what is told of an import."""

import json
import zipfile
from base64 import b64decode
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

from nasec_study.course.writing import mapping_lines
from nasec_study.importers.reading import bank_of
from nasec_study.importers.shared.bank import Bank, ForeignFile

BANKS = Path(__file__).parent / "banks"
PNG = b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==")


def bank(name: str, content: str | bytes) -> Bank:
    return bank_of(ForeignFile(name, content.encode() if isinstance(content, str) else content))


def told(found: Bank) -> list[str]:
    """Return what is in a bank, in lines that one can read."""
    lines = [f"{found.format}: {len(found.items)} items, {len(found.left_out)} left out"]
    for item in found.items:
        wish = f", id from '{item.wish}'" if item.wish else ""
        key = f", known as '{item.key}'" if item.key else ""
        lines += ["", f"line {item.where.line}: {item.name}{key}{wish}"]
        lines += mapping_lines(item.fields, 2)
        lines += [f"  changed: {one}" for one in item.changed] + [f"  left: {one}" for one in item.left]
    for left in found.left_out:
        lines += ["", f"line {left.where.line}: {left.name}: left out: {left.words}"]
    return [*lines, "", *(f"media: {address}" for address in found.media)]


def archived(files: Mapping[str, bytes | str]) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def rows(text: str) -> dict[str, dict[str, Any]]:
    """Return what `import --format json` printed, by the id of each item, or by its name."""
    return {row["id"] or row["name"]: row for row in json.loads(text)}
