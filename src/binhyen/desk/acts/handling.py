"""Acts that keep a matter in work: take it in hand, confirm, talk with the reporter, note, sort anew."""

from collections.abc import Mapping

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from binhyen.desk import forms
from binhyen.desk.acts.page import ActPage, Purpose
from binhyen.desk.posts import Visit
from binhyen.desk.suggestions.offers import offers_for
from binhyen.matters import actions, clocks
from binhyen.matters.models import Matter
from binhyen.matters.workflow import Act
from binhyen.places.models import Level, Unit
from binhyen.reports import actions as reports
from binhyen.reports.models import Report
from binhyen.reports.photos import PhotoRefused
from binhyen.reports.rules import MOST_PHOTOS


def _take(matter: Matter, form: forms.ActForm, visit: Visit) -> None:
    actions.take_in_hand(
        matter=matter, by=visit.user, at=visit.at, version=form.cleaned_data["version"]
    )


def _confirm(matter: Matter, form: forms.ActForm, visit: Visit) -> None:
    typed = form.cleaned_data
    actions.confirm(
        matter=matter, words=typed["words"], by=visit.user, at=visit.at, version=typed["version"]
    )


def _note(matter: Matter, form: forms.ActForm, visit: Visit) -> None:
    actions.note(matter=matter, words=form.cleaned_data["words"], by=visit.user, at=visit.at)


def _triage(matter: Matter, form: forms.ActForm, visit: Visit) -> None:
    assert isinstance(form, forms.Triage)  # noqa: S101
    actions.triage(
        matter=matter,
        sorting=form.sorting(),
        by=visit.user,
        at=visit.at,
        version=form.cleaned_data["version"],
    )


def _reply(matter: Matter, form: forms.ActForm, visit: Visit) -> None:
    typed = form.cleaned_data
    report = Report.objects.get(reference=typed["report"])
    if len(typed["photo"]) > MOST_PHOTOS:
        raise PhotoRefused(_("At most three photos. Choose fewer and send again."))
    kept = [reports.keep_photo(upload=upload, at=visit.at).token for upload in typed["photo"]]
    actions.reply(
        matter=matter,
        report=report,
        words=typed["words"],
        photos=kept,
        by=visit.user,
        at=visit.at,
        awaits_answer=typed["awaits_answer"],
    )


def _mark_heard(matter: Matter, form: forms.ActForm, visit: Visit) -> None:
    actions.mark_heard(matter=matter, by=visit.user, at=visit.at)


def areas_of(unit: Unit, visit: Visit) -> QuerySet[Unit]:
    """Return the residential areas of a unit, in the order of their names."""
    return (
        Unit.objects.on(visit.on)
        .filter(parent=unit, level=Level.RESIDENTIAL_AREA)
        .order_by("sort_key", "pk")
    )


def _areas(matter: Matter, visit: Visit) -> object:
    return areas_of(matter.keeper, visit)


def _suggested(asked: Mapping[str, str]) -> dict[str, str]:
    """Return the category the officer chose among those suggested; nothing is ever chosen for them."""
    found = clocks.taxonomy().categories.get(asked.get("loai", ""))
    return {"category": found.code} if found and found.is_offered else {}


def _suggestions(matter: Matter, visit: Visit) -> dict[str, object]:
    return {"suggestions": offers_for(matter)}


def reports_of(matter: Matter, visit: Visit) -> object:
    """Return the reports of a matter, in the order in which they came to it."""
    return [row.report for row in matter.attached.select_related("report").order_by("pk")]


def _has_news(matter: Matter, visit: Visit) -> bool:
    return matter.has_news


FIRST = (
    ActPage(
        "nhan-xu-ly", Act.TAKE_IN_HAND, "matters.take_in_hand", _("Take in hand"),
        _("Your name stands for this matter from now on."),
        forms.Plain, _take, _("The matter is in your hand."), key="t", is_main=True, is_at_once=True,
    ),
    ActPage(
        "xac-minh", Act.CONFIRM, "matters.take_in_hand", _("It is as reported"),
        _("The matter counts as verified; it can then no longer be set aside as not borne out."),
        forms.Confirm, _confirm, _("Verified. Work goes on."),
    ),
)  # fmt: skip

BESIDE = (
    ActPage(
        "tra-loi", Act.REPLY, "reports.answer", _("Reply to the reporter"),
        _("The reporter reads your answer with the follow-up code."),
        forms.Reply, _reply, _("Your answer was sent."), key="r", choices=reports_of,
    ),
    ActPage(
        "da-doc", Act.MARK_HEARD, "reports.answer", _("Read, needs no answer"),
        _("The message is no longer shown as new."),
        forms.Plain, _mark_heard, _("Marked as read."), is_at_once=True, suits=_has_news,
    ),
    ActPage(
        "ghi-chu", Act.NOTE, "matters.note", _("Add a note"),
        _("Internal: the unit reads it, the reporter does not."),
        forms.Note, _note, _("The note is kept."), key="n",
    ),
    ActPage(
        "phan-loai", Act.TRIAGE, "matters.triage", _("Sort anew"),
        _("Another kind may mean another deadline; it still runs from the day the matter was received."),
        forms.Triage, _triage, _("Sorted anew."), purpose=Purpose.OTHER, choices=_areas, preset=_suggested, beside=_suggestions,
    ),
)  # fmt: skip
