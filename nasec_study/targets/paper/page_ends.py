"""Changes to the HTML of a page where one ends too early: what stands above moves no further than it must."""

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import Any

from nasec_study.targets._formulas import is_formula

# The class of a page in large print.
LARGE = "large-print"
# Pixels, since layout rounds, and for the margin of what begins a page.
_SLACK, _MARGIN = 1.0, 24.0
# What stands above the items of a part, an item, what items stand on, and the words at the end.
_HEAD, _TASK, _STIMULUS, _END = "part-head", "task", "stimulus", "end"
_PART, _BLOCKS = "part", ("set", "stimulus", "terms")
_DRAWING = "picture"
# A picture is set no lower than this part of its height; one that would stand whole on the next page, than the other.
_LOWEST, _LOWEST_DRAWING = 0.6, 0.85
# The attribute of a picture that was set smaller: how high it was.
_FULL = "data-full"


def let_run_on(pages: Sequence[Any]) -> bool:
    """Let a stimulus, terms, and an item begin where there is room if they must, and not on a page of their own.

    WeasyPrint begins what should stand on one page, and is higher, on the next page, and leaves its heading, and what
    stands above that, each on a page before; what is lower may do so, too. Tells whether any did.
    """
    moved = (box for before, page in _turns(pages) for box in (*_broken(before, page), *_left_alone(before, page)))
    whole = {box.element for box in moved if box.style["break_inside"] == "avoid"}
    for element in whole:
        element.set("style", "break-inside: auto")
    return bool(whole)


def _broken(before: Any, page: Any) -> Iterator[Any]:
    """Yield the blocks and items that begin on one page and go on with the next."""
    after = {box.element for box in _at_start(page)}
    return (box for box in _at_end(before) if box.element in after and _has_class(box, _TASK, *_BLOCKS))


def _left_alone(before: Any, page: Any) -> Iterator[Any]:
    """Yield the blocks that stand first on a page where the one before ends with a heading, or the sheet's head."""
    if any(box.element_tag == "header" or box.style["break_after"] == "avoid" for box in _at_end(before)):
        part = next((box for box in page.descendants() if _has_class(box, _PART)), None)
        block = next((box for box in part.children if not _has_class(box, _HEAD)), None) if part else None
        if block and _has_class(block, *_BLOCKS):
            yield from (box for box in (block, *block.descendants()) if _has_class(box, *_BLOCKS))


def turn_end(pages: Sequence[Any]) -> bool:
    """Move the words at the end of a sheet into the margin where they would have a page to themselves; tell if so."""
    starts = (box.element for _, page in _turns(pages) for box in _at_start(page) if _has_class(box, _END))
    alone = [end for end in starts if end.get("data-end") and end.text]
    for end in alone:
        end.text = ""
        end.set("class", f"{_END} turned")
    return bool(alone)


def fit_pictures(pages: Sequence[Any]) -> bool:
    """Make room for an item with a picture that is a little too high; tell whether any was.

    It is higher than a page; or it fills one, so that the head of its part stands alone on the page before; or it is
    too high for the rest of the first page, and so is a stimulus. The picture is made smaller by what lacks.
    """
    changed = False
    turns = [*_turns(pages)]
    for number, (before, page) in enumerate(turns, start=1):
        head, behind = _head_alone(before), [later for _, later in turns[number:]]
        if not head and not (behind and any(_broken(page, behind[0]))):
            # Most pages need not be looked through.
            continue
        first = next((box for box in page.descendants() if _has_class(box, _TASK, _STIMULUS)), None)
        picture = _picture_in(first)
        if picture:
            lack = _lack_of_room(before, head, page, behind) + _SLACK
            full = float(picture.element.get(_FULL, picture.height))
            if 0 < lack < picture.height - _LOWEST * full:
                _set_smaller(picture, lack)
                changed = True
    return changed


def _set_smaller(picture: Any, lack: float) -> None:
    """Set a picture lower by so many pixels, and as much narrower, and say how high it was."""
    width, height = (side * (1 - lack / picture.height) for side in (picture.width, picture.height))
    picture.element.set(_FULL, picture.element.get(_FULL, str(picture.height)))
    picture.element.set("style", f"width: {width:.1f}px; height: {height:.1f}px")


def fit_drawings(pages: Sequence[Any]) -> bool:
    """Set a picture of a handout smaller where little lacks for it to stand on the page before; tell whether any was.

    It begins a page, alone or below the heading of its part.
    """
    changed = False
    for before, page in _turns(pages):
        starts = [*_at_start(page)]
        inner = (box for start in starts if _has_class(start, _PART) for box in start.children[:2])
        block = next((box for box in (*starts, *inner) if _has_class(box, _DRAWING)), None)
        picture = _picture_in(block)
        if block and picture:
            # What begins a page has no margin there.
            margin = max(float(getattr(box.style["margin_top"], "value", 0)) for box in starts)
            height = margin + block.border_box_y() + block.border_height() - page.content_box_y()
            lack = height + _SLACK - (_bottom(before) - _filled(before, starts))
            if 0 < lack < picture.height - _LOWEST_DRAWING * float(picture.element.get(_FULL, picture.height)):
                _set_smaller(picture, lack)
                changed = True
    return changed


def _filled(before: Any, starts: Sequence[Any]) -> float:
    """Return where what ends on a page ends, with its margin; what goes on with the next one fills it."""
    goes_on = {box.element for box in starts}
    ends = (box.position_y + box.margin_height() for box in _at_end(before) if box.element not in goes_on)
    return float(max(ends, default=_bottom(before)))


def _head_alone(page: Any) -> Any:
    """Return the head of a part, or of the sheet, with which a page ends; None where it ends otherwise.

    In large print, pictures stay as large as they are below the head of the sheet.
    """
    heads = ("header",) if not _has_class(page.children[0], LARGE) else ()
    return next((box for box in _at_end(page) if _has_class(box, _HEAD) or box.element_tag in heads), None)


def _lack_of_room(before: Any, head: Any, page: Any, behind: Sequence[Any]) -> float:
    """Return how much higher a page is, up to its first item, than its room, or that below the head that it left alone.

    In pixels; negative where nothing lacks. The item may go on on pages behind; the end of the sheet stands with the
    last item.
    """
    boxes = [box for box in page.descendants() if _has_class(box, _TASK, _END)]
    # A stimulus may fill a page.
    if not boxes:
        return -_SLACK
    item, *others = boxes
    last = others[0] if others and _has_class(others[0], _END) else item
    end = last.border_box_y() + last.border_height()
    if rest := sum(box.border_height() for later in behind for box in _at_start(later) if box.element is item.element):
        # What is broken reaches to the end of the page, however little of that it fills.
        filled = (box.position_y + box.margin_height() for box in item.descendants() if not _in_flow(box))
        end = max(filled, default=0.0) + _MARGIN + rest
    if not head:
        return float(end - _bottom(page)) if rest and item.style["break_inside"] == "avoid" else -_SLACK
    if _has_class(head, _HEAD):
        return float(head.margin_height() + item.margin_top - (_bottom(page) - end))
    return float(end - page.content_box_y() - (_bottom(before) - head.border_box_y() - head.border_height()))


def _bottom(page: Any) -> float:
    return float(page.content_box_y() + page.height)


def _turns(pages: Sequence[Any]) -> Iterator[tuple[Any, Any]]:
    """Yield the boxes of each page and of the one behind it."""
    return pairwise(page._page_box for page in pages)  # noqa: SLF001 - WeasyPrint tells of its boxes in no other way


def _at_end(page: Any) -> Iterator[Any]:
    """Yield the boxes in which a page ends, from the outermost on."""
    return _outermost_on(page.children[0], reversed)


def _at_start(page: Any) -> Iterator[Any]:
    """Yield the boxes with which a page begins, from the outermost on."""
    return _outermost_on(page.children[0], iter)


def _outermost_on(box: Any, order: Callable[[Sequence[Any]], Iterator[Any]]) -> Iterator[Any]:
    while box := next(order(_in_flow(box)), None):
        yield box


def _in_flow(box: Any) -> list[Any]:
    return [child for child in getattr(box, "children", ()) if child.is_in_normal_flow()]


def _has_class(box: Any, *names: str) -> bool:
    return box.element is not None and not {*names}.isdisjoint(box.element.get("class", "").split())


def _picture_in(box: Any) -> Any:
    """Return the first picture in a box; None where there is none, or no box."""
    inner = box.descendants() if box else ()
    return next((one for one in inner if one.element_tag == "img" and not is_formula(one.element)), None)
