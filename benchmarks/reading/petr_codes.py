"""Add the code of a verb to that of the clause below it: "promise" and "aid" make 033.

PETRARCH takes a code for a stance (say, appeal, intend, demand, reject, threaten) or a matter
(aid, cooperation, yielding, ...). The stance of the upper verb and the matter of the lower one
make one code where CAMEO has it; elsewhere the lower one stays.
"""

from __future__ import annotations

__all__ = ["added", "denied"]

_WISHES = {
    "060": "1", "061": "11", "062": "12", "063": "13", "064": "14", "050": "2", "070": "3",
    "071": "31", "072": "32", "073": "33", "074": "34", "083": "4", "0831": "41", "0832": "42",
    "0833": "43", "0834": "44", "080": "5", "081": "51", "082": "52", "0841": "52", "0842": "52",
    "085": "54", "086": "55", "087": "56",
}  # fmt: skip
"""Codes of acts and the digits in which appeals (02), intents (03) and demands (10) end."""
_REFUSALS = {
    "010": "011", "015": "016", "060": "121", "061": "1211", "062": "1212", "080": "124",
    "081": "1241", "082": "1242", "0841": "1242", "0842": "1242", "085": "1244", "086": "1245",
    "087": "1246", "110": "050", "170": "057",
}  # fmt: skip
_THREATS = {"160": "131", "161": "1313", "162": "1311", "163": "132", "190": "138",
            "191": "1381", "192": "1382", "193": "1383", "194": "1384"}  # fmt: skip
_ATTACKS = {"190": "112", "191": "1121", "192": "1122", "193": "1123", "194": "1124", "195": "1125"}
_WISHED = frozenset({"02", "03", "10"})


def added(upper: str, lower: str) -> str:
    """Return the code of a verb with a clause below it.

    A mere statement (010) below a verb adds nothing to it.

    >>> added("030", "073"), added("100", "0841"), added("030", "190"), added("010", "040")
    ('0333', '1052', '138', '040')
    >>> added("173", "010")
    '173'
    """
    if lower == "010" and upper:
        return upper
    stance = upper[:2]
    if upper == "030" and lower == "190":
        return "138"
    if stance in _WISHED:
        return stance + _WISHES[lower] if lower in _WISHES else lower
    if stance == "12":
        return denied(lower) or upper
    if stance == "13":
        return _THREATS.get(lower, lower)
    blame = _ATTACKS.get(lower, upper if lower[:2] == "01" else lower)
    return blame if stance == "11" else lower


def denied(code: str) -> str:
    """Return the refusal that "not" makes of a code, "" when it makes no event of it.

    >>> denied("060"), denied("190")
    ('121', '')
    """
    return _REFUSALS.get(code, "")
