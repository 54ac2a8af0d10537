"""Reads of this room."""

from binhyen.newsroom.queries.campaigns import (
    Answered,
    Results,
    bodies_of,
    campaigns_of,
    may_read,
    quiz_results,
    reached_by_area,
    results,
    running_at,
)

__all__ = [
    "Answered",
    "Results",
    "bodies_of",
    "campaigns_of",
    "may_read",
    "quiz_results",
    "reached_by_area",
    "results",
    "running_at",
]
