"""The part of `docs/accessibility.md` that is made from the criteria."""

from pathlib import Path

from .audit import Audit, Criterion, Finding

BEGIN, END = "<!-- criteria: begin -->", "<!-- criteria: end -->"
PATH = Path("docs") / "accessibility.md"


def rewritten(text: str, audit: Audit) -> str:
    """The document with its figures and tables made again from the audit; what people wrote around them stays.

    Raises:
        ValueError: the document has no place for them.
    """
    before, _, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not end:
        raise ValueError(f"No {BEGIN} … {END} in the document")
    return f"{before}{BEGIN}\n\n{tables(audit)}\n{end}{after}"


def tables(audit: Audit) -> str:
    """The figures, then a table for each theme of RGAA, then one for what WCAG 2.2 adds."""
    summary = (
        f"Examen du {audit.day.strftime('%d/%m/%Y')}. **{audit.state.capitalize()}** : {audit.met} critères respectés "
        f"sur {audit.applicable} applicables ({audit.percentage} %)."
    )
    lines = [
        summary,
        "",
        "| Thème | Conformes | Non conformes | À vérifier | Non applicables |",
        "| --- | --: | --: | --: | --: |",
    ]
    findings = (Finding.MET, Finding.UNMET, Finding.UNVERIFIED, Finding.NOT_APPLICABLE)
    lines += [
        f"| {theme.number}. {theme.title} | {' | '.join(str(theme.count(finding)) for finding in findings)} |"
        for theme in audit.themes
    ]
    totals = " | ".join(f"**{len(audit.found(finding))}**" for finding in findings)
    lines += [f"| **Total** | {totals} |", ""]
    for theme in audit.themes:
        lines += [f"### {theme.number}. {theme.title}", "", *_table(theme.criteria), ""]
    lines += ["### Ce que WCAG 2.2 AA ajoute à RGAA 4.1", "", *_table(audit.beyond)]
    return "\n".join(lines) + "\n"


def _table(criteria: tuple[Criterion, ...]) -> list[str]:
    return [
        "| Critère | Constat | Ce qui a été fait, et où | WCAG | Test |",
        "| --- | --- | --- | --- | --- |",
        *(
            f"| **{one.number}** {one.title} | {one.finding} | {one.how} | {one.wcag} | "
            f"{f'`{one.held_by}`' if one.held_by else ''} |"
            for one in criteria
        ),
    ]
