"""QTI 1.2, as Canvas, Blackboard, Brightspace and others export it (IMS Question & Test Interoperability, ASI 1.2)."""

from collections.abc import Iterator

from nasec_study.foundation.problems import Where
from nasec_study.importers.qti12.parts import collections_of, untagged
from nasec_study.importers.qti12.question import Question
from nasec_study.importers.shared.bank import ForeignFile, Imported, Shelf
from nasec_study.importers.shared.kinds import below
from nasec_study.importers.shared.names import OWN_NAME, first_words, stable_key, telling
from nasec_study.importers.shared.own import restored, told_by_tags
from nasec_study.importers.shared.packages import documents, holds
from nasec_study.importers.shared.texts import Texts
from nasec_study.importers.shared.xml import attribute, inside, tag, text

NAME = "QTI 1.2"


def reads(file: ForeignFile) -> bool:
    """Tell whether a file, or one in its archive, is QTI 1.2."""
    return holds(file, b"<questestinterop")


def read(file: ForeignFile, shelf: Shelf) -> Iterator[Imported]:
    """Yield the items of a package or of a single file."""
    for name, root, fetch in documents(file):
        if tag(root) != "questestinterop":
            continue
        above = dict[str, str]()
        alone = dict[str, tuple[str, Where]]()
        for item in inside(root, "item"):
            where = Where(name, item.sourceline)
            question = Question(item, Texts(shelf, where, fetch))
            title = attribute(item, "title").strip()
            # Canvas calls each question so, which tells nobody which one it is.
            named = telling(title) or untagged(question.stem_html)[:80] or title
            ident = attribute(item, "ident") or question.metadata.get("bbmd_asi_object_id", "")
            if question.kind == "text_only_question":
                above[ident] = question.stem_html
                alone[ident] = (named or ident, where)
                continue
            with question.texts.question(named or ident):
                made = question.items()
                if (parent := question.metadata.get("parent_stimulus_item_ident", "")) in above:
                    alone.pop(parent, None)
                    shown = question.texts.html(above[parent])
                    made = [below(question.texts, shown, fields) for fields in made]
                whole = question.filed(made)
                wish, under = telling(title), collections_of(item)
                if OWN_NAME.fullmatch(ident):
                    ident = question.metadata.get("assessment_question_identifierref", "") or ident
                    words = question.metadata.get("keywords", "").split()
                    kind, more = told_by_tags([word for word in words if not word.startswith("id:")])
                    whole = [restored(fields, kind) | more for fields in whole]
                    under = ()
                    wish = next((word.removeprefix("id:") for word in words if word.startswith("id:")), wish)
                shown = title or first_words(whole[0]) or ident
                yield from question.texts.imported(whole, shown, key=stable_key(ident), wish=wish, under=under)
        for passage, where in alone.values():
            shelf.leave_out(passage, where, "a passage without questions")
        for bank in inside(root, "sourcebank_ref"):
            where = Where(name, bank.sourceline)
            shelf.leave_out(text(bank).strip(), where, "a bank that the quiz draws from, and that is not in it")
