"""The delivery of what is owed: each effect is claimed from the outbox, performed, and its answer settled.

The loop claims and settles; the other modules perform the effects of their kind, and give the world's
answer with what is to be remembered. Begin with `loop.py`, then `handlers.py`, which names the function of
each effect.
"""
