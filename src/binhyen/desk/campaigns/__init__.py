"""Campaigns: planned from a ready kit, run on their channels, and what came of them."""
