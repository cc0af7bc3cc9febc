"""The eight steps of the procedure as data, and what follows from them for the facts of a case.

Who has a step, when it is due and reminded of, what must be in order first, and what can be decided. It
imports the facts (`flows.case`), `flows.people` and `flows.calendar`. Begin with `procedure.py`, then
`step_state.py`.
"""
