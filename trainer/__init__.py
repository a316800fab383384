"""The training side of Trazo: datasets, networks, recipes, training, evaluation, export."""
