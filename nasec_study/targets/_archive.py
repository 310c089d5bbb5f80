"""Packages: archives of files, the same bytes for the same files."""

import io
import zipfile
from collections.abc import Callable, Mapping
from functools import partial

from nasec_study.targets._contract import Output, recipe

# What no clock has set: the first day that an archive can tell.
_DATE = (1980, 1, 1, 0, 0, 0)


def archive(files: Mapping[str, bytes]) -> bytes:
    """Return an archive of the files, in their order, by the names in it."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        for name, content in files.items():
            info = zipfile.ZipInfo(name, _DATE)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 3
            package.writestr(info, content)
    return buffer.getvalue()


def package_output(name: str, files: Mapping[str, bytes]) -> Output:
    """Return an archive of some files as an output; its recipe is that of the files."""
    make: Callable[[], bytes] = partial(archive, files)
    parts = [part for file, content in files.items() for part in (file, content)]
    return Output(name, recipe(*parts), make)
