"""Periodic reports: one's own to write and send, and those of the units below to receive, return and merge."""
