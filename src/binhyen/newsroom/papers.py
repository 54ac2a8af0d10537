"""A campaign on paper: what its leaflet and its slide say."""

from binhyen.core import faces
from binhyen.documents import leaflets
from binhyen.documents.leaflets import Leaflet, Shape
from binhyen.newsroom.models import Campaign

#: The name in an address -> what is drawn.
SHAPES = {"to-roi-a4": Shape.A4, "to-roi-a5": Shape.A5, "trang-chieu": Shape.SLIDE}


def drawn(campaign: Campaign, shape: Shape, *, address: str, shown: str) -> bytes:
    """Return the leaflet or slide as a PDF; its code leads to `address`, which is written out in short as `shown`."""
    unit = campaign.unit
    leaflet = Leaflet(
        title=campaign.shown_title(),
        slogan=campaign.slogan(),
        lines=campaign.lines(),
        commune=", ".join(part.full_name for part in (unit, unit.parent) if part),
        address=address,
        shown=shown,
    )
    return leaflets.pdf(leaflet, shape=shape, calls=faces.emergency_lines())
