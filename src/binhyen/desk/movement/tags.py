"""The colours of the states of a task; the word always stands beside."""

from binhyen.movement.models import TaskState

STATE_TAGS = {
    TaskState.PLANNED.value: "govuk-tag--grey",
    TaskState.RUNNING.value: "govuk-tag--blue",
    TaskState.DONE.value: "govuk-tag--green",
    TaskState.DROPPED.value: "govuk-tag--yellow",
}
