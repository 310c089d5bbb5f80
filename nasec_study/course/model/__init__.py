"""A course as its author wrote it, all of it frozen data; descriptions become the JSON Schema for editors."""

from nasec_study.course.model.base import Citation, Content, Language, LineRange, Number, RuleCode, Slug, Text
from nasec_study.course.model.course import SOME, Course, Draft
from nasec_study.course.model.kinds import ITEM_TYPES, Item
from nasec_study.course.model.kinds.base import BaseItem, Distractor
from nasec_study.course.model.kinds.choice import Choice
from nasec_study.course.model.kinds.cloze import Cloze
from nasec_study.course.model.kinds.essay import Criterion, Essay
from nasec_study.course.model.kinds.matching import MAX_PAIRS, Matching, Pair
from nasec_study.course.model.kinds.multi import Multi
from nasec_study.course.model.kinds.numeric import Numeric
from nasec_study.course.model.kinds.ordering import Ordering, Step
from nasec_study.course.model.kinds.picture import LabelledPicture
from nasec_study.course.model.kinds.question import Question
from nasec_study.course.model.kinds.term import Term
from nasec_study.course.model.kinds.true_false import TrueFalse
from nasec_study.course.model.material import (
    MAX_CLAIMS,
    Arrow,
    Axis,
    Bar,
    Box,
    Claim,
    Dispute,
    Event,
    Picture,
    Region,
    Series,
    Settled,
    Stimulus,
)
from nasec_study.course.model.readings import Bibliography, Objective, Reading, Section, Weights
from nasec_study.course.model.settings import Cover, Deck, Filter, Limit, Settings, Week, Worksheet, WorksheetSection

__all__ = [
    "ITEM_TYPES",
    "MAX_CLAIMS",
    "MAX_PAIRS",
    "SOME",
    "Arrow",
    "Axis",
    "Bar",
    "BaseItem",
    "Bibliography",
    "Box",
    "Choice",
    "Citation",
    "Claim",
    "Cloze",
    "Content",
    "Course",
    "Cover",
    "Criterion",
    "Deck",
    "Dispute",
    "Distractor",
    "Draft",
    "Essay",
    "Event",
    "Filter",
    "Item",
    "LabelledPicture",
    "Language",
    "Limit",
    "LineRange",
    "Matching",
    "Multi",
    "Number",
    "Numeric",
    "Objective",
    "Ordering",
    "Pair",
    "Picture",
    "Question",
    "Reading",
    "Region",
    "RuleCode",
    "Section",
    "Series",
    "Settings",
    "Settled",
    "Slug",
    "Step",
    "Stimulus",
    "Term",
    "Text",
    "TrueFalse",
    "Week",
    "Weights",
    "Worksheet",
    "WorksheetSection",
]
