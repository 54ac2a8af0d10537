"""Direction: steering committees with their seats, the yearly designation of model units, and initiatives with their yearly class.
It holds names and offices of committee members as their founding decision publishes them, and nothing else about them.
"""
