"""Dates worked out by hand from a printed calendar, never copied from what the code answers.

Clock times are Copenhagen's in every row, also in those of people abroad: Nuuk is three hours behind all
year, London one, Bangkok six hours ahead in winter and five in summer. An offset is written out where the
clock alone could mean two moments. Easter Sunday is 5 April 2026, 28 March 2027 and 16 April 2028; the clock
goes forward on 29 March 2026 and 28 March 2027, back on 25 October 2026 and 31 October 2027.
"""

from datetime import date
from zoneinfo import ZoneInfo

from flows.calendar.working_time import Calendar

LAW = Calendar()
"""Monday to Friday 08 to 16 without public holidays: open on 5 June, 24 and 31 December."""

OWN = Calendar(
    closed=frozenset(
        {date(2026, 6, 5), date(2026, 12, 24), date(2026, 12, 31), date(2027, 12, 24), date(2027, 12, 31)}
    )
)
"""The same in an organisation that closes on those days."""

NUUK, BANGKOK, LONDON = (
    LAW.in_zone(ZoneInfo(name)) for name in ("America/Nuuk", "Asia/Bangkok", "Europe/London")
)

OPEN = True

# day, whether it is a working day
DAYS = [
    # Great Prayer Day, the fourth Friday after Easter, was a holiday for the last time in 2023.
    (LAW, "Fri 2023-05-05", not OPEN),
    (LAW, "Fri 2024-04-26", OPEN),
    (LAW, "Fri 2025-05-16", OPEN),
    (LAW, "Fri 2026-05-01", OPEN),
    (LAW, "Fri 2027-04-23", OPEN),
    (LAW, "Fri 2028-05-12", OPEN),
    # Ascension is a Thursday and the Friday after it is open; Whit Monday 2028 is 5 June.
    (LAW, "Thu 2028-05-25", not OPEN),
    (LAW, "Fri 2028-05-26", OPEN),
    (LAW, "Mon 2028-06-05", not OPEN),
    # What falls on a weekend is not moved to Monday: 25 and 26 December 2027, 1 January 2028.
    (LAW, "Mon 2027-12-27", OPEN),
    (LAW, "Mon 2028-01-03", OPEN),
    (LAW, "Tue 2028-12-26", not OPEN),
    # Open by law, closed when the organisation says so.
    (LAW, "Fri 2026-06-05", OPEN),
    (OWN, "Fri 2026-06-05", not OPEN),
    (LAW, "Fri 2027-12-31", OPEN),
    (OWN, "Fri 2027-12-31", not OPEN),
]

# from, working hours, until
WORKING_HOURS = [
    # An ordinary week; closing time itself still counts as working time.
    (LAW, "Mon 2026-11-23 07:59", 2, "Mon 2026-11-23 10:00"),
    (LAW, "Mon 2026-11-23 12:00", 4, "Mon 2026-11-23 16:00"),
    (LAW, "Mon 2026-11-23 12:01", 4, "Tue 2026-11-24 08:01"),
    (LAW, "Thu 2026-11-19 15:45", 0.5, "Fri 2026-11-20 08:15"),
    (LAW, "Wed 2026-11-18 12:00", 16, "Fri 2026-11-20 12:00"),
    # Friday afternoon and evening, and the weekend.
    (LAW, "Fri 2026-11-20 14:00", 2, "Fri 2026-11-20 16:00"),
    (LAW, "Fri 2026-11-20 14:30", 2, "Mon 2026-11-23 08:30"),
    (LAW, "Fri 2026-11-20 15:59", 4, "Mon 2026-11-23 11:59"),
    (LAW, "Fri 2026-11-20 16:00", 4, "Mon 2026-11-23 12:00"),
    (LAW, "Fri 2026-11-20 19:45", 2, "Mon 2026-11-23 10:00"),
    (LAW, "Sat 2026-11-21 00:00", 2, "Mon 2026-11-23 10:00"),
    (LAW, "Sun 2026-11-22 22:30", 2, "Mon 2026-11-23 10:00"),
    # Easter: closed from Maundy Thursday to Easter Monday; in 2027 the clock changes in between.
    (LAW, "Wed 2026-04-01 14:00", 4, "Tue 2026-04-07 10:00"),
    (LAW, "Thu 2026-04-02 09:00", 2, "Tue 2026-04-07 10:00"),
    (LAW, "Tue 2026-03-31 12:00", 16, "Tue 2026-04-07 12:00"),
    (LAW, "Wed 2027-03-24 15:00", 4, "Tue 2027-03-30 11:00"),
    (LAW, "Sun 2027-03-28 03:00", 2, "Tue 2027-03-30 10:00"),
    (LAW, "Wed 2028-04-12 15:00", 2, "Tue 2028-04-18 09:00"),
    (LAW, "Tue 2028-04-11 16:00", 12, "Tue 2028-04-18 12:00"),
    # Great Prayer Day: over the weekend in 2023, on the day itself from 2024.
    (LAW, "Thu 2023-05-04 15:00", 2, "Mon 2023-05-08 09:00"),
    (LAW, "Thu 2024-04-25 15:00", 2, "Fri 2024-04-26 09:00"),
    (LAW, "Thu 2026-04-30 15:00", 2, "Fri 2026-05-01 09:00"),
    (LAW, "Thu 2027-04-22 15:00", 2, "Fri 2027-04-23 09:00"),
    (LAW, "Thu 2028-05-11 15:00", 2, "Fri 2028-05-12 09:00"),
    # Ascension Day.
    (LAW, "Wed 2026-05-13 15:30", 2, "Fri 2026-05-15 09:30"),
    (LAW, "Wed 2027-05-05 16:01", 4, "Fri 2027-05-07 12:00"),
    (LAW, "Wed 2028-05-24 14:00", 4, "Fri 2028-05-26 10:00"),
    # Whit Monday.
    (LAW, "Fri 2026-05-22 15:00", 2, "Tue 2026-05-26 09:00"),
    (LAW, "Sun 2027-05-16 20:00", 2, "Tue 2027-05-18 10:00"),
    (LAW, "Fri 2028-06-02 15:00", 4, "Tue 2028-06-06 11:00"),
    # 5 June.
    (LAW, "Thu 2026-06-04 14:00", 4, "Fri 2026-06-05 10:00"),
    (OWN, "Thu 2026-06-04 14:00", 4, "Mon 2026-06-08 10:00"),
    (OWN, "Fri 2026-06-05 11:00", 2, "Mon 2026-06-08 10:00"),
    # Christmas and New Year.
    (LAW, "Wed 2026-12-23 14:00", 4, "Thu 2026-12-24 10:00"),
    (OWN, "Wed 2026-12-23 14:00", 4, "Mon 2026-12-28 10:00"),
    (LAW, "Thu 2026-12-24 15:00", 2, "Mon 2026-12-28 09:00"),
    (LAW, "Wed 2026-12-30 15:00", 2, "Thu 2026-12-31 09:00"),
    (OWN, "Wed 2026-12-30 15:00", 2, "Mon 2027-01-04 09:00"),
    (LAW, "Thu 2026-12-31 18:00", 2, "Mon 2027-01-04 10:00"),
    (LAW, "Thu 2027-12-23 14:00", 4, "Fri 2027-12-24 10:00"),
    (OWN, "Thu 2027-12-23 14:00", 4, "Mon 2027-12-27 10:00"),
    (LAW, "Fri 2027-12-31 15:00", 2, "Mon 2028-01-03 09:00"),
    (OWN, "Thu 2027-12-30 15:00", 2, "Mon 2028-01-03 09:00"),
    (LAW, "Fri 2028-12-22 15:00", 2, "Wed 2028-12-27 09:00"),
    # Weekends in which the clock changes, and the leap day.
    (LAW, "Fri 2026-03-27 14:00", 4, "Mon 2026-03-30 10:00"),
    (LAW, "Fri 2026-10-23 14:00", 4, "Mon 2026-10-26 10:00"),
    (LAW, "Fri 2027-10-29 15:00", 2, "Mon 2027-11-01 09:00"),
    (LAW, "Tue 2028-02-29 15:00", 2, "Wed 2028-03-01 09:00"),
    # Nuuk works from 11 to 19 on Copenhagen's clock, summer and winter, on Danish days.
    (NUUK, "Fri 2026-11-20 15:00", 2, "Fri 2026-11-20 17:00"),
    (NUUK, "Fri 2026-11-20 18:00", 2, "Mon 2026-11-23 12:00"),
    (NUUK, "Sun 2026-03-29 00:30", 2, "Mon 2026-03-30 13:00"),
    (NUUK, "Wed 2026-04-01 18:00", 2, "Tue 2026-04-07 12:00"),
    (NUUK, "Fri 2026-07-03 18:00", 2, "Mon 2026-07-06 12:00"),
    # Bangkok from 02 to 10 in winter and 03 to 11 in summer; Songkran, 13 April, is no Danish holiday.
    (BANGKOK, "Fri 2026-11-20 09:00", 2, "Mon 2026-11-23 03:00"),
    (BANGKOK, "Sun 2026-11-22 23:00", 2, "Mon 2026-11-23 04:00"),
    (BANGKOK, "Fri 2026-03-27 09:00", 2, "Mon 2026-03-30 04:00"),
    (BANGKOK, "Fri 2026-10-23 09:00", 4, "Mon 2026-10-26 04:00"),
    (BANGKOK, "Fri 2026-04-10 10:00", 2, "Mon 2026-04-13 04:00"),
    # London from 09 to 17; its bank holiday on 4 May is no Danish one.
    (LONDON, "Fri 2026-11-20 15:00", 2, "Fri 2026-11-20 17:00"),
    (LONDON, "Fri 2026-11-20 16:30", 2, "Mon 2026-11-23 10:30"),
    (LONDON, "Fri 2026-05-01 16:00", 2, "Mon 2026-05-04 10:00"),
    (LONDON, "Wed 2026-05-13 16:00", 2, "Fri 2026-05-15 10:00"),
    (LONDON, "Fri 2026-10-23 16:00", 2, "Mon 2026-10-26 10:00"),
]

# from, working days, until
WORKING_DAYS = [
    # The day itself never counts; an hour outside opening hours moves to their nearer end.
    (LAW, "Fri 2026-11-20 15:00", 3, "Wed 2026-11-25 15:00"),
    (LAW, "Fri 2026-11-20 15:00", 10, "Fri 2026-12-04 15:00"),
    (LAW, "Sat 2026-11-21 10:00", 2, "Tue 2026-11-24 10:00"),
    (LAW, "Fri 2026-11-20 19:00", 1, "Mon 2026-11-23 16:00"),
    (LAW, "Fri 2026-11-20 05:00", 1, "Mon 2026-11-23 08:00"),
    # Easter.
    (LAW, "Mon 2026-03-30 11:00", 3, "Tue 2026-04-07 11:00"),
    (LAW, "Mon 2027-03-22 11:00", 3, "Tue 2027-03-30 11:00"),
    (LAW, "Tue 2028-04-11 11:00", 3, "Wed 2028-04-19 11:00"),
    # 1 May, Ascension, Whit Monday, 5 June.
    (LAW, "Thu 2026-04-30 11:00", 1, "Fri 2026-05-01 11:00"),
    (LAW, "Wed 2026-05-13 11:00", 1, "Fri 2026-05-15 11:00"),
    (LAW, "Wed 2027-05-05 11:00", 3, "Tue 2027-05-11 11:00"),
    (LAW, "Fri 2027-05-14 11:00", 2, "Wed 2027-05-19 11:00"),
    (LAW, "Fri 2028-06-02 11:00", 1, "Tue 2028-06-06 11:00"),
    (LAW, "Thu 2026-06-04 11:00", 1, "Fri 2026-06-05 11:00"),
    (OWN, "Thu 2026-06-04 11:00", 1, "Mon 2026-06-08 11:00"),
    # Christmas and New Year.
    (LAW, "Tue 2026-12-22 11:00", 3, "Mon 2026-12-28 11:00"),
    (OWN, "Tue 2026-12-22 11:00", 3, "Tue 2026-12-29 11:00"),
    (LAW, "Mon 2026-12-28 11:00", 5, "Tue 2027-01-05 11:00"),
    (OWN, "Mon 2026-12-28 11:00", 5, "Wed 2027-01-06 11:00"),
    (OWN, "Thu 2027-12-30 11:00", 1, "Mon 2028-01-03 11:00"),
    # The clock changes, the leap day.
    (LAW, "Thu 2026-03-26 11:00", 3, "Tue 2026-03-31 11:00"),
    (LAW, "Thu 2026-10-22 11:00", 3, "Tue 2026-10-27 11:00"),
    (LAW, "Mon 2028-02-28 11:00", 2, "Wed 2028-03-01 11:00"),
    # 10:00 in Copenhagen is 07:00 in Nuuk, before opening, and 16:00 in Bangkok, closing time.
    (NUUK, "Fri 2026-11-20 10:00", 1, "Mon 2026-11-23 11:00"),
    (BANGKOK, "Fri 2026-11-20 10:00", 1, "Mon 2026-11-23 10:00"),
    (BANGKOK, "Sun 2026-11-22 19:00", 1, "Tue 2026-11-24 02:00"),
    (LONDON, "Fri 2026-10-23 10:00", 1, "Mon 2026-10-26 10:00"),
]

# at, end of the working day
ENDS_OF_DAY = [
    (LAW, "Fri 2026-11-20 15:59", "Fri 2026-11-20 16:00"),
    (LAW, "Fri 2026-11-20 16:00", "Mon 2026-11-23 16:00"),
    (LAW, "Mon 2026-11-23 06:00", "Mon 2026-11-23 16:00"),
    (LAW, "Wed 2026-04-01 16:30", "Tue 2026-04-07 16:00"),
    (LAW, "Fri 2027-03-26 10:00", "Tue 2027-03-30 16:00"),
    (LAW, "Mon 2028-04-17 10:00", "Tue 2028-04-18 16:00"),
    (LAW, "Fri 2026-05-01 10:00", "Fri 2026-05-01 16:00"),
    (LAW, "Thu 2027-05-06 10:00", "Fri 2027-05-07 16:00"),
    (LAW, "Mon 2027-05-17 10:00", "Tue 2027-05-18 16:00"),
    (LAW, "Thu 2026-12-24 10:00", "Thu 2026-12-24 16:00"),
    (OWN, "Thu 2026-12-24 10:00", "Mon 2026-12-28 16:00"),
    (LAW, "Thu 2026-12-31 16:00", "Mon 2027-01-04 16:00"),
    (NUUK, "Fri 2026-11-20 18:59", "Fri 2026-11-20 19:00"),
    (BANGKOK, "Fri 2026-11-20 10:00", "Mon 2026-11-23 10:00"),
    (LONDON, "Fri 2026-11-20 16:30", "Fri 2026-11-20 17:00"),
]

# at, last working time before it, next working time
AROUND = [
    # Inside opening hours, both ends among them, a moment is its own answer.
    (LAW, "Fri 2026-11-20 16:00", "Fri 2026-11-20 16:00", "Fri 2026-11-20 16:00"),
    (LAW, "Fri 2026-11-20 16:01", "Fri 2026-11-20 16:00", "Mon 2026-11-23 08:00"),
    (LAW, "Mon 2026-11-23 07:59", "Fri 2026-11-20 16:00", "Mon 2026-11-23 08:00"),
    (LAW, "Mon 2026-11-23 08:00", "Mon 2026-11-23 08:00", "Mon 2026-11-23 08:00"),
    (LAW, "Tue 2026-11-24 03:00", "Mon 2026-11-23 16:00", "Tue 2026-11-24 08:00"),
    # A reminder of a deadline on a closed day comes before that day.
    (LAW, "Sat 2026-11-21 12:00", "Fri 2026-11-20 16:00", "Mon 2026-11-23 08:00"),
    (LAW, "Thu 2026-04-02 10:00", "Wed 2026-04-01 16:00", "Tue 2026-04-07 08:00"),
    (LAW, "Tue 2026-04-07 06:30", "Wed 2026-04-01 16:00", "Tue 2026-04-07 08:00"),
    (LAW, "Fri 2027-03-26 10:00", "Wed 2027-03-24 16:00", "Tue 2027-03-30 08:00"),
    (LAW, "Fri 2026-05-01 10:00", "Fri 2026-05-01 10:00", "Fri 2026-05-01 10:00"),
    (LAW, "Sun 2026-05-24 10:00", "Fri 2026-05-22 16:00", "Tue 2026-05-26 08:00"),
    (LAW, "Mon 2028-06-05 10:00", "Fri 2028-06-02 16:00", "Tue 2028-06-06 08:00"),
    (LAW, "Fri 2026-06-05 10:00", "Fri 2026-06-05 10:00", "Fri 2026-06-05 10:00"),
    (LAW, "Fri 2026-12-25 10:00", "Thu 2026-12-24 16:00", "Mon 2026-12-28 08:00"),
    (OWN, "Fri 2026-12-25 10:00", "Wed 2026-12-23 16:00", "Mon 2026-12-28 08:00"),
    (LAW, "Sat 2028-01-01 10:00", "Fri 2027-12-31 16:00", "Mon 2028-01-03 08:00"),
    (OWN, "Sat 2028-01-01 10:00", "Thu 2027-12-30 16:00", "Mon 2028-01-03 08:00"),
    (LAW, "Sun 2026-03-29 12:00", "Fri 2026-03-27 16:00", "Mon 2026-03-30 08:00"),
    (LAW, "Sun 2027-10-31 02:30+01:00", "Fri 2027-10-29 16:00", "Mon 2027-11-01 08:00"),
    # Abroad.
    (NUUK, "Mon 2026-11-23 09:00", "Fri 2026-11-20 19:00", "Mon 2026-11-23 11:00"),
    (NUUK, "Sat 2026-03-28 12:00", "Fri 2026-03-27 19:00", "Mon 2026-03-30 11:00"),
    (BANGKOK, "Sat 2026-03-28 12:00", "Fri 2026-03-27 10:00", "Mon 2026-03-30 03:00"),
    (BANGKOK, "Sun 2026-10-25 12:00", "Fri 2026-10-23 11:00", "Mon 2026-10-26 02:00"),
    (LONDON, "Mon 2026-11-23 08:30", "Fri 2026-11-20 17:00", "Mon 2026-11-23 09:00"),
    (LONDON, "Thu 2026-05-14 10:00", "Wed 2026-05-13 17:00", "Fri 2026-05-15 09:00"),
]

# from, elapsed hours, until
ELAPSED_HOURS = [
    # The clock goes forward: an hour later by the clock, and 02:30 does not exist that night.
    ("Thu 2026-03-26 01:30", 72, "Sun 2026-03-29 01:30"),
    ("Thu 2026-03-26 02:30", 72, "Sun 2026-03-29 03:30"),
    ("Fri 2026-03-27 09:00", 72, "Mon 2026-03-30 10:00"),
    ("Sat 2026-03-28 23:00", 72, "Wed 2026-04-01 00:00"),
    ("Sun 2026-03-29 01:59", 72, "Wed 2026-04-01 02:59"),
    ("Sun 2026-03-29 03:00", 72, "Wed 2026-04-01 03:00"),
    ("Thu 2027-03-25 02:30", 72, "Sun 2027-03-28 03:30"),
    ("Fri 2027-03-26 18:00", 72, "Mon 2027-03-29 19:00"),
    ("Mon 2027-03-29 00:00", 72, "Thu 2027-04-01 00:00"),
    # The clock goes back: an hour earlier by the clock, and 02:30 comes twice.
    ("Thu 2026-10-22 02:30", 72, "Sun 2026-10-25 02:30+02:00"),
    ("Thu 2026-10-22 03:30", 72, "Sun 2026-10-25 02:30+01:00"),
    ("Fri 2026-10-23 09:00", 72, "Mon 2026-10-26 08:00"),
    ("Sun 2026-10-25 02:30+02:00", 72, "Wed 2026-10-28 01:30"),
    ("Sun 2026-10-25 02:30+01:00", 72, "Wed 2026-10-28 02:30"),
    ("Thu 2027-10-28 03:00", 72, "Sun 2027-10-31 02:00+01:00"),
    ("Sat 2027-10-30 23:30", 72, "Tue 2027-11-02 22:30"),
    # Holidays, year end and the leap day change nothing.
    ("Thu 2026-04-02 09:00", 72, "Sun 2026-04-05 09:00"),
    ("Thu 2026-12-31 23:59", 72, "Sun 2027-01-03 23:59"),
    ("Sun 2028-02-27 10:00", 72, "Wed 2028-03-01 10:00"),
    # One hour and a day, at night.
    ("Sat 2026-11-21 23:30", 1, "Sun 2026-11-22 00:30"),
    ("Sun 2026-03-29 01:30", 1, "Sun 2026-03-29 03:30"),
    ("Sun 2026-10-25 02:30+02:00", 1, "Sun 2026-10-25 02:30+01:00"),
    ("Sat 2027-03-27 02:30", 24, "Sun 2027-03-28 03:30"),
]

# first day of absence, which is not counted; the last of the 14 days after it; when that day ends
FOURTEEN_DAYS = [
    (LAW, "Mon 2026-06-01", "Mon 2026-06-15", "Tue 2026-06-16 00:00+02:00"),
    # Into, up to and out of the night in which the clock goes forward; Easter moves nothing.
    (LAW, "Sat 2026-03-14", "Sat 2026-03-28", "Sun 2026-03-29 00:00+01:00"),
    (LAW, "Sun 2026-03-15", "Sun 2026-03-29", "Mon 2026-03-30 00:00+02:00"),
    (LAW, "Thu 2026-03-19", "Thu 2026-04-02", "Fri 2026-04-03 00:00+02:00"),
    (LAW, "Sun 2026-03-29", "Sun 2026-04-12", "Mon 2026-04-13 00:00+02:00"),
    (LAW, "Sat 2027-03-13", "Sat 2027-03-27", "Sun 2027-03-28 00:00+01:00"),
    (LAW, "Mon 2027-03-15", "Mon 2027-03-29", "Tue 2027-03-30 00:00+02:00"),
    # The same where it goes back.
    (LAW, "Sat 2026-10-10", "Sat 2026-10-24", "Sun 2026-10-25 00:00+02:00"),
    (LAW, "Sun 2026-10-11", "Sun 2026-10-25", "Mon 2026-10-26 00:00+01:00"),
    (LAW, "Sat 2026-10-24", "Sat 2026-11-07", "Sun 2026-11-08 00:00+01:00"),
    (LAW, "Sat 2027-10-16", "Sat 2027-10-30", "Sun 2027-10-31 00:00+02:00"),
    (LAW, "Mon 2027-10-18", "Mon 2027-11-01", "Tue 2027-11-02 00:00+01:00"),
    # Christmas and year end.
    (LAW, "Thu 2026-12-17", "Thu 2026-12-31", "Fri 2027-01-01 00:00+01:00"),
    (LAW, "Fri 2026-12-18", "Fri 2027-01-01", "Sat 2027-01-02 00:00+01:00"),
    (OWN, "Thu 2026-12-10", "Thu 2026-12-24", "Fri 2026-12-25 00:00+01:00"),
    (LAW, "Mon 2027-12-20", "Mon 2028-01-03", "Tue 2028-01-04 00:00+01:00"),
    # 29 February 2028, and a February without one.
    (LAW, "Tue 2028-02-15", "Tue 2028-02-29", "Wed 2028-03-01 00:00+01:00"),
    (LAW, "Wed 2028-02-16", "Wed 2028-03-01", "Thu 2028-03-02 00:00+01:00"),
    (LAW, "Tue 2028-02-29", "Tue 2028-03-14", "Wed 2028-03-15 00:00+01:00"),
    (LAW, "Mon 2027-02-15", "Mon 2027-03-01", "Tue 2027-03-02 00:00+01:00"),
    # Midnight abroad.
    (NUUK, "Mon 2026-06-01", "Mon 2026-06-15", "Tue 2026-06-16 00:00-01:00"),
    (NUUK, "Fri 2026-12-18", "Fri 2027-01-01", "Sat 2027-01-02 00:00-02:00"),
    (BANGKOK, "Sun 2026-10-11", "Sun 2026-10-25", "Mon 2026-10-26 00:00+07:00"),
    (LONDON, "Sun 2026-10-11", "Sun 2026-10-25", "Mon 2026-10-26 00:00+00:00"),
]

# at, the next Monday 08:30 of that person
MONDAYS = [
    (LAW, "Mon 2026-11-23 08:29", "Mon 2026-11-23 08:30"),
    (LAW, "Mon 2026-11-23 08:30", "Mon 2026-11-23 08:30"),
    (LAW, "Mon 2026-11-23 08:31", "Mon 2026-11-30 08:30"),
    (LAW, "Sun 2026-03-29 01:30", "Mon 2026-03-30 08:30"),
    (LAW, "Sun 2026-10-25 02:30+01:00", "Mon 2026-10-26 08:30"),
    (LAW, "Wed 2027-03-24 12:00", "Mon 2027-03-29 08:30"),
    (LAW, "Tue 2027-12-28 10:00", "Mon 2028-01-03 08:30"),
    (LAW, "Tue 2028-02-29 10:00", "Mon 2028-03-06 08:30"),
    (NUUK, "Mon 2026-11-23 02:00", "Mon 2026-11-23 11:30"),
    (BANGKOK, "Sun 2026-11-22 23:00", "Mon 2026-11-23 02:30"),
    (BANGKOK, "Fri 2026-03-27 12:00", "Mon 2026-03-30 03:30"),
    (LONDON, "Sat 2026-10-24 12:00", "Mon 2026-10-26 09:30"),
]
