"""Rules: each reads one pattern of the genre; `kg.extract` runs them in one visible order."""
