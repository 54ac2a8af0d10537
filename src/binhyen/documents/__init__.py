"""Official papers: one content (`content`, composed from a `wording`), laid out once by Decree 30/2020 (`layout`), drawn as PDF to
be signed (`pdf`) and as DOCX to go on editing (`docx`); then checked, signed, numbered and issued, kept as issued with their hashes, and
the registers of what went out and came in; posters for the notice boards. It refuses marks of state secrets, letters that its font
lacks, keeps no person but the officers who act, and knows nothing of what the rooms above count or decide.
"""
