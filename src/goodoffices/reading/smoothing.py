"""Make a unit easier to parse without moving a letter of it.

Parsers take the name in "On 19 February Iceland left" for part of the date, so a comma stands in
for the blank between them, or for the last digit where no blank may go; and they take "apologises"
for a noun, so it is spelled with a z. An owner's "s" that stands apart from its apostrophe, as in
texts cut into words, goes back to it. Only the parser sees this: dates and names are read before.
"""

from __future__ import annotations

import re

__all__ = ["smooth"]

_DAY = r"(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)"
_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
)
_YEAR = r"(?:1[789]|20)\d\d"
_DATE = (
    rf"(?:(?:{_DAY},? )?(?:the )?\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {_MONTH}(?:,? {_YEAR})?"
    rf"|(?:(?:early|late|mid-?) ?)?{_MONTH}(?: \d{{1,2}}(?:st|nd|rd|th)?)?(?:,? {_YEAR})?"
    rf"|{_DAY}(?: (?:morning|afternoon|evening|night))?|{_YEAR}"
    r"|the (?:same|next|following|previous) (?:day|night|week|month|year))"
)
_NEXT = r"(?=[A-Z][a-z]|(?:the|an?|he|she|it|they|both|its|his|her|their|two|three|four|five)\b)"
_FRONTED = re.compile(
    rf"(?:(?:^|(?<=[;:] ))[\"“]?(?:On|In|By|Since|Until|Before|After|From|(?:Early|Late) (?:on|in))"
    rf"|\b(?:and|but|while|whereas),? (?:on|in|by)) {_DATE}(?P<gap> )"
    rf"(?!{_MONTH}|{_DAY}){_NEXT}"
)
_ISES = re.compile(
    r"\b((?:[aA]polog|[cC]ritic|[rR]ecogn|[nN]ormal|[oO]rgan|[aA]uthor|[nN]ational|[fF]inal|"
    r"[mM]obil|[pP]enal|[lL]egal|[sS]tabil|[dD]estabil|[oO]strac|[sS]crutin|[jJ]eopard|[sS]ympath|[sS]ubsid|"
    r"[mM]ilitar|[dD]emilitar|[aA]ntagon|[eE]mphas|[lL]iberal|[cC]olon|[hH]armon)i)s(es)\b"
)
_CUT_OWNER = re.compile(r"(?<=[^\W\d_])['’] (?=s\b(?!['’.]))")  # noqa: RUF001 - typographic


def smooth(text: str) -> str:
    """Return a text of the same length that is easier to parse.

    >>> smooth("In May Chad left, and on 3 June Mali apologises.")
    'In May,Chad left, and on 3 June,Mali apologizes.'
    >>> smooth("Chad' s army left")
    "Chad 's army left"
    """
    for match in _FRONTED.finditer(text):
        at = match.start("gap")
        at -= text[at - 1].isdigit()  # "1984,he" would be one word
        text = f"{text[:at]},{text[at + 1 :]}"
    return _ISES.sub(r"\1z\2", _CUT_OWNER.sub(" '", text))
