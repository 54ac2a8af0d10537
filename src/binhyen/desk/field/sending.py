"""Where the queue of a phone sends to: one act in each request, and the same answer however often it comes."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from binhyen.core import crypto
from binhyen.desk import days
from binhyen.desk.field import forms, tasks
from binhyen.desk.posts import visit_of
from binhyen.forces import actions as forces
from binhyen.forces.models import Patrol
from binhyen.matters import actions
from binhyen.matters.models import FieldKind, SentOnce
from binhyen.people.models import User
from binhyen.people.policy import NotAllowed

_PATROL = "PATROL"
#: More than any form of this face has.
_MOST_FIELDS = 30


def owner_of(user: User) -> str:
    """Return the word by which a phone tells one person's queue from another's; it says nothing to anybody else."""
    return _digest(user, "field owner")[:16]


@never_cache
@require_GET
def key(request: HttpRequest) -> JsonResponse:
    """Give the person the half of the key that the house holds: with it their phone opens what it keeps for them."""
    if not isinstance(request.user, User):
        return _log_in()
    return JsonResponse({"secret": _digest(request.user, "field queue")})


def _digest(user: User, purpose: str) -> str:
    return crypto.keyed_digest(user.ref, secret=settings.SECRET_KEY, purpose=purpose)


@never_cache
@require_POST
def send(request: HttpRequest) -> JsonResponse:
    """Take one act. Whoever has no post any more is heard as well: the refusal is part of the answer."""
    if not isinstance(request.user, User):
        return _log_in()
    typed = _typed(request)
    if typed is None:
        return _refused(_("What the phone sent cannot be read."), HTTPStatus.BAD_REQUEST)
    if typed.get("owner", "") not in {"", owner_of(request.user)}:
        return _log_in()
    visit = visit_of(request)
    try:
        if typed.get("kind") == _PATROL:
            return _patrol(forms.Patrol(typed, visit=visit))
        return _field(forms.Field(typed, request.FILES, visit=visit))
    except (actions.SentBySomebodyElse, forces.NotTheirPatrol):
        return _refused(_("Somebody else has sent this already."), HTTPStatus.CONFLICT)


def _typed(request: HttpRequest) -> Mapping[str, Any] | None:
    """Return what was sent, as a form or as JSON; None when it is neither."""
    if request.content_type != "application/json":
        return request.POST.dict()
    try:
        sent = json.loads(request.body)
    except ValueError:
        return None
    if not isinstance(sent, dict) or len(sent) > _MOST_FIELDS:
        return None
    plain = {name: value for name, value in sent.items() if not isinstance(value, dict | list)}
    return {name: "" if value is None else str(value) for name, value in plain.items()}


def _field(form: forms.Field) -> JsonResponse:
    if not form.is_valid():
        return _unfit(form)
    return _told(take(form))


def take(form: forms.Field) -> SentOnce:
    """Do what a valid form says. Raises SentBySomebodyElse."""
    typed = form.cleaned_data
    return actions.take_from_field(
        sent=actions.FromPhone(
            key=typed["key"],
            kind=FieldKind(typed["kind"]),
            reference=typed["matter"],
            done_at=typed["done_at"],
            seen=typed["version"] or 0,
            words=typed["words"],
            photo=typed["photo"] if typed["kind"] == FieldKind.PHOTO else None,
            part=typed["part"],
        ),
        by=form.visit.user,
        at=form.visit.at,
    )


def _told(sent: SentOnce) -> JsonResponse:
    if sent.refusal:
        return _refused(tasks.why(sent), HTTPStatus.OK, kept=sent.kept)
    return _done(sent.at)


def _patrol(form: forms.Patrol) -> JsonResponse:
    if not form.is_valid():
        return _unfit(form)
    try:
        patrol = log(form)
    except (NotAllowed, forces.NotOnePatrol, *days.REFUSED) as reason:
        return _refused(patrol_refusal(reason), HTTPStatus.OK)
    return _done(patrol.logged_at)


def log(form: forms.Patrol) -> Patrol:
    """Enter the patrol of a valid form. Raises NotAllowed, NotOnePatrol, YearClosed, NotTheirPatrol."""
    typed = form.cleaned_data
    return forces.log_patrol(
        key=typed["key"],
        area=typed["area"],
        started_at=typed["started_at"],
        ended_at=typed["ended_at"],
        companions=typed["companions"],
        remarks=typed["remarks"],
        by=form.visit.user,
        at=form.visit.at,
    )


def patrol_refusal(reason: Exception) -> str:
    """Return why a patrol was not entered."""
    if isinstance(reason, NotAllowed):
        return _("You cannot log patrols in this area. Choose one of your own.")
    if isinstance(reason, days.REFUSED):
        return days.said(reason)
    return _("A patrol ends after it began, and within a day.")


def _unfit(form: forms.Field | forms.Patrol) -> JsonResponse:
    """Say what does not fit, each with the name of its field where the field has one."""
    found = []
    for name, errors in form.errors.items():
        label = form.fields[name].label if name in form.fields else None
        found += [f"{label}: {error}" if label else str(error) for error in errors]
    return _refused(" ".join(found), HTTPStatus.UNPROCESSABLE_ENTITY)


def _done(at: datetime) -> JsonResponse:
    return JsonResponse({"outcome": "done", "at": at.astimezone(UTC).isoformat()})


def _refused(reason: str, status: HTTPStatus, kept: str = "") -> JsonResponse:
    return JsonResponse({"outcome": "refused", "reason": reason, "kept": kept}, status=status)


def _log_in() -> JsonResponse:
    return JsonResponse({"outcome": "log_in"}, status=HTTPStatus.UNAUTHORIZED)
