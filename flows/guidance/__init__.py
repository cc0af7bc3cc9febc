"""What anybody may read: what it is, what helps first, and where the platforms take reports.

The help for each step is here too, in the words of a colleague who has done it before. It imports
`flows.people`, `flows.report` for the places, and `flows.words`. Begin with `topics.py`.
"""
