"""Recipes, the loop that follows them, and the record of a run."""
