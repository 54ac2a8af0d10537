"""Reads of this room."""

from binhyen.newsroom.queries.articles import (
    FOUND,
    LATEST,
    front_of,
    is_founded,
    latest_of,
    published,
    search,
)
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
    "FOUND",
    "LATEST",
    "Answered",
    "Results",
    "bodies_of",
    "campaigns_of",
    "front_of",
    "is_founded",
    "latest_of",
    "may_read",
    "published",
    "quiz_results",
    "reached_by_area",
    "results",
    "running_at",
    "search",
]
