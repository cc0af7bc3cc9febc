"""The report under way: its questions, what the employee does in it, and how it becomes a case.

`decide.py` says what each act means for the draft; the questions are data in `questions.py` and the tables
beside it. It imports `flows.evidence` and what is below that. Begin with `decide.py`.
"""
