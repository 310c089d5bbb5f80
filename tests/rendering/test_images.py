"""Images with regions: copies of a fit size, outlines of shapes, and nothing told that is hidden."""

from io import BytesIO
from math import hypot
from pathlib import Path
from shutil import copytree
from urllib.parse import unquote

import pytest
from PIL import Image, ImageCms

from nasec_study.course.model import Picture
from nasec_study.examination import examine
from nasec_study.rendering.drawing import WIDTH, draw_image
from nasec_study.rendering.images import PRINTED, SEEN, drawing_of, embedded, ratio_of, scaled
from nasec_study.rendering.regions import outline
from nasec_study.rendering.templating import environment
from nasec_study.targets._contract import Job
from nasec_study.targets._pictures import pictures_in
from tests.conftest import REPOSITORY
from tests.paper import printed
from tests.reading_back import text_of
from tests.targets.lms.making import course_in

ANATOMY = REPOSITORY / "tests" / "courses" / "anatomy" / "content"
HAND = (ANATOMY / "media/hand.jpg").read_bytes()
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}">{inner}</svg>'


def size_of(content: bytes) -> tuple[int, int]:
    with Image.open(BytesIO(content)) as found:
        return found.size


def saved(picture: Image.Image, kind: str, **options: object) -> bytes:
    file = BytesIO()
    picture.save(file, kind, **options)
    return file.getvalue()


def test_a_photo_is_scaled_once_and_alike() -> None:
    printed = scaled(HAND, PRINTED)
    assert size_of(printed) == (2000, 2000)
    assert size_of(scaled(HAND, SEEN)) == (1000, 1000)
    assert scaled(HAND, PRINTED) == printed
    assert scaled(printed, PRINTED) == printed


@pytest.mark.parametrize("kind", ["PNG", "GIF", "WEBP", "JPEG"])
def test_every_kind_of_photo_keeps_its_kind_when_it_is_scaled(kind: str) -> None:
    picture = Image.effect_noise((300, 150), 80).convert("P" if kind == "GIF" else "RGB")
    small = scaled(saved(picture, kind), 100)
    with Image.open(BytesIO(small)) as found:
        assert (found.format, found.size) == (kind, (100, 50))


@pytest.mark.parametrize(
    ("kind", "mode"), [("JPEG", "RGB"), ("PNG", "RGB"), ("WEBP", "RGB"), ("JPEG", "L"), ("PNG", "L")]
)
def test_a_smaller_photo_keeps_the_profile_of_its_colors_but_not_one_of_gray(kind: str, mode: str) -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    photo = Image.effect_noise((300, 150), 80).convert(mode)
    with Image.open(BytesIO(scaled(saved(photo, kind, icc_profile=profile), 100))) as found:
        assert found.info.get("icc_profile") == (profile if mode == "RGB" else None)


def test_a_photo_of_a_phone_with_a_second_one_in_it_is_scaled_as_any_other() -> None:
    photo = Image.effect_noise((300, 150), 80).convert("RGB")
    double = saved(photo, "MPO", save_all=True, append_images=[photo.resize((30, 15))])
    assert scaled(double, 100) == scaled(saved(photo, "JPEG"), 100)


def test_gray_of_sixteen_bits_keeps_its_shades_in_eight() -> None:
    deep = Image.new("I;16", (300, 100), 40_000)
    for content in (scaled(saved(deep, "PNG"), 1000), scaled(saved(deep, "PNG"), 30)):
        with Image.open(BytesIO(content)) as found:
            assert found.convert("L").getpixel((5, 5)) == 40_000 // 256


@pytest.mark.parametrize("mode", ["1", "L"])
def test_a_gray_picture_stays_gray_and_grows_no_larger(mode: str) -> None:
    scan = Image.effect_noise((600, 300), 80).convert(mode)
    with Image.open(BytesIO(scaled(saved(scan, "PNG"), 300))) as found:
        assert found.mode == "L"


def test_what_is_transparent_stays_so() -> None:
    picture = Image.new("RGBA", (300, 100), (255, 0, 0, 0))
    with Image.open(BytesIO(scaled(saved(picture, "PNG"), 30))) as found:
        assert found.convert("RGBA").getpixel((5, 5))[3] == 0  # type: ignore[index]


def test_a_photo_is_shown_the_right_side_up() -> None:
    picture = Image.new("RGB", (60, 30), "blue")
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by a quarter
    turned = saved(picture, "JPEG", exif=exif)
    assert size_of(turned) == (60, 30)
    assert size_of(scaled(turned, 100)) == (30, 60)
    assert ratio_of("media/a.jpg", turned) == 2


@pytest.mark.parametrize("orientation", range(1, 9))
def test_the_shape_of_a_photo_is_that_of_its_upright_copy(orientation: int) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    photo = saved(Image.new("RGB", (60, 30), "blue"), "JPEG", exif=exif)
    width, height = size_of(scaled(photo, 100))
    assert ratio_of("media/a.jpg", photo) == height / width


def test_the_number_of_a_polygon_stands_at_its_center_of_mass() -> None:
    region = {"label": "Thumb", "polygon": [["0", "0"], ["0.6", "0"], ["0", "0.6"]]}
    data = {"id": "h", "title": "T", "alt": "A.", "image": "media/hand.jpg", "regions": [region]}
    drawn = draw_image(Picture.model_validate(data), HAND, environment(ANATOMY), {"Thumb": 1}).decode()
    assert f'<circle cx="{0.2 * WIDTH}" cy="{0.2 * WIDTH}"' in drawn


@pytest.mark.parametrize(
    ("shape", "middle", "radius"),
    [
        ('<circle id="it" cx="50" cy="50" r="20"/>', (0.5, 0.5), 0.2),
        ('<ellipse id="it" cx="50" cy="50" rx="20" ry="20" transform="translate(10 -10)"/>', (0.6, 0.4), 0.2),
        ('<g transform="translate(50,50) scale(2)"><circle id="it" r="10"/></g>', (0.5, 0.5), 0.2),
        ('<g transform="rotate(90 50 50)"><circle id="it" cx="80" cy="50" r="10"/></g>', (0.5, 0.8), 0.1),
        ('<circle id="it" r="10" transform="matrix(1 0 0 1 30 70)"/>', (0.3, 0.7), 0.1),
        ('<g transform="skewX(45) matrix(1 0 -1 1 0 0)"><circle id="it" cx="50" cy="20" r="9"/></g>', (0.5, 0.2), 0.09),
        ('<g transform="skewY(45) matrix(1 -1 0 1 0 0)"><circle id="it" cx="50" cy="20" r="9"/></g>', (0.5, 0.2), 0.09),
        ('<path id="it" d="M30 50 A 20 20 0 0 1 70 50 A 20 20 0 0 1 30 50 Z"/>', (0.5, 0.5), 0.2),
    ],
)
def test_the_outline_of_a_shape_is_found_where_it_is_drawn(
    shape: str, middle: tuple[float, float], radius: float
) -> None:
    points = outline(drawing_of(SVG.format(box="0 0 100 100", inner=shape).encode()), "it")
    assert len(points) > 8
    for x, y in points:
        assert hypot(x - middle[0], y - middle[1]) == pytest.approx(radius, rel=0.02)


def test_shares_are_those_of_the_view_box() -> None:
    root = drawing_of(
        SVG.format(box="-100 50 200 100", inner='<rect id="it" x="0" y="50" width="50" height="25"/>').encode()
    )
    assert set(outline(root, "it")) == {(0.5, 0.0), (0.75, 0.0), (0.75, 0.25), (0.5, 0.25)}


def found(folder: Path, region: str, svg: str, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return what `check` says of a picture with a region on a drawing."""
    monkeypatch.chdir(folder)
    copytree(ANATOMY, "content")
    Path("content/media/heart.svg").write_text(svg, "utf-8")
    yaml = "id: heart\ntitle: T\nalt: A.\nimage: media/heart.svg\nregions:\n"
    Path("content/pictures/heart.yaml").write_text(f"{yaml}  - {region}\n", "utf-8")
    return [str(one) for one in examine(Path("content")).problems if "pictures/heart" in str(one)]


HINT = "draw a rectangle, circle, ellipse, polygon or closed path there, and give it this id"


@pytest.mark.parametrize(
    ("region", "svg", "said"),
    [
        (
            "{label: A, id: lost}",
            SVG.format(box="0 0 9 9", inner='<rect id="a" width="5" height="5"/>'),
            f":6:20: picture 'heart': region 'A': the id 'lost' names no shape in the drawing ({HINT}) [E263]",
        ),
        (
            "{label: A, id: a}",
            SVG.format(box="0 0 9 9", inner='<g id="a"/>'),
            f":6:20: picture 'heart': region 'A': the id 'a' names no shape in the drawing ({HINT}) [E263]",
        ),
        (
            "{label: A, id: a}",
            SVG.format(box="0 0 9 9", inner='<rect id="a" width="5" height="5" transform="skew(5)"/>'),
            (
                ":6:20: picture 'heart': region 'A': the id 'a' is moved by 'skew', which SVG does not have"
                f" ({HINT}) [E263]"
            ),
        ),
        (
            "{label: A, id: a}",
            SVG.format(box="0 0 9 9", inner='<rect id="a" x="7" width="5" height="5"/>'),
            (
                ":6:20: picture 'heart': region 'A': the id 'a' names no closed shape inside the drawing"
                f" ({HINT}) [E263]"
            ),
        ),
        (
            "{label: A, id: a}",
            '<svg xmlns="http://www.w3.org/2000/svg"><rect id="a" width="5" height="5"/></svg>',
            (
                ":4:8: picture 'heart': image 'media/heart.svg' does not say how large it is"
                ' (give its <svg> a viewBox="0 0 WIDTH HEIGHT") [E264]'
            ),
        ),
    ],
)
def test_an_id_that_is_no_shape_of_the_drawing_is_found(
    region: str, svg: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert found(tmp_path, region, svg, monkeypatch) == [f"content/pictures/heart.yaml{said}"]


def test_a_photo_has_no_shapes_with_ids(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    copytree(ANATOMY, "content")
    yaml = Path("content/pictures/hand.yaml")
    yaml.write_text(yaml.read_text("utf-8").replace("rectangle: [0.02, 0.5, 0.2, 0.08]", "id: thumb"), "utf-8")
    [line] = [str(one) for one in examine(Path("content")).problems if "E263" in str(one)]
    assert line.startswith(
        "content/pictures/hand.yaml:6:24: picture 'hand': region 'Thumb' names a shape by its id, and"
    )


def test_texts_that_are_hidden_are_on_no_page_for_students(tmp_path: Path) -> None:
    copytree(ANATOMY, tmp_path / "content")
    drawing = tmp_path / "content/media/heart.svg"
    said = '<title>Aorta</title><text x="190" y="60" font-size="16">Aorta</text>'
    words = f'{said}<text x="10" y="310" font-size="16">Seen</text>'
    drawing.write_text(drawing.read_text("utf-8").replace("</svg>", f"{words}</svg>"), "utf-8")
    yaml = tmp_path / "content/pictures/heart.yaml"
    yaml.write_text(yaml.read_text("utf-8").replace("outlined: true\n", ""), "utf-8")
    items = tmp_path / "content/items/atlas/heart.yaml"
    text = items.read_text("utf-8").replace("![A heart](pictures/heart.svg)", "?")
    items.write_text(text.replace("labels: [Right ventricle, Left ventricle]", "labels: [Aorta]"), "utf-8")
    [page] = map(text_of, printed(tmp_path / "content", tmp_path, "worksheets", "exam-A-student.pdf").values())
    assert page.count("Seen") == 2
    named = [line.strip() for line in page.splitlines() if "Aorta" in line]
    assert len(named) == 2
    assert all(line.startswith("Labels") for line in named)


def test_a_numbered_photo_holds_the_same_photo_as_the_plain_one() -> None:
    job = Job(course_in(ANATOMY), environment(ANATOMY))
    html = '<img src="pictures/hand.svg"><img src="pictures/name-the-fingers-numbered.svg">'
    plain, numbered = (
        pictures_in(job, html)[f"pictures/{name}.svg"].decode() for name in ("hand", "name-the-fingers-numbered")
    )
    source = embedded("media/hand.jpg", HAND, PRINTED)
    assert source in plain
    assert source in numbered
    assert plain.count("<circle") == 0
    assert numbered.count("<circle") == 5


@pytest.mark.parametrize(
    ("label", "drawn"),
    [
        ("R₂", "R<tspan dy='4'>2</tspan>"),
        ("V_out", "V<tspan>out</tspan>"),
        ("V_out", "V_out"),
        ("left ventricle", "<tspan x='0'>Left</tspan><tspan x='0' dy='12'>ventricle</tspan>"),
    ],
)
def test_a_label_is_not_in_the_drawing_however_it_is_set_there(label: str, drawn: str) -> None:
    drawing = SVG.format(box="0 0 90 60", inner=f"<text>{drawn}</text><text>kept</text>").encode()
    shown = unquote(embedded("media/a.svg", drawing, PRINTED, {label}))
    assert shown.count("<text") == 1
    assert "kept" in shown
