"""The word: what people said (a report is immutable), attachments, two-way messages, and behind its own wall, identity.py, who
they are. It refuses opinions, petitions, religion and ethnicity: such drafts are turned away and nothing of them is kept.
"""
