"""Grammar and spelling by a LanguageTool server, where somebody runs one: never by default.

    java -cp languagetool-server.jar org.languagetool.server.HTTPServer --port 8081
    fabula generate --prompt "Once upon a time" --grammar http://127.0.0.1:8081

Its API is described at https://languagetool.org/http-api. Nothing is sent anywhere else.
"""

from itertools import pairwise
from operator import itemgetter

import httpx2

from fabula.errors import FabulaError

LANGUAGE = "en-US"
UNITS = "utf-16-le"
"""LanguageTool counts in units of two bytes: an emoji has two."""
SECONDS = 30.0
"""How long an answer may take."""


def corrected(text: str, server: str, opening: str = "") -> str:
    """The text with the first suggestion for each mistake that the server finds.

    `opening` is what the text continues: it is read, and never changed. `FabulaError` where no
    LanguageTool answers at `server`.
    """
    request = {"text": opening + text, "language": LANGUAGE}
    try:
        answer = httpx2.post(f"{server.rstrip('/')}/v2/check", data=request, timeout=SECONDS)
        answer.raise_for_status()
        found = answer.json()["matches"]
    except (httpx2.HTTPError, httpx2.InvalidURL, ValueError, KeyError, TypeError) as error:
        raise FabulaError(
            f"no LanguageTool answers at {server!r} ({error}): start its server, or leave grammar "
            "out; everything else works without it"
        ) from error
    kept = opening.encode(UNITS)
    whole = kept + text.encode(UNITS)
    edits = [
        (2 * match["offset"], 2 * (match["offset"] + match["length"]), match["replacements"])
        for match in sorted(found, key=itemgetter("offset"))
        if match["replacements"] and 2 * match["offset"] >= len(kept)
    ]
    apart = [edit for edit, after in pairwise([*edits, (len(whole),)]) if edit[1] <= after[0]]
    for start, end, better in reversed(apart):
        whole = whole[:start] + better[0]["value"].encode(UNITS) + whole[end:]
    return whole[len(kept) :].decode(UNITS)
