"""The wiring: settings, root urls, wsgi and the `binhyen` command. It knows every room and no room knows it."""
