"""What a case says by itself: whom, when and why, and to whom it is taken when nobody answers.

The plan is computed from the facts of a case and holds nothing of its own; docs/reminders.md tells the
rules in words. It imports `flows.procedure`, `flows.access` and what is below those. Begin with `plan.py`,
then `escalation.py`.
"""
