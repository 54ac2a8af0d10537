"""Store a catalogue's version; one that an assessment has used is only superseded."""

import json
from datetime import datetime
from pathlib import Path

from django.db import transaction
from django.db.models import Q

from binhyen.audit import actions as audit
from binhyen.standards import catalogues
from binhyen.standards.models import Assessment, Baseline, Recognition, StoredCatalogue


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
    content = catalogues.read(path)
    catalogue = catalogues.parse(content, file=path.name)
    stored = StoredCatalogue.objects.filter(
        catalogue_id=catalogue.id, version=catalogue.version
    ).first()
    if stored is not None and stored.sha256 == catalogue.sha256:
        return stored, False
    if stored is not None and _is_used(stored):
        raise CatalogueUsed(stored)
    stored, _ = StoredCatalogue.objects.update_or_create(
        catalogue_id=catalogue.id,
        version=catalogue.version,
        defaults={
            "sha256": catalogue.sha256,
            "content": json.dumps(
                content, sort_keys=True, ensure_ascii=False, separators=(",", ":")
            ),
            "valid_from": catalogue.valid_from,
            "valid_to": catalogue.valid_to,
            "loaded_at": at,
        },
    )
    audit.record(
        event="standards.catalogue_loaded",
        subject=f"{catalogue.id} {catalogue.version}",
        actor="shell",
        at=at,
        detail={"sha256": catalogue.sha256},
    )
    return stored, True


def _is_used(stored: StoredCatalogue) -> bool:
    return (
        Assessment.objects.filter(Q(catalogue=stored)).exists()
        or Recognition.objects.filter(catalogue=stored).exists()
        or Baseline.objects.filter(catalogue=stored).exists()
    )
