"""The tables of the newsroom."""

from binhyen.newsroom.models.articles import ArticlePage, RelatedArticle
from binhyen.newsroom.models.comment import Comment, CommentReason, CommentState
from binhyen.newsroom.models.indexes import NewsIndexPage, NewsroomIndex
from binhyen.newsroom.models.photos import Photo, Rendition
from binhyen.newsroom.models.topics import Topic

__all__ = [
    "ArticlePage", "Comment", "CommentReason", "CommentState", "NewsIndexPage", "NewsroomIndex", "Photo", "RelatedArticle", "Rendition", "Topic",
]  # fmt: skip
