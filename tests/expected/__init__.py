"""The reference of what the bundled report gives, and how to write it anew."""
