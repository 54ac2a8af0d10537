"""How sending can fail. The words say which kind of failure, never to whom."""


class Failed(Exception):
    """It was not delivered."""


class Refused(Failed):
    """The server said no to this one; others may go through."""


class Unreachable(Failed):
    """Nobody answers there: the rest need not each wait for it."""


class Gone(Failed):
    """The browser no longer wants to be told."""
