"""Templates as the code that Jinja makes of them, kept from one run to the next in the user's own folder for caches.

Nothing depends on it: what is lost, damaged, or of another template or program is made anew.
"""

from contextlib import suppress
from functools import cached_property
from hashlib import sha256
from pathlib import Path

from jinja2.bccache import Bucket, BytecodeCache

from nasec_study.foundation.places import user_cache
from nasec_study.foundation.problems import StudyError
from nasec_study.output.manifest import maker
from nasec_study.output.write import write_file

_DIGEST = sha256().digest_size


class CompiledTemplates(BytecodeCache):
    """The code of templates in files, each behind a hash of itself and of all that it was made by."""

    @cached_property
    def folder(self) -> Path:
        """The folder that they are kept in. Raises OSError where the user has no home."""
        return user_cache() / "templates"

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give a bucket its code, where it is kept."""
        try:
            kept = self._file(bucket).read_bytes()
        except OSError:
            return
        digest, code = kept[:_DIGEST], kept[_DIGEST:]
        if digest == _digest(bucket, code):
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the code of a bucket; where nothing can be written, nothing is."""
        code = bucket.bytecode_to_string()
        with suppress(OSError, StudyError):
            write_file(self._file(bucket), _digest(bucket, code) + code)

    def _file(self, bucket: Bucket) -> Path:
        return self.folder / sha256(f"{bucket.key} {_signs(bucket)}".encode()).hexdigest()


def _digest(bucket: Bucket, code: bytes) -> bytes:
    """Return a hash over code, its template, and the program whose environment Jinja made it in."""
    return sha256(f"{maker()} {_signs(bucket)} {bucket.checksum} ".encode() + code).digest()


def _signs(bucket: Bucket) -> str:
    """Return by which signs a template was read: Jinja itself takes one that was read by others for the same."""
    jinja = bucket.environment
    return f"{jinja.block_start_string} {jinja.variable_start_string} {jinja.comment_start_string}"
