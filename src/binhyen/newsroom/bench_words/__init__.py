"""The Vietnamese of Wagtail's own screens, where its translators have none: nothing but a catalogue (ADR 41). It stands behind
our rooms and before Wagtail in INSTALLED_APPS, so that a word of ours is never changed by it. Refuses words of our own pages.
"""
