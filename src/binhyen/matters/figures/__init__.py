"""What this room counts, by what it rests on: acts as they were counted, matters as they stand, how fast, what people said."""

from binhyen.matters.figures import acts, pace, standing, voices

__all__ = ["acts", "pace", "standing", "voices"]
