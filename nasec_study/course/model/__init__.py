"""A course as its author wrote it, all of it frozen data; descriptions become the JSON Schema for editors."""

from nasec_study.course.model.base import Citation, Content
from nasec_study.course.model.course import SOME, Course, Draft
from nasec_study.course.model.kinds import ITEM_TYPES, Item
from nasec_study.course.model.kinds.base import BaseItem
from nasec_study.course.model.kinds.choice import Choice
from nasec_study.course.model.kinds.cloze import Cloze
from nasec_study.course.model.kinds.essay import Essay
from nasec_study.course.model.kinds.matching import Matching
from nasec_study.course.model.kinds.multi import Multi
from nasec_study.course.model.kinds.numeric import Numeric
from nasec_study.course.model.kinds.ordering import Ordering
from nasec_study.course.model.kinds.picture import LabelledPicture
from nasec_study.course.model.kinds.question import Question
from nasec_study.course.model.kinds.term import Term
from nasec_study.course.model.kinds.true_false import TrueFalse
from nasec_study.course.model.material import Dispute, Picture, Stimulus
from nasec_study.course.model.readings import Objective, Reading, Section
from nasec_study.course.model.settings import Deck, Filter, Settings, Worksheet, WorksheetSection

__all__ = [
    "ITEM_TYPES",
    "SOME",
    "BaseItem",
    "Choice",
    "Citation",
    "Cloze",
    "Content",
    "Course",
    "Deck",
    "Dispute",
    "Draft",
    "Essay",
    "Filter",
    "Item",
    "LabelledPicture",
    "Matching",
    "Multi",
    "Numeric",
    "Objective",
    "Ordering",
    "Picture",
    "Question",
    "Reading",
    "Section",
    "Settings",
    "Stimulus",
    "Term",
    "TrueFalse",
    "Worksheet",
    "WorksheetSection",
]
