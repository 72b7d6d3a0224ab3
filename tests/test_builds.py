"""Builds that fail, that follow one another, and with another language: what stood before, and what comes out."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from imprenta.languages import strings
from ruamel.yaml import YAML

from tests.sites import REPOSITORY, SITE_URL, Built, Project, alternates, digests, project, relation, texts
from tests.two_volumes import FILES, LIMA

TWICE = """
import sys
from mkdocs.commands.build import build
from mkdocs.config import load_config
for folder in ("first", "second"):
    config = load_config("mkdocs.yml", site_dir=folder, strict=True)
    config.plugins.on_startup(command="build", dirty=False)
    build(config)
    config.plugins.on_shutdown()
"""


@pytest.mark.parametrize("books", ["0", pytest.param("1", marks=pytest.mark.slow)])
def test_two_builds_in_one_process_are_alike(tmp_path: Path, books: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PDF", books)
    drawn = project(tmp_path / "press", FILES if books == "0" else {}).configure()
    run = subprocess.run([sys.executable, "-c", TWICE], cwd=drawn.root, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    first, second = digests(drawn.root / "first"), digests(drawn.root / "second")
    assert first == second
    assert bool([name for name in first if name.endswith(".pdf")]) is (books == "1")


def failing(drawn: Project, *codes: str) -> Built:
    """Build what must fail: with status 1, its reasons, no traceback, and what stood before untouched."""
    standing = {"index.html": "<p>What stood before.", f"{LIMA}/book.pdf": b"%PDF-1.7 old"}
    drawn.write({f"site/{name}": content for name, content in standing.items()})
    before = digests(drawn.root / "site")
    built = drawn.build()
    assert built.status == 1, built.log
    assert "Traceback" not in built.log, built.log
    for code in codes:
        assert f"error {code}: " in built.log, built.log
    assert digests(drawn.root / "site") == before
    assert [path.name for path in drawn.root.iterdir() if path.name.startswith(".site")] == []
    return built


def test_a_failing_check_leaves_the_site_alone(tmp_path: Path) -> None:
    drawn = project(tmp_path / "press", {f"cuadernos/{LIMA}/concept-note.es.md": b"# Reuni\xf3n\n"}).configure()
    built = failing(drawn.replace(f"cuadernos/{LIMA}/volume.yml", "funding: union", "funding: unin"), "STR01", "FUN01")
    assert strings("es", "report")["stopped"].format(errors=2) in built.log


def test_what_only_rendering_shows_is_refused_too(tmp_path: Path) -> None:
    """The second wall: here the first is taken down."""
    drawn = project(tmp_path / "press", {"docs/about.es.md": "# Acerca\n\nUn <b onclick=x>texto</b>.\n"}).configure()
    shutil.copytree(REPOSITORY / "hooks", tmp_path / "hooks")
    (drawn.root / "hooks").unlink()
    shutil.move(tmp_path / "hooks", drawn.root / "hooks")
    rules = drawn.root / "hooks/imprenta/checks/__init__.py"
    rules.write_text(rules.read_text(encoding="utf-8").replace("    markup.no_acting_html,\n", ""), encoding="utf-8")
    before = drawn.build
    standing = drawn.write({"site/index.html": "old"})
    built = before(environment={"PYTHONPATH": str(drawn.root / "hooks")})
    assert built.status == 1
    assert 'docs/about.es.md: error SEC01: HTML que no se admite: <b onclick="x">' in built.log
    assert "Traceback" not in built.log
    assert (standing.root / "site/index.html").read_text(encoding="utf-8") == "old"


def test_languages_must_agree(tmp_path: Path) -> None:
    drawn = project(tmp_path / "press").configure(
        languages=[{"code": "en", "name": "English"}, {"code": "es", "name": "Español"}]
    )
    built = failing(drawn, "MET17")
    assert "mkdocs.yml: error MET17: los idiomas son distintos" in built.log


def test_a_template_that_fails_leaves_the_site_alone(tmp_path: Path) -> None:
    drawn = project(tmp_path / "press").configure()
    (drawn.root / "overrides").unlink()
    shutil.copytree(REPOSITORY / "overrides", drawn.root / "overrides")
    drawn.write({"overrides/volume.html": "{{ 1 / 0 }}", "site/index.html": "old"})
    built = drawn.build()
    assert built.status == 1
    assert (drawn.root / "site/index.html").read_text(encoding="utf-8") == "old"
    assert not (drawn.root / ".site.new").exists()


def test_a_third_language_is_configuration_and_texts(tmp_path: Path) -> None:
    """No code is changed: a folder of messages, a line in two files, and the texts."""
    languages = [
        {"code": "es", "name": "Español", "locale": "es_MX"},
        {"code": "en", "name": "English", "locale": "en_GB"},
        {"code": "pt", "name": "Português", "locale": "pt_BR"},
    ]
    drawn = project(tmp_path / "press").configure(languages)
    yaml = YAML(typ="safe", pure=True)
    for file in (drawn.root / "cuadernos").rglob("*.yml"):
        data = yaml.load(file.read_text(encoding="utf-8"))
        if file.name == "collection.yml":
            data["languages"] = languages
        with file.open("w", encoding="utf-8") as stream:
            yaml.dump(_with_portuguese(data), stream)
    for path in (f"cuadernos/{LIMA}/concept-note", "docs/index"):
        source = (drawn.root / f"{path}.es.md").read_text(encoding="utf-8")
        drawn.write({f"{path}.pt.md": source})
    shutil.copytree(REPOSITORY / "hooks", tmp_path / "hooks")
    messages = tmp_path / "hooks/imprenta/messages"
    shutil.copytree(messages / "es", messages / "pt")
    site = messages / "pt/site.yml"
    site.write_text(
        re.sub(r"(?m)^funders:.*$", "funders: Financiadores em português", site.read_text("utf-8")), "utf-8"
    )
    built = drawn.build(environment={"PYTHONPATH": str(tmp_path / "hooks")})
    assert built.status == 0, built.log
    assert "WARNING" not in built.log
    words = texts(built.page(f"pt/{LIMA}/"))
    assert "Financiadores em português" in words and "Com a ajuda" not in words
    assert alternates(built.page(f"pt/{LIMA}/"))["pt"] == f"{SITE_URL}pt/{LIMA}/"
    fallback = built.page(f"pt/{LIMA}/chapters/01-oficinas/")
    assert relation(fallback, "canonical") == [f"{SITE_URL}{LIMA}/chapters/01-oficinas/"]
    assert (built.site / "pt/about/index.html").is_file()


def _with_portuguese(data: object) -> object:
    """Give every text of YAML that has Spanish the same in Portuguese."""
    if isinstance(data, dict):
        added = {"pt": data["es"]} if "es" in data else {}
        return {key: _with_portuguese(value) for key, value in (data | added).items()}
    return [_with_portuguese(item) for item in data] if isinstance(data, list) else data
