"""The README is true: its commands, its items, and every command, option and target in it."""

import re
from pathlib import Path
from shutil import copytree

import click

from nasec_study.cli import cli
from nasec_study.course.parse import read_course
from nasec_study.course.vocabulary import KINDS
from nasec_study.rendering.markup import gaps
from nasec_study.targets import TARGETS
from tests.conftest import REPOSITORY, STARTER, Run

README = (REPOSITORY / "README.md").read_text("utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", README, re.DOTALL | re.MULTILINE)


def test_every_command_option_kind_and_target_is_in_the_readme() -> None:
    for name, command in cli.commands.items():
        assert f"`nasec-study {name}" in README
        for option in command.params:
            if isinstance(option, click.Option) and option.opts[0] != "--help":
                assert f"`{option.opts[0]}" in README, f"{name} {option.opts}"
    for name in (*KINDS, *TARGETS):
        assert f"`{name}`" in README


def test_the_items_of_the_readme_are_sound(tmp_path: Path) -> None:
    copytree(STARTER, tmp_path / "content")
    for file in (tmp_path / "content/items").rglob("*.yaml"):
        file.unlink()
    [bank] = (block for block in blocks("yaml") if "\nitems:" in block)
    (tmp_path / "content/items/bank.yaml").write_text(bank, "utf-8")
    course, problems = read_course(tmp_path / "content")
    assert problems == ()
    assert course
    assert {item.type for item in course.items} == set(KINDS)
    assert all(gaps(item.text) for item in course.items if item.type == "cloze")


def test_the_tour_runs(run: Run, tmp_path: Path) -> None:
    init, tour = blocks("sh")[2:4]
    assert "nasec-study init my-course" in init
    run("init", "my-course")
    for line in tour.strip().splitlines():
        assert run(*line.split()[1:], cwd=tmp_path / "my-course").stderr.count("error") <= 1


def test_the_finding_in_the_readme_is_what_check_prints(run: Run, tmp_path: Path) -> None:
    [finding] = [line for block in blocks("text") for line in block.splitlines() if "[E120]" in line]
    run("init", "my-course")
    file = tmp_path / "my-course" / finding.partition(":")[0]
    line = int(finding.split(":")[1])
    text = file.read_text("utf-8").splitlines()
    text[line - 1] = re.sub("level: .*", "level: rember", text[line - 1])
    file.write_text("\n".join(text) + "\n", "utf-8")
    assert finding in run("check", cwd=tmp_path / "my-course", exit_code=1).stdout


def test_the_blueprint_of_the_readme_is_met_and_asking_for_more_is_answered_as_it_says(
    run: Run, tmp_path: Path
) -> None:
    [blueprint] = (block for block in blocks("yaml") if "worksheets:" in block)
    [finding] = [line for block in blocks("text") for line in block.splitlines() if "[E232]" in line]
    run("init", "my-course")
    file = tmp_path / "my-course/content/course.yaml"
    before = file.read_text("utf-8")
    file.write_text(before + blueprint.removeprefix("worksheets:\n"), "utf-8")
    run("check", cwd=tmp_path / "my-course")
    file.write_text(file.read_text("utf-8").replace("Facts, count: 3", "Facts, count: 4"), "utf-8")
    assert run("check", cwd=tmp_path / "my-course", exit_code=1).stdout.startswith(f"{finding}\n")


def test_pictures_of_the_readme_are_there() -> None:
    pictures = re.findall(r"!\[[^\]]+\]\(([^)]+)\)", README)
    assert len(pictures) >= 2
    assert all((REPOSITORY / picture).is_file() for picture in pictures)
