"""Tables of this room."""

from binhyen.newsroom.models.campaign import (
    Activity,
    ActivityKind,
    Campaign,
    CampaignPartner,
    CampaignQuerySet,
    Channel,
    QuizTally,
)

__all__ = [
    "Activity",
    "ActivityKind",
    "Campaign",
    "CampaignPartner",
    "CampaignQuerySet",
    "Channel",
    "QuizTally",
]
