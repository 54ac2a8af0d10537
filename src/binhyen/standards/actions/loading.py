"""Store catalogues, all or none; a version that an assessment has used is only superseded."""

import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from django.db import transaction
from django.db.models import Q

from binhyen.audit import actions as audit
from binhyen.core import clock
from binhyen.people import policy
from binhyen.people.models import User
from binhyen.places.models import Unit
from binhyen.standards import catalogues, checking
from binhyen.standards.checking import Draft
from binhyen.standards.models import Assessment, Baseline, Recognition, StoredCatalogue
from binhyen.standards.reading import Text


class CatalogueUsed(Exception):
    """The same version with other content: an assessment or a recognition rests on what is stored."""

    def __init__(self, stored: StoredCatalogue) -> None:
        super().__init__(
            f"{stored.catalogue_id} {stored.version} is used by an assessment and cannot be changed; "
            "give the file a new `version` and load it beside"
        )
        self.stored = stored


@transaction.atomic
def load_catalogue(*, path: Path, at: datetime) -> tuple[StoredCatalogue, bool]:
    """Store the catalogue in the file, from the operator's shell; say whether anything changed.

    Raises CatalogueInvalid or CatalogueUsed.
    """
    (found,) = load_catalogues(texts={path.name: catalogues.read_file(path)}, actor="shell", at=at)
    return found


@transaction.atomic
def load_catalogues(
    *, texts: Mapping[str, Text], actor: str, at: datetime
) -> list[tuple[StoredCatalogue, bool]]:
    """Store the catalogues in the files, or none of them. Raises CatalogueInvalid with every fault, or CatalogueUsed."""
    drafts = checking.read_drafts(texts)
    checking.check(drafts, [row.read() for row in StoredCatalogue.objects.order_by("pk")])
    return [store(draft, actor=actor, at=at) for draft in drafts]


@transaction.atomic
def upload_catalogues(
    *, texts: Mapping[str, Text], by: User, at: datetime
) -> list[tuple[StoredCatalogue, bool]]:
    """Store what an administrator uploads, or none of it. Raises NotAllowed, CatalogueInvalid or CatalogueUsed."""
    require_administrator(by, at)
    return load_catalogues(texts=texts, actor=by.ref, at=at)


def require_administrator(by: User, at: datetime) -> None:
    """Raise NotAllowed unless `by` looks after the catalogues of the house."""
    if not policy.can(by, "standards.load", on=clock.local_day(at)):
        message = f"standards.load is not granted to {by}"
        raise policy.NotAllowed(message)


def store(
    draft: Draft, *, actor: str, at: datetime, owner: Unit | None = None
) -> tuple[StoredCatalogue, bool]:
    """Store one checked catalogue; say whether anything changed. Raises CatalogueUsed."""
    catalogue = draft.catalogue
    stored = StoredCatalogue.objects.filter(
        catalogue_id=catalogue.id, version=catalogue.version
    ).first()
    if stored is not None and stored.sha256 == catalogue.sha256:
        return stored, False
    if stored is not None and is_used(stored):
        raise CatalogueUsed(stored)
    stored, _ = StoredCatalogue.objects.update_or_create(
        catalogue_id=catalogue.id,
        version=catalogue.version,
        defaults={
            "sha256": catalogue.sha256,
            "content": json.dumps(
                draft.text.content, sort_keys=True, ensure_ascii=False, separators=(",", ":")
            ),
            "valid_from": catalogue.valid_from,
            "valid_to": catalogue.valid_to,
            "loaded_at": at,
            **({"owner": owner, "clone_of": catalogue.clone_of} if owner else {}),
        },
    )
    audit.record(
        event="standards.catalogue_loaded",
        subject=f"{catalogue.id} {catalogue.version}",
        actor=actor,
        at=at,
        detail={"sha256": catalogue.sha256},
    )
    return stored, True


def is_used(stored: StoredCatalogue) -> bool:
    """Say whether an assessment or a recognition rests on this version."""
    return (
        Assessment.objects.filter(Q(catalogue=stored)).exists()
        or Recognition.objects.filter(catalogue=stored).exists()
        or Baseline.objects.filter(catalogue=stored).exists()
    )
