"""A site is left as it stands only where the same would be built, and where not a byte of it is another."""

from __future__ import annotations

import datetime
import os
import subprocess
from pathlib import Path
from types import SimpleNamespace

import pytest
from imprenta import standing
from imprenta.cli import build
from imprenta.cli.parser import main
from imprenta.standing import RECORD, inputs, keep, stands

DAY = datetime.date(2026, 11, 21)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for name, text in {
        "mkdocs.yml": "site_url: !ENV [SITE_URL, 'https://example.org/']\n",
        "cuadernos/01-a/volume.yml": "number: 1\n",
        "cuadernos/01-a/images/plaza.jpg": "a picture",
        "docs/index.es.md": "# Inicio\n",
        "overrides/main.html": "<main></main>",
        "overrides/book/print.css": "p { margin: 0 }",
        "hooks/main.py": "",
        "site/index.html": "<p>Hola</p>",
        "site/01-a/book.pdf": "a book",
    }.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    return tmp_path


@pytest.mark.parametrize(
    "name",
    [
        "mkdocs.yml",
        "cuadernos/01-a/volume.yml",
        "cuadernos/01-a/images/plaza.jpg",
        "docs/index.es.md",
        "overrides/main.html",
        "overrides/book/print.css",
        "hooks/main.py",
    ],
)
def test_every_source_counts(root: Path, name: str) -> None:
    before = inputs(root, {}, DAY)
    os.utime(root / name)
    assert inputs(root, {}, DAY) == before, "a date is no change"
    (root / name).write_text((root / name).read_text() + "x")
    changed = inputs(root, {}, DAY)
    (root / name).rename(root / f"{name}.other")
    assert len({before, changed, inputs(root, {}, DAY)} if name != "mkdocs.yml" else {1, 2, 3}) == 3


def test_what_surrounds_the_build_counts(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = [
        inputs(root, {}, DAY),
        inputs(root, {"SITE_URL": "https://other.org/"}, DAY),
        inputs(root, {"PDF": "0"}, DAY),
        inputs(root, {}, DAY + datetime.timedelta(1)),
        inputs(root, {"SOURCE_DATE_EPOCH": "1"}, DAY),
    ]
    packages = tmp_path / "packages"
    (packages / "weasyprint-71.0.dist-info").mkdir(parents=True)
    monkeypatch.syspath_prepend(packages)
    seen.append(inputs(root, {}, DAY))
    monkeypatch.setattr(standing, "PACKAGE", root / "hooks")
    seen.append(inputs(root, {}, DAY))
    assert len(set(seen)) == len(seen)
    assert inputs(root, {"IMPRENTA_WORKERS": "7", "HOME": "/"}, DAY) == seen[-1], "how it is built, or where, does not"


def test_a_whole_site_stands(root: Path) -> None:
    assert stands(root, root / "site", "same") is None, "nothing was ever built"
    keep(root, root / "site", "same", "a table")
    (root / "site" / "index.html").touch()
    assert stands(root, root / "site", "same") == "a table"
    assert stands(root, root / "site", "other") is None


def other_letter(root: Path) -> None:
    file = root / "site" / "01-a" / "book.pdf"
    date = file.stat()
    file.write_text("a bOok")
    os.utime(file, ns=(date.st_atime_ns, date.st_mtime_ns))


def other_record(root: Path) -> None:
    record = root / RECORD
    record.write_text(record.read_text().replace("a table", "A table"))


@pytest.mark.parametrize(
    "damage",
    [
        other_letter,
        other_record,
        lambda root: (root / "site" / "index.html").unlink(),
        lambda root: (root / "site" / "more.html").write_text(""),
        lambda root: (root / "site").rename(root / "elsewhere"),
        lambda root: (root / RECORD).unlink(),
        lambda root: (root / RECORD).write_text("{"),
        lambda root: (root / RECORD).write_text("[]"),
    ],
)
def test_nothing_damaged_stands(root: Path, damage) -> None:
    keep(root, root / "site", "same", "a table")
    damage(root)
    assert stands(root, root / "site", "same") is None


def test_the_command_builds_what_is_needed(root: Path, monkeypatch, capsys) -> None:
    builds: list[list[str]] = []

    def mkdocs(command: list[str], **_: object) -> SimpleNamespace:
        builds.append(command[1:])
        return SimpleNamespace(returncode=0, stdout="table\n")

    monkeypatch.setattr(subprocess, "run", mkdocs)
    monkeypatch.chdir(root)
    assert build.subprocess is subprocess
    unchanged = "Nothing has changed since the last build: site/ is up to date and whole.\n"
    steps = [
        (["build"], "table\n"),
        (["build"], f"table\n{unchanged}"),
        (["build", "--again"], "table\n"),
        (["build"], f"table\n{unchanged}"),
    ]
    for arguments, said in steps:
        assert main(["--lang", "en", *arguments]) == 0
        assert capsys.readouterr().out == said
    assert builds == [["-m", "mkdocs", "build"]] * 2
    (root / "docs" / "index.es.md").write_text("# Otro\n")
    assert main(["build"]) == 0
    assert len(builds) == 3


def test_a_build_that_fails_leaves_no_record(root: Path, monkeypatch) -> None:
    keep(root, root / "site", "other", "a table")
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: SimpleNamespace(returncode=1, stdout=""))
    monkeypatch.chdir(root)
    assert main(["build"]) == 1
    assert not (root / RECORD).exists()
