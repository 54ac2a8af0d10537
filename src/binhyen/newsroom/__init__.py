"""The public voice: news of the units, written and approved on Wagtail's bench, comments without authors, campaigns and whom they
reached. No tracking of readers, no reading of their opinions, and no tag that names a person: of who came, who pledged and who
answered a quiz it holds totals, and nobody.
"""
