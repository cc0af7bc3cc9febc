"""How far a random search goes: a fixed sample in `make test`, many other examples in `make soak`.

The profiles stand here, and the number of examples with them; only a costly search has a number of its own.
"""

from hypothesis import HealthCheck, settings

settings.register_profile("same", derandomize=True, max_examples=24, deadline=None)
# What fails must fail for whoever caused it, so `make test` looks at the same examples each time.
settings.load_profile("same")
# Not told otherwise, a profile is as the loaded one is, and would look at the same examples for ever.
settings.register_profile(
    "soak",
    derandomize=False,
    max_examples=2000,
    deadline=None,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
)


def searching(sample: int, soak: int) -> settings:
    """The settings of a costly search: that many examples in each of the two."""
    return settings(max_examples=soak if is_soaking() else sample)


def is_soaking() -> bool:
    """Whether this is `make soak`."""
    return not settings.default.derandomize
