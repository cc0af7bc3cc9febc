"""What single values of organisation.toml must look like: addresses, telephones, days and numbers."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field


def _mail(value: str) -> str:
    if value and not re.fullmatch(r"[^@\s<>,;]+@[^@\s<>,;]+\.[^@\s<>,;.]+", value):
        raise ValueError("must be a mail address like jura@example.dk")
    return value


def _written(value: str) -> str:
    if not value.strip():
        raise ValueError("is empty. Write it")
    return value


def _phone(value: str) -> str:
    if len(re.findall("[0-9]", value)) < 3:
        raise ValueError("must be a telephone number")
    return value


def _day(value: object) -> object:
    # Pydantic would read a number, also one in quotation marks, as seconds since 1970.
    if type(value) is date or (isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", value)):
        return value
    raise ValueError('must be a date like "2026-12-24"')


def numbers_alone(value: object) -> object:
    """The same, with nothing in place of what Pydantic would read as a number: a text, yes and no."""
    if isinstance(value, dict):
        return {name: numbers_alone(one) for name, one in value.items()}
    if isinstance(value, list):
        return [numbers_alone(one) for one in value]
    return value if type(value) is int else None


Mail = Annotated[str, AfterValidator(_mail)]
Address = Annotated[str, Field(min_length=1), AfterValidator(_mail)]
Text = Annotated[str, AfterValidator(_written)]
Phone = Annotated[str, Field(min_length=1), AfterValidator(_phone)]
Day = Annotated[date, BeforeValidator(_day)]
ENTRA_ID = r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"
LONGEST_URL = 3000
"""Of a link button: docs.slack.dev/reference/block-kit/block-elements/button-element."""
