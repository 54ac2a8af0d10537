"""The administrator's pages of users and posts: who works in the unit and below, as what, since when. Staff alone; no reporter and
nobody who is reported about is ever found here.
"""
