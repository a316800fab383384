"""The room that a worker has for its clients, without a server: who goes, and in which order."""

import io
from contextlib import ExitStack
from types import SimpleNamespace

import gevent
import pytest
from gevent import socket
from gevent.pool import Pool

from webapp.serving import worker
from webapp.serving.clients import TOGETHER, Client
from webapp.serving.room import Patience, Room
from webapp.serving.worker import Listener

PATIENCE = Patience(idle=60, head=60, body=60, answer=60)


class Guest:
    """A client that waits, and notes that it has been dropped."""

    def __init__(self, waits=True, is_answered=False):
        self.waits, self.is_answered, self.held, self.is_dropped = waits, is_answered, 0, False

    def drop(self):
        self.is_dropped = True


@pytest.fixture
def room():
    return Room(clients=3, body=1000, held=100, patience=PATIENCE)


@pytest.fixture
def taken(room):
    """Let guests in, one after the other; return which were dropped for it."""
    with ExitStack() as stack:

        def take(*guests):
            for guest in guests:
                stack.enter_context(room.taking(guest))
            return [guest.is_dropped for guest in guests]

        yield take


def test_while_there_is_room_nobody_has_to_go(room, taken):
    assert taken(Guest(), Guest(), Guest()) == [False] * 3


def test_in_a_full_room_the_oldest_goes_that_was_never_answered(room, taken):
    assert taken(Guest(is_answered=True), Guest(), Guest(), Guest()) == [
        False,
        True,
        False,
        False,
    ]


def test_then_the_one_that_has_been_idle_for_longest(room, taken):
    guests = [Guest(is_answered=True) for _ in range(3)]
    taken(*guests)
    room.renew(guests[0])
    taken(Guest())
    assert [guest.is_dropped for guest in guests] == [False, True, False]


def test_whose_request_is_being_answered_stays(room, taken):
    assert taken(Guest(waits=False), Guest(), Guest(), Guest()) == [
        False,
        True,
        False,
        False,
    ]


def test_of_too_many_bytes_the_oldest_go_until_the_rest_fits(room, taken):
    guests = [Guest() for _ in range(3)]
    taken(*guests)
    for guest in guests:
        room.hold(guest, 50)
    assert [guest.is_dropped for guest in guests] == [True, False, False]
    room.hold(guests[2], 40)
    assert [guest.is_dropped for guest in guests] == [True, True, False]


def test_bytes_count_until_they_are_let_go_of(room, taken):
    """Whoever wants more waits for the greenlets of those that were dropped to end."""
    one, other = Guest(), Guest()
    taken(one, other)
    room.hold(one, 90)
    room.hold(other, 90)
    assert (one.is_dropped, room.held) == (True, 180)
    waiting = gevent.spawn(room.wait_for_space, other)
    gevent.sleep(0.01)
    assert not waiting.ready()
    room.held -= one.held
    waiting.join(30)
    assert waiting.successful()


def test_of_those_that_work_long_one_at_a_time_comes_back(room):
    order = []

    def long(name):
        for _ in range(3):
            room.let_others_go_first()
            order.append(name)

    gevent.joinall([gevent.spawn(long, name) for name in "abc"], timeout=30)
    assert order == list("abc" * 3)


def test_what_has_arrived_comes_before_who_works_long(room):
    """One byte for a greenlet that waits for it, while ten others want on and on."""
    near, far = socket.socketpair()
    passes = []

    def work():
        while not reader.ready():
            room.let_others_go_first()
            passes.append(1)

    reader = gevent.spawn(far.recv, 1)
    gevent.sleep(0)
    workers = [gevent.spawn(work) for _ in range(10)]
    near.send(b"x")
    gevent.joinall([reader, *workers], timeout=30)
    assert reader.value == b"x"
    assert len(passes) < 100
    near.close()
    far.close()


def begun(far, room):
    """A client whose request's head has arrived."""
    client = Client(far, room)
    client._arrived = 1
    client.begin(SimpleNamespace(body=io.BytesIO()))
    return client


def test_the_head_of_an_answer_goes_out_with_what_follows(room):
    near, far = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)  # it keeps pieces apart
    client = begun(far, room)
    client.sendall(b"head ")
    client.sendall(b"body")
    client.sendall(b"more")
    assert [near.recv(100), near.recv(100)] == [b"head body", b"more"]
    near.close()
    far.close()


@pytest.mark.parametrize("end", [Client.finish, Client.close])
def test_a_head_that_nothing_follows_goes_out_all_the_same(room, end):
    near, far = socket.socketpair()
    client = begun(far, room)
    with room.taking(client):
        client.sendall(b"head")
        reader = gevent.spawn(near.recv, 100)
        closing = gevent.spawn(end, client)
        reader.join(30)
        assert reader.value == b"head"
        near.close()
        closing.join(30)
    far.close()


def test_a_long_body_is_not_copied_to_its_head(room):
    near, far = socket.socketpair()
    client = begun(far, room)
    pieces = []
    client._send = lambda data, flags=0: pieces.append(len(data))
    client.sendall(b"head")
    client.sendall(bytes(TOGETHER + 1))
    assert pieces == [4, TOGETHER + 1]
    near.close()
    far.close()


def test_a_dropped_client_says_that_nothing_more_comes(room):
    near, far = socket.socketpair()
    client = Client(far, room)
    reader = gevent.spawn(client.recv, 100)
    gevent.sleep(0)
    client.drop()
    reader.join(30)
    assert reader.value == b""
    near.close()
    client.close()


def test_pieces_of_a_byte_are_collected_before_they_are_looked_at(room):
    near, far = socket.socketpair()
    client = Client(far, room)
    got = []

    def read():
        with room.taking(client):
            while piece := client.recv(8192):
                got.append(piece)

    def drip():
        for _ in range(200):
            near.sendall(b"x")
            gevent.sleep(0.0005)
        near.shutdown(socket.SHUT_WR)

    gevent.joinall([gevent.spawn(read), gevent.spawn(drip)], timeout=30)
    assert b"".join(got) == b"x" * 200
    assert len(got) < 50
    near.close()
    client.close()


def test_who_has_connected_before_the_end_is_served():
    """The kernel resets whoever is in the queue of a socket that closes."""
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    listening.listen()
    served = Pool(100)

    def handle(listener, client, _):
        client.sendall(repr(listener.getsockname()).encode())

    listener = Listener(handle, listening, spawn=served, log=None)
    listener.start()
    listener.stop_accepting()
    clients = [socket.create_connection(listener.getsockname()) for _ in range(5)]
    address = repr(listener.getsockname()).encode()
    listener.close()
    served.join(30)
    assert [client.recv(100) for client in clients] == [address] * 5
    for client in clients:
        client.close()


def test_a_rush_is_shared_between_those_that_listen(monkeypatch):
    """Two on one socket, as two workers are: none takes all. The test ends their pauses."""
    pauses = []
    monkeypatch.setattr(
        gevent, "spawn_later", lambda _, go_on, *since: pauses.append((go_on, since))
    )
    monkeypatch.setattr(worker, "time", SimpleNamespace(monotonic=lambda: 0.0))
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    listening.listen()
    served = {1: Pool(100), 2: Pool(100)}
    taken = []
    listeners = [
        Listener(lambda *_, n=n: taken.append(n), socket.fromfd(listening.fileno(), 2, 1), spawn=p)
        for n, p in served.items()
    ]
    clients = [socket.create_connection(listening.getsockname()) for _ in range(6)]
    for listener in listeners:
        listener.start()
    for turn in (1, 2, 3):
        while len(pauses) < 2 or len(taken) < 2 * turn:
            gevent.sleep(0)
        assert sorted(taken) == sorted([1, 2] * turn)
        ended, pauses[:] = list(pauses), []
        for go_on, since in ended:
            go_on(*since)
    for opened in (*clients, *listeners, listening):
        opened.close()
