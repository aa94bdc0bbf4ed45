"""Expand the skeletons of ``acts/`` into sentences with a marked source and target.

``(a|b)`` chooses, ``[a|b]`` chooses or leaves out, ``<GROUP>`` draws a word of a group (``+`` its
plural), ``word~`` bends a verb, ``S`` and ``T`` are the spans (``T:police``: of that kind), a line
with ``=`` is a whole sentence, any other a verb phrase, ``@kinds`` before it says who acts, and
``*3`` before all makes a line count three times.
"""

from __future__ import annotations

import random
import re
from dataclasses import dataclass
from pathlib import Path

from verbs import inflect, pluralise

__all__ = ["Sentence", "expand_all", "training_files"]

HERE = Path(__file__).parent
MODEL = HERE.parents[1] / "src/goodoffices/reading/model"
SHARE_PASSIVE = 0.2
SHARE_MIDDLE = 0.2
"""Sentences with words between the source and its verb."""
SHARE_BEHIND = 0.12
"""Sentences with a clause about the target right behind it."""
SHARE_HEAD = 0.3
SHARE_CLAUSE = 0.3
"""Sentences followed by a clause that tells another act of others."""
SHARE_OPEN = 0.1
"""Sentences that such a clause opens."""
_CHOICE = re.compile(r"\(([^()\[\]]*)\)|\[([^()\[\]]*)\]")
_GROUP = re.compile(r"<([A-Za-z]+)([~+]?)>")
_ACTOR = re.compile(r"(?<![\w$])([ST])(?::([a-z]+))?(?![\w])")
_PASSIVE = re.compile(r"(<v\w+~>|[\w-]+~) (T(?::\w+)?)(?=\s|$)(.*)")
_TIMES = re.compile(r"\*(\d) ")
_FORMS = ("past", "past", "past", "past", "perfect", "perfect", "pres", "told", "going")
_PERFECT = ("has", "have", "had")
_TOLD = ("said it had", "says it has", "said they had", "has reportedly", "announced it had",
         "said he had", "is said to have")  # fmt: skip
_GOING = ("is", "are", "was", "were", "has been", "is reportedly", "is currently")
_PASSIVES = ("was", "were", "has been", "have been", "was reportedly")
_NUMBERS = ("12", "20", "three", "150", "1.5", "2,000", "40", "six", "2015")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One made sentence: its text, the spans and the root of the act."""

    text: str
    source: tuple[int, int]
    target: tuple[int, int]
    root: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wrapper:
    roots: tuple[str, ...]
    pattern: str


class Expander:
    """Draws from the word lists and the skeletons with one random generator."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)  # noqa: S311 - sentences, not secrets
        paths = (MODEL / "words.txt", HERE / "actors.txt", HERE / "frames.txt")
        pairs = [line.partition(" = ") for path in paths for line in _lines(path)]
        self.words = {name: words.split(" | ") for name, _, words in pairs}
        self.acts = {
            path.stem: _often(_lines(path)) for path in sorted((HERE / "acts").glob("*.txt"))
        }
        self.phrases = {
            root: [line for line in lines if not line.startswith("=")]
            for root, lines in self.acts.items()
        }
        self.wrappers: dict[str, list[_Wrapper]] = {}
        for line in _lines(HERE / "wrappers.txt"):
            root, _, rest = line.partition(" < ")
            roots, _, pattern = rest.partition(" : ")
            one = _Wrapper(roots=tuple(roots.split()), pattern=pattern)
            self.wrappers.setdefault(root, []).append(one)

    def choose(self, pattern: str) -> str:
        """Settle every alternation and option, innermost first."""
        while found := _CHOICE.search(pattern):
            if found.group(1) is not None:
                settled = self.random.choice(found.group(1).split("|"))
            else:
                settled = self.random.choice(["", *found.group(2).split("|")])
            pattern = f"{pattern[: found.start()]}{settled}{pattern[found.end() :]}"
        return pattern

    def fill(self, text: str, form: str = "past") -> str:
        """Fill the groups and bend the marked verbs to a form."""
        while _GROUP.search(text):
            text = _GROUP.sub(self._draw, text)
        text = re.sub(r"([\w-]+)~", lambda found: inflect(found.group(1), form), text)
        return re.sub(r"#", lambda _: self.random.choice(_NUMBERS), text)

    def _draw(self, found: re.Match[str]) -> str:
        name, mark = found.groups()
        word = self.random.choice(self.words["gov" if name == "OTHER" else name])
        if mark == "~":
            first, blank, rest = word.partition(" ")
            return f"{first}~{blank}{rest}"
        return pluralise(word) if mark == "+" else word

    def actor(self, kind: str | None) -> str:
        """Return the name of somebody of a kind; without a kind mostly of a government."""
        return self.fill(f"<{kind or 'gov'}>")

    def phrase(self, line: str) -> tuple[str, str]:
        """Return the mark of the source ("S:police") and the settled words of a verb phrase."""
        kinds: list[str] = []
        if line.startswith("@"):
            head, _, line = line.partition(" ")
            kinds = head[1:].split(",")
        return f"S:{self.random.choice(kinds)}" if kinds else "S", self.choose(line)

    def told(self, line: str) -> str:
        """Return a whole sentence of a verb phrase: active, passive or reported."""
        source, words = self.phrase(line)
        passive = _PASSIVE.match(words)
        if passive and self.random.random() < SHARE_PASSIVE:
            verb, target, rest = passive.groups()
            by = self.random.choice([f"{rest} by {source}", f"by {source} {rest}"])
            return self.fill(f"{target} {self.random.choice(_PASSIVES)} {verb} {by}", "pp")
        middle = ""
        if self.random.random() < SHARE_MIDDLE:
            middle = self.others(self.random.choice(self.words["MID"]))
        form = self.random.choice(_FORMS)
        if form in {"past", "pres"}:
            return self.fill(f"{source} {middle} {words}", form)
        if form == "going":
            return self.fill(f"{source} {middle} {self.random.choice(_GOING)} {words}", "ing")
        had = self.random.choice(_PERFECT if form == "perfect" else _TOLD)
        return self.fill(f"{source} {middle} {had} {words}", "pp")

    def wrapped(self, wrapper: _Wrapper) -> str:
        """Return a sentence of an act inside another ("agreed to lift ...")."""
        root = self.random.choice(wrapper.roots)
        source, words = self.phrase(self.random.choice(self.phrases[root]))
        pattern = self.choose(wrapper.pattern)
        if re.search(r"\bW\b", pattern):
            words = self.fill(_ACTOR.sub(lambda found: self.actor(found.group(2)), words), "base")
            target = "" if _has(pattern, "T") else "T "
            return re.sub(r"\bW\b", lambda _: target + words, pattern)
        filled = self.fill(words, "ing" if "Ving" in pattern else "base")
        pattern = re.sub(r"\bS\b", source, pattern)
        return re.sub(r"\bV(ing)?\b", lambda _: filled, pattern)

    def others(self, frame: str) -> str:
        """Return a frame with another act of others in it."""

        def act(found: re.Match[str]) -> str:
            line = self.random.choice(self.phrases[self.random.choice(list(self.phrases))])
            words = _ACTOR.sub(lambda one: self.actor(one.group(2)), self.phrase(line)[1])
            return self.fill(words, found.group(1))

        return self.fill(re.sub(r"\{(\w+)\}(?: <OTHER>)?", act, frame))

    def around(self) -> tuple[str, str]:
        """Return what stands before and after the sentence."""
        head = self.random.choice(self.words["HEAD"]) if self.random.random() < SHARE_HEAD else ""
        tail = self.random.choice(self.words["TAIL"])
        roll = self.random.random()
        if roll < SHARE_CLAUSE:
            tail = self.others(self.random.choice(self.words["CLAUSE"]))
        elif roll < SHARE_CLAUSE + SHARE_OPEN:
            head = self.others(self.random.choice(self.words["OPEN"]))
        return self.fill(head), self.fill(tail)

    def skeleton(self, root: str, turn: int, share_wrapped: float) -> str:
        """Return the next sentence of a root, with S and T still open; each line has its turn."""
        lines = self.acts[root]
        if root in self.wrappers and self.random.random() < share_wrapped:
            return self.wrapped(self.random.choice(self.wrappers[root]))
        line = lines[turn] if turn < len(lines) else self.random.choice(lines)
        return self.fill(self.choose(line[2:])) if line.startswith("=") else self.told(line)

    def finish(self, skeleton: str, root: str) -> Sentence:
        """Put the names in, add what stands around and note where the spans are."""
        head, tail = self.around()
        behind = self.random.choice(self.words["BEHIND"])
        if skeleton.rstrip().endswith("T") and self.random.random() < SHARE_BEHIND:
            skeleton = f"{skeleton.rstrip()} {self.others(behind)}"
        text = _tidy(f"{head} ") if head else ""
        spans: dict[str, tuple[int, int]] = {}
        at = 0
        for found in _ACTOR.finditer(skeleton):
            text = _tidy(text + skeleton[at : found.start()])
            mark, kind = found.groups()
            is_adjective = kind is None and re.search(r"\b(?:a|three|six|\d+) $", text)
            name = self.actor("adj" if is_adjective else kind)
            name = name if text else name[0].upper() + name[1:]
            spans.setdefault(mark, (len(text), len(text) + len(name)))
            text += name
            at = found.end()
        text = _tidy(f"{text}{skeleton[at:]} {tail}").rstrip()
        return Sentence(text=text, source=spans["S"], target=spans["T"], root=root)


def _lines(path: Path) -> list[str]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def _often(lines: list[str]) -> list[str]:
    """Return the lines, those that begin with ``*3`` three times."""
    found: list[str] = []
    for line in lines:
        times = _TIMES.match(line)
        found += [line[times.end() :]] * int(times.group(1)) if times else [line]
    return found


def _has(skeleton: str, mark: str) -> bool:
    return any(found.group(1) == mark for found in _ACTOR.finditer(skeleton))


def _tidy(text: str) -> str:
    text = re.sub(r"\s+", " ", text).lstrip()
    return re.sub(r" (?=[,.;])|(?<=\w) (?='s\b)", "", text)


def expand_all(seed: int, per_root: int, per_line: int, share_wrapped: float) -> list[Sentence]:
    """Return ``per_root`` + ``per_line`` * lines sentences of every root, in order, for a seed."""
    maker = Expander(seed)
    found: list[Sentence] = []
    for root in maker.acts:
        turn = n_made = 0
        while n_made < per_root + per_line * len(maker.acts[root]):
            skeleton = maker.skeleton(root, turn, share_wrapped)
            turn += 1
            if _has(skeleton, "S") and _has(skeleton, "T"):
                found.append(maker.finish(skeleton, root))
                n_made += 1
    return found


def training_files() -> list[Path]:
    """Return every file that the sentences come from, in order."""
    own = [*HERE.glob("*.txt"), *HERE.glob("*.py"), *(HERE / "acts").glob("*.txt")]
    return [*sorted(MODEL.glob("*.txt")), *sorted(own)]
