"""Makes drafts, reports and pictures for tests. All people and matters are invented."""

import io
from datetime import datetime
from typing import Any
from uuid import uuid4

from PIL import Image

from binhyen.places.models import Unit
from binhyen.reports import actions
from binhyen.reports.models import Channel, Disclosure

PERSON = actions.Person(
    "Nguyễn Văn Thử", phone="0912 345 678", email="thu@vidu.vn", consent="2026-11"
)


def draft(unit: Unit, **said: Any) -> actions.Draft:
    """Return a draft about noise, anonymous unless said otherwise."""
    told: dict[str, Any] = {
        "category": "NOI",
        "words": "Hát loa kéo đến nửa đêm (chuyện bịa để thử).",
        "disclosure": Disclosure.ANONYMOUS,
        **said,
    }
    return actions.Draft(unit=unit, **told)


def submit(unit: Unit, at: datetime, **said: Any) -> actions.Submitted:
    """Return a report just received; `person`, `photos`, `key`, `by` and `channel` go to the act."""
    ours = {
        name: said.pop(name)
        for name in ("person", "photos", "key", "by", "channel")
        if name in said
    }
    return actions.submit(
        draft=draft(unit, **said),
        at=at,
        **{"person": None, "photos": [], "key": uuid4(), "channel": Channel.WEB, **ours},
    )


def picture(
    size: tuple[int, int] = (64, 48), *, form: str = "JPEG", mode: str = "RGB", **saved: Any
) -> bytes:
    """Return a small picture file."""
    out = io.BytesIO()
    Image.new(mode, size, "green").save(out, form, **saved)
    return out.getvalue()
