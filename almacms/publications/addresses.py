"""How the addresses of pages are written."""

PAGE_PATH = r"(?:[\w-]+/)+"
"""The path of a page, as Wagtail's own pattern has it: a database may refuse to be asked for any other sign."""
