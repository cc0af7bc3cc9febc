"""People as Værn knows them: language, clock, whether they can be reached, and the organisation.

What an organisation decides for itself is read from organisation.toml and comes here as values. It imports
`flows.calendar` and `flows.words`. Begin with `organisation.py`, whose `Context` is handed to every
decision.
"""
