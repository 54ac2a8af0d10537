"""The acts of this room. They take `actor`, the reference of who acts: who may is asked one floor up, in `desk.units`."""

from binhyen.places.actions.loading import Loaded, load_pack

__all__ = ["Loaded", "load_pack"]
