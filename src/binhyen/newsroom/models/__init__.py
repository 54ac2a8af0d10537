"""The tables of the newsroom."""

from binhyen.newsroom.models.articles import ArticlePage, RelatedArticle
from binhyen.newsroom.models.campaign import (
    Activity,
    ActivityKind,
    Campaign,
    CampaignPartner,
    CampaignQuerySet,
    Channel,
    QuizTally,
)
from binhyen.newsroom.models.comment import Comment, CommentReason, CommentState
from binhyen.newsroom.models.indexes import NewsIndexPage, NewsroomIndex
from binhyen.newsroom.models.photos import Photo, Rendition
from binhyen.newsroom.models.topics import Topic

__all__ = [
    "Activity", "ActivityKind", "ArticlePage", "Campaign", "CampaignPartner", "CampaignQuerySet", "Channel", "Comment", "CommentReason",
    "CommentState", "NewsIndexPage", "NewsroomIndex", "Photo", "QuizTally", "RelatedArticle", "Rendition", "Topic",
]  # fmt: skip
