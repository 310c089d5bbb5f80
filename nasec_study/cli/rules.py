"""nasec-study rules."""

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

WIDTH = 96


def _complete_code(_context: click.Context, _parameter: click.Parameter, incomplete: str) -> list["CompletionItem"]:
    from click.shell_completion import CompletionItem

    from nasec_study.checks.rules import RULES

    return [CompletionItem(rule.code, help=rule.name) for rule in RULES if rule.code.startswith(incomplete.upper())]


@click.command()
@click.argument("code", required=False, metavar="[CODE]", shell_complete=_complete_code)
def rules(code: str | None) -> None:
    """List the rules of item writing, or explain one.

    Without CODE, prints a line for each rule: code, severity and name. With CODE, explains where the rule
    comes from and why, with an item before and after. In the examples, + marks the right options.

    \b
    Examples:
      nasec-study rules
      nasec-study rules W401
    """
    from nasec_study.checks.rules import RULES
    from nasec_study.course.wording.names import suggestion

    known = {rule.code: rule for rule in RULES}
    if code is None:
        for rule in known.values():
            only = " (English only)" if rule.english else ""
            click.echo(f"{rule.code}  warning  {rule.name}{only}")
        return
    if code.upper() not in known:
        hint = suggestion(code.upper(), known) or "`nasec-study rules` lists the codes"
        message = f"there is no rule of item writing '{code}' ({hint}); what any other finding wants, it says itself"
        raise click.BadParameter(message, param_hint="CODE")
    rule = known[code.upper()]
    click.echo(f"{rule.code}  warning: {rule.name}\n")
    click.echo(click.wrap_text(rule.why, WIDTH))
    if rule.english:
        click.echo("\nThe rule goes by English words, and does not apply to courses in other languages.")
    click.echo(f"\nSource: {rule.source}")
    click.echo(f"\nBefore:\n{_indented(rule.bad)}")
    click.echo(f"\nAfter:\n{_indented(rule.good)}")
    click.echo(f"\nIf an item breaks the rule on purpose, give the reason in it: `waive: {{{rule.code}: the reason}}`.")


def _indented(example: str) -> str:
    lines = example.splitlines()
    if len(lines) > 1:
        return "\n".join(f"  {line}" for line in lines)
    return click.wrap_text(example, WIDTH, initial_indent="  ", subsequent_indent="  ")
