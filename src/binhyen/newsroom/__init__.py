"""The public voice: news, articles with comments, campaigns and whom they reached. No tracking of readers and no reading of their
opinions: of who came, who pledged and who answered a quiz it holds totals, and nobody.
"""
