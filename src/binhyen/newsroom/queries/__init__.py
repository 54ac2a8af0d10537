"""Reads of this room."""

from binhyen.newsroom.queries.articles import FOUND, is_founded, published, search
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
    "Answered",
    "Results",
    "bodies_of",
    "campaigns_of",
    "is_founded",
    "may_read",
    "published",
    "quiz_results",
    "reached_by_area",
    "results",
    "running_at",
    "search",
]
