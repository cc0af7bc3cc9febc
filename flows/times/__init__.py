"""When the steps are due and reminded of, and how long things are kept, as numbers: what an organisation may
change, and within what.

It imports nothing of `flows`. Begin with `times.py`; `limits.py` holds a set of times against the law, and
`periods.py` tells how long things are kept.
"""
