"""Who was in danger is taken as safe only when that is what they write: nothing else closes the screen."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from flows.report.understanding import is_safe

SAFE = """
jeg er i sikkerhed nu / Jeg er i sikkerhed, gå videre / gå videre / Gå videre tak / faren er ovre
faren er forbi / i sikkerhed / vi er i sikkerhed / nu er jeg i sikkerhed / jeg er i sikkerhed igen
jeg er hjemme og i sikkerhed / er i sikkerhed / er i sikkerhed nu / jeg er tryg nu / jeg føler mig tryg
jeg er okay nu / jeg er ok / det er ok nu / alt er ok / alt ok / det er ovre / det er ovre nu
politiet er her / politiet er her nu / politiet er kommet / ja, politiet er kommet nu / ja gå videre
vi kan godt gå videre / lad os gå videre / jeg vil gerne gå videre / jeg er ude af fare / videre
jeg er i sikekrhed nu / jeg er i sikkehed / jeg er sikker nu / I am safe / i'm safe now / safe / we are safe
im home safe / safe now thanks / the danger is over / go on / we can continue / please continue
it is over now / the police are here / out of danger / heldigvis er jeg i sikkerhed
jeg sidder hos naboen og er i sikkerhed / han er gået og jeg er ok
"""

NOT_SAFE = """
faren er ikke ovre / faren er ik ovre / faren er ikk ovre endnu / faren er langtfra ovre / er faren ovre
politiet er ikke kommet / politiet er ikke her / politiet er her ikk / politiet er her ikke endnu
politiet er her om 10 min / politiet er her snart / er politiet her / når politiet er her
det er ikke ok / det er ik okay / dte er ikek ok / intet er ok / det er sgu da ik ok / er det ok
hjælp mig i sikkerhed / hjlæp mig i sikkerhed / få mig i sikkerhed / bring os i sikkerhed nu
jeg vil i sikkerhed / jeg skal i sikkerhed / jeg må i sikkerhed nu / hvordan kommer jeg i sikkerhed
hvornår er jeg i sikkerhed / er jeg i sikkerhed / er jeg i sikkerhed? / jeg er i sikkerhed?
jeg er ikke i sikkerhed / jeg er ikek i sikkerhed / jeg er ikke sikker / jeg er usikker / u sikker nu
jeg er aldrig i sikkerhed / jeg tror jeg er i sikkerhed / måske i sikkerhed / næsten i sikkerhed
børnene er i sikkerhed / min kollega er i sikkerhed / han er i sikkerhed / er hun i sikkerhed
jeg er i sikkerhed men han står udenfor / jeg er i sikkerhed indtil han finder mig
han går videre med truslerne / han går videre / de går videre / det går bare videre / og så videre
jeg kan ikke gå videre / vi kan ik gå videre / gå ikke videre / jeg tør ikke gå videre / han vil gå videre
han kommer videre ind / han er ovre på den anden side / han er ovre ved bilen / jeg er ovre i hallen
jeg er helt sikker / jeg er sikker på han kommer / jeg er sikker på at han har en kniv / nu er jeg sikker
jeg er ok men bange / jeg er ok lidt endnu / okay nu er han her / okay nu igen / ok / okay / ja / tak / nu
i sikkerhed hjælp / hjælp / er der nogen / jeg gemmer mig / jeg er på toilettet / han er her / de er her nu
ring politiet / ring til politiet nu / hvor er politiet / nej / nej ikke sikker / ingen er i sikkerhed
im not safe / i am nt safe / i dont feel safe / im unsafe / it isnt safe / not safe yet / am i safe
am i safe now / are we safe / is it safe / keep me safe / i want to be safe / get me safe now / safe?
we were safe / i was safe before / nobody is safe / i think im safe / help me get safe / hes safe in there
it goes on / he will go on / they go on and on / it continues / continues / they continue / he continued
dont go on / i cant go on / the danger is not over / its not over / the police are not here
police arent here / police are here soon / when the police are here / never safe / almost safe
safe for now i think / he is over here / out of danger soon / i am in danger / no / not ok / im ok but hurry
"""

DENIALS = (
    "ikke, ikk, ik, ikek, ingen, aldrig, hverken, knap, ej, uden, not, no, never, dont, isnt, aint, hardly"
)
IN_FRONT = (
    "han, hun, de, hjælp, hjlp, hvornår, måske, tror, hvis, når, snart, næsten, he, they, help, if, until"
)


def lines(table: str) -> list[str]:
    return [line for row in table.strip().splitlines() for line in row.split(" / ")]


def test_nobody_in_danger_is_taken_as_safe() -> None:
    assert len(lines(NOT_SAFE)) >= 60
    assert [line for line in lines(NOT_SAFE) if is_safe(line)] == []


def test_most_who_are_safe_are_understood_and_the_others_have_the_button(
    record_property: Callable[[str, object], None],
) -> None:
    found = lines(SAFE)
    missed = [line for line in found if not is_safe(line)]
    record_property("measured", f"{len(found)} lines of people who are safe: {len(missed)} not understood")
    assert len(found) >= 40
    assert len(missed) <= len(found) // 10, missed


@given(st.sampled_from(lines(SAFE)), st.sampled_from(f"{DENIALS}, {IN_FRONT}".split(", ")), st.data())
def test_with_a_word_that_denies_asks_or_tells_of_others_nobody_is_safe(
    line: str, word: str, data: st.DataObject
) -> None:
    words = line.split()
    words.insert(data.draw(st.integers(0, len(words))), word)
    assert not is_safe(" ".join(words))
