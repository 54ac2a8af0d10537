"""What becomes of a comment: a guest sends it, somebody looks at it and shows or refuses it, takes it down, and it goes."""

import hashlib
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Q

from binhyen.audit import actions as audit
from binhyen.audit import forgetting
from binhyen.core import clock
from binhyen.newsroom.commenting import queries, rules
from binhyen.newsroom.commenting.rules import Fault
from binhyen.newsroom.models import ArticlePage
from binhyen.newsroom.models.comment import Comment, CommentReason, CommentState
from binhyen.people import policy
from binhyen.people.models import User


class CommentFaulty(Exception):
    """The words or the name cannot be taken as they are; `fault` says why, `is_of_name` where. Nothing was kept."""

    def __init__(self, fault: Fault, *, is_of_name: bool) -> None:
        super().__init__(fault.value)
        self.fault = fault
        self.is_of_name = is_of_name


class CommentsClosed(Exception):
    """The article takes no comments, or no longer."""


class TooManyComments(Exception):
    """More came in at once than anybody can look at; from whom is not known."""


class CommentOutrun(Exception):
    """Somebody else settled the comment since it was shown."""


@transaction.atomic
def send_comment(*, article: ArticlePage, words: str, name: str, key: str, at: datetime) -> Comment:
    """Keep what a guest wrote until somebody looks at it, masked and to the minute. `key` is the form's random number: sent
    twice, it stands once. Raises CommentFaulty, CommentsClosed, TooManyComments.
    """
    digest = hashlib.sha256(key.encode()).hexdigest()
    known = Comment.objects.filter(key=digest).first()
    if known is not None:
        return known
    words, name = rules.tidy(words), rules.tidy_name(name)
    for fault, is_of_name in ((rules.fault_of_name(name), True), (rules.fault_of(words), False)):
        if fault:
            raise CommentFaulty(fault, is_of_name=is_of_name)
    if not queries.takes_comments(article, clock.local_day(at)):
        raise CommentsClosed(str(article))
    _require_room(article, at)
    comment = Comment(
        article=article, unit=article.unit, name=rules.masked(name), words=rules.masked(words), key=digest,
        sent_at=at.replace(second=0, microsecond=0),
    )  # fmt: skip
    try:
        with transaction.atomic():
            comment.save(force_insert=True)
    except IntegrityError:  # the same form at the same moment
        return Comment.objects.get(key=digest)
    return comment


def _require_room(article: ArticlePage, at: datetime) -> None:
    """Raise TooManyComments where nobody could look at one more: counted over all, for nobody's address is known."""
    lately = Comment.objects.filter(sent_at__gt=at - rules.SPAN)
    waiting = Comment.objects.waiting()
    limits = (
        (lately, rules.MOST_OF_HOUSE),
        (lately.filter(article=article), rules.MOST_OF_ARTICLE),
        (waiting.filter(article=article), rules.MOST_WAITING),
        (waiting.filter(unit=article.unit), rules.MOST_WAITING_OF_UNIT),
    )
    if any(rows.order_by()[:most].count() >= most for rows, most in limits):
        raise TooManyComments(str(article))


@transaction.atomic
def approve_comment(*, comment: Comment, by: User, at: datetime) -> None:
    """Show it beside its article. Raises NotAllowed, CommentOutrun."""
    _settle(comment, CommentState.WAITING, CommentState.SHOWN, None, by, at)
    _record("newsroom.comment_shown", comment, by, at)


@transaction.atomic
def refuse_comment(*, comment: Comment, reason: CommentReason, by: User, at: datetime) -> None:
    """Do not show it, and say why. Raises NotAllowed, CommentOutrun."""
    _settle(comment, CommentState.WAITING, CommentState.REFUSED, reason, by, at)
    _record("newsroom.comment_refused", comment, by, at)


@transaction.atomic
def hide_comment(*, comment: Comment, reason: CommentReason, by: User, at: datetime) -> None:
    """Take down what was shown, and say why. Raises NotAllowed, CommentOutrun."""
    _settle(comment, CommentState.SHOWN, CommentState.HIDDEN, reason, by, at)
    _record("newsroom.comment_hidden", comment, by, at)


def _settle(
    comment: Comment,
    before: CommentState,
    after: CommentState,
    reason: CommentReason | None,
    by: User,
    at: datetime,
) -> None:
    policy.require(by, "newsroom.moderate", comment, on=clock.local_day(at))
    moved = Comment.objects.filter(pk=comment.pk, state=before.value).update(
        state=after.value, reason=reason.value if reason else "", settled_at=at
    )
    if not moved:
        raise CommentOutrun(str(comment))
    comment.refresh_from_db()


def _record(event: str, comment: Comment, by: User, at: datetime) -> None:
    # No word of it and no name: the trail outlives them.
    audit.record(
        event=event, subject=f"comment:{comment.pk}", actor=by.ref, at=at,
        detail={"article": comment.article_id, "reason": comment.reason},
    )  # fmt: skip


def forget_comments(*, at: datetime) -> int:
    """Remove what was refused or taken down, and what nobody looked at, when the term is over; return how many."""
    before = forgetting.before(Comment, "words", at)
    taken_down = Q(
        state__in=[CommentState.REFUSED.value, CommentState.HIDDEN.value], settled_at__lt=before
    )
    left_lying = Q(state=CommentState.WAITING.value, sent_at__lt=before)
    return forgetting.drop(Comment.objects.filter(taken_down | left_lying), at=at)
