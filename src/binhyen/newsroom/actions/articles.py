"""Acts of the newsroom's ground: its pages, and groups that mirror posts. Articles are written on the bench, and each coming
out and going is on the trail."""

from dataclasses import dataclass
from datetime import datetime
from typing import IO

from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.core.files.base import ContentFile
from django.db import transaction
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    GroupCollectionPermission,
    GroupPagePermission,
    Locale,
    Page,
    Site,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from binhyen.audit import actions as audit
from binhyen.core import clock, text
from binhyen.newsroom import queries
from binhyen.newsroom.models import ArticlePage, NewsIndexPage, NewsroomIndex, Photo
from binhyen.people import policy
from binhyen.people.models import User
from binhyen.places.models import Unit
from binhyen.reports import photos

#: The tree's root and the address of the news below the house's own.
ROOT_TITLE, SLUG = "Tin tức", "tin-tuc"


@dataclass(frozen=True)
class Desk:
    """What somebody may do on the bench, by the action of the policy that grants it."""

    action: str
    on_pages: tuple[str, ...]
    on_photos: tuple[str, ...] = ("add_image", "change_image", "choose_image")

    def group_name(self, unit: Unit) -> str:
        """Return the name of the group of those who have this desk in `unit`."""
        return f"{self.action} {unit.path}"


EDITORS = Desk("newsroom.edit", ("add_page", "change_page"))
APPROVERS = Desk(
    "newsroom.approve", ("add_page", "change_page", "publish_page", "lock_page", "unlock_page")
)
DESKS = (EDITORS, APPROVERS)


@transaction.atomic
def found(*, at: datetime) -> NewsroomIndex:
    """Return the front page of the news; on the first call it is made, with the site and the tree it stands on."""
    known: NewsroomIndex | None = NewsroomIndex.objects.first()
    if known:
        return known
    Locale.objects.get_or_create(language_code="vi")
    root = Page.get_first_root_node() or Page.add_root(title="Root", slug="root")
    # What Wagtail's own migrations leave: a page of welcome, which nobody wrote and which is on no trail.
    for welcome in Page.objects.filter(depth=2, slug="home"):
        welcome.delete()
    root.refresh_from_db()
    front = NewsroomIndex(title=ROOT_TITLE, slug=SLUG)
    root.add_child(instance=front)
    Site.objects.update_or_create(
        is_default_site=True,
        defaults={
            "hostname": "localhost",
            "port": 80,
            "site_name": settings.WAGTAIL_SITE_NAME,
            "root_page": front,
        },
    )
    audit.record(event="newsroom.founded", subject=f"P-{front.pk}", actor=audit.HOUSE, at=at)
    return front


@transaction.atomic
def open_news(*, unit: Unit, at: datetime) -> NewsIndexPage:
    """Return the page of the unit's news; on the first call it is made, with its groups, pictures and way of approval."""
    known: NewsIndexPage | None = NewsIndexPage.objects.filter(unit=unit).first()
    if known:
        return known
    front = found(at=at)
    slug = text.slug(unit.full_name)
    if front.get_children().filter(slug=slug).exists():  # two communes of one name
        slug = f"{slug}-{text.slug(unit.code)}"
    index = NewsIndexPage(title=unit.full_name, slug=slug, unit=unit)
    front.add_child(instance=index)
    pictures = _root_collection().add_child(name=_pictures_of(unit))
    for desk in DESKS:
        _give(desk, unit, index, pictures)
    _ask_approval(unit, index)
    audit.record(
        event="newsroom.opened", subject=f"P-{index.pk}", actor=audit.HOUSE, at=at, detail={"unit": unit.path}
    )  # fmt: skip
    return index


@transaction.atomic
def mirror(*, user: User, at: datetime) -> bool:
    """Let the groups of `user` be those that the posts of the day grant, and no others; say whether there is any.

    Asked at each step onto the bench, so that a post that ended yesterday opens nothing today.
    """
    on = clock.local_day(at)
    wanted = set()
    for desk in DESKS:
        for post in policy.posts_granting(user, desk.action, on=on):
            open_news(unit=post.unit, at=at)
            wanted.add(desk.group_name(post.unit))
    held = set(user.groups.values_list("name", flat=True))
    if held != wanted:
        user.groups.set(Group.objects.filter(name__in=wanted))
        audit.record(
            event="newsroom.desk_given", subject=user.ref, actor=audit.HOUSE, at=at, detail={"desks": sorted(wanted)}
        )  # fmt: skip
    return bool(wanted)


@transaction.atomic
def keep_photo(
    *,
    unit: Unit,
    upload: IO[bytes],
    title: str,
    description: str,
    seen: str,
    by: User,
    at: datetime,
) -> Photo:
    """Keep a picture of the unit, written anew without metadata. Raises NotAllowed and photos.PhotoRefused."""
    policy.require(by, "newsroom.edit", unit, on=clock.local_day(at))
    index = open_news(unit=unit, at=at)
    picture = photos.clean(upload)
    photo = Photo(
        title=text.nfc(title), description=text.nfc(description), seen=seen, uploaded_by_user=by,
        collection=Collection.objects.get(name=_pictures_of(index.unit)), width=picture.width, height=picture.height,
        file=ContentFile(picture.content, name="picture.jpg"),
    )  # fmt: skip
    photo._set_image_file_metadata()
    photo.save()
    audit.record(
        event="newsroom.photo_kept",
        subject=f"F-{photo.pk}",
        actor=by.ref,
        at=at,
        detail={"unit": unit.path},
    )
    return photo


@transaction.atomic
def write(*, article: ArticlePage, unit: Unit, by: User, at: datetime) -> ArticlePage:
    """Put a new article on the unit's desk as a draft. Raises NotAllowed."""
    policy.require(by, "newsroom.edit", unit, on=clock.local_day(at))
    article.live, article.owner = False, by
    open_news(unit=unit, at=at).add_child(instance=article)
    article.save_revision(user=by, at=at)
    return article


@transaction.atomic
def release(*, article: ArticlePage, by: User, at: datetime) -> None:
    """Let the latest version of `article` out. Raises NotAllowed and PhotoRefused."""
    policy.require(by, "newsroom.approve", article, on=clock.local_day(at))
    article.publish(article.latest_revision, user=by, at=at, skip_permission_checks=True)
    article.refresh_from_db()


@transaction.atomic
def hold_back_refused(*, at: datetime) -> int:
    """Let no article out by itself whose hour has come and which shows a picture that may not be shown: it is a draft without an
    hour from now on, and does not keep others waiting; return how many."""
    count = 0
    for version in queries.waiting_for_their_hour(at):
        article = version.as_object()
        if any(article.photos_against(clock.local_day(at))):
            version.approved_go_live_at = None
            version.save(update_fields=["approved_go_live_at"])
            audit.record(
                event="newsroom.held_back", subject=article.reference, actor=audit.HOUSE, at=at,
                detail={"revision": version.pk, "unit": article.unit.path},
            )  # fmt: skip
            count += 1
    return count


def take_down_withdrawn(*, at: datetime) -> int:
    """Take down every article that shows a picture that may no longer be shown (P-20: within 24 hours); return how many."""
    count = 0
    for article in ArticlePage.objects.live().order_by("pk"):
        if any(article.photos_against(clock.local_day(at))):
            article.unpublish()
            count += 1
    return count


def _give(desk: Desk, unit: Unit, index: NewsIndexPage, pictures: Collection) -> None:
    group, _made = Group.objects.get_or_create(name=desk.group_name(unit))
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    for permission in Permission.objects.filter(
        codename__in=desk.on_pages, content_type__app_label="wagtailcore"
    ):
        GroupPagePermission.objects.get_or_create(group=group, page=index, permission=permission)
    for permission in Permission.objects.filter(
        codename__in=desk.on_photos, content_type__app_label="wagtailimages"
    ):
        GroupCollectionPermission.objects.get_or_create(
            group=group, collection=pictures, permission=permission
        )


def _ask_approval(unit: Unit, index: NewsIndexPage) -> None:
    """An article that was handed in waits for one of the unit's approvers."""
    name = f"Duyệt tin · {unit.full_name}"
    task = GroupApprovalTask.objects.create(name=name)
    task.groups.add(Group.objects.get(name=APPROVERS.group_name(unit)))
    workflow = Workflow.objects.create(name=name)
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    WorkflowPage.objects.create(workflow=workflow, page=index)


def _pictures_of(unit: Unit) -> str:
    """Return the name of the collection in which the unit's pictures lie."""
    return f"{unit.full_name} ({unit.path})"[:255]


def _root_collection() -> Collection:
    return Collection.get_first_root_node() or Collection.add_root(name="Root")
