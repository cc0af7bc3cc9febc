"""A sent case on the screen: its card, the case itself, the employee's own view, and who takes part.

It may show steps (`flows.screens.steps`). Begin with `case.py`.
"""
