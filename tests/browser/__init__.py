"""Tests of the page in a real browser, and the graphs they draw."""
