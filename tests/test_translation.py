"""A translation is followed section by section: what has changed is named, shown, told to readers, and accepted."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest
from imprenta.cli import main
from imprenta.collection import read_collection
from imprenta.desk.wording import changes
from imprenta.model import Collection, TranslationRecord
from imprenta.records import read_records, written
from imprenta.translation import Drift, TranslationState, digest, drift, orphans, source_language, translation_state

from tests.sites import Project, project

FOLDER = "cuadernos/01-lima-2014"
NOTE = f"{FOLDER}/concept-note.es.md"
ENGLISH = f"{FOLDER}/concept-note.en.md"
RECORDS = f"{FOLDER}/translations.yml"


@pytest.fixture
def drawn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    found = project(tmp_path / "press")
    monkeypatch.chdir(found.root)
    return found


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    capsys.readouterr()
    status = main(["--lang", "en", "translation", *arguments])
    told = capsys.readouterr()
    return status, told.out + told.err


def read(drawn: Project) -> Collection:
    collection = read_collection(drawn.root).collection
    assert collection
    return collection


def state(drawn: Project, language: str) -> TranslationState:
    collection = read(drawn)
    volume = collection.volumes[0]
    document = next(document for document in volume.everything if document.slug == "concept-note")
    return translation_state(collection, volume, document, language)


def commit(drawn: Project) -> None:
    env = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    git = ["git", "-c", "user.name=Editor", "-c", "user.email=editor@example.org", "-C", str(drawn.root)]
    for command in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "Texts"]):
        subprocess.run([*git, *command], check=True, env=env)


def test_nothing_recorded_is_listed_and_counts_as_current(drawn: Project, capsys: pytest.CaptureFixture[str]) -> None:
    status, told = said(capsys, ENGLISH)
    assert (status, told) == (
        1,
        f"{ENGLISH}: it is not recorded what text it was made from; revise it and accept it\n"
        "missing: 0; old: 0; unrecorded: 1; orphaned: 0\n",
    )
    assert [state(drawn, code) for code in ("es", "en", "pt")] == ["source", "current", "missing"]


def test_accepting_records_the_digest_of_every_section(drawn: Project, capsys: pytest.CaptureFixture[str]) -> None:
    assert said(capsys, "--accept", ENGLISH) == (0, f"{ENGLISH}: up to date\nWritten: {RECORDS}\n")
    lines = (drawn.root / RECORDS).read_text(encoding="utf-8").splitlines()
    assert [line[:1] for line in lines[:2]] == ["#", "#"]
    assert lines[2:6] == ["concept-note:", "  source: es", "  translations:", "    en:"]
    assert [line.split(":")[0] for line in lines[6:]] == ["      _top", "      at-stake"]
    assert said(capsys, ENGLISH) == (0, "missing: 0; old: 0; unrecorded: 0; orphaned: 0\n")
    assert said(capsys, "--accept", ENGLISH)[1].endswith("Written: –\n")


def test_a_change_is_named_and_shown_from_history(drawn: Project, capsys: pytest.CaptureFixture[str]) -> None:
    said(capsys, "--accept", "cuadernos", "docs")
    commit(drawn)
    drawn.replace(NOTE, "Una oficina sin personas no dura.", "Una oficina sin dinero no dura.")
    drawn.write({NOTE: (drawn.root / NOTE).read_text(encoding="utf-8") + "\n## Nuevo {#brand-new}\n\nOtro texto.\n"})
    assert state(drawn, "en") == "stale"
    assert said(capsys) == (
        1,
        f"{ENGLISH}: has grown old: its source {NOTE} has changed\n"
        "  changed: Lo que está en juego (#at-stake)\n"
        "    Una oficina sin [-personas-]{+dinero+} no dura.\n"
        "  new: Nuevo (#brand-new)\n"
        "    {+## Nuevo {#brand-new}+}\n"
        "    {+Otro texto.+}\n"
        "missing: 0; old: 1; unrecorded: 0; orphaned: 0\n",
    )
    rows = json.loads(said(capsys, "--format", "json")[1])
    assert [(row["state"], row["changed"], row["added"]) for row in rows] == [("stale", ["at-stake"], ["brand-new"])]


def test_without_history_the_section_is_named(drawn: Project, capsys: pytest.CaptureFixture[str]) -> None:
    said(capsys, "--accept", "cuadernos")
    drawn.replace(NOTE, "Una oficina sin personas no dura.", "Otra cosa.")
    told = said(capsys, FOLDER)[1]
    assert "  changed: Lo que está en juego (#at-stake)\n    (git has no version that agrees" in told


def test_accepting_a_stale_translation_settles_it(drawn: Project, capsys: pytest.CaptureFixture[str]) -> None:
    said(capsys, "--accept", "cuadernos")
    drawn.replace(NOTE, "Una oficina sin personas no dura.", "Otra cosa.")
    assert said(capsys, "--accept", NOTE)[0] == 0
    assert state(drawn, "en") == "current"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Una oficina sin personas no dura.", "¡Una oficina sin  personas no dura!"),
        ("{#at-stake}", "{#the-stake}"),
        ("Una oficina", "<!-- una nota para quien edita -->\n\nUna oficina"),
    ],
)
def test_punctuation_ids_and_comments_make_nothing_old(
    drawn: Project, capsys: pytest.CaptureFixture[str], before: str, after: str
) -> None:
    said(capsys, "--accept", "cuadernos")
    drawn.replace(NOTE, before, after)
    assert state(drawn, "en") == "current"


def test_either_language_may_be_the_source(drawn: Project, capsys: pytest.CaptureFixture[str]) -> None:
    assert said(capsys, "--accept", "--source", "en", NOTE) == (0, f"{NOTE}: up to date\nWritten: {RECORDS}\n")
    assert [state(drawn, code) for code in ("es", "en")] == ["current", "source"]
    drawn.replace(ENGLISH, "An office without people does not last.", "Another thing.")
    assert [state(drawn, code) for code in ("es", "en")] == ["stale", "source"]


def test_a_document_in_one_language_alone_is_its_own_source(drawn: Project) -> None:
    drawn.write({NOTE: None})
    assert [state(drawn, code) for code in ("es", "en")] == ["missing", "source"]


def test_orphans_are_told_and_taken_out(drawn: Project, capsys: pytest.CaptureFixture[str]) -> None:
    said(capsys, "--accept", "cuadernos")
    drawn.write({NOTE: None, f"{FOLDER}/chapters": None})
    collection = read(drawn)
    assert list(orphans(collection, collection.volumes[0])) == [("chapters/01-oficinas", ""), ("concept-note", "es")]
    drawn.write({NOTE: "# Nota\n", ENGLISH: None})
    told = said(capsys, FOLDER)[1]
    assert f"{RECORDS}: “chapters/01-oficinas” is recorded and its text is gone (language: –)\n" in told
    assert f"{NOTE}: the translation to “en” is missing\n" in told
    said(capsys, "--accept", FOLDER)
    assert list(orphans(read(drawn), read(drawn).volumes[0])) == []


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--accept"], "--accept needs a path"),
        (["--accept", f"{FOLDER}/volume.yml"], "there is no translation at those paths"),
        (["--accept", "--source", "fr", NOTE], "“fr” is not a language of the collection; there are: es, en."),
        (["--source", "en"], "--source makes sense only with --accept"),
        (["nothing.md"], "does not exist or lies outside the project"),
        (["--accept", "/etc/passwd"], "does not exist or lies outside the project"),
    ],
)
def test_what_cannot_be_done_is_told_in_one_line(
    drawn: Project, capsys: pytest.CaptureFixture[str], arguments: list[str], told: str
) -> None:
    status, words = said(capsys, *arguments)
    assert status == 2 and told in words and words.count("\n") == 1
    assert not (drawn.root / RECORDS).exists()


def test_the_parity_is_held_to_the_source_that_is_recorded(drawn: Project) -> None:
    collection = read(drawn)
    volume = collection.volumes[0]
    assert {source_language(collection, volume, document) for document in volume.everything} == {"es"}
    assert {drift(collection, volume, document, "en") for document in volume.everything} == {Drift()}


def test_records_survive_being_written(tmp_path: Path) -> None:
    records = {
        "chapters/01-a": TranslationRecord(source="es", translations={"en": {"_top": "abcdefgh", "true": "aaaaaaaa"}}),
        "null": TranslationRecord(source="pt-BR", translations={"es": {"ñandú: [x]": "bbbbbbbb", "12": "cccccccc"}}),
    }
    file = tmp_path / "translations.yml"
    file.write_text(written(records, "One\nTwo"), encoding="utf-8")
    problems: list[object] = []
    assert dict(read_records(file, tmp_path, problems).records) == records and problems == []  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("a: [", "MET01"),
        ("a: {source: es, who: x}\n", "MET02"),
        ("a:\n  source: es\na:\n  source: en\n", "MET08"),
        ("- " * 9, "MET04"),
    ],
)
def test_records_that_are_wrong_are_told_with_their_line(tmp_path: Path, content: str, code: str) -> None:
    file = tmp_path / "translations.yml"
    file.write_text(content, encoding="utf-8")
    problems: list = []
    assert read_records(file, tmp_path, problems).records == {}
    assert [problem.code for problem in problems] == [code]


def test_digests_are_letters_that_yaml_takes_for_a_word() -> None:
    assert digest("Una oficina.") == digest("¡Una\n  oficina!") != digest("Una oficinas.")
    assert all(digest(str(number)).isalpha() and len(digest(str(number))) == 8 for number in range(500))


def test_changes_of_wording_are_short() -> None:
    before = "Uno " * 20 + "dos tres.\n\nIgual.\n\nSe va.\n"
    after = "Uno " * 20 + "dos cuatro.\n\nIgual.\n\nLlega.\n\nY esto.\n"
    assert list(changes(before, after)) == [
        "… Uno Uno Uno Uno Uno dos [-tres.-]{+cuatro.+}",
        "[-Se va.-]{+Llega.+}",
        "{+Y esto.+}",
    ]


@pytest.mark.slow
def test_readers_of_a_stale_page_are_told(drawn: Project, capsys: pytest.CaptureFixture[str]) -> None:
    said(capsys, "--accept", "cuadernos", "docs")
    drawn.replace(NOTE, "Una oficina sin personas no dura.", "Otra cosa.")
    built = drawn.configure().build()
    assert built.status == 0, built.log
    [notice] = built.page("en/01-lima-2014/concept-note/").xpath("//aside[contains(@class, 'notice--stale')]")
    assert "The source of this text has changed since it was translated" in notice.text_content()
    [link] = notice.xpath(".//a")
    assert (link.get("href"), link.get("hreflang")) == ("../../../01-lima-2014/concept-note/", "es")
    for other in ("01-lima-2014/concept-note/", "en/01-lima-2014/chapters/01-oficinas/"):
        assert not built.page(other).xpath("//aside[contains(@class, 'notice--stale')]")
