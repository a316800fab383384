"""The served model's recipe with all its parts, so small that it trains in seconds."""

from dataclasses import replace

from trainer.training import recipes

SMALL = replace(
    recipes.find("lenet"),
    epochs=2,
    validation=32,
    batch_size=32,
    pens=40,
    traced=20,
    allographs=30,
    nondigits=24,
    teacher="teacher",
    distillation_weight=0.8,
)
