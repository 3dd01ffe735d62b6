"""How accessible the site is: the 106 criteria of RGAA 4.1 as they were looked at, and what is worked out from them.

`criteria.toml` is the one source: the public statement and the table of `docs/accessibility.md` are made from it.
"""

STATEMENT = "statement"
"""What the kept page of the statement depends on, besides what every page does."""
