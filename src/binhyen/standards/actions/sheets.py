"""A province makes a catalogue its own sheet, and gives it new versions; what was used is never changed."""

import json
from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_noop as _

from binhyen.core import clock
from binhyen.people import policy
from binhyen.people.models import User
from binhyen.places.models import Level, Unit
from binhyen.standards import checking, sheets
from binhyen.standards.actions.loading import store
from binhyen.standards.models import StoredCatalogue
from binhyen.standards.reading import CatalogueInvalid, Problem, Text
from binhyen.standards.sheets import Change


class NotAProvince(Exception):
    """Only a province has sheets of its own."""


class HasItAlready(Exception):
    """The province has its own sheet of this catalogue; it is given a new version instead."""

    def __init__(self, stored: StoredCatalogue) -> None:
        super().__init__(str(stored))
        self.stored = stored


@transaction.atomic
def clone_catalogue(
    *, catalogue: StoredCatalogue, owner: Unit, since: date, by: User, at: datetime
) -> StoredCatalogue:
    """Make a catalogue the province's own sheet, in force from `since`.

    Raises NotAllowed, NotAProvince, HasItAlready or CatalogueInvalid.
    """
    policy.require(by, "standards.clone", owner, on=clock.local_day(at))
    if owner.level != Level.PROVINCE:
        raise NotAProvince(owner.full_name)
    name = catalogue.clone_of or catalogue.catalogue_id
    standing = StoredCatalogue.objects.filter(owner=owner, clone_of=name).order_by("pk").last()
    if standing is not None:
        raise HasItAlready(standing)
    content = sheets.cloned(json.loads(catalogue.content), prefix=prefix_of(owner), since=since)
    return _store(content, owner=owner, by=by, at=at)


@transaction.atomic
def change_sheet(
    *,
    sheet: StoredCatalogue,
    changes: Mapping[str, Change],
    since: date,
    by: User,
    at: datetime,
) -> StoredCatalogue:
    """Give the province's sheet a new version, in force from `since`. Raises NotAllowed, NotAProvince or CatalogueInvalid."""
    owner = _owner(sheet, by, at)
    versions = StoredCatalogue.objects.filter(catalogue_id=sheet.catalogue_id)
    content = sheets.changed(
        json.loads(sheet.content),
        changes=changes,
        since=since,
        taken=set(versions.values_list("version", flat=True)),
    )
    return _store(content, owner=owner, by=by, at=at)


@transaction.atomic
def upload_sheet(
    *, sheet: StoredCatalogue, file: str, text: Text, by: User, at: datetime
) -> StoredCatalogue:
    """Store a version of the province's sheet that came as a file.

    Raises NotAllowed, NotAProvince, CatalogueInvalid or CatalogueUsed.
    """
    owner = _owner(sheet, by, at)
    (draft,) = checking.read_drafts({file: text})
    if (draft.catalogue.id, draft.catalogue.clone_of) != (sheet.catalogue_id, sheet.clone_of):
        said = _("is not the sheet %(sheet)s; its id and clone_of stay as they are.")
        shown = {"sheet": sheet.catalogue_id}
        raise CatalogueInvalid([Problem(file, "", "catalogue.id", said, shown)])
    return _store(text.content, owner=owner, by=by, at=at, file=file, text=text)


def prefix_of(owner: Unit) -> str:
    """Return what the ids of a province's own sheets begin with."""
    return f"{owner.edition}-{owner.code}"


def _owner(sheet: StoredCatalogue, by: User, at: datetime) -> Unit:
    if sheet.owner is None:
        raise NotAProvince(str(sheet))
    policy.require(by, "standards.clone", sheet.owner, on=clock.local_day(at))
    return sheet.owner


def _store(
    content: dict[str, object],
    *,
    owner: Unit,
    by: User,
    at: datetime,
    file: str = "",
    text: Text | None = None,
) -> StoredCatalogue:
    name = file or "sheet.yaml"
    drafts = checking.read_drafts({name: text or Text(content, {})})
    checking.check(drafts, [row.read() for row in StoredCatalogue.objects.order_by("pk")])
    stored, _is_new = store(drafts[0], actor=by.ref, at=at, owner=owner)
    return stored
