"""The public voice: news of the units, written and approved on Wagtail's bench and shown in the portal's look. No tracking of
readers, no reading of their opinions, and no tag that names a person: topics are a fixed list.
"""
