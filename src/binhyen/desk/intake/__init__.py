"""Intake by telephone or at the counter: one page on which an officer types while somebody talks, and sees meanwhile what
is known already. It keeps nothing before it is sent; words go in the body of a request, never in an address.
"""
