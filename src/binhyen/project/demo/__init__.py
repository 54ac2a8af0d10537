"""The story that `binhyen demo` tells. Every person and every matter in it is invented; the units are real."""

#: The one password of every account of the demo; the demo runs in a folder of its own and listens on this machine.
PASSWORD = "my-lac-binh-yen"  # noqa: S105
