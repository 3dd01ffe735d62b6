"""The pages that are drawn without a request or a database, when one is refused or nothing answers."""

ERROR_PAGES = (
    "400.html",
    "403.html",
    "403_csrf.html",
    "500.html",
    "503.html",
    "conversation/busy.html",
    "conversation/gone.html",
)
