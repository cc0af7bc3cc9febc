"""A day that is written with its month is offered as that day, whatever else stands in the text."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.calendar.working_time import COPENHAGEN
from flows.typed.dates import MONTHS
from flows.typed.when import possible_whens, span, understood_when
from tests.flows.given import local

NOW = local("Tue 2026-11-24 10:35")

OFFERED = [
    ("den 3. oktober skrev han til mig på messenger", ("2026-10-03",)),
    ("the 3rd of october he wrote to me", ("2026-10-03",)),
    ("han skrev den 3. i oktober", ("2026-10-03",)),
    ("oktober den 3. skrev han", ("2026-10-03",)),
    ("den 3 / 10 skrev han noget", ("2026-10-03",)),
    ("den 3/10-25 skrev han noget", ("2025-10-03",)),
    (
        "den 12. september skrev han og igen den 14. september",
        ("2026-09-12/2026-09-14", "2026-09-12", "2026-09-14"),
    ),
    ("den 3. og 4. oktober skrev han til mig", ("2026-10-03/2026-10-04", "2026-10-04", "2026-10-03")),
    # a day without a month is the nearest to the one that has it, on that side
    ("den 28. skrev han og igen den 2. oktober", ("2026-09-28/2026-10-02", "2026-09-28", "2026-10-02")),
    ("den 3. oktober ringede han og den 5. kom han", ("2026-10-03/2026-10-05", "2026-10-05", "2026-10-03")),
    ("3/10, 5/10 og 7/10 skrev han", ("2026-10-03/2026-10-07", "2026-10-03", "2026-10-05", "2026-10-07")),
    ("den 3. okt. 14 beskeder på en time", ("2026-10-03",)),
    ("den 3. oktober. 14 beskeder på en time", ("2026-10-03",)),
    # the third was a Saturday
    ("fredag den 3. oktober skrev han", ("2026-10-03",)),
    # no month has the day
    ("den 30. februar", ()),
    ("det var den 31. november tror jeg", ()),
    # where no month is said with the day
    ("han skrev i oktober 3 gange", ("2026-10-01/2026-10-31", "2026-10-03")),
    ("omkring den 20. var det nok", ("2026-11-20",)),
]


@pytest.mark.parametrize(("text", "answers"), OFFERED)
def test_a_day_of_a_month_is_offered_and_no_other(text: str, answers: tuple[str, ...]) -> None:
    assert possible_whens(text, NOW, COPENHAGEN) == answers


DAYS = st.integers(1, 600).map(lambda back: date(2026, 11, 24) - timedelta(days=back))
FORMS = st.sampled_from(
    (
        *("{d}. {m}", "den {d}. {m}", "den {d} {m}", "d. {d}. {m}", "d.{d} {m}", "den {d}.{m}", "den {d}{m}"),
        *("the {d}th of {m}", "the {d} of {m}", "the {d}th {m}", "{m} {d}th", "{m} the {d}th", "{m} {d}"),
        *("den {d}. i {m}", "{m} den {d}.", "den {d}., {m}", "fredag den {d}. {m}", "den {d}. {m} {y}"),
        *("den {d}/{n}", "den {d}.{n}.", "den {d}. {n}.", "den {d}-{n}", "den {d} / {n}", "den {d}. i {n}."),
    )
)
AROUND = st.sampled_from(
    (
        *("{} skrev han til mig på messenger", "han skrev {} på messenger", "han skrev igen {}"),
        *("jeg tror det startede {} og er blevet ved", "{}, kl. 14 tror jeg, skrev en far"),
        *("siden {} hver dag", "omkring {} eller sådan noget", "it began {} on messenger i think"),
    )
)


@given(DAYS, FORMS, AROUND, st.data())
def test_whatever_stands_around_it_a_written_day_and_month_are_those_offered(
    day: date, form: str, around: str, data: st.DataObject
) -> None:
    name = data.draw(st.sampled_from(MONTHS[day.month - 1]))
    text = around.format(form.format(d=day.day, m=name, n=day.month, y=day.year))
    said = understood_when(text, NOW, COPENHAGEN)
    for answer in (said,) if said else possible_whens(text, NOW, COPENHAGEN):
        meant = span(answer)
        assert (meant.first.day.day, meant.first.day.month) == (day.day, day.month), text
        assert meant.last.day in (meant.first.day, NOW.date()), text
