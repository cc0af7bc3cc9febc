"""The eight steps on the screen: the checklist, a step opened, its forms, and what is told about it.

Begin with `checklist.py`, then `window.py`.
"""
