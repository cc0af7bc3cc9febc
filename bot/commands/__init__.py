"""Commands for operators beside the running product, such as `vaern cases` and `vaern audit`.

Each reads the same database and settings and prints; `bot/__main__.py` names them. `store.py` is what each
begins with, `output.py` how each prints. They end with 0 when all is well, 1 when something of what they
looked at is not, and 2 when they could not do it.
"""
