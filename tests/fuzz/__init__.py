"""Random input for every part that reads something: it ends, it fails only by a KgError, and what it gives is sound.

In CI a few examples of each are tried, always the same ones. By hand, many and new ones each time:

    FUZZ=deep pytest tests/fuzz
"""
