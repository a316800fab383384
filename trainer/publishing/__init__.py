"""From a trained network to a model folder: exported, checked, described, reported."""
