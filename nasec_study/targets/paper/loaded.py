"""Importing this imports all that makes pages: workers are copied from a process that has done so."""

from contextlib import suppress

from nasec_study.foundation.problems import StudyError
from nasec_study.targets.paper.pdf import import_renderer

# Where that cannot be, the first page says so.
with suppress(StudyError):
    import_renderer()
