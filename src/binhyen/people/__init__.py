"""Who may do what: users, their posts (role x unit x from-to) and the one policy that pages, API and acts all ask. It knows
officers and members only; no table here or elsewhere holds a file, score or list of residents.
"""
