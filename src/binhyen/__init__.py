"""Bình Yên: a self-hosted platform for safe communes in Viet Nam.

Each folder is a room; the first paragraph of its `__init__.py` says what it is for. The floors between
rooms are in ARCHITECTURE.md and held by the import contracts in pyproject.toml.
"""

__version__ = "0.1.0"
