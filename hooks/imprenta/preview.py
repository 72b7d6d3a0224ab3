"""Publishes the site of a pull request in another repository, treating that site as data that nobody vouches for.

Runs in main's own workflow, with Python alone: `make preview`. It needs in its environment `GITHUB_REPOSITORY`,
`HEAD_SHA`, `GH_TOKEN` (reads pull requests, writes the link), `PREVIEW_REPOSITORY`, `PREVIEW_TOKEN` (writes there and
nowhere else) and `PREVIEW_URL` (address of that repository's site).
"""

from __future__ import annotations

import base64
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

MAX_FILES = 20_000
MAX_BYTES = 900_000_000
"""GitHub Pages publishes one gigabyte."""

SUFFIXES = frozenset(
    """
    .html .css .js .mjs .json .xml .txt .pdf .epub .svg .png .jpg .jpeg .webp .gif .ico .woff .woff2 .ttf .map .ics
    .bib .ris .zip .gz .wasm .pagefind .pf_meta .pf_index .pf_fragment .pf_filter .webmanifest .csv
    """.split()  # noqa: SIM905
)
"""What a site of ours is made of. A file without a suffix (`CNAME`) would move the preview's site elsewhere."""

FOLDER = re.compile(r"^[1-9][0-9]*$")

Ask = Callable[[Sequence[str]], str]
"""Runs a command and returns what it printed."""


class PreviewError(Exception):
    """The preview cannot be published; its words say why."""


def require_plain_site(site: Path) -> None:
    """Raise PreviewError unless `site` is a site: ordinary files of known kinds, not too many and not too large."""
    if not (site / "index.html").is_file():
        raise PreviewError(f"{site}: no index.html")
    count = size = 0
    for path in site.rglob("*"):
        if path.is_symlink() or not (path.is_file() or path.is_dir()):
            raise PreviewError(f"{path.relative_to(site)}: not an ordinary file")
        if path.is_file():
            if path.suffix.lower() not in SUFFIXES:
                raise PreviewError(f"{path.relative_to(site)}: not a kind of file that a site has")
            count, size = count + 1, size + path.stat().st_size
    if count > MAX_FILES or size > MAX_BYTES:
        raise PreviewError(f"{count} files, {size} bytes: too much")


def open_pulls(repository: str, ask: Ask) -> Mapping[int, str]:
    """Return the head commit of every open pull request by its number, as GitHub itself knows them."""
    query = ["gh", "api", "--paginate", "--slurp", f"repos/{repository}/pulls?state=open&per_page=100"]
    pages: list[list[dict[str, Any]]] = json.loads(ask(query))
    return {int(pull["number"]): str(pull["head"]["sha"]) for page in pages for pull in page}


def publish(site: Path, number: int, remote: str, still_open: Sequence[int], ask: Ask) -> None:
    """Put the site under `pull/<number>/` of the repository at `remote`, and take closed ones away.

    The repository keeps one commit: yesterday's previews are worth nothing.
    """
    with tempfile.TemporaryDirectory() as folder:
        clone = Path(folder) / "preview"
        ask(["git", "clone", "--quiet", "--depth=1", remote, str(clone)])
        pulls = clone / "pull"
        for old in list(pulls.iterdir()) if pulls.is_dir() else ():
            if not FOLDER.match(old.name) or int(old.name) not in still_open or int(old.name) == number:
                shutil.rmtree(old)
        shutil.copytree(site, pulls / str(number))
        (clone / ".nojekyll").touch()
        (clone / "robots.txt").write_text("User-agent: *\nDisallow: /\n", encoding="utf-8")
        git = [
            "git",
            "-C",
            str(clone),
            "-c",
            "user.name=imprenta",
            "-c",
            "user.email=imprenta@users.noreply.github.com",
        ]
        ask([*git, "checkout", "--quiet", "--orphan", "fresh"])
        ask([*git, "add", "--all"])
        ask([*git, "commit", "--quiet", "--message", f"Preview of pull request {number}"])
        ask([*git, "push", "--quiet", "--force", "origin", "fresh:main"])


def run(command: Sequence[str]) -> str:
    """Run a command; PreviewError with its complaint where it fails."""
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, env=_environment())
    if done.returncode:
        raise PreviewError(f"{command[0]} {command[1]}: {done.stderr.strip()}")
    return done.stdout


def _environment() -> dict[str, str]:
    """Give git the preview's token through its environment, where no list of processes shows it."""
    token = os.environ.get("PREVIEW_TOKEN", "")
    header = base64.b64encode(f"x-access-token:{token}".encode()).decode()
    return dict(os.environ) | {
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_CONFIG_COUNT": "1",
        "GIT_CONFIG_KEY_0": "http.https://github.com/.extraheader",
        "GIT_CONFIG_VALUE_0": f"Authorization: Basic {header}",
    }


def main(site: Path, environment: Mapping[str, str], ask: Ask = run) -> int:
    """Publish, and leave the link on the pull request's commit."""
    try:
        repository, sha = environment["GITHUB_REPOSITORY"], environment["HEAD_SHA"]
        target = environment["PREVIEW_REPOSITORY"]
        require_plain_site(site)
        pulls = open_pulls(repository, ask)
        number = next((number for number, head in pulls.items() if head == sha), None)
        if number is None:
            print(f"{sha}: closed or outdated by now; nothing to publish")
            return 0
        remote = target if target.startswith("/") else f"https://github.com/{target}.git"
        publish(site, number, remote, list(pulls), ask)
        url = f"{environment.get('PREVIEW_URL', '').rstrip('/')}/pull/{number}/"
        fields = {"state": "success", "context": "Vista previa · Preview", "target_url": url}
        options = [part for key, value in fields.items() for part in ("-f", f"{key}={value}")]
        ask(["gh", "api", "--method", "POST", f"repos/{repository}/statuses/{sha}", *options])
    except KeyError as missing:
        print(f"preview: {missing.args[0]} is not set", file=sys.stderr)
        return 2
    except (PreviewError, OSError, ValueError, subprocess.TimeoutExpired) as problem:
        print(f"preview: {problem}", file=sys.stderr)
        return 2
    print(url)
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), os.environ))
