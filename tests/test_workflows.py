"""The workflows: least rights, no secret beside a stranger's code, actions pinned, and make targets only."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from tests.sites import REPOSITORY

FOLDER = REPOSITORY / ".github" / "workflows"
FILES = sorted(FOLDER.glob("*.yml"))
FORMS = sorted((REPOSITORY / ".github" / "ISSUE_TEMPLATE").glob("[0-9]*.yml"))
PINNED = re.compile(r"^\s*(?:- )?uses: [\w-]+/[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$")
MAKE = re.compile(r"^make (?P<target>[a-z-]+)(?: FORMAT=github)?$")
RIGHTS = {
    "check.yml": {"contents": "read"},
    "code.yml": {"contents": "read"},
    "preview.yml": {"actions": "read", "contents": "read", "pull-requests": "read", "statuses": "write"},
    "publish.yml": {"contents": "read", "pages": "write", "id-token": "write"},
}


def _load(file: Path) -> dict[str, Any]:
    # YAML 1.2, in which `on` is no truth value.
    data: dict[str, Any] = YAML(typ="safe", pure=True).load(file.read_text(encoding="utf-8"))
    return data


def _steps(workflow: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for job in workflow["jobs"].values():
        yield from job["steps"]


def _rights(workflow: dict[str, Any]) -> dict[str, str]:
    """Return every right that a job can have."""
    found: dict[str, str] = {}
    for job in workflow["jobs"].values():
        found |= job.get("permissions", workflow["permissions"])
    return found


def test_there_is_one_workflow_for_each_purpose() -> None:
    assert [file.name for file in FILES] == sorted(RIGHTS)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_rights_are_the_least(file: Path) -> None:
    workflow = _load(file)
    assert "permissions" in workflow, "without it a job has every right"
    assert _rights(workflow) == RIGHTS[file.name]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_actions_are_pinned_by_commit(file: Path) -> None:
    uses = [line for line in file.read_text(encoding="utf-8").splitlines() if re.search(r"\buses:", line)]
    assert uses
    assert [line for line in uses if not PINNED.match(line)] == []


def test_an_action_has_one_version() -> None:
    pins: dict[str, set[str]] = {}
    for file in FILES:
        for name, sha in re.findall(r"uses: ([\w-]+/[\w-]+)[\w/-]*@(\w+)", file.read_text(encoding="utf-8")):
            pins.setdefault(name, set()).add(sha)
    assert {name: shas for name, shas in pins.items() if len(shas) > 1} == {}


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_a_step_runs_a_make_target_and_nothing_else(file: Path) -> None:
    targets = set(re.findall(r"^([a-z-]+):", (REPOSITORY / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    for step in _steps(_load(file)):
        if "run" in step:
            found = MAKE.match(step["run"])
            assert found, step["run"]
            assert found["target"] in targets


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_a_checkout_keeps_no_token_and_a_job_has_an_end(file: Path) -> None:
    workflow = _load(file)
    for step in _steps(workflow):
        if "checkout@" in step.get("uses", ""):
            assert step["with"]["persist-credentials"] is False
    assert all(job["timeout-minutes"] <= 60 for job in workflow["jobs"].values())


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_a_strangers_code_never_meets_a_secret(file: Path) -> None:
    text, workflow = file.read_text(encoding="utf-8"), _load(file)
    assert "pull_request_target" not in workflow["on"]
    if "pull_request" in workflow["on"]:
        assert "secrets." not in text
        assert "write" not in _rights(workflow).values()


def test_the_preview_runs_mains_program_on_the_others_data() -> None:
    workflow = _load(FOLDER / "preview.yml")
    check = _load(FOLDER / "check.yml")["name"]
    assert workflow["on"] == {"workflow_run": {"workflows": [check], "types": ["completed"]}}
    assert workflow["permissions"] == {}
    checkout, download, run = workflow["jobs"]["preview"]["steps"]
    assert checkout["with"]["ref"] == "main"
    upload = next(step for step in _steps(_load(FOLDER / "check.yml")) if "upload-artifact@" in step.get("uses", ""))
    assert download["with"]["name"] == upload["with"]["name"]
    assert run["run"] == "make preview"
    # What the stranger can choose (branch, title, artifact) is not among what the program is told.
    assert set(run["env"]) == {"GH_TOKEN", "HEAD_SHA", "PREVIEW_REPOSITORY", "PREVIEW_TOKEN", "PREVIEW_URL"}


def test_the_books_are_cached() -> None:
    for name in ("check.yml", "publish.yml"):
        cache = next(step for step in _steps(_load(FOLDER / name)) if "actions/cache@" in step.get("uses", ""))
        assert cache["with"]["path"] == ".cache/imprenta"
        assert cache["with"]["restore-keys"] == "imprenta-"


def test_nothing_kept_comes_with_the_repository() -> None:
    """Whoever writes there can put anything on a page."""
    command = ["git", "ls-files", ".cache", "site"]
    # Outside a clone there is no list, and nothing to hold.
    assert subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=False).stdout == ""
    ignored = (REPOSITORY / ".gitignore").read_text(encoding="utf-8").splitlines()
    assert {"/.cache/", "/site/"} <= set(ignored)


@pytest.mark.parametrize("file", FORMS, ids=lambda file: file.name)
def test_issue_forms_speak_both_languages(file: Path) -> None:
    form = _load(file)
    assert " · " in form["name"]
    assert " · " in form["description"]
    fields = [field for field in form["body"] if field["type"] != "markdown"]
    assert all(" · " in field["attributes"]["label"] for field in fields)
    assert len({field["id"] for field in fields}) == len(fields)
    assert any(field.get("validations", {}).get("required") for field in fields)


def test_the_owners_of_a_file_own_files_that_are_there() -> None:
    """A line that matches nothing protects nothing, and nobody is told."""
    lines = (REPOSITORY / ".github" / "CODEOWNERS").read_text(encoding="utf-8").splitlines()
    rules = [line.split() for line in lines if line and not line.startswith("#")]
    owned = {path for path, *_ in rules}
    assert owned >= {"/cuadernos/funding.yml", "/cuadernos/collection.yml", "/cuadernos/emblems/"}
    assert [path for path in owned if not (REPOSITORY / path.strip("/")).exists()] == []
    assert {owner for _, *owners in rules for owner in owners} == {"@al-las/cuadernos"}
