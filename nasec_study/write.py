"""Outputs to `build/`: whole or not at all, unchanged ones untouched; the only code that writes there."""

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from pathlib import Path, PurePosixPath
from tempfile import NamedTemporaryFile
from typing import Any

from nasec_study.problems import Problem, StudyError, Where
from nasec_study.targets._base import Output

MANIFEST = "manifest.json"

Record = Mapping[str, str]


def write_outputs(outputs: Iterable[Output], folder: Path, *, force: bool = False) -> Iterator[tuple[Path, bool]]:
    """Make and write each output; yield its path and whether it had to be made.

    An output is left alone when the manifest shows the same recipe and the file still has the bytes
    that were written. The manifest is written last, over all targets that were ever built here.
    """
    before = _read_manifest(folder)
    after = dict(before)
    try:
        for output in outputs:
            path = folder / PurePosixPath(output.name)
            known = before.get(output.name)
            if not force and known and known["recipe"] == output.recipe and _hash_of(path) == known["sha256"]:
                yield path, False
                continue
            content = output.make()
            write_file(path, content)
            after[output.name] = {"recipe": output.recipe, "sha256": sha256(content).hexdigest()}
            yield path, True
    finally:
        if after != before:
            write_file(folder / MANIFEST, _format_manifest(after))


def forget(folder: Path, keep: Iterable[str], prefixes: Iterable[str]) -> None:
    """Delete what earlier builds wrote under `prefixes` and the present one no longer makes."""
    kept = set(keep)
    before = _read_manifest(folder)
    starts = tuple(prefixes)
    after = {name: record for name, record in before.items() if name in kept or not name.startswith(starts)}
    for name in before.keys() - after.keys():
        path = folder / PurePosixPath(name)
        if _hash_of(path) == before[name]["sha256"]:
            path.unlink()
            if not any(path.parent.iterdir()):
                path.parent.rmdir()
    if after != before:
        write_file(folder / MANIFEST, _format_manifest(after))


def write_file(path: Path, content: bytes) -> None:
    """Write a file whole: to a temporary name beside it, then moved into its place. Raises StudyError."""
    temporary = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as file:
            temporary = Path(file.name)
            file.write(content)
        temporary.chmod(0o666 & ~_umask())
        temporary.replace(path)
    except OSError as error:
        if temporary:
            temporary.unlink(missing_ok=True)
        hint = "check the folder's permissions and the free space; --output names another folder"
        raise StudyError(Problem("E401", Where(str(path)), f"cannot be written: {error.strerror}", hint)) from error
    except BaseException:
        if temporary:
            temporary.unlink(missing_ok=True)
        raise


def _umask() -> int:
    current = os.umask(0)
    os.umask(current)
    return current


def _hash_of(path: Path) -> str:
    try:
        return sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""


def _read_manifest(folder: Path) -> dict[str, dict[str, str]]:
    """Return the records of the last build; none where there is no manifest, or not one of ours."""
    try:
        loaded: Any = json.loads((folder / MANIFEST).read_text("utf-8"))
        return {
            str(name): {"recipe": str(record["recipe"]), "sha256": str(record["sha256"])}
            for name, record in loaded["outputs"].items()
            if not PurePosixPath(name).is_absolute() and ".." not in PurePosixPath(name).parts
        }
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def _format_manifest(records: Mapping[str, Record]) -> bytes:
    return (json.dumps({"outputs": dict(sorted(records.items()))}, indent=2, ensure_ascii=False) + "\n").encode()
