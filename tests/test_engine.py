"""The contract with MkDocs and static-i18n: what we ask of them beyond their documented interfaces still holds.

`test_site.py` reads the outcome; this reads the build itself, so that an upgrade that breaks it says where.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.sites import project

WATCH = """
import json, sys
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.plugins import event_priority
from imprenta import engine

config = load_config("mkdocs.yml", strict=True)
seen = []

@event_priority(-300)
def on_files(files, config):
    seen.append({
        "language": engine.current_language(config),
        "building": bool(engine.translator(config).building),
        "site_dir": config.site_dir.rpartition("/")[2],
        "files": {
            file.src_uri: {
                "dest": file.dest_uri,
                "url": file.url,
                "edit": file.edit_uri,
                "ours": bool(getattr(file, engine.SITE_PAGE, None)),
                "alternates": {code: other.url for code, other in sorted(file.alternates.items())},
            }
            for file in files.documentation_pages()
        },
    })
    return files

config.plugins.events["files"].append(on_files)
config.plugins.on_startup(command="build", dirty=False)
build(config)
config.plugins.on_shutdown()
print("SEEN", json.dumps({"seen": seen, "languages": engine.build_languages(config)}))
"""


def test_what_static_i18n_is_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PDF", "0")
    drawn = project(tmp_path / "press", {"docs/about.en.md": None}).configure()
    run = subprocess.run([sys.executable, "-c", WATCH], cwd=drawn.root, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    told = json.loads(run.stdout.partition("SEEN ")[2].splitlines()[0])
    assert told["languages"] == ["es", "en"]
    assert [(row["language"], row["building"]) for row in told["seen"]] == [("es", False), ("en", True)]
    spanish, english = (row["files"] for row in told["seen"])

    landing = spanish["01-lima-2014/index.es.md"]
    assert landing == {
        "dest": "01-lima-2014/index.html",
        "url": "01-lima-2014/",
        "edit": "cuadernos/01-lima-2014/volume.yml",
        "ours": True,
        "alternates": {"en": "en/01-lima-2014/", "es": "01-lima-2014/"},
    }
    chapter = english["01-lima-2014/chapters/01-oficinas.en.md"]
    assert chapter["dest"] == "en/01-lima-2014/chapters/01-oficinas/index.html"
    assert chapter["alternates"]["es"] == "01-lima-2014/chapters/01-oficinas/"
    assert spanish["about.es.md"]["edit"] == "docs/about.es.md" and not spanish["about.es.md"]["ours"]
    fallback = english["about.es.md"]
    assert fallback["ours"] and fallback["dest"] == "en/about/index.html" and fallback["edit"] == "docs/about.es.md"
