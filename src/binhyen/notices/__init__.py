"""What somebody should know: a line in the app, an e-mail, a push to the phone, as each person chooses. A notice names a kind and a
reference and nothing else: what was reported, where and by whom stands only behind the login.
"""
