"""What keeps the product from starting, in sentences for whoever runs it."""

from __future__ import annotations


class Misconfigured(Exception):
    """The product cannot start as it is set up. `faults` are sentences, each with what mends it."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


class NotReachable(Misconfigured):
    """The product cannot start now, for reasons that may pass by themselves."""
