"""What an event means for a sent case: the facts afterwards, and the effects that are owed.

`decide.py` is the way in: it looks at who acts, hands the event to the module of its kind, and adds what
follows by itself. It imports every room below it, `flows.reminders` among them. Begin with `decide.py`.
"""
