"""The dossier of a case, in words: what each of its two parts tells."""
