"""Official periodic reports (báo cáo định kỳ): when a unit owes which, the draft with its words, numbers asked anew at each look and
frozen when it is sent, and what the level above does with it. It counts nothing itself, holds no name, and issues no paper.
"""
