"""The public voice: news, articles with comments, campaigns and whom they reached. No tracking of readers and no reading of their
opinions. Filled by a later release.
"""
