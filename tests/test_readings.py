"""A text that was read before is the text that would be read; what JSON cannot give back is read every time."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

import pytest
from imprenta import readings
from imprenta.checks import check
from imprenta.collection import read_collection
from imprenta.keeping import Keeper
from imprenta.readings import Readings

from tests.sites import REPOSITORY

PATH = PurePosixPath("docs/x.es.md")


def test_the_real_collection_is_read_and_checked_alike(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    afresh = read_collection(REPOSITORY)
    assert afresh.collection
    first = read_collection(REPOSITORY, Readings(Keeper(tmp_path), "code"))
    found = check(afresh.collection, Readings(Keeper(tmp_path), "code"))

    def never(*_: object) -> None:
        raise AssertionError("it was read before")

    monkeypatch.setattr(readings, "parse_text", never)
    kept = Readings(Keeper(tmp_path), "code")
    again = read_collection(REPOSITORY, kept)
    assert afresh == first == again and again.collection
    assert check(again.collection, kept) == found == check(afresh.collection)
    with pytest.raises(AssertionError):
        read_collection(REPOSITORY, Readings(Keeper(tmp_path), "other code"))


@pytest.mark.parametrize(
    "front",
    [
        "date: 2026-11-21\nlist: [1, 1.0, true, null, '1']\n",
        "1: a number for a key\n",
        "not: .nan\nlarge: .inf\n",
        'half: "\\ud800"\n',
        "tagged: !!set {a, b}\nown: !thing {a: 1}\n",
        "huge: 123456789012345678901234567890\n",
    ],
)
def test_front_matter_comes_back_as_it_was(tmp_path: Path, front: str) -> None:
    file = tmp_path / "x.es.md"
    file.write_text(f"---\n{front}---\n# Título\n\nTexto «con» <b>todo</b>.[^1]\n\n[^1]: Nota.\n", encoding="utf-8")
    afresh = readings.AFRESH.text(file, PATH)
    for _ in range(2):
        text, found = Readings(Keeper(tmp_path / "kept"), "code").text(file, PATH)
        assert (repr(text), found) == (repr(afresh[0]), afresh[1])


def test_what_is_wrong_is_told_every_time(tmp_path: Path) -> None:
    file = tmp_path / "x.es.md"
    file.write_text("---\n- a list\n---\n# Título\n\nTexto.\n", encoding="utf-8")
    for _ in range(2):
        _, found = Readings(Keeper(tmp_path / "kept"), "code").text(file, PATH)
        assert [diagnostic.code for diagnostic in found] == ["MET18"]
    for source in ("a: [", "a: *b\n"):
        kept = Readings(Keeper(tmp_path / "kept"), "code")
        assert [kept.yaml(source, PATH).diagnostics[0].place.path for _ in range(2)] == [PATH, PATH]


def test_another_word_another_path_another_language(tmp_path: Path) -> None:
    """What a rule says is said of what it looked at, and of nothing else."""
    kept = Readings(Keeper(tmp_path), "code")
    said = [kept.remarks(("rule", text), lambda text=text: [("TYP01", 1, text, "")]) for text in ("a", "b", "a")]
    assert [remark[0][2] for remark in said] == ["a", "b", "a"]
    assert Readings(Keeper(tmp_path), "code").remarks(("rule", "a"), lambda: []) == said[0]
