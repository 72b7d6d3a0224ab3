"""Lets `python -m imprenta.cli` be the command too."""

import sys

from imprenta.cli import main

sys.exit(main())
