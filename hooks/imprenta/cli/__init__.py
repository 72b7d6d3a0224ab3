"""The command `imprenta`: what an editor does outside the site's build.

Exit status: 0 all is well, 1 errors were found in the texts, 2 the command could not do what was asked.
One module per command; `parser.COMMANDS` is their order in the help.
"""

from imprenta.cli.parser import main

__all__ = ["main"]
