"""The columns every page has from Wagtail, none of which says anything about a person but who keeps it."""

PAGE_FIELDS = {
    "id", "path", "depth", "numchild", "translation_key", "locale", "latest_revision", "live",
    "has_unpublished_changes", "first_published_at", "last_published_at", "live_revision", "go_live_at", "expire_at",
    "expired", "locked", "locked_at", "locked_by", "title", "draft_title", "slug", "content_type", "url_path", "owner",
    "seo_title", "show_in_menus", "search_description", "latest_revision_created_at", "alias_of", "page_ptr",
}  # fmt: skip
