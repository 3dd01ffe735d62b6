"""The names of the speakers' agreement, as the migration makes it; French because people read them in the interface."""

AGREEMENT_TASK = "Accord des personnes interviewées"
AGREEMENT_WORKFLOW = "Relecture et accord des personnes interviewées"

SPEAKERS_ACCOUNT = "personne-interviewee"
SPEAKERS_FIRST_NAME = "Personne"
SPEAKERS_LAST_NAME = "interviewée"
"""The account in whose name the newsroom reads what speakers ask for; nobody signs in with it."""
