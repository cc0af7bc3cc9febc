"""When the steps are due and reminded of, as numbers: what an organisation may change, and within what.

It imports nothing of `flows`. Begin with `times.py`; `limits.py` holds a set of times against the law.
"""
