"""What this room counts, by what it rests on: acts as they were counted, matters as they stand, how fast, how soon the
teams come, what people said."""

from binhyen.matters.figures import acts, pace, responses, standing, voices

__all__ = ["acts", "pace", "responses", "standing", "voices"]
