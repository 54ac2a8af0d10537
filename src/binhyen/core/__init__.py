"""The ground without tables: the clock, working time on the Vietnamese calendar, text folding, references, crypto, table files, and
the shared look (base templates, form rendering, static assets). Pure where it can be. It knows no room above it, holds no
model, and nothing here may know what a report, a matter or a person is.
"""
