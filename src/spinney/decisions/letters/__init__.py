"""What the decisions room writes to people; imported when it starts, so that its kinds of letter
are known.
"""
