"""Commands for operators beside the running product: `vaern dossier`, `vaern evidence`, `vaern reminders`.

Each reads the same database and settings and prints; `bot/__main__.py` names them.
"""
