"""What this room counts, by what it rests on: ratings and rolls, the log of tasks, the log of patrols."""

from binhyen.forces.figures import coverage, ratings, roster, work

__all__ = ["coverage", "ratings", "roster", "work"]
