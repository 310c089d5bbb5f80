"""Whether a build would find nothing to do: a hash over all that it reads, kept from the last time.

Light on purpose: a build after no change imports nothing but this, and reads and hashes.
"""

import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple

from nasec_study.foundation import places
from nasec_study.output.manifest import hash_of, read_manifest

CACHE = ".cache.json"
# The word of a request for drafts, too.
DRAFTS = "--drafts"


class Inputs(NamedTuple):
    """Hashes over all that a build reads; that over the ledger apart, since the build writes it as well."""

    files: str
    ledger: str


@dataclass(frozen=True)
class Request:
    """What is asked for: words that tell one build from another, the folders, and files that are read besides."""

    words: Sequence[str]
    course: Path
    output: Path
    others: Sequence[Path] = ()


def unless_fresh(request: Request, make: Callable[[], Iterator[Path]], *, force: bool) -> Iterator[Path]:
    """Yield the paths of a request's outputs: those of the last time, if nothing has changed since.

    Otherwise, or if `force`, they are those that `make` yields, which are remembered once all are made.
    """
    course, output = request.course, request.output
    inputs = inputs_of(course, output, request.others)
    paths = None if force else unchanged(output, request.words, inputs)
    if paths is not None:
        yield from paths
        return
    done: list[Path] = []
    for path in make():
        if not done:
            # What is made is made after the ledger that is there now.
            inputs = inputs._replace(ledger=ledger_hash(course))
        yield path
        done.append(path)
    from nasec_study.output.write import write_file  # noqa: PLC0415 - where there is nothing to do, nothing is written

    write_file(output / CACHE, remembered(output, request.words, inputs, done))


def inputs_of(course: Path, output: Path, others: Iterable[Path] = ()) -> Inputs:
    """Return hashes over the course, the templates, this program, what is installed beside it, and `others`.

    The folder `output` is no part of a course, even where it lies in it.
    """
    total = sha256()
    for folder in (course, course.resolve().parent / "templates", places.TEMPLATES, places.PACKAGE):
        for name, file in _files(folder, Path(os.path.realpath(output))):
            if file != course / places.LEDGER:
                _add(total, name.encode(), _content(file))
    for file in others:
        _add(total, _content(file))
    _add(total, *sorted(name.encode() for folder in sys.path for name in _installed(folder)))
    return Inputs(total.hexdigest(), ledger_hash(course))


def ledger_hash(course: Path) -> str:
    """Return a hash over the ledger of a course."""
    return sha256(_content(course / places.LEDGER)).hexdigest()


def unchanged(output: Path, request: Sequence[str], inputs: Inputs) -> list[Path] | None:
    """Return the paths of all outputs where the same request found the same inputs, and nobody touched them since."""
    try:
        found = _cached(output)[" ".join(request)]
        names = [str(name) for name in found["outputs"]] if found["inputs"] == list(inputs) else []
    except (KeyError, TypeError):
        return None
    records = read_manifest(output)
    paths = {name: output / PurePosixPath(name) for name in names if name in records}
    fresh = names and len(paths) == len(names)
    if fresh and all(hash_of(path) == records[name]["sha256"] for name, path in paths.items()):
        return list(paths.values())
    return None


def remembered(output: Path, request: Sequence[str], inputs: Inputs, paths: Iterable[Path]) -> bytes:
    """Return the content of the cache with one more request, its inputs and its outputs.

    What was built with drafts, and what without, is forgotten when the other takes its place.
    """
    cached = _cached(output).items()
    alike = {other: found for other, found in cached if (DRAFTS in other.split()) == (DRAFTS in request)}
    names = [path.relative_to(output).as_posix() for path in paths]
    return json.dumps({**alike, " ".join(request): {"inputs": inputs, "outputs": names}}, indent=1).encode()


def _cached(output: Path) -> dict[str, Any]:
    """Return what is remembered of requests, by their words; nothing where the cache is missing or damaged."""
    try:
        return dict(json.loads((output / CACHE).read_text("utf-8")))
    except (OSError, ValueError, TypeError, RecursionError):
        return {}


def _files(folder: Path, output: Path) -> Iterator[tuple[str, Path]]:
    """Yield the files of a folder, with their names in it, in a stable order; hidden folders hold nothing of it."""
    for parent, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if name != "__pycache__" and not name.startswith("."))
        if Path(parent).resolve() == output:
            folders.clear()
            continue
        for name in sorted(names):
            file = Path(parent, name)
            yield file.relative_to(folder).as_posix(), file


def _content(file: Path) -> bytes:
    try:
        # A pipe or a device has no end.
        return file.read_bytes() if file.is_file() else b""
    except OSError:
        return b""


def _installed(folder: str) -> list[str]:
    """Return the names and versions of the packages in a folder that Python looks into."""
    try:
        return [name for name in os.listdir(folder) if name.endswith(".dist-info")]  # noqa: PTH208 - ten times faster
    except OSError:
        return []


def _add(total: Any, *parts: bytes) -> None:
    for part in parts:
        total.update(len(part).to_bytes(8, "big"))
        total.update(part)
