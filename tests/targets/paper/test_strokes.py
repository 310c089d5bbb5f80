"""Lines and shapes of pictures are as wide, as whole and where they are in a browser."""

from PIL import Image, ImageOps
from pypdfium2 import PdfDocument

from nasec_study.targets.paper.pdf import render_pdf

RED_TO_RED = '<linearGradient id="g"><stop stop-color="red"/><stop offset="1" stop-color="red"/></linearGradient>'
ARROW = '<marker id="a" markerWidth="20" markerHeight="9" refY="4" orient="auto"><path d="M0 0L20 4L0 8z"/></marker>'


def inked(drawing: str) -> tuple[int, int, int, int]:
    """Return left, top, right and bottom of what a page shows of a picture, in its own units."""
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" width="200" height="100">{drawing}</svg>'
    style = "<style>@page { size: 200px 100px; margin: 0 } body, p { margin: 0 }</style>"
    html = f"<html lang='en'><title>Lines</title>{style}<p><img src='media/a.svg' alt='lines'></p></html>"
    with PdfDocument(render_pdf(html, {"media/a.svg": svg.encode()})) as document:
        picture: Image.Image = document[0].render(scale=96 / 72).to_pil().convert("L")
    box = ImageOps.invert(picture).point(lambda value: 255 * (value > 60)).getbbox()
    assert box
    return box


def test_a_line_in_a_gradient_is_as_wide_as_one_in_a_color() -> None:
    line = '<path d="M20 50H180V52" fill="none" stroke-width="20" stroke="{}"/>'
    assert inked(RED_TO_RED + line.format("url(#g)")) == inked(line.format("red"))


def test_a_pattern_fills_each_shape() -> None:
    shared = '<pattern id="p" width="0.25" height="0.25"><rect width="20" height="20"/></pattern>'
    shapes = (
        '<rect x="10" y="10" width="80" height="80" fill="url(#p)"/><rect x="110" y="10" width="80" height="80" {}/>'
    )
    assert inked(shared + shapes.format('fill="url(#p)"')) == inked(shapes.replace("url(#p)", "red").format(""))
    placed = '<pattern id="p" x="40" y="40" width="20" height="20" patternUnits="userSpaceOnUse">{}</pattern>'
    shape = '<rect x="40" y="40" width="40" height="20" fill="url(#p)"/>'
    assert inked(placed.format('<rect width="20" height="20"/>') + shape) == (40, 40, 80, 60)


def test_translucent_words_are_whole() -> None:
    words = '<text x="100" y="50" text-anchor="middle" {}>Words of a label</text>'
    whole, translucent = inked(words.format("")), inked(words.format('opacity="0.9"'))
    assert translucent == whole
    used = '<defs><text id="t" x="20" y="30">Used</text></defs><g {}><use href="#t"/><rect width="9" height="9"/></g>'
    assert inked(used.format('opacity="0.9"')) == inked(used.format(""))


def test_an_arrowhead_points_along_a_broken_line() -> None:
    for line in ('<polyline points="20,50 60,20 100,20" {}/>', '<polyline points="20,20 20,50" {}/>'):
        styled = line.format('fill="none" stroke="black" marker-end="url(#a)"')
        as_path = styled.replace("polyline points", "path d").replace('="20', '="M20', 1)
        assert inked(ARROW + styled) == inked(ARROW + as_path)


def test_what_has_a_shadow_stays_where_it_is() -> None:
    shadow = '<filter id="f"><feOffset in="SourceAlpha" dx="30" dy="30"/><feBlend in="SourceGraphic"/></filter>'
    box = '<rect x="20" y="20" width="50" height="30" {}/>'
    assert inked(shadow + box.format('filter="url(#f)"')) == inked(box.format(""))


def test_colors_of_wide_screens_and_of_dark_pages_are_plain_ones_on_paper() -> None:
    box = '<rect x="20" y="20" width="50" height="30" style="fill: {}"/><rect x="80" y="20" width="9" height="9"/>'
    for white in ("light-dark(#ffffff, var(--dark, #121212))", "light-dark(rgb(255, 255, 255), red)"):
        assert inked(box.format(white)) == (80, 20, 89, 29)
    assert inked(box.format("color(display-p3 1 0 0)"))[0] == 20
