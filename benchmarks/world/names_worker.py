"""Ask a peer for the code of each name: JSON lines in, JSON lines out.

Started by ``score_names.py`` as ``python names_worker.py PEER``; each line in holds ``surface``,
each line out the ISO 3166-1 code of three letters, null for no answer, or {"error": name} where
the peer raised an error.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable

Ask = Callable[[str], "str | None"]


def _countrynames() -> Ask:
    import countrynames

    return countrynames.to_code_3


def _countrynames_fuzzy() -> Ask:
    import countrynames

    return lambda surface: countrynames.to_code_3(surface, fuzzy=True)


def _hdx() -> Ask:
    from hdx.location.country import Country

    Country.countriesdata(use_live=False)
    return lambda surface: Country.get_iso3_country_code_fuzzy(surface, use_live=False)[0]


PEERS = {"countrynames": _countrynames, "countrynames_fuzzy": _countrynames_fuzzy, "hdx": _hdx}


def main(peer: str) -> None:
    """Answer each line of the standard input with one line."""
    ask = PEERS[peer]()
    for line in sys.stdin:
        answer: object
        try:
            answer = ask(json.loads(line)["surface"])
        except Exception as error:  # noqa: BLE001 - the peer fails in its own ways; counted
            answer = {"error": type(error).__name__}
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1])
