"""One function per act. Each asks the policy and writes the change and its entry on the trail in one transaction, or nothing."""

from binhyen.forces.actions.answering import (
    Sheet,
    answer_by_code,
    answer_openly,
    empty_sheet,
    group_of_code,
    group_of_key,
)
from binhyen.forces.actions.patrols import log_patrol, take_patrols
from binhyen.forces.actions.rating import rate_teams
from binhyen.forces.actions.refusals import (
    AlreadyThere,
    AnsweredTwice,
    NothingAnswered,
    NotOfTheCommune,
    NotOnePatrol,
    NotOneRound,
    NotTheirPatrol,
    RoundThere,
    SurveyClosed,
    TooManyExcellent,
    TooYoung,
    UnknownCode,
)
from binhyen.forces.actions.surveys import (
    Slip,
    draw_codes,
    open_round,
    prolong_survey,
    state_figures,
    type_in,
)
from binhyen.forces.actions.teams import report_strength, set_up_team

__all__ = [
    "AlreadyThere",
    "AnsweredTwice",
    "NotOfTheCommune",
    "NotOnePatrol",
    "NotOneRound",
    "NotTheirPatrol",
    "NothingAnswered",
    "RoundThere",
    "Sheet",
    "Slip",
    "SurveyClosed",
    "TooManyExcellent",
    "TooYoung",
    "UnknownCode",
    "answer_by_code",
    "answer_openly",
    "draw_codes",
    "empty_sheet",
    "group_of_code",
    "group_of_key",
    "log_patrol",
    "open_round",
    "prolong_survey",
    "rate_teams",
    "report_strength",
    "set_up_team",
    "state_figures",
    "take_patrols",
    "type_in",
]
