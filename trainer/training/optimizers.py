"""The optimizers of the recipes, each built for the number of steps of the whole training."""

import keras


def sgd(_: int) -> keras.optimizers.Optimizer:
    """Return the course's stochastic gradient descent, at a rate of 0.1."""
    return keras.optimizers.SGD(0.1)


def plain_sgd(_: int) -> keras.optimizers.Optimizer:
    """Return stochastic gradient descent at Keras' own rate, 0.01."""
    return keras.optimizers.SGD(0.01)


def adam(_: int) -> keras.optimizers.Optimizer:
    """Return Adam at Keras' own rate, 0.001."""
    return keras.optimizers.Adam(1e-3)


def rmsprop(steps: int) -> keras.optimizers.Optimizer:
    """Return RMSprop whose rate falls to nothing: its last steps would else leave it to chance."""
    return keras.optimizers.RMSprop(keras.optimizers.schedules.CosineDecay(1e-3, steps))


def warm_cosine_sgd(steps: int) -> keras.optimizers.Optimizer:
    """Return SGD with Nesterov momentum that warms up, then cools down to nothing."""
    warmup = steps // 8
    rate = keras.optimizers.schedules.CosineDecay(
        0.0, steps - warmup, warmup_target=0.1, warmup_steps=warmup
    )
    optimizer = keras.optimizers.SGD(rate, momentum=0.9, nesterov=True, weight_decay=5e-3)
    optimizer.exclude_from_weight_decay(var_names=["bias", "beta", "gamma"])
    return optimizer


def _cosine_decay(steps: int) -> keras.optimizers.schedules.LearningRateSchedule:
    return keras.optimizers.schedules.CosineDecay(2e-3, steps, alpha=0.005)


def averaged_adam(steps: int) -> keras.optimizers.Optimizer:
    """Return Adam whose rate falls, and the weights' average over about an epoch (Polyak, 1992)."""
    return keras.optimizers.Adam(_cosine_decay(steps), use_ema=True, ema_momentum=0.999)
