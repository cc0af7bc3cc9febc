"""Pieces of evidence: what is told of each, where something belongs that was dropped, and who has seen it.

The bytes are in storage; here are the facts about them and the rules. It imports `flows.access` and what is
below that. Begin with `items.py`, then `routing.py`.
"""
