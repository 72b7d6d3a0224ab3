"""`imprenta new`: a folder that passes the check as it is, or nothing at all."""

from __future__ import annotations

import io
import os
import pty
import select
import signal
import sys
import time
from pathlib import Path

import pytest
from imprenta.cli import main
from imprenta.press import open_press
from ruamel.yaml import YAML

from tests.conftest import Draw
from tests.sites import REPOSITORY, Project, digests

WHOLE = {
    "--city": "Bogotá",
    "--country": "co",
    "--start": "2027-03-02",
    "--end": "2027-03-04",
    "--title-es": "Ciudades que cuidan",
    "--title-en": "Cities that care",
    "--funding": "union",
}
FILES = [
    "cuadernos/12-bogota-2027/volume.yml",
    "cuadernos/12-bogota-2027/concept-note.es.md",
    "cuadernos/12-bogota-2027/concept-note.en.md",
    "cuadernos/12-bogota-2027/chapters/01-primer-capitulo.es.md",
    "cuadernos/12-bogota-2027/chapters/01-primer-capitulo.en.md",
    "cuadernos/12-bogota-2027/translations.yml",
]


def _options(changed: dict[str, str] | None = None) -> list[str]:
    options = WHOLE | (changed or {})
    return [part for key, value in options.items() if value for part in (key, value)]


@pytest.fixture
def drawn(draw: Draw, monkeypatch: pytest.MonkeyPatch) -> Project:
    project = draw()
    monkeypatch.chdir(project.root)
    monkeypatch.setattr("sys.stdin", io.StringIO())
    return project


def test_a_new_volume_passes_the_check(drawn: Project, capsys: pytest.CaptureFixture[str]) -> None:
    before = digests(drawn.root)
    assert main(["--lang", "en", "new", "12", *_options()]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "New volume in cuadernos/12-bogota-2027 (6 files):",
        *(f"  {path}" for path in FILES),
        "Go on with cuadernos/12-bogota-2027/volume.yml: abstract, themes, hosts. “imprenta check” says what is "
        "missing.",
    ]
    after = digests(drawn.root)
    assert {path for path in after if path not in before} == set(FILES)
    assert [
        str(found) for found in open_press(drawn.root, "").diagnostics if "12-bogota" in str(found.place.path)
    ] == []


def test_the_real_collection_takes_a_new_volume(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Every document that the real collection requires, in every language, without an error or a warning."""
    drawn = Project(tmp_path)
    for name in ("collection.yml", "funding.yml"):
        drawn.write({f"cuadernos/{name}": (REPOSITORY / "cuadernos" / name).read_bytes()})
    for emblem in (REPOSITORY / "cuadernos/emblems").iterdir():
        drawn.write({f"cuadernos/emblems/{emblem.name}": emblem.read_bytes()})
    drawn.write({"mkdocs.yml": "site_name: x\n", "docs/index.es.md": "# Inicio\n", "docs/index.en.md": "# Home\n"})
    monkeypatch.chdir(tmp_path)
    assert main(["--lang", "es", "new", "12", *_options({"--funding": "eu-2013"})]) == 0
    volume = tmp_path / "cuadernos/12-bogota-2027"
    kinds = ("concept-note", "agenda", "prediagnosis", "executive-summary", "chapters/01-primer-capitulo")
    assert sorted(file.relative_to(volume).as_posix() for file in volume.rglob("*.md")) == sorted(
        f"{kind}.{code}.md" for kind in kinds for code in ("es", "en")
    )
    capsys.readouterr()
    assert main(["--lang", "en", "check"]) == 0
    assert capsys.readouterr() == ("", "errors: 0; warnings: 0\n")
    text = (volume / "prediagnosis.es.md").read_text(encoding="utf-8")
    assert "Extensión: como máximo 15 páginas, unas 4500 palabras; más es un error." in text
    assert "El taller de Bogotá, Colombia, está previsto para estas fechas: 2 al 4 de marzo de 2027." in text


def test_a_skeleton_is_behind_once_its_source_is_written(drawn: Project) -> None:
    assert main(["new", "12", *_options()]) == 0
    source = "cuadernos/12-bogota-2027/concept-note.es.md"
    drawn.replace(source, "## Objetivos {#objectives}\n", "## Objetivos {#objectives}\n\nComparar las oficinas.\n")
    found = [f"{d.code} {d.place.path}" for d in open_press(drawn.root, "").diagnostics]
    assert found == [f"TRA04 {source.replace('.es.', '.en.')}"]


def test_what_was_said_stands_in_the_metadata(drawn: Project) -> None:
    assert main(["new", "12", *_options({"--city-en": "Bogota"})]) == 0
    source = (drawn.root / FILES[0]).read_text(encoding="utf-8")
    assert source.startswith("# yaml-language-server: $schema=../schemas/volume.schema.json\n")
    assert YAML(typ="safe").load(source) == {
        "number": 12,
        "kind": "workshop",
        "status": "draft",
        "title": {"es": "Ciudades que cuidan", "en": "Cities that care"},
        "abstract": {"es": "Resumen por escribirse.", "en": "Abstract yet to be written."},
        "workshop": {
            "city": {"es": "Bogotá", "en": "Bogota"},
            "country": "CO",
            "start": YAML(typ="safe").load("2027-03-02"),
            "end": YAML(typ="safe").load("2027-03-04"),
            "timezone": "America/Bogota",
        },
        "funding": "union",
        "source_language": "es",
        "year": 2027,
    }


def test_a_title_can_hold_anything(drawn: Project) -> None:
    title = "Ciudad: «qué» \\ # [nada] {x} $y"
    assert main(["new", "12", *_options({"--title-es": title})]) == 0
    assert YAML(typ="safe").load((drawn.root / FILES[0]).read_text(encoding="utf-8"))["title"]["es"] == title


def test_a_methodology_volume_has_no_workshop(drawn: Project) -> None:
    titles = ["--title-es", "Método de redes", "--title-en", "Method of networks", "--funding", "union"]
    assert main(["new", "--kind", "methodology", *titles]) == 0
    metadata = YAML(typ="safe").load((drawn.root / "cuadernos/metodo-de-redes/volume.yml").read_text(encoding="utf-8"))
    assert {key: metadata.get(key) for key in ("number", "kind", "workshop")} == {
        "number": None,
        "kind": "methodology",
        "workshop": None,
    }


REFUSED = {
    "taken": (["1"], {}, "the number 1 is already that of 01-lima-2014. The next free one is 2."),
    "no number": (["doce"], {}, "“doce” is not a number. Write digits only, for example 12."),
    "no date": (["12"], {"--start": "2027-02-30"},
                "“2027-02-30” is not a date that exists. Write it as 2027-03-02, or as much as is known: 2027-03, "
                "2027."),
    "backwards": (["12"], {"--end": "2027-03-01"},
                  "the workshop would end (2027-03-01) before it starts (2027-03-02). Mend --start or --end."),
    "no country": (["12"], {"--country": "Colombia"},
                   "“Colombia” is not the code of a country. Use the two letters of ISO 3166-1: CO, UY, MX."),
    "no scheme": (["12"], {"--funding": "eu"}, "“eu” is not a funding scheme. There are: union, fundacion."),
    "no letters": (["12"], {"--city": "北京"},
                   "“北京” makes no name for a folder. Use Latin letters in the title and the city."),
    "a strange year": (["12"], {"--year": "66"}, "“year” cannot be “66”. Mend it and try again."),
    "silence": (["12"], {"--city": "", "--title-en": ""},
                "data are missing: --city, --title-en. Add them, or repeat the command on a terminal and you will be "
                "asked."),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_a_volume_that_cannot_be(case: str, drawn: Project, capsys: pytest.CaptureFixture[str]) -> None:
    number, changed, message = REFUSED[case]
    before = digests(drawn.root)
    assert main(["--lang", "en", "new", *number, *_options(changed)]) == 2
    assert capsys.readouterr().err == f"imprenta: {message}\n"
    assert digests(drawn.root) == before


def test_a_folder_that_is_there_is_not_touched(drawn: Project, capsys: pytest.CaptureFixture[str]) -> None:
    drawn.write({"cuadernos/12-bogota-2027/notes.txt": "mine\n"})
    before = digests(drawn.root)
    assert main(["--lang", "en", "new", "12", *_options()]) == 2
    path = "cuadernos/12-bogota-2027"
    expected = f"imprenta: {path} exists already and was not touched. Choose another number or edit that folder.\n"
    assert capsys.readouterr().err == expected
    assert digests(drawn.root) == before


def test_a_read_only_project_stays_as_it_was(
    drawn: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def read_only(self: Path, target: Path) -> Path:
        raise OSError(30, "Read-only file system")

    before = digests(drawn.root)
    monkeypatch.setattr(Path, "rename", read_only)
    assert main(["--lang", "en", "new", "12", *_options()]) == 2
    assert capsys.readouterr().err == (
        "imprenta: cuadernos/12-bogota-2027 cannot be written to (Read-only file system): nothing has changed. Check "
        "the permissions and the space on the disk, and try again.\n"
    )
    assert digests(drawn.root) == before


def _on_a_terminal(root: Path, typed: str) -> tuple[int, str]:
    """Run the command on a terminal of its own, and return its status and what it showed."""
    child, ours = pty.fork()
    if child == 0:
        os.chdir(root)
        environment = {key: value for key, value in os.environ.items() if key != "CI"}
        command = [sys.executable, "-m", "imprenta.cli", "--lang", "en", "new"]
        os.execve(sys.executable, command, environment)
    shown, written, end = b"", False, time.monotonic() + 30
    while time.monotonic() < end:
        if not select.select([ours], [], [], 0.2)[0]:
            continue
        try:
            shown += os.read(ours, 4096)
        except OSError:  # the other side has closed
            break
        if not written and b"Number of the volume:" in shown:
            os.write(ours, typed.encode())
            written = True
    else:
        os.kill(child, signal.SIGKILL)
    os.close(ours)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), shown.decode().replace("\r\n", "\n")


def test_on_a_terminal_it_asks_until_it_understands(drawn: Project) -> None:
    answers = ["doce", "12", "Bogotá", "CO", "mañana", "2027-03-02", "", "Ciudades", "Cities", "union"]
    status, shown = _on_a_terminal(drawn.root, "\n".join(answers) + "\n")
    assert status == 0, shown
    assert "“doce” is not a number. Write digits only, for example 12.\nNumber of the volume:" in shown
    assert (
        "Last day (Enter if it is the same): Title in “es”: Title in “en”: Funding scheme (union, fundacion):" in shown
    )
    source = (drawn.root / FILES[0]).read_text(encoding="utf-8")
    assert "  start: 2027-03-02\n  end: 2027-03-02\n" in source


@pytest.mark.parametrize(
    ("typed", "message"), [("12\n\x04", "there was no answer: nothing has changed."), ("12\n\x03", "")]
)
def test_leaving_in_the_middle_changes_nothing(drawn: Project, typed: str, message: str) -> None:
    before = digests(drawn.root)
    status, shown = _on_a_terminal(drawn.root, typed)
    assert (status, message in shown, "Traceback" in shown) == (2, True, False), shown
    assert digests(drawn.root) == before
