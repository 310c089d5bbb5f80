"""The kinds of items, one a file: what an author writes of each, and what it says is right."""

from collections.abc import Mapping
from typing import get_args

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

Item = Term | Question | Cloze | Choice | Multi | TrueFalse | Numeric | Matching | Ordering | LabelledPicture | Essay
ITEM_TYPES: Mapping[str, type[Item]] = {
    get_args(kind.model_fields["type"].annotation)[0]: kind for kind in get_args(Item)
}
