"""The names of the speakers' agreement, as the migration makes it; French because people read them in the interface."""

AGREEMENT_TASK = "Accord des personnes interviewées"
AGREEMENT_WORKFLOW = "Relecture et accord des personnes interviewées"

SPEAKERS = "Personne interviewée"
"""The service account in whose name the newsroom reads what speakers ask for."""
