"""Who may do what in a case, and who could be brought into it.

Everything that `rules.py` does not allow is refused, and nothing else decides it. It imports
`flows.procedure` and what is below that. Begin with `rules.py`.
"""
