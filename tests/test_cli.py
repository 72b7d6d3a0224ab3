"""The command `imprenta check`, as a person types it: what it says and how it ends."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from imprenta.cli import main
from imprenta.languages import strings

from tests.sites import Project, project

LIMA = "cuadernos/01-lima-2014"
WRONG = {f"{LIMA}/agenda.es.md": "# Agenda\n\nUn <blink>texto.\n", f"{LIMA}/agenda.en.md": "# Agenda\n\nText.\n"}


@pytest.fixture
def broken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    drawn = project(tmp_path / "press", WRONG)
    monkeypatch.chdir(drawn.root)
    return drawn


def test_all_is_well(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(project(tmp_path / "press").root)
    assert main(["--lang", "es", "check"]) == 0
    assert capsys.readouterr() == ("", "errores: 0; avisos: 0\n")


def test_the_report_is_read_from_one_and_the_sum_from_the_other(
    broken: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", "--lang", "en"]) == 1
    out, err = capsys.readouterr()
    assert out == (
        f"{LIMA}/agenda.es.md:3: error SEC01: HTML that is not allowed: <blink>\n"
        "    write it in Markdown; a text cannot carry scripts, forms, frames or anything that loads something else;"
        " save an SVG drawing as “plain SVG”, with its pictures inside\n"
    )
    assert err == "errors: 1; warnings: 0\n"


def test_from_any_folder_of_the_project(broken: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(broken.root / LIMA)
    assert main(["check", "agenda.es.md"]) == 1
    assert main(["check", "agenda.en.md", "chapters"]) == 0


def test_only_what_was_asked_for(broken: Project, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "docs", "--lang", "en"]) == 0
    assert capsys.readouterr() == ("", "errors: 0; warnings: 0\n")
    assert main(["check", LIMA]) == 1


def test_what_was_read_before_is_told_again(broken: Project, capsys: pytest.CaptureFixture[str]) -> None:
    told = []
    for _ in range(3):
        main(["check", "--lang", "en"])
        told.append(capsys.readouterr())
    assert (broken.root / ".cache/imprenta/readings").is_dir()
    assert told[0] == told[1] == told[2]
    agenda = broken.root / LIMA / "agenda.es.md"
    agenda.write_text("# Agenda\n\nUn texto.\n", encoding="utf-8")
    assert main(["check", "--lang", "en"]) == 0
    agenda.write_text("# Agenda\n\nUn <blink>texto.\n", encoding="utf-8")
    assert main(["check", "--lang", "en"]) == 1
    capsys.readouterr()


def test_formats(broken: Project, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--format", "json"]) == 1
    out, err = capsys.readouterr()
    assert [row["code"] for row in json.loads(out)] == ["SEC01"] and err == ""
    assert main(["check", "--format", "github", "--lang", "en"]) == 1
    out, err = capsys.readouterr()
    assert out.startswith(f"::error file={LIMA}/agenda.es.md,line=3,title=SEC01::HTML that is not") and err == ""
    assert len(out.splitlines()) == 1


@pytest.mark.parametrize("path", ["nothing.md", "/etc/passwd", ".."])
def test_a_path_that_is_not_of_the_project(broken: Project, path: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", path, "--lang", "en"]) == 2
    assert capsys.readouterr().err == f"imprenta: {strings('en', 'cli')['no_path'].format(path=path)}\n"


def test_no_project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["check", "--lang", "es"]) == 2
    assert capsys.readouterr().err == f"imprenta: {strings('es', 'cli')['no_project']}\n"


@pytest.mark.parametrize("language", ["es", "en"])
def test_help_is_in_the_readers_language(language: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ending:
        main(["--lang", language, "--help"])
    assert ending.value.code == 0
    assert strings(language, "cli")["description"] in " ".join(capsys.readouterr().out.split())


def test_what_it_does_not_know(capsys: pytest.CaptureFixture[str]) -> None:
    for arguments in (["chekc"], ["check", "--format", "xml"], ["check", "--lang", "xx"], []):
        with pytest.raises(SystemExit) as ending:
            main(arguments)
        assert ending.value.code == 2
    assert "Traceback" not in capsys.readouterr().err


def test_as_a_program(broken: Project) -> None:
    run = subprocess.run(
        [sys.executable, "-m", "imprenta.cli", "check", "--lang", "es"], capture_output=True, text=True, check=False
    )
    assert run.returncode == 1
    assert run.stdout.startswith(f"{LIMA}/agenda.es.md:3: error SEC01: ")
    assert run.stderr == "errores: 1; avisos: 0\n"
