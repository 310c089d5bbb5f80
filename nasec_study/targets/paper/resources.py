"""What pages load: fonts of the program, pictures of the course, and nothing from anywhere else."""

import os
from base64 import b64decode
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import unquote, unquote_to_bytes

from nasec_study.foundation.temporary import temporary_space
from nasec_study.rendering import fonts
from nasec_study.rendering.images import in_eight_bits
from nasec_study.rendering.plain_values import with_plain_values

_TYPES = {".svg": "image/svg+xml", ".png": "image/png", ".jpg": "image/jpeg"}


def fetcher_of(pictures: Mapping[str, bytes], refused: list[str]) -> object:
    """Return what finds fonts and pictures and knows no other place: addresses from elsewhere are `refused`."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse  # noqa: PLC0415 - loads Pango

    class Fetcher(URLFetcher):  # type: ignore[misc]  # WeasyPrint has no types
        def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> object:  # noqa: ARG002
            content, kind = _found(url, pictures)
            if content is None:
                refused.append(url)
                raise ValueError(f"{url} is not a font or picture of the course")
            return URLFetcherResponse(url, content, {"Content-Type": kind})

    return Fetcher()


def fonts_of(faces: Sequence[str]) -> tuple[Any, Any]:
    """Return the fonts of faces as WeasyPrint wants them, and the rules of CSS that name them.

    They are loaded once in a process, into a folder that goes when it ends. A copy of the process has one of its own,
    and leaves that of the process alone.
    """
    return _fonts_in(os.getpid(), faces)


@cache
def _fonts_in(process: int, faces: Sequence[str]) -> tuple[Any, Any]:  # noqa: ARG001 - each process has its own
    from multiprocessing.util import Finalize  # noqa: PLC0415 - also of processes that are not Python's first

    from weasyprint import CSS  # noqa: PLC0415 - loads Pango
    from weasyprint.text.fonts import FontConfiguration  # noqa: PLC0415 - likewise

    with temporary_space("fonts"):
        config = FontConfiguration()
        rules = CSS(string=_font_faces(faces), font_config=config, url_fetcher=fetcher_of({}, []))
    Finalize(None, _remove_folder, (config,), exitpriority=0)
    return config, rules


def _remove_folder(config: Any) -> None:
    """Have WeasyPrint remove the folder of some fonts in time: by itself it is late, or never does."""
    config.__del__()
    config._folder = None  # noqa: SLF001 - or it tries once more when Python is half gone


def _found(url: str, pictures: Mapping[str, bytes]) -> tuple[bytes | None, str]:
    """Return what an address stands for, or None, and of what kind it is."""
    if url.startswith("data:image/"):
        head, _, body = url.partition(",")
        content = b64decode(body) if head.endswith(";base64") else unquote_to_bytes(body)
        kind = head.removeprefix("data:").partition(";")[0]
        return _drawable(content, kind), kind
    address = unquote(url)
    face = address.removeprefix("font:") if address.startswith("font:") else ""
    kind = _TYPES.get(PurePosixPath(address).suffix.lower(), "font/otf")
    if face in fonts.FACES:
        return fonts.font(face), kind
    picture = pictures.get(address)
    return picture and _drawable(picture, kind), kind


def _drawable(content: bytes, kind: str) -> bytes:
    """Return a picture in a form that WeasyPrint draws whole."""
    if kind != _TYPES[".svg"]:
        return in_eight_bits(content)
    return with_plain_values(content.decode("latin-1")).encode("latin-1")


def _font_faces(names: Iterable[str]) -> str:
    """Return the rules of CSS that make faces known."""
    return "".join(
        f'@font-face {{ font-family: "{face.family}"; font-weight: {face.weight}; font-style: {face.style};'
        f' src: url("font:{name}") }}\n'
        for name, face in ((name, fonts.FACES[name]) for name in names)
    )
