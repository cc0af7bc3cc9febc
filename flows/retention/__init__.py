"""How long a report under way and an ended case are kept, and when they are erased and why.

Pure functions of facts, periods and `now`. It imports `flows.case`, and `flows.times` for the periods. Begin
with `rules.py`.
"""
