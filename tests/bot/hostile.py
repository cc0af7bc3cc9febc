"""What Slack sends, changed by somebody who means harm: true payloads with odd values in any place."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from tests.bot.knocking import FORM, JSON, Headers, encoded, signed

TRUE: list[dict[str, Any]] = json.loads(Path(__file__).with_name("payloads.json").read_text())
"""One of each kind that the stories produce, recorded from the stand-in; words and addresses are replaced."""
DELETED = object()
ODD = (
    *(None, True, False, 0, -1, 7, 2**63, 1e308, float("nan"), "", " ", "x", "0", "-1", "1.0", "9" * 400),
    *(
        "\0",
        "\ud800",
        "æøå",
        "'; DROP TABLE inbox; --",
        "../../etc/passwd",
        "|",
        "||||",
        "a|b|c|d",
        "{}",
        "[]",
    ),
    *("<@U0METTE>", "<!channel>", "U0METTE", "U0LARS", "U0OMAR", "USLACKBOT", "draft1", "draft1|danger|no"),
    *("9999-99-99", "2026-11-24", "25:99", "https://slack.example/x", "x" * 5000, [], {}, [None], [[]], [{}]),
    *(
        {"id": "U0LARS"},
        {"id": 7},
        {"": ""},
        {"value": None},
        {"input": {}},
        ["U0LARS"],
        [1, "2", {}],
        DELETED,
    ),
)
VALUES = (*ODD * 3, *TRUE)
"""Odd values, and now and then a whole payload within another."""
TYPES = (
    JSON,
    FORM,
    "text/plain",
    "application/json; charset=nonsense",
    "multipart/form-data; boundary=x",
    "",
)
MOST_IN_A_BATCH = 25

Place = tuple[Any, Any]
"""A list or an object, and the index or key in it."""


@dataclass(frozen=True)
class Knock:
    """A request. `sign` makes its headers."""

    body: bytes
    content_type: str

    def headers(self, sign: Callable[..., Headers] = signed) -> Headers:
        """Its headers, signed now."""
        return sign(self.body, content_type=self.content_type)


def fresh(payload: dict[str, Any], number: int) -> dict[str, Any]:
    """A copy that is no repetition of any with another number."""
    found = copy.deepcopy(payload)
    if "event" in found:
        found["event_id"] = f"Ev{number}"
        found["event"] |= {"ts": f"{number}.000100"} if "ts" in found["event"] else {}
    else:
        found["trigger_id"] = f"1.2.{number}"
    return found


def changed(payload: Any, changes: list[tuple[int, int]]) -> Any:
    """A copy with values in places; both are meant by number, as often around as need be."""
    found = {"payload": copy.deepcopy(payload)}
    for place, number in changes:
        places = list(_places(found))
        inside, key = places[place % len(places)]
        value = VALUES[number % len(VALUES)]
        if value is DELETED and inside is not found:
            del inside[key]
        elif value is not DELETED:
            inside[key] = copy.deepcopy(value)
    return found["payload"]


def _places(part: Any) -> Iterator[Place]:
    keys = part if isinstance(part, dict) else range(len(part))
    for key in keys:
        yield part, key
        if isinstance(part[key], dict | list):
            yield from _places(part[key])


def _knock(true: int, number: int, changes: list[tuple[int, int]], cut: int, content_type: str) -> Knock:
    body, usual = encoded(changed(fresh(TRUE[true], number), changes))
    return Knock(body[: len(body) - cut], content_type or usual)


# By number, since Hypothesis would write out all that there is to choose from.
knocks = st.builds(
    _knock,
    st.integers(0, len(TRUE) - 1),
    st.integers(0, 2_000_000_000),
    st.lists(st.tuples(st.integers(0, 400), st.integers(0, len(VALUES) - 1)), max_size=4),
    # Nine of ten come whole and as what they are.
    st.sampled_from([0] * 18 + [1, 30]),
    st.sampled_from([""] * 20 + list(TYPES)),
)
batches = st.lists(knocks, min_size=MOST_IN_A_BATCH, max_size=MOST_IN_A_BATCH)
