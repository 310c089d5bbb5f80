"""Importing this imports all that makes pages: workers are copied from a process that has done so."""

from contextlib import suppress

import nasec_study.targets.paper.pdf
from nasec_study.foundation.problems import StudyError
from nasec_study.targets.paper.renderer import import_weasyprint

# Where that cannot be, the first page says so.
with suppress(StudyError):
    import_weasyprint()
    import nasec_study.targets.paper.corrections.all
    import nasec_study.targets.paper.tagging  # noqa: F401 - loads pikepdf
