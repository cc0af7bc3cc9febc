"""The crash matrix: the product is killed at every point of every flow, and people must see no difference.

`flows/` has the stories, `points.py` what a point is, `story.py` how a story goes on after a kill, and
`screens.py` what people see, with the only differences that are allowed.
"""
