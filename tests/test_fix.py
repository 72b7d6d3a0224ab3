"""`imprenta check --fix`: what it shows, what it asks, what it writes and what it never touches."""

from __future__ import annotations

import io
import os
from pathlib import Path

import pytest
from imprenta.cli import main

from tests.sites import Project, digests, project

NOTE = "cuadernos/01-lima-2014/concept-note.es.md"
STATEMENT = "Este texto se hizo con la ayuda de la Unión, que no responde de él."
WRONG = f"""# Nota  "conceptual"

El **"taller"** de Lima... trató de 12345 cosas - las mayores - aquí:
- una `"lista" - de  código` y <https://x.example/"a"--b>
- dos

<!-- imprenta: permite TYP01: así lo escribe la fuente -->
Queda "así", y  esto no.

## Lo que está en juego {{#at-stake}}

| Campo | Dato |
|:-|--:|
| "Ciudad" | 12345 |
| Una muy larga | `a|b` |

> {STATEMENT.replace("la ayuda de la", "la  ayuda  de  la")}

```participants
regions:
  - name: 'Los "países"'
    members: [Lima]
```

```python
x = "no"  # ... - ... 12345
```

Sin fin"""
RIGHT = f"""# Nota «conceptual»

El **«taller»** de Lima… trató de 12\u202f345 cosas —las mayores— aquí:

- una `"lista" - de  código` y <https://x.example/"a"--b>
- dos

<!-- imprenta: permite TYP01: así lo escribe la fuente -->
Queda "así", y esto no.

## Lo que está en juego {{#at-stake}}

| Campo         |   Dato |
| :------------ | -----: |
| «Ciudad»      | 12\u202f345 |
| Una muy larga |  `a|b` |

> {STATEMENT.replace("la ayuda de la", "la  ayuda  de  la")}

```participants
regions:
  - name: 'Los «países»'
    members: [Lima]
```

```python
x = "no"  # ... - ... 12345
```

Sin fin
"""


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def drawn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    found = project(tmp_path / "press", {NOTE: WRONG})
    monkeypatch.chdir(found.root)
    return found


def test_mends_what_is_mechanical_and_nothing_else(drawn: Project) -> None:
    before = digests(drawn.root)
    main(["check", "--fix", "--yes"])
    assert (drawn.root / NOTE).read_text(encoding="utf-8") == RIGHT
    changed = {path for path, digest in digests(drawn.root).items() if before.get(path) != digest}
    assert changed - {path for path in changed if path.startswith(".cache/")} == {NOTE}


def test_mending_twice_changes_nothing(drawn: Project, capsys: pytest.CaptureFixture[str]) -> None:
    main(["check", "--fix", "--yes"])
    capsys.readouterr()
    main(["--lang", "en", "check", "--fix", "--yes"])
    assert "There is nothing that mends itself." in capsys.readouterr().err
    assert (drawn.root / NOTE).read_text(encoding="utf-8") == RIGHT


def test_shows_the_change_first(drawn: Project, capsys: pytest.CaptureFixture[str]) -> None:
    main(["check", "--fix", "--yes"])
    said = capsys.readouterr().out
    assert said.startswith(f"--- a/{NOTE}\n+++ b/{NOTE}\n@@ -1,")
    assert '-# Nota  "conceptual"\n' in said and "+# Nota «conceptual»\n" in said
    assert "-Sin fin\n\\ No newline at end of file\n+Sin fin\n" in said


@pytest.mark.parametrize(("answer", "text"), [("s\n", RIGHT), ("n\n", WRONG), ("\n", WRONG), ("", WRONG)])
def test_asks_on_a_terminal(
    drawn: Project, answer: str, text: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", Terminal(answer))
    main(["--lang", "es", "check", "--fix"])
    assert "¿Se escriben estos cambios (archivos: 1)? [s/N]" in capsys.readouterr().err
    assert (drawn.root / NOTE).read_text(encoding="utf-8") == text


def test_without_a_terminal_it_writes_nothing(
    drawn: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("s\n"))
    assert main(["--lang", "en", "check", "--fix"]) == 2
    told = "imprenta: nothing was written: there is no terminal to ask on. Add --yes to accept what was shown.\n"
    assert capsys.readouterr().err == told
    assert (drawn.root / NOTE).read_text(encoding="utf-8") == WRONG


def test_mends_only_what_it_is_given(drawn: Project) -> None:
    main(["check", "--fix", "--yes", "docs"])
    assert (drawn.root / NOTE).read_text(encoding="utf-8") == WRONG


def test_mends_the_texts_of_the_metadata(drawn: Project) -> None:
    path = "cuadernos/01-lima-2014/volume.yml"
    drawn.replace(path, "es: Qué necesita una oficina.", "es: 'Qué necesita una \"oficina\".'")
    main(["check", "--fix", "--yes", path])
    assert "es: 'Qué necesita una «oficina».'" in (drawn.root / path).read_text(encoding="utf-8")


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is read-only for root")
def test_a_read_only_folder_is_told_in_one_line(drawn: Project, capsys: pytest.CaptureFixture[str]) -> None:
    folder = (drawn.root / NOTE).parent
    folder.chmod(0o555)
    try:
        assert main(["check", "--fix", "--yes"]) == 2
    finally:
        folder.chmod(0o755)
    assert capsys.readouterr().err.count("\n") == 1
    assert (drawn.root / NOTE).read_text(encoding="utf-8") == WRONG


def test_lines_of_windows_and_other_languages_are_mended_too(drawn: Project) -> None:
    english = NOTE.replace(".es.", ".en.")
    drawn.write({english: '# "Note"\r\n\r\nIt\'s 12 % - so.\r\n'})
    main(["check", "--fix", "--yes", english])
    assert (drawn.root / english).read_bytes().decode() == "# “Note”\n\nIt’s 12% – so.\n"
