"""Pins every dependency, the indirect ones too, with the hashes of its files, and without any address."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

ROOT = Path(__file__).parent.parent
LISTS = {"site": ["--extra", "build"], "test": ["--extra", "build", "--extra", "dev", "-c", "requirements/site.txt"]}


def main() -> None:
    """Write `requirements/site.txt` and `requirements/test.txt` anew from `pyproject.toml`."""
    with tempfile.TemporaryDirectory() as folder:
        venv.create(folder, with_pip=True)
        subprocess.run([f"{folder}/bin/pip", "install", "--quiet", "uv"], check=True)
        for name, options in LISTS.items():
            target = ROOT / "requirements" / f"{name}.txt"
            subprocess.run(
                [
                    f"{folder}/bin/uv", "pip", "compile", "--quiet", "pyproject.toml", *options,
                    "--generate-hashes", "--no-header", "--no-annotate", "--no-emit-index-url",
                    "--universal", "--python-version", "3.11", "--output-file", str(target),
                ],
                check=True,
                cwd=ROOT,
                env={"VIRTUAL_ENV": folder, "PATH": f"{folder}/bin:/usr/bin:/bin"} | _network(),
            )
            print(f"{target.relative_to(ROOT)}: {target.read_text().count('==')} pins", file=sys.stderr)


def _network() -> dict[str, str]:
    """Return the person's own settings of pip's and uv's network, which lead to their package index."""
    return {key: value for key, value in os.environ.items() if key.startswith(("PIP_", "UV_", "SSL_", "HOME", "http"))}


if __name__ == "__main__":
    main()
