"""Test-time averaging inside the network."""

import keras
import numpy as np
import pytest
from PIL import Image

from trainer.networks import digit_networks, rejection
from trainer.networks.test_time_augmentation import Views, averaged
from trainer.publishing.exporting import check_parity, convert

BORDERS = (2, -2)


@pytest.fixture
def images(digits):
    return digits.images[:30, :, :, None].astype(np.float32) / 255


def test_the_plain_images_come_first_then_view_by_view(images):
    seen = np.asarray(Views(BORDERS)(images))
    assert seen.shape == (90, 28, 28, 1)
    assert np.array_equal(seen[:30], images)


@pytest.mark.parametrize("border", [3, 1, -1, -2])
def test_a_view_is_resized_about_the_middle_as_pillow_does(images, border):
    seen = np.asarray(Views([border])(images))[30:, :, :, 0]
    for image, ours in zip(images[:, :, :, 0], seen, strict=True):
        scale = (28 + 2 * border) / 28
        matrix = (scale, 0, -border, 0, scale, -border)
        theirs = Image.fromarray(image).transform(
            (28, 28), Image.Transform.AFFINE, matrix, Image.Resampling.BILINEAR
        )
        inner = (slice(4, 24), slice(4, 24))
        np.testing.assert_allclose(ours[inner], np.asarray(theirs)[inner], atol=0.02)


def test_a_border_makes_the_digit_smaller_and_a_cut_makes_it_larger(images):
    ink = np.asarray(Views(BORDERS)(images)).reshape(3, -1).sum(axis=1)
    assert ink[1] < 0.85 * ink[0] < ink[0] < 1.2 * ink[0] < ink[2]


def test_the_answer_is_the_mean_of_the_answers_for_the_views(images):
    plain = rejection.without_softmax(digit_networks.lenet())
    seen = np.asarray(Views(BORDERS)(images))
    expected = plain.predict(seen, verbose=0).reshape(3, 30, 10).mean(axis=0)
    network = averaged(plain, BORDERS)
    np.testing.assert_allclose(network.predict(images, verbose=0), expected, atol=1e-5)
    assert averaged(plain, ()) is plain


def test_it_is_saved_and_exported_with_no_parameter_more(digits, tmp_path):
    network = averaged(rejection.without_softmax(digit_networks.lenet()), BORDERS)
    served = rejection.with_verdict(network, temperature=1.5)
    assert served.count_params() == 44_426
    served.save(tmp_path / "model.keras")
    again = keras.models.load_model(tmp_path / "model.keras")
    exported = convert(again)
    assert check_parity(served, exported, digits.images[:100]) <= 1e-5
    assert len(exported) <= 250_000
