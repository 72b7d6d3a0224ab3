"""Pages are kept at the end of a build that went well, for as long as nothing that went into them changes."""

from __future__ import annotations

import os
from pathlib import Path

from imprenta.keeping import SPARE, Keeper, digest_of
from imprenta.pagekeeping import PageKeeper


def build(folder: Path, around: str, *pages: str, after: str = "") -> list[str]:
    """Return which of some pages a build had to make."""
    made: list[str] = []
    keeper = PageKeeper(folder, around)
    for page in pages:
        assert keeper.get(("page", page), lambda page=page: made.append(page) or f"<p>{page}</p>") == f"<p>{page}</p>"
    assert keeper.close(after or around) == len(made)
    return made


def test_a_page_is_made_once(tmp_path: Path) -> None:
    assert build(tmp_path, "around", "one", "two", "one") == ["one", "two"]
    assert build(tmp_path, "around", "two", "three") == ["three"]
    assert build(tmp_path, "other", "two", "three") == ["two", "three"]


def test_what_was_made_while_something_changed_is_not_kept(tmp_path: Path) -> None:
    assert build(tmp_path, "around", "one", after="other") == ["one"]
    assert build(tmp_path, "around", "one") == ["one"]
    assert build(tmp_path, "other", "one") == ["one"]


def test_a_build_that_fails_keeps_nothing(tmp_path: Path) -> None:
    PageKeeper(tmp_path, "around").add(("page", "one"), "<p>half</p>")
    assert build(tmp_path, "around", "one") == ["one"]


def test_keys_do_not_run_into_one_another() -> None:
    keys = [("ab", "c"), ("a", "bc"), ("abc",), ("a", "b", "c"), (("a", "b"), "c"), ("a", None, "bc"), ("a\0bc",)]
    assert len({digest_of(*key) for key in keys}) == len(keys)


def test_what_is_not_used_goes_in_the_end(tmp_path: Path) -> None:
    for number in range(20):
        Keeper(tmp_path).keep(f"old {number}", b"old")
    for file in tmp_path.iterdir():
        os.utime(file, (0, 0))
    keeper = Keeper(tmp_path)
    (tmp_path / ".half.part").write_bytes(b"another build is writing this")
    for name in ("old 3", "new"):
        keeper.get(name, lambda: b"new")
    keeper.prune()
    left = [name for name in (*(f"old {number}" for number in range(20)), "new") if Keeper(tmp_path).has(name)]
    assert {"old 3", "new"} < set(left) and len(left) == 2 + 2 * SPARE
    assert (tmp_path / ".half.part").exists()
