"""`imprenta import` of a real Word file: footnotes, tables, images, tracked changes, comments, text boxes, fields."""

from __future__ import annotations

from pathlib import Path

import pytest
from imprenta.cli import main

from tests.conftest import Draw
from tests.desk import word
from tests.sites import Project, digests

TEXT = """\
# Informe de prueba

Texto antes del primer título.

## Punto de partida {#punto-de-partida}

Una nota[^1] y [un enlace](https://example.org/), [otro interno](#segundo-capitulo), uno perdido y un archivo.

Otra nota[^2].

![Plano del centro](images/prediagnosis-01.png)

![](images/prediagnosis-02.png)

### Título que salta {#titulo-que-salta}

1. uno
2. dos
    - tres

Agua: H₂O, 3 m², tachado, xtexto.

## Segundo capítulo {#segundo-capitulo}

| Ciudad | Habitantes |
| ------ | ---------: |
| Lima   |   10 \\| 11 |
| Quito  |          2 |

| Fila | una; dos |
| ---- | -------- |
| Otra | tres     |

> Una cita.

### Final {#final}

Una línea y otra.

El plazo es de veinte días, véase Tabla 1

1.2. Numerado a mano

| Unida |     |
| ----- | --- |
| a     | b   |

Texto en un cuadro

[^1]: La nota, con *cursiva*.

[^2]: Primer párrafo. Segundo párrafo.
"""

REPORT = """\
Written:
  cuadernos/01-lima-2014/prediagnosis.es.md
  cuadernos/01-lima-2014/images/prediagnosis-01.png
  cuadernos/01-lima-2014/images/prediagnosis-02.png
Lost, or needs a person:
  tracked changes (2): all were accepted; see that this is what was meant: “+veinte”, “−diez”
  comments (1): not imported; settle them with their author: “¿De dónde sale esta cifra?”
  text boxes (1): their text stands after the paragraph they were tied to; check the place: “Texto en un cuadro”
  merged cells (1): now apart, with the text in the first; see to the table: “Unida”
  Word fields (1): the last text they showed is left; check references and numbers: “REF”
  paragraphs numbered by hand (1): still text; make them a list if they are one: “1.2. Numerado a mano”
  details of the title page (2): not imported; their place is volume.yml: “Una consultora”, “2027-01-15”
  links that lead to no web page (1): only their text is left: “un archivo”
  notes of several paragraphs (1): now one: “Primer párrafo. Segundo párrafo.”
  images without alternative text (1): write what they show: “prediagnosis-02.png”
  struck-through text (1): no longer struck through; delete it if it is not wanted: “tachado”
  superscript or subscript text (1): now level with the line: “texto”
  cells with lists or several paragraphs (1): their text now runs on: “una dos”
  tables without a header row, or with several (2): the first row is the header now: “Fila · una; dos”, “Unida”
  line breaks inside a paragraph (1): now spaces
  headings that skipped a level (1): raised to the next one: “Título que salta”
  headings numbered by hand (1): the number was taken off; the press numbers by itself: “1. Punto de partida”
  ids made of the headings' words (4): change them to English words, the same in all languages: \
“#punto-de-partida”, “#titulo-que-salta”, “#segundo-capitulo” …
  internal links without a target (1): only their text is left: “uno perdido”
"""


@pytest.fixture
def drawn(draw: Draw, monkeypatch: pytest.MonkeyPatch) -> Project:
    project = draw()
    monkeypatch.chdir(project.root)
    return project


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return word.report(tmp_path_factory.mktemp("word"))


def _import(file: Path, *options: str) -> int:
    return main(["--lang", "en", "import", str(file), "--volume", "1", "--lang", "es", *options])


def test_a_report_becomes_a_document_and_its_losses_are_told(
    drawn: Project, report: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _import(report, "--document", "prediagnosis") == 1  # an image says nothing, and a column has no header
    volume = drawn.root / "cuadernos/01-lima-2014"
    assert (volume / "prediagnosis.es.md").read_text(encoding="utf-8") == TEXT
    shown = capsys.readouterr().out
    assert shown.startswith(REPORT)
    left = [line.split(": ")[1] for line in shown.removeprefix(REPORT).splitlines() if not line.startswith(" ")]
    assert left == ["warning TRA01", "error IMG03", "error TAB02"]
    assert (volume / "images/prediagnosis-01.png").read_bytes().startswith(b"\x89PNG")


def test_an_import_leaves_nothing_else_behind(drawn: Project, report: Path) -> None:
    before = digests(drawn.root)
    _import(report, "--document", "prediagnosis")
    after = digests(drawn.root)
    new = {path for path in after if path not in before}
    assert {path: after[path] for path in before} == before
    folder = "cuadernos/01-lima-2014"
    images = {f"{folder}/images/prediagnosis-01.png", f"{folder}/images/prediagnosis-02.png"}
    assert new == {f"{folder}/prediagnosis.es.md", *images}


def test_a_book_is_split_into_its_chapters(drawn: Project, report: Path) -> None:
    _import(report, "--split-chapters", "--force")
    folder = drawn.root / "cuadernos/01-lima-2014/chapters"
    first = (folder / "01-oficinas.es.md").read_text(encoding="utf-8")
    assert first.startswith("# Punto de partida\n\nTexto antes del primer título.\n")
    assert "[otro interno](02-segundo-capitulo.es.md)" in first
    assert "![Plano del centro](../images/01-oficinas-01.png)" in first
    second = (folder / "02-segundo-capitulo.es.md").read_text(encoding="utf-8")
    assert second.startswith("# Segundo capítulo\n")
    assert "## Final {#final}\n" in second


def test_ids_are_those_of_the_translation(drawn: Project, tmp_path: Path) -> None:
    drawn.write({"cuadernos/01-lima-2014/agenda.en.md": "# Agenda\n\n## First day {#first-day}\n\nTexto.\n"})
    file = word.plain(tmp_path / "agenda.docx", "# Agenda\n\n## Primer día\n\nTexto.\n")
    assert _import(file, "--document", "agenda") == 0
    text = (drawn.root / "cuadernos/01-lima-2014/agenda.es.md").read_text(encoding="utf-8")
    assert text == "# Agenda\n\n## Primer día {#first-day}\n\nTexto.\n"


def test_a_clean_file_passes_the_check(drawn: Project, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    drawn.write({"cuadernos/01-lima-2014/agenda.en.md": "# Agenda\n\nTexto.\n"})
    file = word.plain(tmp_path / "agenda.docx", "# Agenda\n\nUn párrafo.\n")
    assert _import(file, "--document", "agenda") == 0
    printed = capsys.readouterr()
    assert printed.out.splitlines() == [
        "Written:",
        "  cuadernos/01-lima-2014/agenda.es.md",
        "Nothing was lost that we know how to recognise. Read the text all the same.",
    ]
    assert printed.err == "errors: 0; warnings: 0\n"


def test_nothing_is_overwritten_without_force(drawn: Project, report: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = digests(drawn.root)
    assert _import(report, "--document", "concept-note") == 2
    path = "cuadernos/01-lima-2014/concept-note.es.md"
    assert (
        capsys.readouterr().err == f"imprenta: {path} exists already and was not touched. Add --force to replace it.\n"
    )
    assert digests(drawn.root) == before
    assert _import(report, "--document", "concept-note", "--force") == 1
    assert (drawn.root / path).read_text(encoding="utf-8").startswith("# Informe de prueba\n")


def test_a_failure_halfway_undoes_everything(
    drawn: Project, report: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    before = digests(drawn.root)
    replace = Path.replace

    def full_disk(self: Path, target: Path) -> Path:
        if Path(target).name == "concept-note-02.png":
            raise OSError(28, "No space left on device")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", full_disk)
    assert _import(report, "--document", "concept-note", "--force") == 2
    assert capsys.readouterr().err == (
        "imprenta: cuadernos/01-lima-2014/images/concept-note-02.png cannot be written to (No space left on device): "
        "nothing has changed. Check the folder's permissions and the space on the disk, and try again.\n"
    )
    assert digests(drawn.root) == before


def test_ctrl_c_leaves_nothing_half_written(drawn: Project, report: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = digests(drawn.root)
    replace = Path.replace

    def interrupted(self: Path, target: Path) -> Path:
        if Path(target).suffix == ".png":
            raise KeyboardInterrupt
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", interrupted)
    assert _import(report, "--document", "concept-note", "--force") == 2
    assert digests(drawn.root) == before
