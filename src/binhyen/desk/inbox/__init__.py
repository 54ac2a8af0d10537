"""The pages of the list: what waits, filters and saved filters, the map beside it, many matters at once, files to take away. It
decides nothing: what is found and what may be done is asked of the room of matters.
"""
