"""Turn bytes from outside into clean text, or refuse them in one clear line."""

from __future__ import annotations

import codecs
import re
import unicodedata

from goodoffices.errors import UnreadableText
from goodoffices.reading.limits import MAX_BYTES

__all__ = ["clean_text", "decode_bytes"]

_SIGNATURES = (
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"%PDF", "a PDF; take its text out first, for example with pdftotext"),
    (b"PK\x03\x04", "a zip archive or office document; save it as plain text"),
    (b"\x1f\x8b", "a gzip archive; unpack it first"),
    (b"\xd0\xcf\x11\xe0", "an old office document; save it as plain text"),
    (b"\x7fELF", "a program"),
    (b"PAR1", "a Parquet table"),
    (b"SQLite format 3", "an SQLite database"),
)
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CHARSET = re.compile(rb"""charset\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,30})""")
_SAMPLE = 20_000
_MAX_CONTROL_SHARE = 0.02
_WIDE_HIGH = (0x00, 0x04)  # the upper bytes of Latin and of Cyrillic letters in UTF-16
_MIN_WIDE_SHARE = 0.9
_MAX_ACCENTS = 0.25
"""Share of letters beyond ASCII above which a text is in no Latin alphabet (Turkish has 0.15)."""
_TURKISH = frozenset("ğışĞİŞ".encode("cp1254"))
_MIN_TURKISH = 0.3
_CYRILLIC = ("cp1251", "koi8-r", "iso8859-5", "cp866")
_COMMON = frozenset("оеаинтсрвл")
_MIN_COMMON = 0.4
"""Least share of the ten most common letters of Russian in a Cyrillic text (0.55 to 0.65)."""

# Signs that carry no meaning and hide words from a reader: zero-width and direction marks,
# soft hyphens, byte-order marks in mid-text, and the C0/C1 controls except tab and newline.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u061c\u180e"
    "\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb]"
)
_BLANKS = re.compile("[\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_BREAKS = re.compile("\r\n?|[\x0c\x85\u2028\u2029]")


def decode_bytes(raw: bytes, *, name: str) -> str:
    r"""Return the text of a file: UTF-8, UTF-16/32, or an encoding for Latin or Cyrillic letters.

    A byte-order mark decides first, then UTF-8, then a declared ``charset``, then a guess from the
    letters: cp1252 or cp1254, cp1251, koi8-r, iso8859-5 or cp866. Raises ``UnreadableText`` when
    the guess would be nonsense.

    >>> decode_bytes("Москва и Анкара".encode("cp1251"), name="note.txt")
    'Москва и Анкара'
    >>> decode_bytes("São Tomé e Príncipe".encode("cp1252"), name="note.txt")
    'São Tomé e Príncipe'
    """
    if not raw.strip(b"\x00 \t\r\n"):
        raise UnreadableText("the file is empty; expected a news text", where=name)
    if len(raw) > MAX_BYTES:
        limit = MAX_BYTES // 1_000_000
        raise UnreadableText(
            f"the file is larger than the {limit} MB that one article may have; split it",
            where=name,
        )
    for signature, kind in _SIGNATURES:
        if raw.startswith(signature):
            raise UnreadableText(f"this is {kind}; expected plain text or HTML", where=name)
    encoding = _encoding(raw)
    if encoding is None:
        raise UnreadableText(
            "the encoding cannot be told; save it as UTF-8, or as HTML that declares its charset",
            where=name,
        )
    text = raw.decode(encoding, errors="replace")
    _refuse_binary(text, name)
    return text


def clean_text(text: str) -> str:
    r"""Return the text without invisible signs, with ``\n`` as the only line break.

    >>> clean_text("Tur\u200bkey\r\nand\u00a0Rus\u00adsia\x07")
    'Turkey\nand Russia'
    """
    text = _BREAKS.sub("\n", unicodedata.normalize("NFC", text))
    text = _BLANKS.sub(" ", _INVISIBLE.sub("", text))
    return text.encode("utf-8", "ignore").decode("utf-8").strip()


def _encoding(raw: bytes) -> str | None:
    for bom, encoding in _BOMS:
        if raw.startswith(bom):
            return encoding
    sample = raw[:_SAMPLE]
    wide = _wide(sample)
    if wide:
        return wide
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return _declared(sample) or _guessed(sample)
    return "utf-8"


def _wide(sample: bytes) -> str | None:
    """Return which UTF-16 it is without a mark: in it every second byte is nearly always alike."""
    shares = []
    for half in (sample[1::2], sample[::2]):
        counts = [half.count(byte) for byte in _WIDE_HIGH]
        shares.append(sum(counts) / len(half) if half else 0.0)
    little, big = shares
    if max(shares) < _MIN_WIDE_SHARE or min(shares) > _MIN_WIDE_SHARE / 2:
        return None
    return "utf-16-le" if little > big else "utf-16-be"


def _declared(sample: bytes) -> str | None:
    found = _CHARSET.search(sample[:2048])
    if not found:
        return None
    try:
        codec = codecs.lookup(found[1].decode("ascii"))
    except LookupError:
        return None
    # rot13, zip and the like are no character sets
    return codec.name if getattr(codec, "_is_text_encoding", False) else None


def _guessed(sample: bytes) -> str | None:
    high = [byte for byte in sample if not chr(byte).isascii()]
    n_letters = sum(1 for byte in sample if chr(byte).isascii() and chr(byte).isalpha())
    if len(high) <= _MAX_ACCENTS * (len(high) + n_letters):
        n_turkish = sum(1 for byte in high if byte in _TURKISH)
        return "cp1254" if n_turkish >= _MIN_TURKISH * len(high) else "cp1252"
    best = max(_CYRILLIC, key=lambda encoding: _russian_share(sample, encoding))
    return best if _russian_share(sample, best) >= _MIN_COMMON else None


def _russian_share(sample: bytes, encoding: str) -> float:
    """Return which share of what is beyond ASCII are the most common small letters of Russian."""
    beyond = [sign for sign in sample.decode(encoding, errors="replace") if not sign.isascii()]
    return sum(1 for sign in beyond if sign in _COMMON) / len(beyond) if beyond else 0.0


def _refuse_binary(text: str, name: str) -> None:
    sample = text[:_SAMPLE]
    odd = sum(1 for sign in sample if sign == "\ufffd" or _is_control(sign))
    if odd > _MAX_CONTROL_SHARE * len(sample) + 2:
        raise UnreadableText(
            "this is not text (too many control bytes for any known encoding); "
            "expected plain text or HTML, best in UTF-8",
            where=name,
        )


def _is_control(sign: str) -> bool:
    return unicodedata.category(sign) in {"Cc", "Cn", "Cs"} and sign not in "\t\n\r\x0c\x85"
