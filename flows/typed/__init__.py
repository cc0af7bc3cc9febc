"""What people type, understood: times as people say them, and which choice a line names.

Nothing is guessed: a text is understood as a whole, or what it may mean is offered
(docs/decisions/2026-11-29-what-people-type.md). It imports nothing of flows. Begin with `when.py` for times
and `matching.py` for choices.
"""
