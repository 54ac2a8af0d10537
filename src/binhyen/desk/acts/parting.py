"""Acts on what was taken for one thing and is two: a second trouble in a report, a report in the wrong matter."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from binhyen.desk import forms
from binhyen.desk.acts.handling import areas_of, reports_of
from binhyen.desk.acts.page import ActPage, Purpose
from binhyen.desk.posts import Visit
from binhyen.matters import actions
from binhyen.matters.models import Matter
from binhyen.matters.workflow import Act
from binhyen.reports.models import Report


def _split(matter: Matter, form: forms.ActForm, visit: Visit) -> None:
    assert isinstance(form, forms.Split)  # noqa: S101
    actions.split(
        matter=matter,
        report=Report.objects.get(reference=form.cleaned_data["report"]),
        sorting=form.sorting(),
        by=visit.user,
        at=visit.at,
    )


def _detach(matter: Matter, form: forms.ActForm, visit: Visit) -> None:
    report = Report.objects.get(reference=form.cleaned_data["report"])
    actions.detach(matter=matter, report=report, by=visit.user, at=visit.at)


def _has_several(matter: Matter, visit: Visit) -> bool:
    return matter.attached.count() > 1


def _reports_and_areas(matter: Matter, visit: Visit) -> object:
    return reports_of(matter, visit), areas_of(matter.keeper, visit)


def _report_named(asked: Mapping[str, str]) -> dict[str, str]:
    return {"report": asked["tin"]} if asked.get("tin") else {}


PAGES = (
    ActPage(
        "tach-viec", Act.SPLIT, "matters.split", _("Two troubles in one report"),
        _("The second trouble becomes a matter of its own. The reporter follows both with the same code."),
        forms.Split, _split, _("The second trouble is a matter of its own now."), purpose=Purpose.OTHER, choices=_reports_and_areas,
        refusals={
            actions.WouldBeUncovered: (
                "category",
                _("Only one of the two is restricted: sort it anew first, so that both are or neither."),
            ),
        },
    ),
    ActPage(
        "tach-tin", Act.DETACH, "matters.merge", _("Take a report out"),
        _("The report becomes a matter of its own, new and with the time that runs since it was received. Its reporter keeps the thread."),
        forms.Detach, _detach, _("The report is a matter of its own now."), suits=_has_several, choices=reports_of, preset=_report_named,
        refusals={
            actions.OnlyReport: ("", _("It is the only report of this matter: there is nothing to take out.")),
        },
    ),
)  # fmt: skip
