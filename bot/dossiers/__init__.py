"""The dossier of a case as files: what `flows.dossiers` says, as PDF, JSON and ZIP.

Begin with `files.py`.
"""
