"""Tries one of the promises on inputs that atheris makes up: `python -m tests.fuzz NAME [libFuzzer's options]`."""

import sys
from pathlib import Path
from tempfile import mkdtemp

import atheris  # type: ignore[import-untyped, import-not-found, unused-ignore]  # an extra of its own

with atheris.instrument_imports(include=["nasec_study", "markdown_it", "mdurl"]):
    from tests.fuzz.promises import PROMISES

FOLDER = Path(__file__).parent


def main() -> None:
    name, *options = sys.argv[1:]
    limits = ["-timeout=10", "-rss_limit_mb=1024", "-max_len=20000", f"-dict={FOLDER / 'words.dict'}"]
    atheris.Setup([sys.argv[0], *limits, *options, mkdtemp(), str(FOLDER / "seeds" / name)], PROMISES[name])
    atheris.Fuzz()


main()
