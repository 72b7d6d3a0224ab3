"""Fetch and run veraPDF, the reference checker of PDF/UA and PDF/A, for `make conformance`; never part of a build."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PACKAGES: Mapping[str, str] = {"mvn": "maven", "java": "openjdk-17-jre-headless"}
"""What must be on the machine, and the Debian package that brings it."""

PROFILES: Mapping[str, str] = {"ua1": "PDF/UA-1", "3a": "PDF/A-3a"}
"""veraPDF's names of the profiles, and the standards' own."""

MAIN = "org.verapdf.apps.GreenfieldCliWrapper"


class Unavailable(Exception):
    """veraPDF cannot be had here; the message says what is missing."""


@dataclass(frozen=True, slots=True)
class Failure:
    """A test that a file fails.

    Attributes:
        profile: `PDF/UA-1` or `PDF/A-3a`.
        clause: of the standard, with the number of veraPDF's test in it: `7.3`, 1; empty where the file can't be read.
        count: how often it fails in the file.
        description: veraPDF's words for the rule.
        example: where it fails first, in veraPDF's notation.
    """

    profile: str
    clause: str
    test: int
    count: int
    description: str
    example: str


def require_tools() -> None:
    """Install Maven and Java where they are missing and this user may; raises `Unavailable` otherwise."""
    missing = [package for tool, package in PACKAGES.items() if shutil.which(tool) is None]
    if not missing:
        return
    if os.geteuid() == 0 and shutil.which("apt-get"):
        subprocess.run(["apt-get", "update", "-q"], check=False)
        subprocess.run(["apt-get", "install", "-y", "-q", "--no-install-recommends", *missing], check=False)
    still = [package for tool, package in PACKAGES.items() if shutil.which(tool) is None]
    if still:
        raise Unavailable(f"apt-get install {' '.join(still)}")


def fetch(requirements: Path, cache: Path) -> Path:
    """Return the folder of veraPDF's jars, fetched by Maven where the cache does not hold exactly those we expect.

    `requirements` holds `verapdf-pom.xml` and `verapdf.sha256`. Raises `Unavailable`.
    """
    pinned = (line.split() for line in (requirements / "verapdf.sha256").read_text(encoding="utf-8").splitlines())
    expected = {name: digest for digest, name in pinned}
    folder = cache / "verapdf"
    if _digests(folder) != expected:
        shutil.rmtree(folder, ignore_errors=True)
        goal = ["dependency:copy-dependencies", "-DincludeScope=runtime", f"-DoutputDirectory={folder.resolve()}"]
        done = subprocess.run(
            ["mvn", "-q", "-B", "-f", str(requirements / "verapdf-pom.xml"), *goal],
            capture_output=True, text=True, check=False, timeout=600,
        )  # fmt: skip
        if done.returncode != 0:
            raise Unavailable(next((line for line in done.stdout.splitlines() if "ERROR" in line), "mvn"))
        if _digests(folder) != expected:
            raise Unavailable("requirements/verapdf.sha256")
    return folder


def _digests(folder: Path) -> dict[str, str]:
    return {jar.name: hashlib.sha256(jar.read_bytes()).hexdigest() for jar in sorted(folder.glob("*.jar"))}


def validate(jars: Path, files: Sequence[Path]) -> dict[Path, tuple[Failure, ...]]:
    """Return what each file fails in both profiles; raises `Unavailable` where veraPDF gives no answer on a file."""
    found: dict[Path, tuple[Failure, ...]] = dict.fromkeys(files, ())
    runs = {name: _start(jars, name, files) for name in PROFILES}
    for name, run in runs.items():
        output, errors = run.communicate(timeout=3600)
        try:
            jobs = json.loads(output)["report"]["jobs"]
        except (ValueError, KeyError) as error:
            raise Unavailable(errors.strip() or output.strip() or MAIN) from error
        answered = {Path(job["itemDetails"]["name"]).resolve(): job for job in jobs}
        for file in files:
            if file.resolve() not in answered:
                raise Unavailable(str(file))
            found[file] += _failures(PROFILES[name], answered[file.resolve()])
    return found


def _start(jars: Path, profile: str, files: Sequence[Path]) -> subprocess.Popen[str]:
    """Run one profile over all files; both run side by side."""
    options = ["-f", profile, "--format", "json", "--maxfailuresdisplayed", "1", "--loglevel", "0"]
    command = ["java", "-cp", f"{jars}/*", MAIN, *options, *(str(file.resolve()) for file in files)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def _failures(profile: str, job: Mapping[str, Any]) -> tuple[Failure, ...]:
    results = job.get("validationResult") or []
    if not results:
        words = str(job.get("taskException", {}).get("exceptionMessage", ""))
        return (Failure(profile, "", 0, 1, words, ""),)
    return tuple(
        Failure(
            profile, rule["clause"], rule["testNumber"], rule["failedChecks"], rule["description"],
            next((check["context"] for check in rule.get("checks", ())), ""),
        )
        for result in results
        for rule in result["details"]["ruleSummaries"]
    )  # fmt: skip
