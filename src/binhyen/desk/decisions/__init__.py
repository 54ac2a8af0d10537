"""Decisions where a room asks by which one something was decided: written from what the room knows, chosen from the register, or typed.

The rooms know a decision by its number and day, and the register of papers knows nothing of what was decided. The two are joined here.
"""
