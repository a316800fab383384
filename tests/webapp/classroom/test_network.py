"""The network that a class has learned, over HTTP."""

import struct

import pytest

from webapp.classroom import limits


def weights(*numbers):
    return bytes(32) + struct.pack(f"<{len(numbers)}f", *numbers)


def test_a_class_s_network_is_given_fetched_and_taken_back(client, address, teacher):
    network = f"{address}/network"
    assert client.get(network).get_json()["code"] == "no-network"
    assert client.get(f"{address}/task").get_json()["network"] == 0
    known = {"If-None-Match": client.get(f"{address}/task").headers["ETag"]}
    assert client.put(network, data=weights(0.5, -1), headers=teacher).status_code == 204
    answer = client.get(network)
    assert (answer.data, answer.mimetype) == (weights(0.5, -1), "application/octet-stream")
    assert client.get(network, headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304
    assert client.get(f"{address}/task", headers=known).get_json()["network"] == 1
    assert client.get(address).get_json()["network"] == 1
    assert client.delete(network, headers=teacher).status_code == 204
    assert client.get(network).status_code == 404
    assert client.get(f"{address}/task").get_json()["network"] == 0
    client.put(network, data=weights(2), headers=teacher)
    # A pad that slept through the second change asks for what it lacks.
    assert client.get(f"{address}/task").get_json()["network"] == 3


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (b"", 422, "invalid-network"),
        (bytes(32), 422, "invalid-network"),
        (weights(1) + b"\0", 422, "invalid-network"),
        (weights(1, float("nan")), 422, "invalid-network"),
        (weights(float("inf")), 422, "invalid-network"),
        (bytes(limits.NETWORK_BYTES + 4), 413, "too-large"),
    ],
)
def test_what_is_no_network_is_refused(client, address, teacher, body, status, code):
    answer = client.put(f"{address}/network", data=body, headers=teacher)
    assert (answer.status_code, answer.get_json()["code"]) == (status, code)
    assert client.get(f"{address}/network").status_code == 404


@pytest.mark.parametrize("headers", [{}, {"Authorization": "Bearer another-one"}])
def test_the_teacher_alone_gives_a_network(client, address, headers):
    for method in ("put", "delete"):
        answer = getattr(client, method)(
            f"{address}/network", headers=headers, data=weights(1) if method == "put" else b""
        )
        assert answer.status_code == (403 if headers else 401)


def test_a_class_s_network_goes_with_the_class(client, address, teacher):
    client.put(f"{address}/network", data=weights(1), headers=teacher)
    assert client.delete(address, headers=teacher).status_code == 204
    assert client.get(f"{address}/network").get_json()["code"] == "no-such-class"
