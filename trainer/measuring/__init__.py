"""How well a model does: test sets, evaluation, robustness, timing."""
