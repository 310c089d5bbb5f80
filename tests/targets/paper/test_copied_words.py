"""What is copied from a page, or read aloud, is what was written, also where signs change places."""

import subprocess
from pathlib import Path

import pypdfium2
import pytest

from nasec_study.rendering.fonts import is_here
from nasec_study.targets.paper.pdf import render_pdf

HINDI = ("प्रश्नों के उत्तर दीजिए।", "कुल रिक्त स्थान १२,३४५", "विद्यार्थी क्षमा ज्ञान हिन्दी")
THAI = ("น้ำในแม่น้ำใสมาก ทำงานมา", "เมื่อ พ.ศ. ๒๓๒๕ บทอ่านเรื่องคลอง")


@pytest.mark.skipif(not is_here("devanagari") or not is_here("thai"), reason="the extra `scripts` is not here")
@pytest.mark.parametrize(("language", "lines"), [("hi", HINDI), ("th", THAI)])
def test_words_are_copied_as_they_are_written(tmp_path: Path, language: str, lines: tuple[str, ...]) -> None:
    style = "@page { size: 600px 400px } p { font: 20px 'Study Serif' }"
    body = "".join(f"<p>{line} 2 x</p>" for line in lines)
    html = f"<html lang='{language}'><head><title>x</title><style>{style}</style></head><body>{body}</body></html>"
    file = tmp_path / "page.pdf"
    file.write_bytes(render_pdf(html, {}))
    with pypdfium2.PdfDocument(file) as document:
        read = document[0].get_textpage().get_text_range().split("\r\n")
    assert read == [f"{line} 2 x" for line in lines]
    told = subprocess.run(["pdftotext", "-raw", file, "-"], check=True, capture_output=True, text=True).stdout
    assert told.split("\n")[: len(lines)] == [f"{line} 2 x" for line in lines]
