"""The two ways in which a call to Microsoft Graph can fail, for those who live without Graph too."""

from __future__ import annotations


class GraphUnavailable(Exception):
    """Graph did not answer: try again later, after `retry_after` seconds where it said so.

    `is_unknown` tells that what was asked for may have been done all the same. Without `is_failure` Graph
    only asked to wait, which counts against nothing.
    """

    def __init__(
        self,
        reason: str,
        retry_after: float | None = None,
        is_unknown: bool = False,
        *,
        is_failure: bool = True,
    ) -> None:
        super().__init__(reason)
        self.retry_after = retry_after
        self.is_unknown = is_unknown
        self.is_failure = is_failure


class GraphRefused(Exception):
    """Graph will never do it as it was asked: go on without. `code` is Graph's own, empty when it gave none.

    The text is the status alone, so that a log can hold it.
    """

    def __init__(self, status: int, code: str = "") -> None:
        super().__init__(f"status {status}")
        self.status = status
        self.code = code
