"""Judgement: catalogues of criteria as versioned data, assessments with their lineage, appraisals and recognitions, and the live
scorecard. What touches politics, religion or petitions is an attestation: yes or no and a paper number, no text, no file.
"""
