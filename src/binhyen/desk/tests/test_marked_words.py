"""Every word that the force, the movement and the assessments keep is marked; then people of every kind open every page of
theirs, and a mark is seen only by whom the grant reaches that guards it.

A list that asks for a unit and all below it where the grant says the unit itself shows here what it should not, and so does
a page that forgets to ask. A new field for words has to say below who reads it.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import IntegrityError, models, transaction
from django.urls import reverse

from binhyen.desk import urls
from binhyen.desk.tests import test_walls
from binhyen.desk.tests.test_walls import (  # noqa: F401  (fixtures: the commune whose words are marked, and the day)
    _on_20_november_2026,
    theirs,
)
from binhyen.figures import registry
from binhyen.figures.queries import scope_of
from binhyen.figures.rules import month_of
from binhyen.forces import actions as forces
from binhyen.forces.models import Answering, Level, SurveyRemark, SurveyRound, Team
from binhyen.movement import actions as movement
from binhyen.movement.models import (
    ActivityKind,
    Force,
    Initiative,
    JointPaperKind,
    Plan,
    Review,
    Task,
)
from binhyen.people import policy
from binhyen.people.models import Body, Post, Role, User
from binhyen.people.tests import factories as people
from binhyen.places.models import Unit
from binhyen.standards.tests.factories import AT

#: Action -> the words it guards, a model's whole by its name. What the trail of a dossier tells, the dossier's readers read.
READ_BY = {
    "forces.read_members": {"Member", "Service", "Training"},
    "forces.read_patrols": {"Patrol", "User"},  # the one user marked is who walked
    "forces.read_duties": {"DutyEntry"},
    "forces.manage": {"RatingSheet", "RatingLine"},
    "forces.read_survey_words": {"SurveyRemark"},
    "movement.read_plan": {"Plan", "Phase", "Goal", "Task", "TaskEvidence", "TaskFile", "TaskChange", "Review", "Conclusion", "Committee.name"},
    "standards.read": {
        "Finding", "Step", "Baseline", "Reading", "Vote", "Mark", "Question", "Override", "Evidence",
        "Attestation", "Recognition",
    },
    "figures.read": {
        "Team", "TeamRating", "Committee", "Seat", "Designation", "Festival", "AgendaItem", "Initiative", "InitiativeYear",
        "InitiativePartner", "InitiativePaper", "InitiativeResult", "Activity", "SchoolTerm", "StepPaper",
    },
}  # fmt: skip
#: No words: names that the house gives, digests, what is kept of a catalogue, which is law.
NO_WORDS = re.compile(
    r"\.(item|questionnaire|version|digest|measure|figure|origin|step|criterion|reason|document|file|sha256|act|class_id"
    r"|frozen|frozen_sha256)$|^(StoredCatalogue|Confirmation)\."
)
#: The commune has none of these: the tests of their pages do.
NOT_HERE = {
    "Override", "Question", "InitiativeResult", "SchoolTerm", "StepPaper", "Baseline", "Reading", "Mark", "Finding",
}  # fmt: skip
MARK = re.compile(r"qzx([a-z]+)qzx")


def fields_of_words() -> Iterator[tuple[type[models.Model], str]]:
    for room in ("forces", "movement", "standards"):
        for model in apps.get_app_config(room).get_models():
            for field in model._meta.concrete_fields:
                is_text = isinstance(field, models.CharField | models.TextField)
                name = f"{model.__name__}.{field.name}"
                if is_text and not field.choices and not NO_WORDS.search(name):
                    yield model, field.name


def test_every_field_for_words_says_who_reads_it():
    said = [name for names in READ_BY.values() for name in names if name != "User"]
    assert len(said) == len(set(said))
    assert {model.__name__ for model, _name in fields_of_words()} <= set(said)


def letters(number: int) -> str:
    return "".join(chr(ord("a") + int(digit)) for digit in str(number))


def mark(row: models.Model, name: str, written: dict[str, str]) -> None:
    """Write a mark over a field of a row, and note whose it is; where the table allows no words there now, leave it."""
    sign = letters(len(written) + 1)
    try:
        with transaction.atomic():
            type(row)._default_manager.filter(pk=row.pk).update(**{name: f"qzx{sign}qzx"})
    except IntegrityError:
        return
    written[sign] = f"{type(row).__name__}.{name}"


@dataclass
class Marked:
    """The commune, one of its areas, its pages, and the field of each mark."""

    commune: Unit
    area: Unit
    pages: list[str]
    fields: dict[str, str]

    def seen(self, client) -> dict[str, str]:
        """Return what whoever is logged in reads of it: the field, and a page that shows it."""
        found: dict[str, str] = {}
        for page in self.pages:
            for sign in MARK.findall(said(client.get(page))):
                found.setdefault(self.fields[sign], page)
        return found


def said(answer) -> str:
    """Return what an answer says, of a workbook every sheet of it."""
    content = b"".join(answer)
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            content = b"".join(map(book.read, book.namelist()))
    return content.decode(errors="replace")


@pytest.fixture
def marked(theirs, other_commune) -> Marked:  # noqa: F811
    area = other_commune.children.get(name="Rạch Đào")
    walker = everything_written(other_commune, area)
    written: dict[str, str] = {}
    for model, name in fields_of_words():
        for row in model._default_manager.order_by("pk"):
            mark(row, name, written)
    mark(walker, "full_name", written)
    return Marked(other_commune, area, pages_about(other_commune, area, theirs), written)


def everything_written(commune: Unit, area: Unit) -> User:
    """Add what the walls need not: words in every table that has some; return who walked the patrol."""
    head, chief = (people.officer(f"Người viết {r}", r, commune) for r in (Role.HEAD, Role.CHIEF))
    walker = people.officer("Người đi tuần", Role.TEAM_MEMBER, area)
    hour = timedelta(hours=1)
    forces.log_patrol(
        key=uuid4(), area=area, started_at=AT - 2 * hour, ended_at=AT - hour, companions=1, remarks="x", by=walker, at=AT,
    )  # fmt: skip
    lines = [forces.Line(team, Level.GOOD) for team in Team.objects.order_by("pk")]
    forces.save_rating(proposal=forces.Proposal(commune, 2026, lines), by=chief, at=AT)
    survey = SurveyRound.objects.get()
    SurveyRemark.objects.create(survey=survey, who=Answering.MEMBERS, item="proposal", words="x")
    SurveyRound.objects.update(opens_on=date(2026, 10, 1), closes_on=date(2026, 10, 30))
    told: dict[str, Any] = {"by": head, "at": AT}
    movement.add_task_evidence(task=Task.objects.latest("pk"), paper_number="1/BC", dated=date(2026, 11, 1), note="x", **told)  # fmt: skip
    movement.conclude(review=Review.objects.get(), text="x", lead=Body.FRONT, due_on=date(2026, 12, 1), **told)  # fmt: skip
    movement.add_goal(plan=Plan.objects.get(), title="x", **told)
    initiative = Initiative.objects.get()
    movement.set_partner(initiative=initiative, force=Force.SCHOOL, body="x", does="x", **told)
    movement.add_paper(
        initiative=initiative, kind=next(iter(JointPaperKind)), number="3", issued_on=date(2026, 5, 5), title="x", **told
    )  # fmt: skip
    movement.hold_activity(
        initiative=initiative, kind=next(iter(ActivityKind)), held_on=date(2026, 11, 1), place="x", attendance=9, **told
    )  # fmt: skip
    return walker


def pages_about(commune: Unit, area: Unit, theirs) -> list[str]:  # noqa: F811
    """Return the addresses of these rooms' pages for all that the commune has, its own lists with and without saying whose."""
    rooms = ("binhyen.desk.movement", "binhyen.desk.forces", "binhyen.desk.scorecard", "binhyen.desk.field.log")  # fmt: skip
    names = [
        one.name for one in urls.urlpatterns if (one.callback.__module__ or "").startswith(rooms)
    ]
    about = {name: theirs.arguments[name] for name in names if name in theirs.arguments}
    pages: list[str] = test_walls.addresses(about)
    for name in names:
        if name in test_walls.OWN:
            own = reverse(f"desk:{name}")
            pages += [own, f"{own}?don-vi={commune.pk}&dang=xlsx"]
    days = "tu=2026-11-01&den=2026-11-20"
    pages += [f"{reverse('desk:export_patrols')}?{days}&dang={kind}" for kind in ("csv", "xlsx")]
    return pages + [f"{reverse('desk:figure')}?ten={name}" for name in guarded_figures(commune)]


def guarded_figures(commune: Unit) -> Iterator[str]:
    """Yield a figure for each kind of record that the force guards."""
    kinds = set()
    for one in registry.all_figures():
        for source in registry.ask(one.name, scope_of(commune), month_of(AT.date())).sources:
            if registry.guard_of(source.kind).startswith("forces.") and source.kind not in kinds:
                kinds.add(source.kind)
                yield one.name


def allowed(who: User, marked: Marked) -> set[str]:
    """Return the tables whose words the grants let `who` read; of plans, dossiers and totals also those of the area."""
    found: set[str] = set()
    for action, tables in READ_BY.items():
        homes = (marked.commune,) if action.startswith("forces.") else (marked.commune, marked.area)
        if any(policy.can(who, action, home, on=AT.date()) for home in homes):
            found |= tables
    return found


def holder(name: str, *posts: tuple[Role, Unit]) -> User:
    who = people.user(name)
    for role, where in posts:
        Post.objects.create(
            user=who, role=role, unit=where, since=where.valid_from,
            body=Body.FRONT.value if role is Role.PARTNER else "",
        )  # fmt: skip
    return who


def too_much(client, marked: Marked, who: User) -> dict[str, str]:
    """Return what `who` reads and should not, each with a page that shows it."""
    client.force_login(who)
    may = allowed(who, marked)
    return {
        field: page
        for field, page in marked.seen(client).items()
        if not {field, field.partition(".")[0]} & may
    }


def test_nobody_reads_a_word_that_the_grants_do_not_give(client, marked, commune, province):
    here, area, next_door = marked.commune, marked.area, commune
    visitors = [
        holder("Trực ban ở đây", (Role.DUTY_OFFICER, here)),
        holder("Biên tập ở đây", (Role.EDITOR, here)),
        holder("Mặt trận ở đây", (Role.PARTNER, here)),
        holder("Trưởng ấp", (Role.HEAD, area)),
        holder("Trưởng công an tỉnh", (Role.CHIEF, province)),
        holder("Mặt trận tỉnh", (Role.PARTNER, province)),
        holder("Mặt trận ở đây, trưởng công an xã bên", (Role.PARTNER, here), (Role.CHIEF, next_door)),
    ]  # fmt: skip
    found = {who.full_name: too_much(client, marked, who) for who in visitors}
    assert {name: fields for name, fields in found.items() if fields} == {}


def test_the_chief_reads_all_of_the_own_commune(client, marked):
    client.force_login(holder("Trưởng công an ở đây", (Role.CHIEF, marked.commune)))
    seen = {field.partition(".")[0] for field in marked.seen(client)}
    assert (
        seen == {name for names in READ_BY.values() for name in names if "." not in name} - NOT_HERE
    )


def test_after_a_merger_the_new_commune_reads_what_the_old_one_kept_and_the_province_no_more_than_before(
    client, marked, province
):
    merged = people.unit("Mỹ An Đông", code="28072", parent=province, since=AT.date())
    people.succeed(marked.commune, merged)
    Unit.objects.filter(pk=marked.commune.pk).update(valid_to=merged.valid_from)
    client.force_login(holder("Trưởng công an mới", (Role.CHIEF, merged)))
    seen = {field.partition(".")[0] for field in marked.seen(client)}
    guarded = [names for action, names in READ_BY.items() if action.startswith("forces.")]
    assert seen >= set().union(*guarded)
    above = holder("Trưởng công an tỉnh", (Role.CHIEF, province))
    assert too_much(client, marked, above) == {}
