"""What is known of a word that may tell an act, and of who may stand on a side of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from goodoffices.reading.classify_words import stem, word_groups
from goodoffices.reading.grammar import is_passive, is_root, is_verb, surface_subjects
from goodoffices.reading.modality import find_modality, is_standing
from goodoffices.reading.story import state_ids
from goodoffices.reading.triggers import rows_of
from goodoffices.reading.ways import label_of_step, link_of, way, written

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from goodoffices.reading.learned.candidates import Candidate
    from goodoffices.reading.parsed import ParsedText, Word
    from goodoffices.reading.scene import Scene
    from goodoffices.reading.story import Mention, Story
    from goodoffices.reading.triggers import Trigger

_TELLING = frozenset({"NOUN", "VERB", "ADJ", "PROPN"})
_QUOTES = '"\N{LEFT DOUBLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}'
_FAR = 4
_DEEP = 3


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Sheet:
    """A unit with what is asked of it again and again.

    ``emitted`` holds, by word, the pairs of ids that the rules have told there.
    """

    scene: Scene
    story: Story
    triggers: Mapping[int, str]
    emitted: Mapping[int, tuple[frozenset[str], frozenset[str]]]
    by_head: Mapping[int, tuple[Mention, ...]]
    named: frozenset[int]
    n_ids: int

    @property
    def doc(self) -> ParsedText:
        """The parsed unit."""
        return self.scene.doc


def sheet_of(
    scene: Scene,
    story: Story,
    triggers: Sequence[Trigger],
    emitted: Mapping[int, tuple[frozenset[str], frozenset[str]]],
) -> Sheet:
    """Return the sheet of a unit."""
    by_head: dict[int, list[Mention]] = {}
    named: set[int] = set()
    ids: set[str] = set()
    for mention in scene.mentions:
        by_head.setdefault(mention.head, []).append(mention)
        span = scene.doc.touched(mention.start, mention.end)
        if mention.form != "pronoun":
            named |= {t.i for t in span}
        ids |= state_ids(mention.actors)
    return Sheet(
        scene=scene,
        story=story,
        triggers={t.token.i: t.row.code for t in reversed(triggers)},
        emitted=emitted,
        by_head={head: tuple(found) for head, found in by_head.items()},
        named=frozenset(named),
        n_ids=min(len(ids), _FAR),
    )


def telling_words(sheet: Sheet) -> list[Word]:
    """Return the words of a unit that may tell an act."""
    return [
        token
        for token in sheet.doc
        if token.pos_ in _TELLING
        and (token.i not in sheet.named or token.pos_ == "NOUN")
        and not (token.pos_ == "PROPN" and not rows_of(token))
        and token.lower_ != "%"
        and token.text.isalpha() | ("-" in token.text)
    ]


def plain_features(token: Word) -> list[str]:
    """Return the names of what is known of a word at a glance."""
    lemma, pos, dep, head = token.lemma_.lower(), token.pos_, token.dep_, token.head
    return [
        "bias", f"p {pos}", f"pd {pos} {dep}", f"t {token.tag_}", f"l {lemma} {pos}",
        f"s {stem(token.lower_)}", f"ld {lemma} {dep}", f"h {head.lemma_.lower()} {dep}",
        f"hp {head.pos_} {dep} {pos}", f"e {lemma[-3:]} {pos}",
    ]  # fmt: skip


def word_features(sheet: Sheet, token: Word, plain: Sequence[str]) -> list[str]:
    """Return the names of all that is known of a word; ``plain`` are those at a glance."""
    lemma, pos, dep = token.lemma_.lower(), token.pos_, token.dep_
    stemmed = stem(token.lower_)
    names = [*plain, f"n {sheet.n_ids} {pos}"]
    doc = sheet.doc
    if token.i:
        names.append(f"-1 {doc[token.i - 1].lower_}")
    if token.i + 1 < len(doc):
        after = doc[token.i + 1].lower_
        names += [f"+1 {after}", f"l+1 {lemma} {after}"]
    names.extend(_below(token, lemma))
    for group in word_groups().get(stemmed, ()) or word_groups().get(lemma, ()):
        names += [f"g {group} {pos}", f"gd {group} {dep}"]
    rows = rows_of(token)
    if rows:
        names += ["row", f"row {rows[0].code[:2]} {pos}"]
    if token.i in sheet.triggers:
        names += ["fits", f"fits {sheet.triggers[token.i][:2]}", f"fits {pos} {dep}"]
    if token.i in sheet.emitted:
        names += ["told", f"told {sheet.triggers.get(token.i, '?')[:2]}"]
    names.extend(_about(sheet, token))
    names.extend(_above(token))
    return list(dict.fromkeys(names))


def _below(token: Word, lemma: str) -> Iterator[str]:
    pos = token.pos_
    for child in token.children:
        dep, word = child.dep_, child.lemma_.lower()
        yield f"c {pos} {dep}"
        if dep in {"prep", "agent", "prt", "dative"}:
            yield f"lc {lemma} {child.lower_}"
            yield f"pc {pos} {child.lower_}"
            for noun in child.children:
                if noun.dep_ in {"pobj", "pcomp"}:
                    yield f"lp {lemma} {child.lower_} {noun.lemma_.lower()}"
                    for group in word_groups().get(stem(noun.lower_), ()):
                        yield f"lpg {lemma} {child.lower_} {group}"
        elif dep in {"dobj", "nsubjpass", "attr", "acomp", "oprd", "xcomp", "ccomp"}:
            yield f"lo {lemma} {word}"
            yield f"o {dep} {word}"
            for group in word_groups().get(stem(child.lower_), ()):
                yield f"log {lemma} {group}"
                yield f"og {dep} {group}"
        elif dep in {"aux", "auxpass", "neg", "det", "mark", "poss"}:
            yield f"x {pos} {dep} {child.lower_}"
        elif dep in {"compound", "amod"} and pos != "VERB":
            yield f"lm {lemma} {word}"
            yield f"m {word}"


def _about(sheet: Sheet, token: Word) -> Iterator[str]:
    """Yield where the states of the unit stand to a word, and what is said of its truth."""
    pos = token.pos_
    modality, word = find_modality(token)
    yield f"mod {modality}"
    yield f"modw {modality} {word}"
    yield f"mod {modality} {pos}"
    if is_standing(token):
        yield "standing"
    text = sheet.doc.text
    if sum(text.count(q, 0, token.idx) for q in _QUOTES) % 2:
        yield f"quoted {pos}"
    if is_verb(token):
        yield f"passive {is_passive(token)}"
        subjects = {n.i for n in surface_subjects(token)}
        yield f"subject {_has_state(sheet, subjects)} {is_passive(token)}"
    here = sum(1 for t in token.subtree if t.i in sheet.by_head)
    yield f"under {min(here, _DEEP)} {pos}"
    if token.i in sheet.by_head:
        yield f"of a state {pos}"
    own = [c for c in token.children if c.i in sheet.by_head or c.i in sheet.named]
    for child in own:
        yield f"own {pos} {child.dep_}"


def _has_state(sheet: Sheet, places: set[int]) -> str:
    found = [m for i in places for m in sheet.by_head.get(i, ())]
    if not places:
        return "none"
    if any(state_ids(m.actors) for m in found):
        return "state"
    return "actor" if found else "other"


def _above(token: Word) -> Iterator[str]:
    """Yield the way from a word up to the top of its unit."""
    step = token
    labels: list[str] = []
    while not is_root(step) and len(labels) < _FAR:
        labels.append(step.dep_)
        step = step.head
        if len(labels) <= _DEEP:
            yield f"up {len(labels)} {'^'.join(labels)} {step.pos_}"
        if len(labels) > 1:
            yield f"upl {step.lemma_.lower()}"
    yield f"deep {len(labels)} {token.pos_}"


def side_features(sheet: Sheet, token: Word, root: str, one: Candidate) -> list[str]:
    """Return the names of what is known of somebody as a side of the act that a word tells.

    ``root`` is the root category of the act by the table of acts, "" where it has none.
    """
    voice = "p" if is_verb(token) and is_passive(token) else "a"
    if one.mention is None:
        return _absent_features(sheet, token, root, one, voice)
    return _mention_features(sheet, token, root, one.mention, voice)


def _absent_features(sheet: Sheet, token: Word, root: str, one: Candidate, voice: str) -> list[str]:
    """Return what speaks for one whom the unit does not name, or for nobody."""
    pos, kind = token.pos_, one.kind
    subjects = surface_subjects(token) if is_verb(token) else []
    doer = _has_state(sheet, {n.i for n in subjects})
    has_object = any(c.dep_ in {"dobj", "nsubjpass"} for c in token.children)
    place = f"{pos} {voice} {doer} {has_object}"
    form = _form_of(subjects)
    names = ["bias", f"k {kind}", f"k {kind} {pos} {voice}", f"k {kind} {root}",
             f"k {kind} {place}",
             f"k {kind} n{sheet.n_ids}", f"k {kind} {pos} n{sheet.n_ids}",
             f"k {kind} {token.lemma_.lower()}", f"k {kind} {pos} {voice} {root}",
             f"k {kind} {token.dep_} {pos}", f"k {kind} {token.i in sheet.emitted}",
             *(f"k {kind} subject {n.lemma_.lower()}" for n in subjects[:1]),
             *(f"k {kind} object {n.lemma_.lower()}" for n in token.children
               if n.dep_ in {"dobj", "poss"}),
             *(f"k {kind} object {c.lower_} {n.lemma_.lower()}" for c in token.children
               if c.dep_ in {"prep", "agent"} for n in c.children if n.dep_ == "pobj")]  # fmt: skip
    for trait in one.traits:
        names += [f"t {trait}", f"t {trait} {pos} {voice}", f"t {trait} {place}",
                  f"t {trait} n{sheet.n_ids}", f"t {trait} {root}",
                  f"t {trait} {form}",
                  *(f"t {trait} subject {n.lemma_.lower()}" for n in subjects[:1])]  # fmt: skip
    return names


def _form_of(subjects: Sequence[Word]) -> str:
    """Return what kind of subject a verb has: which pronoun, "the" or "its" noun, a name."""
    if not subjects:
        return "none"
    noun = subjects[0]
    if noun.pos_ == "PRON":
        return noun.lower_
    first = next((c for c in noun.children if c.dep_ in {"det", "poss"}), None)
    return f"{'-' if first is None or first.pos_ == 'PROPN' else first.lower_} {noun.pos_}"


def _mention_features(
    sheet: Sheet, token: Word, root: str, mention: Mention, voice: str
) -> list[str]:
    """Return what speaks for a mention of the unit."""
    pos = token.pos_
    noun = sheet.doc[mention.head]
    up, down = way(token, noun)
    where = "before" if mention.start < token.idx else "after"
    names = ["bias", *_by_way(token, root, voice, mention, (up, down)),
             *_by_place(sheet, token, mention, voice, where)]  # fmt: skip
    is_told = sheet.emitted.get(token.i)
    form = "state" if state_ids(mention.actors) else "no"
    form = "pronoun" if mention.form == "pronoun" else form
    modifier = "m" if mention.is_modifier else "h"
    role = "|".join(sorted({actor.role for actor in mention.actors}))
    names += [f"f {form} {modifier} {where}", f"f {mention.form}", f"fr {mention.rule}",
              f"ro {role}", f"ro {role} {root}", f"r {root} {where} {pos} {voice}",
              f"hd {noun.dep_} {modifier} {voice}", f"many {len(mention.actors)}"]  # fmt: skip
    ids, titled = state_ids(mention.actors), sheet.story.titled
    share = max((int(5 * sheet.story.shares.get(side, 0.0)) for side in ids), default=-1)
    names += [f"sh {share} {where}", f"sh {share} {pos} {voice} {where}",
              f"ti {not ids.isdisjoint(titled)} {bool(titled)} {where}"]  # fmt: skip
    if mention.is_modifier:
        names += [f"mh {noun.lemma_.lower()}", f"mh {noun.lemma_.lower()} {root}"]
    if is_told is None:
        return list(dict.fromkeys([*names, "not told"]))
    ids = ids or frozenset({"-"})
    first, second = bool(ids & is_told[0]), bool(ids & is_told[1])
    names += [f"rs {first}", f"rt {second}", f"rst {first} {second} {root}"]
    return list(dict.fromkeys(names))


def _by_way(
    token: Word, root: str, voice: str, mention: Mention, ways: tuple[list[Word], list[Word]]
) -> Iterator[str]:
    """Yield names for the way through the parse from the act to a mention."""
    up, down = ways
    lemma, pos = token.lemma_.lower(), token.pos_
    modifier = "m" if mention.is_modifier else "h"
    where = "before" if mention.start < token.idx else "after"
    path = written(up, down)
    above, below = path.split(">")
    end = "/".join(map(label_of_step, down[-2:]))
    link = link_of(down)
    yield from (
        f"w {path} {voice}", f"w {path} {voice} {pos} {modifier}",
        f"w {path} {root}", f"u {above} {voice} {pos}", f"d {below} {voice} {modifier}",
        f"e {end} {voice} {pos} {modifier}", f"e {end} {root} {voice}", f"l {lemma} {end} {voice}",
        f"l {lemma} {link} {where}", f"l {lemma} {where}", f"r {root} {link} {where}",
        f"len {min(len(up), _FAR)} {min(len(down), _FAR + 1)} {where}",
        f"verbs {sum(map(is_verb, down[:-1]))} {sum(map(is_verb, up))}",
    )  # fmt: skip
    for word in down[:-1]:
        if word.pos_ in {"NOUN", "PROPN"}:
            yield f"by {word.lemma_.lower()}"
            yield f"by {word.lemma_.lower()} {link}"
    for word in up[1:]:
        yield f"over {word.lemma_.lower()} {where}"


def _by_place(sheet: Sheet, token: Word, mention: Mention, voice: str, where: str) -> Iterator[str]:
    """Yield names for where among the other mentions one stands."""
    pos, others = token.pos_, sheet.scene.mentions
    low, high = sorted((token.idx, mention.start))
    between = sum(1 for m in others if m is not mention and low < m.start < high)
    rank = sum(1 for m in others if m.start < mention.start)
    n = len(others)
    yield from (
        f"o {where} {pos} {voice}", f"o {where} b{min(between, _DEEP)} {pos} {voice}",
        f"n{min(n, _FAR + 1)} {min(rank, _FAR)} {where}", f"last {rank == n - 1} {where}",
        f"ids {sheet.n_ids} {where}",
    )  # fmt: skip


def pair_features(sheet: Sheet, token: Word, source: Candidate, one: Candidate) -> list[str]:
    """Return what speaks for somebody as the target of what a source does."""
    pos, first, second = token.pos_, source.mention, one.mention
    voice = "p" if is_verb(token) and is_passive(token) else "a"
    ids, others = _labels(source), _labels(one)
    names = [f"p {source.kind} {one.kind}", f"p {source.kind} {one.kind} {pos} {voice}"]
    if ids & others:
        names += ["p same", f"p same {pos} {voice}", f"p same {token.lemma_.lower()}"]
    else:
        names.extend(_standing(sheet.story, ids, others, one.kind))
    if first is None or second is None:
        return names
    order = "".join(
        letter for _, letter in sorted(
            ((first.start, "S"), (token.idx, "V"), (second.start + 0.5, "T"))
        )
    )  # fmt: skip
    low, high = sorted((first.start, second.start))
    between = sum(1 for m in sheet.scene.mentions if low < m.start < high)
    path = written(*way(sheet.doc[first.head], sheet.doc[second.head]))
    names += [f"p {order}", f"p {order} {pos} {voice}", f"p {order} {min(between, _DEEP)}",
              f"p {path}", f"p {path} {order}"]  # fmt: skip
    if first.head == second.head:
        names += ["p one noun", f"p one noun {first.is_modifier} {second.is_modifier}"]
    return names


def _labels(one: Candidate) -> frozenset[str]:
    return state_ids(one.actors) or frozenset({"-"})


def _standing(
    story: Story, ids: frozenset[str], others: frozenset[str], kind: str
) -> Iterator[str]:
    """Yield how two stood to each other in the text so far."""
    last = story.acts[-1] if story.acts else None
    if last is not None:
        did, suffered = last.source_ids, last.target_ids
        if ids & did and others & suffered:
            yield f"p goes on {kind}"
        if ids & suffered and others & did:
            yield f"p answers {kind}"
    two = {tuple(sorted((a, b))) for a in ids for b in others}
    if story.title_pair in two or story.protagonists in two:
        yield f"p protagonists {kind}"
    if story.best_pair() in two:
        yield f"p in focus {kind}"
    if any(pair in story.pairs for pair in two):
        yield f"p told of together {kind}"
