"""Patterns that look for a few plain words first, because most texts hold none of them."""

from __future__ import annotations

import re
from re import _parser  # type: ignore[attr-defined]  # the parse of a pattern has no public name
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["QuickPattern"]

_REPEATS = frozenset({"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"})


class QuickPattern:
    """A pattern with groups of words, of each of which every match holds at least one.

    Words are case-folded. What the pattern says in other ways is passed over, so that a text may
    hold all and still not match; so are groups with a single letter or sign, which say little.

    >>> QuickPattern(re.compile("(?:on|by) (?P<day>mon|tues)day(?:, early)?")).needs
    (('day',), ('on', 'by'), ('mon', 'tues'))
    """

    __slots__ = ("needs", "pattern")

    def __init__(self, pattern: re.Pattern[str]) -> None:
        self.pattern = pattern
        groups = _groups(_parser.parse(pattern.pattern, pattern.flags))
        telling = [words for words in groups if all(map(_is_telling, words))]
        self.needs = tuple(sorted(dict.fromkeys(telling), key=len))

    def may_match(self, folded: str) -> bool:
        """Tell whether a text, given case-folded, holds what every match holds."""
        for words in self.needs:
            for word in words:
                if word in folded:
                    break
            else:
                return False
        return True

    def search(self, text: str, folded: str) -> re.Match[str] | None:
        """Return the first match in a text; ``folded`` is the text case-folded."""
        return self.pattern.search(text) if self.may_match(folded) else None

    def finditer(self, text: str, folded: str) -> Iterator[re.Match[str]]:
        """Return the matches in a text; ``folded`` is the text case-folded."""
        return self.pattern.finditer(text) if self.may_match(folded) else iter(())


def _is_telling(word: str) -> bool:
    return len(word.strip()) > 1 or word.strip().isdigit()


def _groups(parsed: Any) -> list[tuple[str, ...]]:
    """Return the groups of a sequence: its runs of letters, and what lies in its brackets."""
    groups: list[tuple[str, ...]] = []
    run = ""
    for kind, value in parsed:
        name = str(kind)
        if name == "LITERAL":
            run += chr(value)
            continue
        groups += [(run.casefold(),)] * bool(run)
        run = ""
        if name == "SUBPATTERN" or (name in _REPEATS and value[0]):
            groups += _groups(value[-1])
        elif name == "BRANCH":
            groups += _of_either([_groups(branch) for branch in value[-1]])
    return [*groups, *[(run.casefold(),)] * bool(run)]


def _of_either(branches: list[list[tuple[str, ...]]]) -> list[tuple[str, ...]]:
    """Return a group of which each branch needs a word, none where a branch needs nothing."""
    if not all(branches):
        return []
    best = [max(groups, key=lambda words: (min(map(len, words)), -len(words)))
            for groups in branches]  # fmt: skip
    return [tuple(dict.fromkeys(word for words in best for word in words))]
