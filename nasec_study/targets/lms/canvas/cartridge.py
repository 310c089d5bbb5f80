"""Quizzes and banks as Canvas imports them: archives in the manner of IMS Common Cartridge, with QTI 1.2 in them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from nasec_study.targets._archive import package_output
from nasec_study.targets._contract import Output
from nasec_study.targets.lms._identity import name_of
from nasec_study.targets.lms._manifest import manifest, resource
from nasec_study.targets.lms._xml import DECLARATION, attribute, element, escaped
from nasec_study.targets.lms.canvas.items import Written, files_of

_QTI = (
    '<questestinterop xmlns="http://www.imsglobal.org/xsd/ims_qtiasiv1p2" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://www.imsglobal.org/xsd/'
    'ims_qtiasiv1p2 http://www.imsglobal.org/xsd/ims_qtiasiv1p2p1.xsd">\n'
)
_MANIFEST = {
    "xmlns": "http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1",
    "xmlns:lom": "http://ltsc.ieee.org/xsd/imsccv1p1/LOM/resource",
    "xmlns:imsmd": "http://www.imsglobal.org/xsd/imsmd_v1p2",
    "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
    "xsi:schemaLocation": "http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1 "
    "http://www.imsglobal.org/xsd/imscp_v1p1.xsd http://ltsc.ieee.org/xsd/imsccv1p1/LOM/resource "
    "http://www.imsglobal.org/profile/cc/ccv1p1/LOM/ccv1p1_lomresource_v1p0.xsd "
    "http://www.imsglobal.org/xsd/imsmd_v1p2 http://www.imsglobal.org/xsd/imsmd_v1p2p2.xsd",
}
_QUIZ = {
    "xmlns": "http://canvas.instructure.com/xsd/cccv1p0",
    "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
    "xsi:schemaLocation": "http://canvas.instructure.com/xsd/cccv1p0 https://canvas.instructure.com/xsd/cccv1p0.xsd",
}
# Classic Quizzes writes the title of a bank into XML as it stands: these would spoil all questions of the bank.
_LOOK_ALIKES = str.maketrans(
    {"&": "\N{FULLWIDTH AMPERSAND}", "<": "\N{SINGLE LEFT-POINTING ANGLE QUOTATION MARK}", '"': "”"}
)


@dataclass(frozen=True)
class About:
    """What Canvas is told of a quiz or a bank besides its questions.

    `kind` is Canvas's `quiz_type`; `description` is the HTML above the questions; of `attempts`, -1 is any number.
    """

    title: str
    kind: str = "assignment"
    description: str = ""
    points: Decimal = Decimal(0)
    minutes: int | None = None
    attempts: int = 1
    shuffle: bool = True


def quiz_package(file: str, name: str, about: About, inner: str, written: Sequence[Written]) -> Output:
    """Return the package of a quiz: `file` below `build/`, known to Canvas by `name`.

    `inner` is the XML of its items and sections, `written` the items that it holds, for their pictures.
    """
    attempts = about.attempts if about.attempts > 0 else "unlimited"
    field = f"<fieldlabel>cc_maxattempts</fieldlabel><fieldentry>{attempts}</fieldentry>"
    content = (
        f'<assessment ident="{name}" title="{attribute(about.title)}">'
        f"<qtimetadata><qtimetadatafield>{field}</qtimetadatafield></qtimetadata>\n"
        f'<section ident="root_section">\n{inner}</section></assessment>\n'
    )
    return _archived(file, name, about, content, written)


def bank_package(file: str, name: str, about: About, written: Sequence[Written]) -> Output:
    """Return the package of a question bank: `file` below `build/`, known to Canvas by `name`."""
    title = escaped(about.title.translate(_LOOK_ALIKES))
    field = f"<fieldlabel>bank_title</fieldlabel><fieldentry>{title}</fieldentry>"
    head = f"<qtimetadata><qtimetadatafield>{field}</qtimetadatafield></qtimetadata>\n"
    content = f'<objectbank ident="{name}">{head}{inner_of(written)}</objectbank>\n'
    return _archived(file, name, about, content, written)


def inner_of(written: Sequence[Written]) -> str:
    """Return the XML of some items, one behind the other."""
    return "".join(one.xml for one in written)


def _archived(file: str, name: str, about: About, content: str, written: Sequence[Written]) -> Output:
    """Return a package: the manifest, the quiz or bank, what Canvas is told of it, and the pictures."""
    pictures = files_of(written)
    quiz, meta = f"{name}/{name}.xml", f"{name}/assessment_meta.xml"
    files = {
        "imsmanifest.xml": _manifest(name, quiz, meta, pictures),
        quiz: f"{DECLARATION}{_QTI}{content}</questestinterop>\n".encode(),
        meta: _meta(name, about).encode(),
        **pictures,
    }
    return package_output(file, files)


def _manifest(name: str, quiz: str, meta: str, pictures: Iterable[str]) -> bytes:
    about = name_of(name, "meta")
    resources = [
        resource(name, "imsqti_xmlv1p2", [quiz], needs=[about]),
        resource(about, "associatedcontent/imscc_xmlv1p1/learning-application-resource", [meta], start=meta),
        *(resource(name_of(name, picture), "webcontent", [picture], start=picture) for picture in pictures),
    ]
    return manifest({"identifier": name_of(name, "manifest"), **_MANIFEST}, "IMS Content", "1.1.3", resources)


def _meta(name: str, about: About) -> str:
    """Return what Canvas is told of a quiz; by the same name as the quiz, or it takes no notice.

    Of what is not told, an update leaves each quiz what its instructor has chosen.
    """
    told = {
        "title": about.title,
        "description": about.description,
        "shuffle_answers": "true" if about.shuffle else "false",
        "scoring_policy": "keep_highest",
        "quiz_type": about.kind,
        "points_possible": str(float(about.points)),
        "show_correct_answers": "true",
        "time_limit": str(about.minutes) if about.minutes else "",
        "allowed_attempts": str(about.attempts),
    }
    lines = [element(key, escaped(value)) for key, value in told.items() if value]
    content = "\n".join(["", *lines, ""])
    return f"{DECLARATION}{element('quiz', content, identifier=name, **_QUIZ)}\n"
