"""A knowledge graph of urban policy from Chinese text, in which every edge names the sentence that says it."""
