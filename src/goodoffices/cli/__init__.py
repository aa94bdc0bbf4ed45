"""The command line: ``goodoffices <verb> <things> --options``.

In: words and files. Out: a table or a page for people, JSON for programs; results go to stdout,
words about the work to stderr. Each command is one call into a room and holds no logic.
Exit codes: 0 done, 1 something was wrong with the input or the store, 2 wrong usage, 130 stopped.
"""

from goodoffices.cli.app import main

__all__ = ["main"]
