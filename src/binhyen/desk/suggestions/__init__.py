"""The category that words suggest, offered to the officer who sorts; and the administrator's page on how well that does. It shows
counts and categories there, never a word of a report.
"""
