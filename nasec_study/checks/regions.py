"""Whether the images of labelled pictures are there, and their regions name shapes that are drawn in them."""

from collections.abc import Iterator

from nasec_study.checks._pictures import examined
from nasec_study.course.files import content_of, is_medium, near_medium
from nasec_study.course.model import Course, Picture
from nasec_study.course.wording.references import repeated
from nasec_study.foundation.problems import Problem
from nasec_study.rendering.images import box_of, drawing_of, is_drawing
from nasec_study.rendering.regions import outline

_DRAW = "draw a rectangle, circle, ellipse, polygon or closed path there, and give it this id"


def images(course: Course) -> Iterator[Problem]:
    """Find images that are not there, drawings without a size, and regions whose id names no shape."""
    for picture in course.pictures:
        if picture.image:
            yield from _faults(course, picture)


def labels(course: Course) -> Iterator[Problem]:
    """Find pictures in which two parts have the same label, by which answers are told apart."""
    for picture in course.pictures:
        places = [(name, number) for name in picture.LABELED for number, _ in enumerate(getattr(picture, name))]
        for number, label in repeated(picture.labels):
            where = course.place(picture).where(*places[number], "label")
            message = f"picture '{picture.id}' has the label '{label}' twice"
            yield Problem("E265", where, message, "give each label its own words")


def _faults(course: Course, picture: Picture) -> Iterator[Problem]:
    place = course.place(picture)
    subject = f"picture '{picture.id}'"
    file = course.folder / picture.image
    if not is_medium(course.folder, picture.image):
        message = f"{subject}: image '{picture.image}' is not there"
        hint = near_medium(course.folder, picture.image) or "put the image into media/"
        yield Problem("E262", place.where("image"), message, hint)
        return
    with_ids = [(number, region) for number, region in enumerate(picture.regions) if region.id]
    if not is_drawing(picture.image):
        for number, region in with_ids:
            message = f"{subject}: region '{region.label}' names a shape by its id, and a photo has none"
            hint = "give it `rectangle:`, `ellipse:` or `polygon:`; `nasec-study mark` helps to find them"
            yield Problem("E263", place.where("regions", number, "id"), message, hint)
        return
    try:
        content = content_of(file)
    except OSError:
        return
    # What is wrong with the file itself is said where the file is.
    if examined(content).broken:
        return
    root = drawing_of(content)
    if min(box_of(root)[2:]) <= 0:
        message = f"{subject}: image '{picture.image}' does not say how large it is"
        yield Problem("E264", place.where("image"), message, 'give its <svg> a viewBox="0 0 WIDTH HEIGHT"')
        return
    for number, region in with_ids:
        try:
            outline(root, region.id)
        except ValueError as error:
            message = f"{subject}: region '{region.label}': the id '{region.id}' {error}"
            yield Problem("E263", place.where("regions", number, "id"), message, _DRAW)


CHECKS = (images, labels)
