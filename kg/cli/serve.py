"""``kg serve``: the graph as a web server on this machine."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.shared import graph_option


@click.command(short_help="Show the graph in the browser, and answer SPARQL.")
@graph_option
@click.option("--host", metavar="ADDRESS", default="127.0.0.1", show_default=True,
              help="Address to listen on; another than this machine's own lets others in.")  # fmt: skip
@click.option("--port", metavar="N", type=click.IntRange(0, 65535), default=8000, show_default=True,
              help="Port to listen on; 0 for any that is free.")  # fmt: skip
@click.option("--writable", is_flag=True, help="Take SPARQL updates at /update, from this machine.")
@click.option("--timeout", metavar="SECONDS", type=click.FloatRange(0.1, 86_400), default=30, show_default=True,
              help="The most time that a query may take.")  # fmt: skip
@click.option("--max-rows", metavar="N", type=click.IntRange(1), default=10_000, show_default=True,
              help="The most rows that a query may give.")  # fmt: skip
@click.option("--open", "show", is_flag=True, help="Open it in the web browser.")
def serve(
    folder: Path, host: str, port: int, writable: bool, timeout: float, max_rows: int, show: bool
) -> None:
    """Serve the graph until Ctrl-C: a page for each thing and document, the picture, the named queries as forms,
    a SPARQL console, and /sparql for other programs.

    Needs `pip install 'urban-policy-kg[serve]'`.
    """
    from kg.serve import run

    def ready(address: str) -> None:
        click.echo(f"{address} (Ctrl-C ends it)")
        if show:
            import webbrowser

            webbrowser.open(address)

    run(folder, host=host, port=port, writable=writable, timeout=timeout, max_rows=max_rows, ready=ready)
