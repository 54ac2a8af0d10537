"""What a reporter reads of each state: plain, and without anything of the officers' work."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from binhyen.matters.workflow import State

STATES: Mapping[State, Promise] = {
    State.RECEIVED: _("We have your report"),
    State.VERIFYING: _("An officer is looking into it"),
    State.IN_PROGRESS: _("It is being dealt with"),
    State.PROPOSED: _("The level above has been asked"),
    State.RESOLVED: _("It has been dealt with"),
    State.REFERRED: _("It was handed to the body in charge"),
    State.UNFOUNDED: _("We looked into it and could not confirm it"),
    State.MERGED: _("It is dealt with together with another report"),
    State.CLOSED: _("Closed"),
}

NEXT: Mapping[State, Promise] = {
    State.RECEIVED: _("The duty officer reads it next. You do not need to do anything."),
    State.VERIFYING: _("The officer may ask you something here. Look again in a few days."),
    State.IN_PROGRESS: _(
        "Look again in a few days. If something changes at the place, write to us below."
    ),
    State.PROPOSED: _(
        "The commune waits for the answer of the level above and stays responsible for your report."
    ),
    State.RESOLVED: _("If it is not dealt with, say so below and we will look again."),
    State.REFERRED: _("The body in charge goes on with it. You can still write to us below."),
    State.UNFOUNDED: _("If you know more, write to us below and we will look again."),
    State.MERGED: _("Others reported the same. You will read here what becomes of it."),
    State.CLOSED: _("If the trouble comes back, write to us below or send a new report."),
}
