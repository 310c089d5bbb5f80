"""build/manifest.json: every output, its hash, and a hash of what it was made from."""

import json
from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import Any

from nasec_study.foundation.places import PACKAGE

MANIFEST = "manifest.json"

Records = dict[str, dict[str, str]]


def read_manifest(folder: Path) -> Records:
    """Return the records of the builds in a folder; none where there is no manifest, or not one of ours."""
    try:
        loaded: Any = json.loads((folder / MANIFEST).read_text("utf-8"))
        return {
            str(name): {"recipe": str(record["recipe"]), "sha256": str(record["sha256"])}
            for name, record in loaded["outputs"].items()
            if not PurePosixPath(name).is_absolute() and ".." not in PurePosixPath(name).parts
        }
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return {}


@cache
def maker() -> str:
    """Return a short hash over this program: what another version makes of the same may differ."""
    total = sha256()
    for file in sorted(PACKAGE.rglob("*.py")):
        total.update(file.relative_to(PACKAGE).as_posix().encode() + b"\0" + file.read_bytes())
    return total.hexdigest()[:12]


def format_manifest(records: Mapping[str, Mapping[str, str]]) -> bytes:
    """Return the records as the content of the file."""
    return (json.dumps({"outputs": dict(sorted(records.items()))}, indent=2, ensure_ascii=False) + "\n").encode()


def hash_of(path: Path) -> str:
    """Return a file's hash; an empty text where it cannot be read, or is none."""
    try:
        return sha256(path.read_bytes()).hexdigest() if path.is_file() else ""
    except OSError:
        return ""
