"""Collects what is wrong with a case, so that its author sees all of it at once."""

from __future__ import annotations

from dataclasses import dataclass, field

from goodoffices.errors import BadRow

__all__ = ["MAX_SHOWN", "Problems"]

MAX_SHOWN = 20
"""Problems shown in one error: a screenful; one wrong column can break every row."""


@dataclass(slots=True, kw_only=True)
class Problems:
    """Lines of complaint in the order of discovery; `raise_if_any` turns them into one error."""

    found: list[tuple[str, int | None, str]] = field(default_factory=list)

    def add(self, message: str, *, where: str, line: int | None = None, column: str = "") -> None:
        """Remember one problem.

        >>> problems = Problems()
        >>> problems.add("found 'x'", where="events.csv", line=3, column="code")
        >>> problems.found
        [('events.csv', 3, "column code: found 'x'")]
        """
        self.found.append((where, line, f"column {column}: {message}" if column else message))

    def raise_if_any(self) -> None:
        """Raise one `BadRow` that lists the first problems and counts the rest.

        >>> Problems().raise_if_any()
        """
        if not self.found:
            return
        if len(self.found) == 1:
            where, line, message = self.found[0]
            raise BadRow(message, where=where, line=line)
        shown = [
            str(BadRow(message, where=where, line=line))
            for where, line, message in self.found[:MAX_SHOWN]
        ]
        n_hidden = len(self.found) - len(shown)
        tail = [f"... and {n_hidden} more"] if n_hidden else []
        head = f"{len(self.found)} problems"
        raise BadRow("\n  ".join([head, *shown, *tail]))
