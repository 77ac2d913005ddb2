"""The graph on SPARQL servers."""
