"""Count the answers to a campaign's quiz: tallies, and nothing of whoever answered."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import F

from binhyen.core import clock
from binhyen.newsroom.actions.refusals import QuizClosed
from binhyen.newsroom.models import Campaign
from binhyen.newsroom.workflow import State


@transaction.atomic
def answer_quiz(*, campaign: Campaign, answers: Mapping[int, int], at: datetime) -> None:
    """Raise the tally of the option chosen for each question. Raises QuizClosed."""
    running = Campaign.objects.running_on(clock.local_day(at)).filter(pk=campaign.pk)
    if campaign.state != State.RUNNING.value or not running.exists():
        raise QuizClosed(str(campaign))
    for question, option in answers.items():
        campaign.tallies.filter(question=question, option=option).update(n=F("n") + 1)
