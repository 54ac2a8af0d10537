"""Official papers: one content (`content`, composed from a `wording`), laid out once by Decree 30/2020 (`layout`), drawn as PDF to
be signed (`pdf`) and as DOCX to go on editing (`docx`); posters for the notice boards. It refuses marks of state secrets, letters that
its font lacks, and knows nothing of what the rooms above count or decide: their words and numbers come in as fields.
"""
