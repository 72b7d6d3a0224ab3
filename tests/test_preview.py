"""The preview of a pull request: its site is data that nobody vouches for, published in a repository of its own."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest
from imprenta import preview
from imprenta.preview import PreviewError, main, publish, require_plain_site, run

SHA = "b" * 40


@pytest.fixture
def site(tmp_path: Path) -> Path:
    folder = tmp_path / "build" / "preview"
    (folder / "en").mkdir(parents=True)
    (folder / "index.html").write_text("<h1>12</h1>", encoding="utf-8")
    (folder / "en" / "index.html").write_text("<h1>12 en</h1>", encoding="utf-8")
    return folder


@pytest.fixture
def remote(tmp_path: Path) -> Path:
    """A repository that holds the previews of two pull requests, and something that is none."""
    work, bare = tmp_path / "work", tmp_path / "remote.git"
    for name in ("pull/7", "pull/12", "pull/rubbish"):
        (work / name).mkdir(parents=True)
        (work / name / "index.html").write_text(f"<h1>{name}</h1>", encoding="utf-8")
    git = ["git", "-C", str(work), "-c", "user.name=t", "-c", "user.email=t@example.org"]
    subprocess.run([*git, "init", "--quiet", "--initial-branch=main"], check=True)
    subprocess.run([*git, "add", "."], check=True)
    subprocess.run([*git, "commit", "--quiet", "-m", "before"], check=True)
    subprocess.run(["git", "clone", "--quiet", "--bare", str(work), str(bare)], check=True)
    return bare


def _files(remote: Path) -> dict[str, str]:
    names = subprocess.check_output(
        ["git", "-C", str(remote), "ls-tree", "-r", "--name-only", "main"], text=True
    ).split()
    return {
        name: subprocess.check_output(["git", "-C", str(remote), "show", f"main:{name}"], text=True) for name in names
    }


def test_a_preview_takes_the_place_of_the_one_before(site: Path, remote: Path) -> None:
    publish(site, 12, str(remote), [12, 7], run)
    assert _files(remote) == {
        ".nojekyll": "",
        "robots.txt": "User-agent: *\nDisallow: /\n",
        "pull/7/index.html": "<h1>pull/7</h1>",
        "pull/12/index.html": "<h1>12</h1>",
        "pull/12/en/index.html": "<h1>12 en</h1>",
    }
    count = subprocess.check_output(["git", "-C", str(remote), "rev-list", "--count", "main"], text=True)
    assert count == "1\n"


def test_previews_of_closed_pull_requests_go_away(site: Path, remote: Path) -> None:
    publish(site, 12, str(remote), [12], run)
    assert [name for name in _files(remote) if name.startswith("pull/")] == [
        "pull/12/en/index.html",
        "pull/12/index.html",
    ]


def _plant(site: Path, name: str) -> None:
    match name:
        case "link":
            (site / "link.html").symlink_to("/etc/passwd")
        case "linked folder":
            (site / "all").symlink_to("/etc", target_is_directory=True)
        case "pipe":
            os.mkfifo(site / "pipe.html")
        case "CNAME":
            (site / "CNAME").write_text("evil.example", encoding="utf-8")
        case "program":
            (site / "run.sh").write_text("#!/bin/sh", encoding="utf-8")
        case "no site":
            (site / "index.html").unlink()


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("link", "link.html: not an ordinary file"),
        ("linked folder", "all: not an ordinary file"),
        ("pipe", "pipe.html: not an ordinary file"),
        ("CNAME", "CNAME: not a kind of file that a site has"),
        ("program", "run.sh: not a kind of file that a site has"),
        ("no site", "{site}: no index.html"),
    ],
)
def test_what_is_no_site_is_refused(site: Path, name: str, problem: str) -> None:
    require_plain_site(site)
    _plant(site, name)
    with pytest.raises(PreviewError) as found:
        require_plain_site(site)
    assert str(found.value) == problem.format(site=site)


def test_too_much_is_refused(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(preview, "MAX_FILES", 1)
    with pytest.raises(PreviewError, match="2 files, 25 bytes: too much"):
        require_plain_site(site)


class _Hub:
    """Stands in for GitHub; git itself is real."""

    def __init__(self, *heads: tuple[int, str]) -> None:
        self.heads = heads
        self.asked: list[list[str]] = []

    def __call__(self, command: Sequence[str]) -> str:
        if command[0] == "git":
            return run(command)
        self.asked.append(list(command))
        return json.dumps([[{"number": number, "head": {"sha": sha}} for number, sha in self.heads]])


def _environment(remote: Path) -> dict[str, str]:
    return {
        "GITHUB_REPOSITORY": "al-las/cuadernos",
        "HEAD_SHA": SHA,
        "PREVIEW_REPOSITORY": str(remote),
        "PREVIEW_URL": "https://previews.example/site/",
    }


def test_the_pull_request_is_the_one_that_github_knows(
    site: Path, remote: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    hub = _Hub((7, "a" * 40), (31, SHA))
    assert main(site, _environment(remote), hub) == 0
    assert capsys.readouterr().out == "https://previews.example/site/pull/31/\n"
    assert "pull/31/index.html" in _files(remote)
    assert hub.asked[-1] == [
        "gh", "api", "--method", "POST", f"repos/al-las/cuadernos/statuses/{SHA}", "-f", "state=success",
        "-f", "context=Vista previa · Preview", "-f", "target_url=https://previews.example/site/pull/31/",
    ]  # fmt: skip


def test_an_outdated_commit_is_not_published(site: Path, remote: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = _files(remote)
    assert main(site, _environment(remote), _Hub((31, "c" * 40))) == 0
    assert capsys.readouterr().out == f"{SHA}: closed or outdated by now; nothing to publish\n"
    assert _files(remote) == before


def test_what_is_missing_is_said(site: Path, remote: Path, capsys: pytest.CaptureFixture[str]) -> None:
    environment = _environment(remote)
    del environment["HEAD_SHA"]
    assert main(site, environment, _Hub()) == 2
    assert capsys.readouterr().err == "preview: HEAD_SHA is not set\n"


def test_the_token_is_in_no_list_of_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PREVIEW_TOKEN", "secret")
    shown = run(["git", "config", "--get-all", "http.https://github.com/.extraheader"])
    assert shown == "Authorization: Basic eC1hY2Nlc3MtdG9rZW46c2VjcmV0\n"
