"""The pages on which editors work beside the bench: the comments that wait to be looked at."""
