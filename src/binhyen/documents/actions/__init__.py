"""The acts of this room: papers from the draft to the register, and what comes in."""

from binhyen.documents.actions.arriving import (
    DayToCome,
    Following,
    Letter,
    arrive,
    follow,
    keep_scan,
)
from binhyen.documents.actions.drafting import (
    SamePerson,
    change,
    check_content,
    check_form,
    draft,
    drop,
    send_back,
    submit,
)
from binhyen.documents.actions.issuers import (
    IssuerKnown,
    SeriesRunning,
    choose_series,
    set_up_issuer,
)
from binhyen.documents.actions.issuing import (
    NotSealed,
    NumberNotGiven,
    NumberUsed,
    Old,
    ReasonMissing,
    Sending,
    cancel,
    enter,
    issue,
    number,
)
from binhyen.documents.actions.moving import Outrun
from binhyen.documents.actions.signing import seal, sign
from binhyen.documents.actions.taking import Register, take_register
from binhyen.documents.actions.wording_own import NotAProvince, keep_wording, restore_wording

__all__ = [
    "DayToCome", "Following", "IssuerKnown", "Letter", "NotAProvince", "NotSealed", "NumberNotGiven", "NumberUsed", "Old", "Outrun", "ReasonMissing", "Register", "SamePerson", "Sending", "SeriesRunning", "arrive",
    "cancel", "change", "check_content", "check_form", "choose_series", "draft", "drop", "enter", "follow", "issue", "keep_scan", "keep_wording", "number", "restore_wording", "seal", "send_back",
    "set_up_issuer", "sign", "submit", "take_register",
]  # fmt: skip
