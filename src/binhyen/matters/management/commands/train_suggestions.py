"""`binhyen train_suggestions`: learn from settled matters what kind of matter words tell of."""

import os
from typing import Any

from django.core.management.base import CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from binhyen.core import clock
from binhyen.core.console import HouseCommand
from binhyen.matters import actions
from binhyen.matters.models import Learning, SuggestionModel

#: Learning must not slow down who works at the same time.
_NICE = 10


class Command(HouseCommand):
    """Learn whatever is asked for, one unit after the other."""

    help = gettext_noop(
        "Learn from the settled matters of each unit which category words suggest. The worker does it by night."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Only what is asked for, or also what is due."""
        parser.add_argument(
            "--waiting", action="store_true", help=_("only what an administrator or the worker asked for")
        )  # fmt: skip

    def handle(self, *args: Any, **options: Any) -> None:
        """Ask where it is due, then learn until nobody waits."""
        os.nice(_NICE)
        if not options["waiting"]:
            actions.ask_where_due(at=clock.now())
        done = 0
        while model := actions.train_next(at=clock.now()):
            done += 1
            self.say(f"{model.unit.full_name}: {told(model)}")
        if not done:
            self.say(_("Nothing new to learn from."))


def told(model: SuggestionModel) -> str:
    """Return in one sentence what came of it."""
    if model.state == Learning.TOO_FEW:
        return _("too few settled matters to learn from (%(n)d)") % {"n": model.n_texts}
    shares = {"first": round(100 * (model.top1 or 0)), "words": round(100 * (model.lexicon_top1 or 0))}  # fmt: skip
    if model.state == Learning.WORSE:
        return _("not put to use: right for %(first)d %%, the keywords for %(words)d %%") % shares
    return _("in use: right for %(first)d %%, the keywords for %(words)d %%") % shares
