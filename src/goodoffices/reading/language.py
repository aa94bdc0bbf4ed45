"""Tell the language of a text from its letters and its commonest words."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

from goodoffices.reading.lexicon import rows

__all__ = ["LANGUAGE_NAMES", "guess_language"]

LANGUAGE_NAMES = {
    "ar": "Arabic",
    "de": "German",
    "el": "Greek",
    "en": "English",
    "es": "Spanish",
    "fr": "French",
    "he": "Hebrew",
    "hy": "Armenian",
    "it": "Italian",
    "ja": "Japanese",
    "ka": "Georgian",
    "kk": "Kazakh",
    "ko": "Korean",
    "pt": "Portuguese",
    "ru": "Russian",
    "tr": "Turkish",
    "uk": "Ukrainian",
    "zh": "Chinese",
}
_SCRIPTS = {
    "ARABIC": "ar",
    "HEBREW": "he",
    "GREEK": "el",
    "GEORGIAN": "ka",
    "ARMENIAN": "hy",
    "HANGUL": "ko",
    "HIRAGANA": "ja",
    "KATAKANA": "ja",
    "CJK": "zh",
    "CYRILLIC": "ru",
}
_SAMPLE = 4_000
_WORD = re.compile(r"[^\W\d_]+")
_MIN_HITS = 0.06
_SHORT = 8


def guess_language(text: str) -> str:
    """Return the ISO 639-1 code of the text's main language, or "und" when nothing tells.

    >>> guess_language("The two presidents spoke by phone on Wednesday.")
    'en'
    >>> guess_language("Президенты двух стран поговорили по телефону.")
    'ru'
    """
    sample = text[:_SAMPLE]
    script = _script(sample)
    if script not in {"LATIN", "CYRILLIC", "NONE"}:
        return _SCRIPTS.get(script, "und")
    words = Counter(word.casefold() for word in _WORD.findall(sample))
    total = sum(words.values())
    scores = {
        row["language"]: sum(words[word] for word in row["words"].split("|"))
        for row in rows("languages")
        if row["script"] == script
    }
    best = max(scores, key=lambda code: (scores[code], code == "en"), default="und")
    if script == "CYRILLIC":
        return best if scores.get(best) else "ru"
    if total < _SHORT and not scores.get(best):
        return "en"  # a headline without small words
    return best if scores.get(best, 0) >= _MIN_HITS * total else "und"


def _script(sample: str) -> str:
    counts = Counter(
        unicodedata.name(sign, "NONE").split()[0] for sign in sample[:1000] if sign.isalpha()
    )
    return counts.most_common(1)[0][0] if counts else "NONE"
