"""A picture in the sizes and formats that pages show: AVIF for most phones, WebP for older ones, JPEG for the rest."""

from dataclasses import dataclass

from binhyen.newsroom.models.photos import Photo, Rendition

#: Of an article: a phone's width, and the column's on a sharp screen. Of a card: a third of the page. Beside a headline on
#: a page that is not of news, where every kilobyte counts: 96 pixels, on most phones of two points each.
WIDE, CARD, SMALL = ("width-480", "width-1200"), ("fill-480x300",), ("fill-192x120",)
_FORMATS = ("avif", "webp")
_SHAPES: tuple[tuple[str, ...], ...] = (WIDE, CARD, SMALL)
_LAST = {shape: f"{shape[-1]}|format-jpeg" for shape in _SHAPES}


@dataclass(frozen=True)
class Drawn:
    """What a `picture` element needs."""

    sources: tuple[tuple[str, str], ...]  # MIME type, srcset
    last: Rendition


def drawn(photo: Photo, shape: tuple[str, ...]) -> Drawn:
    """Return `photo` in `shape`; sizes that were not made yet are made."""
    by_format = {kind: [f"{size}|format-{kind}" for size in shape] for kind in _FORMATS}
    specs = [_LAST[shape], *(spec for each in by_format.values() for spec in each)]
    made = photo.get_renditions(*specs)
    return Drawn(
        tuple(
            (f"image/{kind}", ", ".join(f"{made[spec].url} {made[spec].width}w" for spec in each))
            for kind, each in by_format.items()
        ),
        made[_LAST[shape]],
    )


def prepare(photo: Photo) -> None:
    """Make every size of `photo` at once, so that no reader waits for it."""
    for shape in _SHAPES:
        drawn(photo, shape)
