"""A new course is in the language of the bank that it is made from, where that can be told."""

from pathlib import Path

import pytest

from nasec_study.importers.language import language_of
from tests.conftest import Run
from tests.importers.making import bank

ASKED = {
    "es": ("¿Cuál de los puertos es el más profundo?", "¿Qué se hace con las redes por la noche?", "¿Cómo se llega?"),
    "fr": ("Quel est le port le plus profond du pays ?", "Dans quelle ville sont les quais ?", "Qui est au port ?"),
    "hi": ("गाँव के तालाब की लंबाई कितने मीटर है?", "किसान वर्ष में कौन सी फ़सल उगाते हैं?", "नाव में कौन था और क्या ले गया?"),
    "th": ("แม่น้ำในบทอ่านมีชื่อว่าอะไร", "ตลาดน้ำแห่งแรกเปิดเมื่อใด", "เรือลำไหนใหญ่ที่สุด"),
    "ar": ("ما هي أكبر مدينة في هذا البلد؟", "كم عدد السفن التي وصلت إلى الميناء؟", "من هو صاحب السفينة؟"),
    "de": ("Welche der Buchten ist die tiefste?", "Was ist mit den Netzen in der Nacht zu tun?", "Wer ist das?"),
    "pt": ("Qual dos portos é o mais fundo da costa?", "O que se faz com as redes no inverno?", "Quem são os donos?"),
    "ru": ("Какая это бухта для судов?", "Что не делают из сетей?", "Кто это и как он стоит при причале?"),
    "ja": (
        "いちばん深い港はどこですか、えらびなさい。",
        "夜に網をどうしますか、こたえなさい。",
        "だれが岸にいますか。",
    ),
    "": ("Which of the bays is the deepest?", "What is done with the nets at night?", "Who is at the quay?"),
}


@pytest.mark.parametrize(("language", "asked"), ASKED.items(), ids=[*[*ASKED][:-1], "en"])
def test_the_language_of_a_bank_is_told_by_its_words(language: str, asked: tuple[str, ...]) -> None:
    assert language_of(bank("a.gift", "\n\n".join(f"{one} {{=a1 ~b1 ~c1}}" for one in asked)).items) == language


def test_a_language_is_not_taken_for_one_with_like_words() -> None:
    latin = (
        "Quid est portus, et ubi sunt naves?",
        "Quis est in portu et quae est insula?",
        "Quid est et ubi est mare?",
    )
    found = bank("a.gift", "\n\n".join(f"{one} {{=a1 ~b1 ~c1}}" for one in latin * 2))
    assert language_of(found.items) != "fr"


def test_words_to_learn_tell_no_language() -> None:
    lines = "\n".join(f"el puerto {number}\tharbor {number}" for number in range(40))
    assert language_of(bank("a.tsv", lines).items) == ""


def test_a_new_course_names_the_language(tmp_path: Path, run: Run) -> None:
    text = "\n\n".join(f"{one} {{=a1 ~b1 ~c1}}" for one in ASKED["es"])
    (tmp_path / "banco.gift").write_text(text, "utf-8")
    done = run("import", "banco.gift", "--into", "puertos", cwd=tmp_path)
    assert "with `language: es`, in which most of its items are" in done.stderr
    assert "\nlanguage: es\n" in (tmp_path / "puertos" / "content" / "course.yaml").read_text("utf-8")
