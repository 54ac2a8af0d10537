"""The public voice: news of the units, written and approved on Wagtail's bench and shown in the portal's look, and campaigns and
whom they reached. No tracking of readers, no reading of their opinions, and no tag that names a person: topics are a fixed
list; of who came, who pledged and who answered a quiz it holds totals, and nobody.
"""
