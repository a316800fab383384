"""Costly work one piece at a time: in order, few waiting, never all of them one client."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from werkzeug.exceptions import ServiceUnavailable, TooManyRequests

from webapp.serving.gate import OF_ONE_IN_THREADS, OF_THREADS, Gate


class Work:
    """Counts how many are at it, and goes on when the test lets it."""

    def __init__(self, gate):
        self.gate = gate
        self.now, self.most, self.order = 0, 0, []
        self.begun, self.may_end = threading.Semaphore(0), threading.Semaphore(0)

    def __call__(self, name):
        def piece():
            self.now += 1
            self.most = max(self.most, self.now)
            self.order.append(name)
            self.begun.release()
            self.may_end.acquire()
            self.now -= 1
            return name

        return self.gate.in_turn(piece)

    def waiting(self, count):
        """Wait until so many wait for their turn."""
        while len(self.gate._waiting) < count:
            threading.Event().wait(0.001)


@pytest.fixture
def gate():
    return Gate(places=8, of_one=4)


def test_pieces_are_done_one_at_a_time_in_the_order_in_which_they_came(gate):
    work = Work(gate)
    with ThreadPoolExecutor(5) as pool:
        asked = []
        for number in range(5):
            asked.append(pool.submit(work, number))
            if number == 0:
                work.begun.acquire()
            work.waiting(number)
        for _ in range(5):
            work.may_end.release()
        assert [each.result() for each in asked] == list(range(5))
    assert work.order == list(range(5))
    assert work.most == 1


def test_a_long_series_lets_others_in_between(gate):
    """Who has just had a turn comes after those who wait."""
    work = Work(gate)
    with ThreadPoolExecutor(2) as pool:
        series = pool.submit(lambda: [work(f"series {number}") for number in range(3)])
        work.begun.acquire()
        other = pool.submit(work, "other")
        work.waiting(1)
        for _ in range(4):
            work.may_end.release()
        series.result()
        other.result()
    assert work.order == ["series 0", "other", "series 1", "series 2"]


def test_work_that_fails_lets_the_next_one_through(gate):
    with pytest.raises(ZeroDivisionError):
        gate.in_turn(lambda: 1 / 0)
    assert gate.in_turn(lambda: "next") == "next"


def test_one_client_never_has_all_places(gate):
    with gate.place("a"), gate.place("a"):
        with pytest.raises(TooManyRequests) as refused, gate.place("a"):
            pass
        assert refused.value.get_headers()[-1] == ("Retry-After", "1")
        with gate.place("b"):
            pass
    with gate.place("a"):
        pass
    assert not gate._inside
    assert OF_ONE_IN_THREADS < OF_THREADS < 4


def test_where_all_places_are_taken_nobody_gets_in(gate):
    with gate.place("a"), gate.place("a"), gate.place("b"):
        with pytest.raises(ServiceUnavailable) as refused, gate.place("c"):
            pass
        assert refused.value.get_headers()[-1] == ("Retry-After", "1")


class GivenUp(BaseException):
    """As gevent ends a greenlet."""


@pytest.mark.parametrize("had_turn", [False, True])
def test_who_gives_up_waiting_keeps_nobody_from_the_turn(gate, monkeypatch, had_turn):
    class Impatient(threading.Event):
        def wait(self, timeout=None):
            if had_turn:
                gate._next()  # the turn comes in the same moment
            raise GivenUp

    gate._wait()
    monkeypatch.setattr("webapp.serving.gate.threading.Event", Impatient)
    with pytest.raises(GivenUp):
        gate.in_turn(lambda: None)
    if not had_turn:
        gate._next()
    assert gate.in_turn(lambda: "next") == "next"
    assert not gate._busy
