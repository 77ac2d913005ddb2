"""The graph as a page: what is drawn (network) and one self-contained HTML file (page)."""
