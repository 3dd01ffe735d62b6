"""The names of the site's groups and of its moderation, as the migration makes them.

They are French because they are data that people read in the interface.
"""

WRITERS = "Rédaction"
REVIEWERS = "Relecture"
ADMINISTRATORS = "Administration"

REVIEW_TASK = "Relecture"
REVIEW_WORKFLOW = "Relecture avant publication"
