"""A person's turn of the clock over all their cases: the message of the day and Monday's summary.

It plays the same functions forward to tell beforehand what a case will say (`preview.py`). It imports
`flows.deciding` and `flows.reminders`. Begin with `message_of_the_day.py`.
"""
