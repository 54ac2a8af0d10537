"""The forms of a report, one per page, and those of the follow-up page. Shape only: what may be reported the acts decide."""

from binhyen.portal.forms.following import Follow, Rate, Reply
from binhyen.portal.forms.step import Step, language
from binhyen.portal.forms.story import Story
from binhyen.portal.forms.subject import Subject
from binhyen.portal.forms.you import CONSENT, You

__all__ = ["CONSENT", "Follow", "Rate", "Reply", "Step", "Story", "Subject", "You", "language"]
