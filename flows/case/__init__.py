"""A sent case and its facts: who takes part, what was decided and done, and how serious it is.

Facts are stored; what is open, blocked or overdue is computed from them in `flows.procedure`, never stored.
It imports `flows.form`, `flows.effects`, `flows.typed` and `flows.words`. Begin with `case.py`.
"""
