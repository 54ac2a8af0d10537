"""The pages of whoever works outside: today's tasks, a note, a photo, "done", the log of patrols. Phone first; all of it also without a
network, by frontend/scripts/field.js, and without scripts while there is one.
"""
