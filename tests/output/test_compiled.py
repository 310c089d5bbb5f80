"""The code of templates that is kept: used where it is theirs, and nothing depends on it."""

from collections.abc import Callable
from pathlib import Path

import platformdirs
import pytest
from jinja2 import Environment

from nasec_study.output import compiled
from nasec_study.output.compiled import CompiledTemplates
from nasec_study.rendering.templating import environment

TEXT = "{{ word }} [[ word ]]"


@pytest.fixture
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder of a course with a template of its own, beside a cache that is empty."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates/own.txt.j2").write_text(TEXT, "utf-8")
    return tmp_path / "content"


@pytest.fixture
def compiles(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the list of the templates that are compiled from now on."""
    names: list[str] = []
    compile_: Callable[..., object] = Environment.compile

    def noted(jinja: Environment, source: str, name: str, *others: str) -> object:
        names.append(name)
        return compile_(jinja, source, name, *others)

    monkeypatch.setattr(Environment, "compile", noted)
    return names


def shown(course: Path) -> str:
    """Return what the template shows to an environment that has not seen it."""
    return environment(course, CompiledTemplates()).get_template("own.txt.j2").render(word="yes")


def kept(tmp_path: Path) -> list[Path]:
    """Return the files in the cache."""
    return [file for file in (tmp_path / "cache").rglob("*") if file.is_file()]


def test_a_template_is_compiled_once(course: Path, compiles: list[str], tmp_path: Path) -> None:
    assert [shown(course), shown(course)] == ["yes [[ word ]]"] * 2
    assert compiles == ["own.txt.j2"]
    assert len(kept(tmp_path)) == 1


@pytest.mark.parametrize(
    "damage",
    [
        lambda content: content[:0],
        lambda content: content[:40],
        lambda content: content[:-1],
        lambda content: content.replace(b"word", b"work"),
        lambda content: content[:32] + bytes(len(content) - 32),
    ],
    ids=["empty", "cut", "cut at the end", "another word", "no code"],
)
def test_what_is_damaged_is_made_anew(
    course: Path, compiles: list[str], tmp_path: Path, damage: Callable[[bytes], bytes]
) -> None:
    shown(course)
    [file] = kept(tmp_path)
    whole = file.read_bytes()
    assert damage(whole) != whole
    file.write_bytes(damage(whole))
    assert shown(course) == "yes [[ word ]]"
    assert len(compiles) == 2
    assert file.read_bytes() == whole


def test_nothing_is_kept_for_a_user_without_a_home(
    course: Path, compiles: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_home(*_: object, **__: object) -> Path:
        raise RuntimeError("could not determine the home directory")

    # As in a container whose user is only a number.
    monkeypatch.setattr(platformdirs, "user_cache_path", no_home)
    assert [shown(course), shown(course)] == ["yes [[ word ]]"] * 2
    assert len(compiles) == 2


def test_another_text_and_another_program_make_it_anew(
    course: Path, compiles: list[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    shown(course)
    (tmp_path / "templates/own.txt.j2").write_text("Now {{ word }}", "utf-8")
    assert shown(course) == "Now yes"
    monkeypatch.setattr(compiled, "maker", lambda: "another program")
    assert shown(course) == "Now yes"
    assert len(compiles) == 3
    assert len(kept(tmp_path)) == 1


def test_other_signs_read_the_same_template_otherwise(course: Path) -> None:
    for _ in range(2):
        plain = environment(course, CompiledTemplates())
        brackets = plain.overlay(variable_start_string="[[", variable_end_string="]]")
        assert plain.get_template("own.txt.j2").render(word="yes") == "yes [[ word ]]"
        assert brackets.get_template("own.txt.j2").render(word="yes") == "{{ word }} yes"


def test_nothing_is_kept_where_nothing_can_be(course: Path, compiles: list[str], tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file stands in the way", "utf-8")
    assert [shown(course), shown(course)] == ["yes [[ word ]]"] * 2
    assert len(compiles) == 2
