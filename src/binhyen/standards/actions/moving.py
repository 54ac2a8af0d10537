"""One way to change an assessment: compare the version, set, append the step."""

from datetime import datetime

from binhyen.figures.closing import refuse_closed_year
from binhyen.people.models import User
from binhyen.places.models import LOCAL_LEVELS
from binhyen.standards import workflow
from binhyen.standards.models import Assessment, Step
from binhyen.standards.workflow import Act, State


class Outrun(Exception):
    """Somebody else changed the assessment since it was read."""


def touch(assessment: Assessment, **changes: object) -> None:
    """Write `changes` where the version is still the one read. Raises Outrun, or YearClosed: a dossier of an area or an
    organisation counts in its commune's year."""
    if assessment.unit.level in LOCAL_LEVELS:
        refuse_closed_year(assessment.unit, assessment.year)
    changed = Assessment.objects.filter(pk=assessment.pk, version=assessment.version).update(
        version=assessment.version + 1, **changes
    )
    if not changed:
        raise Outrun(assessment.ref)
    assessment.version += 1
    for name, value in changes.items():
        setattr(assessment, name, value)


def move(
    assessment: Assessment,
    act: Act,
    *,
    by: User,
    at: datetime,
    why: str = "",
    paper: str = "",
    **changes: object,
) -> Step:
    """Move the assessment as the workflow allows and append the step. Raises MoveNotAllowed or Outrun."""
    before = State(assessment.state)
    after = workflow.move(act, before)
    touch(assessment, state=after.value, **changes)
    return Step.objects.create(
        assessment=assessment,
        act=act.value,
        from_state=before.value,
        to_state=after.value,
        by=by,
        at=at,
        why=why,
        paper=paper,
    )
